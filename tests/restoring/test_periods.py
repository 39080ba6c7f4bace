"""Entries brought back after a period was closed or opened: the report that was sent stays, no earlier quarter's text returns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.console.restore_text import restore_text
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


def test_an_opening_that_was_taken_back_stands_in_nobody_s_way(office: RestoringOffice) -> None:
    office.changes(states_q1)
    office.changes(keeps_earlier_results)
    at = office.remembers()
    before = office.path.read_bytes()
    opens(office)
    office.path.write_bytes(before)
    office.types(OFFICE, "H6", "khác")
    assert_restored(office.restores(at), "| A.3 | H6 | khác | Đã niêm yết 80 thủ tục |")


def test_a_run_for_another_quarter_is_told(office: RestoringOffice) -> None:
    at = office.remembers(Q1)
    office.types(OFFICE, "H6", "khác")
    office.today = date(2023, 5, 2)
    told = "Lần chạy ấy xét Quý I/2023, nay là Quý II/2023: vui lòng xem lại nội dung có đúng kỳ không."
    assert told in said(office.restores(at, period=None, dry_run=True))
    office.changes(states_q1)
    assert "vui lòng xem lại nội dung" not in said(office.restores(at, period=None))
