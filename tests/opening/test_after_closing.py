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


def test_what_was_typed_between_closing_and_opening_moves_aside_as_a_correction(desk: Desk) -> None:
    """Nobody ran the closed quarter again: the text that moved says that the report was another one."""
    desk.types()
    desk.says("close", "2023-Q1", "--as-of", "2023-03-17", "--reason", "đã gửi")
    desk.changes(lambda book: book["Văn phòng"].__setitem__("H6", "Đã niêm yết 120 thủ tục"))
    assert desk.says("open", "2023-Q2")[0] == 0
    desk.changes(lambda book: book["Văn phòng"].__setitem__("H6", "Đã niêm yết 200 thủ tục"))
    assert corrected(desk) == [("A.3", "Kết quả trong kỳ", "Đã niêm yết 80 thủ tục", "Đã niêm yết 120 thủ tục")]
    told = "A.3 (Văn phòng) – Kết quả trong kỳ: «Đã niêm yết 80 thủ tục» → «Đã niêm yết 120 thủ tục»"
    assert told in desk.says("consolidate", *LATE)[1]


def test_what_is_put_right_beside_after_the_opening_is_a_correction(desk: Desk) -> None:
    closed_and_opened(desk)
    aside = "Quý I/2023: Đã niêm yết 80 thủ tục\nKhó khăn, vướng mắc: Chờ bảng niêm yết của tỉnh"
    desk.changes(lambda book: book["Văn phòng"].__setitem__("K6", aside))
    told = ("A.3", "Khó khăn, vướng mắc", "Chờ bảng niêm yết mới của huyện", "Chờ bảng niêm yết của tỉnh")
    assert corrected(desk) == [told]


def corrected(desk: Desk) -> list[tuple[str, str, str, str]]:
    """What the second quarter's report puts right, as `run --json` tells it."""
    report = desk.answers("run", *DAY_OF_Q2)["report"]
    return [(one["task_id"], *field.values()) for one in report.get("corrections", ()) for field in one["fields"]]
