"""When nothing is brought back: the reason in words for the office, and not a byte is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import BookContent
from sheetsync.core.edits import Edit
from sheetsync.core.history.records import Occasion, Seen
from sheetsync.errors import BookUnwritable, ExternallyChanged, HistoryUnavailable, SheetsyncError, UsageError
from sheetsync.ports import History, WriteOutcome
from sheetsync.usecases.remember import Memory
from tests.restoring.restoring_office import OFFICE, RestoringOffice


def refused(office: RestoringOffice, kind: type[SheetsyncError], at: str, *tasks: str, tab: str = OFFICE) -> str:
    before = office.path.read_bytes()
    with pytest.raises(kind) as refusal:
        office.restores(at, *tasks, tab=tab)
    assert office.path.read_bytes() == before
    return f"{refusal.value.message} → {refusal.value.next_step}"


def test_a_moment_before_the_first_run_names_that_run(office: RestoringOffice) -> None:
    office.remembers()
    said = refused(office, UsageError, "2023-03-10 08:00")
    assert "Đến 10/03/2023 08:00:59 lịch sử của sổ chưa có gì; lần đầu ghi nhận là 10/03/2023 08:01:00" in said
    assert '--at "10/03/2023 08:01:00"' in said


def test_a_book_that_was_never_run_has_no_moment(office: RestoringOffice) -> None:
    assert "Lịch sử của sổ chưa có lần chạy nào" in refused(office, UsageError, "2023-03-10")


def test_a_moment_in_the_future(office: RestoringOffice) -> None:
    office.remembers()
    assert "Thời điểm 11/03/2023 00:00:00 chưa tới" in refused(office, UsageError, "2023-03-11")
    assert "chưa tới" in refused(office, UsageError, "2023-03-10 09:00")
    office.restores("2023-03-10")  # the day that is not over counts up to now


def test_an_unknown_tab_or_task_with_what_is_meant(office: RestoringOffice) -> None:
    at = office.remembers()
    said = refused(office, UsageError, at, tab="Van phong")
    assert "Sổ không có sheet cán bộ nào tên «Van phong». Có phải «Văn phòng» không?" in said
    said = refused(office, UsageError, at, "A.33")
    assert "Không có nhiệm vụ «A.33» ở phần được chọn, nay cũng như lúc ấy. Có phải «A.3» không?" in said
    assert "A.2, A.3, A.4" in said


def test_a_tab_without_its_headings(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "F4", "Cột gì đó")
    assert "Sheet «Văn phòng» thiếu tiêu đề cột «Trạng thái»; chưa ghi gì." in refused(office, UsageError, at)


def test_a_workbook_that_somebody_has_open(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "khác")
    office.path.with_name(f"~${office.path.name}").write_bytes(b"\x03Lan".ljust(165))
    refused(office, BookUnwritable, at)


class TypedInMeanwhile:
    """A book in which an official types right after it was read."""

    def __init__(self, office: RestoringOffice) -> None:
        self._office = office
        self._book = XlsxBook(office.path, in_place=True)

    def read(self) -> BookContent:
        content = self._book.read()
        self._office.types(OFFICE, "H6", "vừa gõ")
        return content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        return self._book.write(edits, expected_version)


def test_what_was_typed_meanwhile_is_not_written_over(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "khác")
    with pytest.raises(ExternallyChanged):
        office.restores(at, book=TypedInMeanwhile(office))
    assert office.holds("H6") == "vừa gõ"
    assert [past.occasion.command for past in office.told()] == ["before-restore"]


class Failing:
    """A history that takes no more than so many runs."""

    def __init__(self, kept: History, runs: int) -> None:
        self._kept = kept
        self._runs = runs

    def __getattr__(self, name: str) -> object:
        return getattr(self._kept, name)

    def record(self, seen: Seen, occasion: Occasion) -> None:
        if not self._runs:
            raise HistoryUnavailable("Hết chỗ trên đĩa.", "Vui lòng xóa bớt tệp.")
        self._runs -= 1
        self._kept.record(seen, occasion)


@pytest.mark.parametrize("runs", [0, 1])
def test_nothing_is_written_over_that_could_not_be_remembered(office: RestoringOffice, runs: int) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "khác")
    before = office.path.read_bytes()
    memory = Memory(Failing(office.history(), runs), office.memory().moment)  # type: ignore[arg-type]
    if not runs:
        with pytest.raises(HistoryUnavailable):
            office.restores(at, memory=memory)
        assert office.path.read_bytes() == before
        return
    result = office.restores(at, memory=memory)  # it is written by then, so it is told
    assert any("Chưa lưu được lịch sử: Hết chỗ trên đĩa." in told for told in result.told)
    assert office.holds("H6") == "Đã niêm yết 80 thủ tục"


def test_a_damaged_history_is_told(office: RestoringOffice) -> None:
    at = office.remembers()
    office.database.write_bytes(b"SQLite format 3\0" + b"r\xe1c" * 5000)
    assert "bị hỏng" in refused(office, HistoryUnavailable, at)


def test_a_day_that_the_cells_calendar_does_not_know(office: RestoringOffice) -> None:
    """A workbook of another calendar held it; nothing of the tab is written then."""
    office.changes(lambda book: book[OFFICE].__setitem__("G6", date(1903, 5, 5)))
    at = office.remembers()
    office.types(OFFICE, "G6", None)
    office.types(OFFICE, "H6", None)

    def other_calendar(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    office.changes(other_calendar)
    assert "ô G6 không nhận được ngày sớm như thế; chưa ghi gì" in refused(office, BookUnwritable, at)
