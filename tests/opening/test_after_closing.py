"""A closed quarter, then the next one opened: what moved aside is no late correction of the closed report."""

from __future__ import annotations

import openpyxl
import pytest

from tests.opening.desk import Desk

LATE, DAY_OF_Q2 = ("--period", "2023-Q1", "--as-of", "2023-03-20"), ("--period", "2023-Q2", "--as-of", "2023-06-15")


def closed_and_opened(desk: Desk, **cells: str) -> None:
    desk.types(earlier=True, **cells)
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


def test_a_result_whose_lines_look_like_others_is_no_correction(desk: Desk) -> None:
    told = "Đã niêm yết\nQuý I/2023: 80 thủ tục\nQuý IV: 20 thủ tục\nKhó khăn, vướng mắc: mạng chậm\nTrạng thái: 90%"
    desk.types()
    desk.changes(lambda book: book["Văn phòng"].__setitem__("H6", told))
    desk.says("close", "2023-Q1", "--as-of", "2023-03-17", "--reason", "đã gửi")
    assert desk.says("open", "2023-Q2")[0] == 0
    assert corrected(desk) == []


def test_what_is_put_right_beside_after_the_opening_is_a_correction(desk: Desk) -> None:
    closed_and_opened(desk)
    aside = "Quý I/2023: Đã niêm yết 80 thủ tục\nKhó khăn, vướng mắc: Chờ bảng niêm yết của tỉnh"
    desk.changes(lambda book: book["Văn phòng"].__setitem__("K6", aside))
    told = ("A.3", "Khó khăn, vướng mắc", "Chờ bảng niêm yết mới của huyện", "Chờ bảng niêm yết của tỉnh")
    assert corrected(desk) == [told]


def test_a_book_without_the_column_tells_the_half_year_from_the_closed_report(desk: Desk) -> None:
    desk.types(earlier=False, A2="Kỳ báo cáo: Quý I/2023")
    desk.says("close", "2023-Q1", "--as-of", "2023-03-17", "--reason", "đã gửi")
    assert desk.says("open", "2023-Q2")[0] == 0
    desk.changes(lambda book: book["Tư pháp"].__setitem__("H5", "Đã rà soát 20 văn bản"))
    desk.says("run", *DAY_OF_Q2)
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(desk.book)["Báo cáo Quý II-2023"].iter_rows(max_col=11)
    ]
    told = {row[1]: (row[6], row[7], row[8], row[10]) for row in rows if row[0] and str(row[0]).isdigit()}
    assert told["Rà soát văn bản"] == ("Đã rà soát 20 văn bản", "Quý I: Đã rà soát 14 văn bản", None, None)
    assert told["Ban hành kế hoạch kiểm soát thủ tục"][1:3] == (
        "Xong 20/02/2023\nQuý I: Đã ban hành kế hoạch và gửi các bộ phận",
        "05/KH-UBND",
    )
    assert told["Niêm yết thủ tục hành chính"][1::2] == (
        "Quý I: Đã niêm yết 80 thủ tục",
        "Nêu từ Quý I: Chờ bảng niêm yết mới của huyện",
    )


def corrected(desk: Desk) -> list[tuple[str, str, str, str]]:
    """What the second quarter's report puts right, as `run --json` tells it."""
    report = desk.answers("run", *DAY_OF_Q2)["report"]
    return [(one["task_id"], *field.values()) for one in report.get("corrections", ()) for field in one["fields"]]
