"""A closed quarter, then the next one opened: what moved aside is no late correction of the closed report."""

from __future__ import annotations

import pytest

from tests.opening.desk import Desk

LATE, DAY_OF_Q2 = ("--period", "2023-Q1", "--as-of", "2023-03-20"), ("--period", "2023-Q2", "--as-of", "2023-06-15")


def closed_and_opened(desk: Desk, **cells: str) -> None:
    desk.types(**cells)
    assert desk.says("close", "2023-Q1", "--as-of", "2023-03-17", "--reason", "đã gửi")[0] == 0
    assert desk.says("open", "2023-Q2")[0] == 0


@pytest.mark.parametrize("cells", [{"A2": "Kỳ báo cáo: Quý I/2023"}, {}])
def test_what_moved_aside_is_no_late_entry(desk: Desk, cells: dict[str, str]) -> None:
    closed_and_opened(desk, **cells)
    assert "Nhập sau khi chốt" not in desk.says("consolidate", *LATE)[1]
    _, out, _ = desk.says("run", *DAY_OF_Q2)
    assert "iều chỉnh" not in out


def test_a_finish_that_differs_is_still_told(desk: Desk) -> None:
    closed_and_opened(desk)
    desk.changes(lambda book: book["Văn phòng"].__setitem__("G5", "21/02/2023"))
    out = desk.says("consolidate", *LATE)[1]
    assert "A.2 (Văn phòng)" in out
    assert "Nhập sau khi chốt (1 nhiệm vụ)" in out
    assert "Đã hoàn thành từ kỳ trước" not in out
