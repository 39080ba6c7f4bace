"""Entries brought back after a period was closed or opened: the report that was sent stays, no earlier quarter's text returns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.console.restore_text import restore_text
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.errors import UsageError
from sheetsync.usecases.open_period import open_period
from sheetsync.usecases.restore import RestoreResult
from tests.history.small_history import Q1, Q2
from tests.restoring.restoring_office import JUSTICE, OFFICE, RestoringOffice, assert_restored


def said(result: RestoreResult) -> str:
    return " ".join(restore_text(result).split())


def opens(office: RestoringOffice, period: str = Q2) -> None:
    book = XlsxBook(office.path, in_place=True)
    open_period(book, office.settings, as_of=office.today, period_key=period, memory=office.memory())


def states_q1(book: Any) -> None:
    for tab in (OFFICE, JUSTICE):
        book[tab]["A2"] = "Kỳ báo cáo: Quý I/2023"


def keeps_earlier_results(book: Any) -> None:
    for tab in (OFFICE, JUSTICE):
        book[tab]["K4"] = "Kết quả các kỳ trước"


def test_a_closed_report_stays_and_what_came_back_corrects_the_next_one(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    office.today = date(2023, 3, 16)
    office.closes(reason="đã gửi")
    sent = office.sheet_parts()
    result = office.restores(at)
    assert [closing.frozen.report.period.key for closing in result.closed] == [Q1]
    assert (
        "Quý I/2023 đã chốt ngày 16/3/2023: báo cáo đã chốt không đổi; các ô được khôi phục thuộc kỳ ấy là điều chỉnh của kỳ "
        "sau. Nên chạy: sheetsync consolidate SỔ --period 2023-Q1"
    ) in said(result)
    assert office.sheet_parts() == sent
    again = office.runs("consolidate")
    assert office.sheet_parts() == sent
    (late,) = again.late
    assert [(late.task_id, each.was, each.now) for each in late.fields] == [
        ("A.3", "Đã niêm yết 95 thủ tục", "Đã niêm yết 80 thủ tục")
    ]
    office.today = date(2023, 6, 15)
    office.runs("consolidate", Q2)
    assert "Đã niêm yết 80 thủ tục" in " ".join(office.words_on("Tổng hợp nội bộ Quý II-2023"))


def test_a_period_that_was_opened_again_is_not_told(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "khác")
    office.today = date(2023, 3, 16)
    office.closes(reason="đã gửi")
    office.reopens("sửa")
    assert "đã chốt" not in said(office.restores(at))


@pytest.mark.parametrize("prepare", [states_q1, keeps_earlier_results])
def test_the_entries_of_a_quarter_do_not_come_back_into_the_next_one(office: RestoringOffice, prepare: Any) -> None:
    office.changes(prepare)
    if prepare is states_q1:
        office.changes(keeps_earlier_results)
    at = office.remembers()
    office.today = date(2023, 3, 20)
    opens(office)
    before = office.path.read_bytes()
    for dry_run in (True, False):
        with pytest.raises(UsageError) as refusal:
            office.restores(at, period=Q2, dry_run=dry_run)
        assert "Ngày 20/3/2023 sổ đã mở kỳ Quý II/2023: nội dung lúc ấy là của kỳ trước" in refusal.value.message
        assert "sheetsync history SỔ MÃ-NV" in refusal.value.next_step
    assert office.path.read_bytes() == before


@pytest.mark.parametrize("prepare", [states_q1, keeps_earlier_results])
def test_after_the_opening_the_new_quarter_s_entries_come_back(office: RestoringOffice, prepare: Any) -> None:
    office.changes(prepare)
    if prepare is states_q1:
        office.changes(keeps_earlier_results)
    office.remembers()
    office.today = date(2023, 3, 20)
    opens(office)
    office.types(OFFICE, "H6", "Đã niêm yết thêm 10 thủ tục")
    at = office.remembers(Q2)
    office.types(OFFICE, "H6", None)
    assert_restored(office.restores(at, period=Q2), "| A.3 | H6 |  | Đã niêm yết thêm 10 thủ tục |")


@pytest.mark.parametrize("stated", [True, False], ids=["the tab states its quarter", "the lines beside are gone again"])
def test_an_opening_that_was_taken_back_stands_in_nobody_s_way(office: RestoringOffice, stated: bool) -> None:
    if stated:
        office.changes(states_q1)
    office.changes(keeps_earlier_results)
    at = office.remembers()
    before = office.path.read_bytes()
    opens(office)
    office.path.write_bytes(before)
    office.types(OFFICE, "H6", "khác")
    assert_restored(office.restores(at), "| A.3 | H6 | khác | Đã niêm yết 80 thủ tục |")


def only_the_other_tab_states_q1(book: Any) -> None:
    book[JUSTICE]["A2"] = "Kỳ báo cáo: Quý I/2023"


def states_nothing(book: Any) -> None:
    for tab in (OFFICE, JUSTICE):
        book[tab]["A2"] = None


def refused_as_opened(office: RestoringOffice, at: str) -> str:
    before = office.path.read_bytes()
    with pytest.raises(UsageError) as refusal:
        office.restores(at, period=Q2)
    assert "sổ đã mở kỳ Quý II/2023: nội dung lúc ấy là của kỳ trước" in refusal.value.message
    assert office.path.read_bytes() == before
    return refusal.value.next_step


def opened_without_a_word(office: RestoringOffice) -> str:
    """The office's own tab has neither a stated period nor a column of earlier results. Gives a moment before the opening."""
    office.changes(only_the_other_tab_states_q1)
    at = office.remembers()
    office.today = date(2023, 3, 20)
    opens(office)
    assert office.holds("H6") is None
    return at


