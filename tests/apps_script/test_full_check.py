"""«Yêu cầu kiểm tra đầy đủ»: the request that the office's machine picks up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps_script.google_book import Area, GoogleBook, Row, book_of
from tests.apps_script.script import FULL_CHECK, ran

STAMP = "đã kiểm tra lúc 14:05 ngày 28/11/2026: 3 lỗi, 2 cảnh báo"
REQUEST, REQUESTED_BY, CHECKED = "ss_yeu_cau", "ss_yeu_cau_tu", "ss_da_kiem_tra"
NAMES: dict[str, Area | None] = {
    REQUEST: ("Hướng dẫn", 2, 2, 1, 1),
    REQUESTED_BY: ("Hướng dẫn", 3, 2, 1, 1),
    CHECKED: ("Hướng dẫn", 4, 2, 1, 1),
}


def asking(ticked: Any = False, by: str = "", stamp: str = STAMP, tab: str = "VP UBND") -> GoogleBook:
    """An official's view: everything is locked but the own tab and the two cells of the request."""
    book = book_of(Row(), name=tab)
    book.rows["Hướng dẫn"] = [["HƯỚNG DẪN"], ["Yêu cầu", ticked], ["Người yêu cầu", by], ["Đã kiểm tra", stamp]]
    book.names |= NAMES
    book.locked = ["Hướng dẫn"]
    book.open = [NAMES[REQUEST] or ("", 0, 0, 0, 0), NAMES[REQUESTED_BY] or ("", 0, 0, 0, 0)]
    return book


def test_the_cell_is_ticked_with_who_asks() -> None:
    result = ran(asking(), FULL_CHECK)
    assert result.written == [("Hướng dẫn", "B3", "Tab «VP UBND», lúc 14:05 ngày 29/11/2026"), ("Hướng dẫn", "B2", True)]
    assert (
        result.dialog.lead
        == "Đã gửi yêu cầu. Máy của văn phòng sẽ kiểm tra khi máy đang bật và có mạng; kết quả ở sheet «Kết quả kiểm tra»."
    )
    assert result.dialog.texts == [f"Lần gần nhất: {STAMP}."]
    assert result.selected == []


def test_before_the_first_check() -> None:
    assert ran(asking(stamp=""), FULL_CHECK).dialog.texts == ["Văn phòng chưa kiểm tra lần nào."]


def test_while_a_check_is_under_way_a_new_one_can_be_asked_for() -> None:
    result = ran(asking(stamp="đang kiểm tra từ 14:05 ngày 29/11/2026…"), FULL_CHECK)
    assert result.written[-1] == ("Hướng dẫn", "B2", True)
    assert result.dialog.texts == ["Máy của văn phòng đang kiểm tra từ 14:05 ngày 29/11/2026…"]


def test_a_request_that_waits_is_not_made_again() -> None:
    result = ran(asking(True, "Tab «Tư pháp - HT», lúc 9:00 ngày 29/11/2026"), FULL_CHECK)
    assert result.written == []
    assert "đang chờ" in result.dialog.lead
    assert result.dialog.texts[0] == "Người yêu cầu: Tab «Tư pháp - HT», lúc 9:00 ngày 29/11/2026."


def test_asking_twice_asks_once() -> None:
    result = ran(asking(), FULL_CHECK, FULL_CHECK)
    assert len(result.written) == 2
    assert "đang chờ" in result.dialogs[1].lead


@pytest.mark.parametrize("missing", [[REQUEST], [REQUESTED_BY], [CHECKED], [REQUEST, REQUESTED_BY, CHECKED]])
@pytest.mark.parametrize("deleted", [True, False])
def test_where_the_office_has_not_switched_it_on(missing: list[str], deleted: bool) -> None:
    book = asking()
    for name in missing:
        if deleted:
            book.names[name] = None
        else:
            del book.names[name]
    result = ran(book, FULL_CHECK)
    assert result.written == []
    assert "chưa bật" in result.dialog.said()


@pytest.mark.parametrize("kept", [[REQUEST], [REQUESTED_BY], []])
def test_somebody_who_may_not_write_there_is_told(kept: list[str]) -> None:
    book = asking()
    book.open = [area for name, area in NAMES.items() if name in kept and area]
    result = ran(book, FULL_CHECK)
    assert result.written == []
    assert result.dialog.texts[0].startswith("Tài khoản của anh/chị không được ghi vào ô yêu cầu.")
    assert result.dialog.texts[1:] == [f"Lần gần nhất: {STAMP}."]


@pytest.mark.parametrize("method", ["setValue", "flush"])
def test_a_refusal_of_google_is_told(method: str) -> None:
    book = asking()
    book.refuses = {method: "You are trying to edit a <protected> cell"}
    result = ran(book, FULL_CHECK)
    assert result.written == []
    assert result.dialog.texts[0].startswith("Tài khoản của anh/chị không được ghi")
    assert result.dialog.texts[1] == "Google báo: You are trying to edit a <protected> cell"


@pytest.mark.parametrize("name", ["=1+1", "+84 VP", "<b>VP</b>", "@tab", "'VP"])
def test_a_tab_s_name_never_begins_a_formula(name: str) -> None:
    (_, _, text), _ = ran(asking(tab=name), FULL_CHECK).written
    assert text == f"Tab «{name}», lúc 14:05 ngày 29/11/2026"


def test_what_stands_in_the_cells_stays_text() -> None:
    dialog = ran(asking(True, "<img src=x>", "<script>x</script>"), FULL_CHECK).dialog
    assert dialog.texts == ["Người yêu cầu: <img src=x>.", "Lần gần nhất: <script>x</script>."]
    assert dialog.tags == {"style", "h1", "p"}


@pytest.mark.parametrize("ticked", ["TRUE", "", None, 0])
def test_only_a_tick_is_a_request(ticked: Any) -> None:
    assert ran(asking(ticked), FULL_CHECK).written[-1] == ("Hướng dẫn", "B2", True)


def test_it_works_from_a_sheet_that_is_no_tab() -> None:
    book = asking()
    book.active = "Hướng dẫn"
    assert ran(book, FULL_CHECK).written[0][2].startswith("Tab «Hướng dẫn»")


def test_the_office_s_time_is_written_wherever_the_workbook_is() -> None:
    book = asking()
    book.time_zone = "America/New_York"
    assert "lúc 00:10 ngày 1/12/2026" in ran(book, FULL_CHECK, now="2026-11-30T17:10:00Z").written[0][2]
