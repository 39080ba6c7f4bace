"""«Tình hình nộp»: every tab of the workbook in one table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps_script.google_book import WAITS, WRONG_RESULT, WRONG_STATUS, GoogleBook, Row, book_of, tab_names, tab_rows
from tests.apps_script.script import HAND_IN, Dialog, ran

OFFICIALS: list[list[str | None]] = [
    ["CÁN BỘ"],
    ["Mã", "Chức danh", "Tên ngắn", "Tên sheet", "Tên khác của sheet", "Người phụ trách"],
    ["VPUB", "Văn phòng UBND xã", "VP UBND", "VP UBND", None, "Nguyễn Văn A"],
    ["TP", "Tư pháp - Hộ tịch", "Tư pháp", "Tư pháp - HT", "Tư pháp; tu phap", None],
    ["TP", None, None, None, None, "Người cũ"],
    ["HUYEN", "Phòng của huyện", "Phòng TC", None, None, None],
]


def office() -> GoogleBook:
    book = book_of(Row(), WRONG_STATUS, WRONG_RESULT, WAITS, handed_in={"date": "2023-03-14", "shown": "14/03/2023"})
    book.rows |= {
        "Tư pháp": tab_rows([WAITS, Row("", status="")]),
        "Kế hoạch": [["Mã NV", "Nhiệm vụ", "Thời hạn"], ["II.2.01", "Họp", None]],
        "Cán bộ": [list(row) for row in OFFICIALS],
        "Biểu đồ": [],
        "_sheetsync": [["KyNop", {"date": "2023-03-14"}], ["KyGui", {"date": "2023-03-17"}]],
    }
    book.charts = ["Biểu đồ"]
    book.ids["Tư pháp"] = 88
    book.names |= {
        **tab_names("Tư pháp", 2, 88),
        "KyNop": ("_sheetsync", 1, 2, 1, 1),
        "KyGui": ("_sheetsync", 2, 2, 1, 1),
        "BoPhan": ("Cán bộ", 3, 3, 8, 1),
    }
    return book


def shown(book: GoogleBook) -> Dialog:
    result = ran(book, HAND_IN)
    assert (result.selected, result.written) == ([], [])
    return result.dialog


def test_every_tab_has_a_line() -> None:
    dialog = shown(office())
    assert dialog.title == "Tình hình nộp"
    assert dialog.texts[:2] == ["Hạn nộp: 14/3/2023. Hạn gửi báo cáo: 17/3/2023.", "1/2 tab đã ghi ngày nộp."]
    assert dialog.table == [
        ["Bộ phận", "Đã nộp", "Cần xem lại", "Chưa báo cáo"],
        ["VP UBND: VP UBND (Nguyễn Văn A)", "14/3/2023", "2", "1"],
        ["Tư pháp", "chưa nộp", "0", "1"],
    ]


def test_tabs_are_known_without_the_officials_sheet() -> None:
    book = office()
    del book.rows["Cán bộ"], book.names["BoPhan"]
    assert [line[0] for line in shown(book).table[1:]] == ["VP UBND", "Tư pháp"]


def test_the_officials_sheet_is_found_under_another_name() -> None:
    book = office()
    book.rows["Người làm"] = book.rows.pop("Cán bộ")
    book.names["BoPhan"] = ("Người làm", 3, 3, 8, 1)
    assert shown(book).table[1][0] == "VP UBND: VP UBND (Nguyễn Văn A)"


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Auckland"])
def test_days_are_those_of_the_workbook_whatever_its_time_zone(zone: str) -> None:
    book = office()
    book.time_zone = zone
    assert shown(book).texts[0] == "Hạn nộp: 14/3/2023. Hạn gửi báo cáo: 17/3/2023."
    assert shown(book).table[1][1] == "14/3/2023"


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("Đã nộp (ngày):", "14/3/2023", "14/3/2023"),
        ("Đã nộp (ngày): 14/3/2023", None, "14/3/2023"),
        ("ĐÃ NỘP:", "rồi", "ghi «rồi»"),
        ("Ngày nộp", {"date": "2023-03-10"}, "10/3/2023"),
        ("Đã nộp (ngày):", "…/…/2023", "ghi «…/…/2023»"),
        ("Đã nộp (ngày): ……", None, "chưa nộp"),
        ("Đã nộp (ngày):", "  ", "chưa nộp"),
        ("Chưa nộp:", "14/3/2023", "chưa nộp"),
    ],
)
def test_what_stands_for_the_day_is_shown_and_not_judged(label: str, value: Any, said: str) -> None:
    book = office()
    book.rows["VP UBND"][2][2:4] = [label, value]
    assert shown(book).table[1][1] == said


@pytest.mark.parametrize("names", [["KyNop"], ["KyGui"], ["KyNop", "KyGui"]])
def test_days_that_the_workbook_does_not_have(names: list[str]) -> None:
    book = office()
    for name in names:
        del book.names[name]
    text = shown(book).texts[0]
    assert text == "Sổ này không ghi hạn nộp và hạn gửi." if len(names) == 2 else "không rõ" in text


def test_a_tab_that_is_being_calculated_and_one_without_live_columns() -> None:
    book = office()
    book.rows["VP UBND"] = tab_rows([Row("Loading...", "Loading...")])
    book.names |= tab_names("VP UBND", 1)
    book.rows["Tư pháp - HT"] = [["Đã nộp (ngày):", {"date": "2023-03-13"}], ["Nhiệm vụ", "Trạng thái"], ["Họp", None]]
    lines = {line[0]: line[1:] for line in shown(book).table[1:]}
    assert lines["VP UBND: VP UBND (Nguyễn Văn A)"] == ["chưa nộp", "đang tính", "đang tính"]
    assert lines["Tư pháp - HT: Tư pháp"] == ["13/3/2023", "không rõ", "không rõ"]


def test_a_workbook_without_tabs() -> None:
    dialog = shown(GoogleBook("Trang tính1", {"Trang tính1": []}))
    assert dialog.texts == ["Sổ này không ghi hạn nộp và hạn gửi.", "Không thấy tab nào của các bộ phận trong sổ này."]


def test_texts_of_cells_stay_texts() -> None:
    book = office()
    book.rows["Cán bộ"][2][5] = "<script>alert(1)</script>"
    book.rows["VP UBND"][2][3] = "<img src=x onerror=alert(1)>"
    dialog = shown(book)
    assert dialog.table[1][:2] == ["VP UBND: VP UBND (<script>alert(1)</script>)", "ghi «<img src=x onerror=alert(1)>»"]
    assert dialog.tags == {"style", "p", "table", "tr", "th", "td"}


def test_a_failure_is_told_kindly() -> None:
    book = office()
    book.refuses = {"getSheets": "Service error"}
    assert "Chưa làm được việc này" in shown(book).said()