def test_a_tab_that_states_nothing_is_in_the_period_that_another_one_states(office: RestoringOffice) -> None:
    at = opened_without_a_word(office)
    office.today = date(2023, 4, 20)
    office.remembers(Q2)
    assert "phía trên bảng" in refused_as_opened(office, at)
    office.types(OFFICE, "H6", "việc quý II")
    second = office.remembers(Q2)
    office.types(OFFICE, "H6", "khác")
    assert_restored(office.restores(second, period=Q2), "| A.3 | H6 | khác | việc quý II |")


def test_a_tab_from_which_nothing_moved_beside_is_in_that_period_as_well(office: RestoringOffice) -> None:
    office.changes(only_the_other_tab_states_q1)
    office.changes(lambda book: book[OFFICE].__setitem__("K4", "Kết quả các kỳ trước"))
    at = office.remembers()
    for row in (5, 6, 7):
        for column in "FGHIJ":
            office.types(OFFICE, f"{column}{row}", None)
    opens(office)
    refused_as_opened(office, at)


def test_where_no_tab_states_a_period_the_history_s_opening_counts(office: RestoringOffice) -> None:
    at = opened_without_a_word(office)
    office.changes(states_nothing)
    refused_as_opened(office, at)
    office.types(OFFICE, "F6", "Đang thực hiện")  # one of the cells holds again what it held, by chance
    office.remembers(Q2)
    refused_as_opened(office, at)


@pytest.mark.parametrize("read_since", [True, False])
def test_an_opening_that_can_be_seen_to_be_taken_back_stands_in_nobody_s_way(office: RestoringOffice, read_since: bool) -> None:
    office.changes(only_the_other_tab_states_q1)
    at = office.remembers()
    before = office.path.read_bytes()
    office.types(OFFICE, "H5", "Đã ban hành kế hoạch")
    later = office.remembers()
    taken = office.path.read_bytes()
    opens(office)
    office.path.write_bytes(taken)
    office.changes(states_nothing)
    if read_since:
        office.remembers()
        office.types(OFFICE, "H6", "khác")
        assert_restored(office.restores(later), "| A.3 | H6 | khác | Đã niêm yết 80 thủ tục |")
    else:
        back = "| A.2 | H5 | Đã ban hành kế hoạch | Đã ban hành kế hoạch và gửi các bộ phận |"
        assert_restored(office.restores(at), back)
    assert office.path.read_bytes() != before


def test_what_was_typed_over_an_opening_taken_back_before_anybody_read_it_is_not_known(office: RestoringOffice) -> None:
    """Then the office says which period it is in."""
    office.changes(only_the_other_tab_states_q1)
    at = office.remembers()
    taken = office.path.read_bytes()
    opens(office)
    office.path.write_bytes(taken)
    office.changes(states_nothing)
    office.types(OFFICE, "H6", "khác")
    refused_as_opened(office, at)
    office.changes(only_the_other_tab_states_q1)
    assert_restored(office.restores(at), "| A.3 | H6 | khác | Đã niêm yết 80 thủ tục |")


def test_the_book_s_own_sheet_says_the_period_where_no_tab_does(office: RestoringOffice) -> None:
    at = opened_without_a_word(office)

    def hidden_sheet(book: Any) -> None:
        states_nothing(book)
        sheet = book.create_sheet(names.HIDDEN)
        sheet.append((names.PERIOD_KEY, Q1))

    office.changes(hidden_sheet)
    assert office.restores(at, dry_run=True).restoration.changes
    office.changes(lambda book: book[names.HIDDEN].__setitem__("B1", Q2))
    refused_as_opened(office, at)


def test_a_run_for_another_quarter_is_told(office: RestoringOffice) -> None:
    at = office.remembers(Q1)
    office.types(OFFICE, "H6", "khác")
    office.today = date(2023, 5, 2)
    told = "Lần chạy ấy xét Quý I/2023, nay là Quý II/2023: vui lòng xem lại nội dung có đúng kỳ không."
    assert told in said(office.restores(at, period=None, dry_run=True))
    office.changes(states_q1)
    assert "vui lòng xem lại nội dung" not in said(office.restores(at, period=None))
