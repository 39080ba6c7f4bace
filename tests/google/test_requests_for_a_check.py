"""Asking for a full check in the sheet itself, and the office's computer that watches for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.clock import vietnam
from sheetsync.core.settings import Settings
from sheetsync.errors import AccessDenied, BookUnreadable, ServiceUnavailable
from sheetsync.usecases.check_on_request import CheckDone, check_on_request
from sheetsync.usecases.clean import clean
from sheetsync.watch import keep_watch
from sheetsync.wiring import load_settings
from tests.google.shared_book import SharedBook
from tests.google_service import ROBOT, GoogleService, any_call, batch_updates, unavailable
from tests.small_office import write_book, write_config

SHEET = "Yêu cầu kiểm tra"
NOW = datetime(2023, 3, 15, 14, 5, tzinfo=vietnam())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(write_config(tmp_path / "config"), None)


@pytest.fixture
def book(google: GoogleService, tmp_path: Path) -> SharedBook:
    return SharedBook(google, XlsxBook(write_book(tmp_path / "small.xlsx")).read().sheets)


def look(book: SharedBook, settings: Settings, *, resume: bool = False) -> CheckDone | None:
    return check_on_request(book.requests(), book.open(), settings, now=lambda: NOW, resume=resume)


def test_the_place_is_made_once_and_can_be_ticked_by_anybody(book: SharedBook) -> None:
    assert book.requests().prepare()
    assert not book.requests().prepare()
    state = book.state
    assert state.titles.count(SHEET) == 1
    assert set(state.named_ranges) == {"ss_yeu_cau", "ss_yeu_cau_tu", "ss_da_kiem_tra"}
    validation = state[SHEET].validation("B4")
    assert validation is not None
    assert validation["condition"]["type"] == "BOOLEAN"
    assert state[SHEET].protected_ranges == []


def test_nobody_asks(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    before = book.counts
    assert look(book, settings) is None
    assert (book.counts[0] - before[0], book.counts[1] - before[1]) == (1, 0)


def test_a_tick_brings_the_full_check(book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    book.owner.types(SHEET, "B5", "Tư pháp, 14:03")
    done = look(book, settings)
    assert done is not None
    assert done.request.by == "Tư pháp, 14:03"
    assert done.stamp == "đã kiểm tra lúc 14:05 ngày 15/3/2023: 1 lỗi, 0 cảnh báo"
    assert book.state[SHEET].entered("B4") is False
    assert book.state[SHEET].shown("B5") == ""
    assert book.state[SHEET].shown("B6") == done.stamp
    assert "Kết quả kiểm tra" in book.state.titles
    assert book.mark_count("Văn phòng")
    assert look(book, settings) is None


def test_a_tick_during_the_check_is_a_new_request(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)

    def ask() -> None:
        book.owner.types(SHEET, "B4", True)
        book.owner.types(SHEET, "B5", "Văn phòng")

    google.next(batch_updates).runs_before(ask)
    assert look(book, settings) is not None
    again = look(book, settings)
    assert again is not None
    assert again.request.by == "Văn phòng"
    assert look(book, settings) is None


def test_ticking_is_no_editing_of_a_report(book: SharedBook, settings: Settings) -> None:
    before = book.state.contents()
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    look(book, settings)
    book.owner.types(SHEET, "B4", True)
    own = book.read().sheet(SHEET).own
    assert own is not None
    assert not own.edited
    clean(book.open())
    assert book.state.contents() == before


def test_moved_cells_are_found_by_their_names(book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    book.owner.inserts_rows(SHEET, 2, 3)
    book.owner.inserts_columns(SHEET, "A")
    book.owner.renames_sheet(SHEET, "Xin kiểm tra")
    book.owner.types("Xin kiểm tra", "C7", True)
    done = look(book, settings)
    assert done is not None
    assert book.state["Xin kiểm tra"].shown("C9") == done.stamp


def test_text_from_a_cell_is_no_formula_in_the_stamp(book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    book.requests().finish('=HYPERLINK("http://x","y")')
    assert book.state[SHEET].entered("B6") == '=HYPERLINK("http://x","y")'


def test_a_check_that_was_cut_short_is_taken_up_on_the_next_start_only(
    google: GoogleService, book: SharedBook, settings: Settings
) -> None:
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    book.requests().begin("đang kiểm tra từ 14:00 ngày 15/3/2023…")
    assert look(book, settings) is None  # somebody else may be at it
    assert look(book, settings, resume=True) is not None


class Stopped(Exception):
    """The test has seen enough."""


class Watch:
    """A watch whose waits are counted and that ends after so many."""

    def __init__(self, book: SharedBook, settings: Settings, looks: int) -> None:
        self.said: list[str] = []
        self.waits: list[float] = []
        self._book, self._settings, self._looks = book, settings, looks

    def keep(self, *, once: bool = False) -> None:
        requests, shared = self._book.requests(), self._book.open()

        def look_once(resume: bool) -> CheckDone | None:
            return check_on_request(requests, shared, self._settings, now=lambda: NOW, resume=resume)

        keep_watch(look_once, requests, self.said.append, self._wait, every=15, once=once)

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._book.google.clock.advance(seconds)
        if len(self.waits) == self._looks:
            raise Stopped


def test_watching_takes_at_most_six_reads_a_minute(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    watch = Watch(book, settings, looks=21)  # five minutes
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    before = book.counts[0]
    with pytest.raises(Stopped):
        watch.keep()
    assert sum(watch.waits) >= 300
    assert book.counts[0] - before <= 6 * 5
    assert len(watch.said) == 1


def test_an_outage_is_waited_out(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    watch = Watch(book, settings, looks=4)
    book.requests().prepare()
    book.owner.types(SHEET, "B4", True)
    google.next(batch_updates, times=40).answers(unavailable())
    with pytest.raises(Stopped):
        watch.keep()
    assert all("Thử lại" in said for said in watch.said)
    assert watch.waits == sorted(watch.waits)  # less and less often
    google.faults.clear()
    later = Watch(book, settings, looks=1)
    with pytest.raises(Stopped):
        later.keep()
    assert "đã kiểm tra lúc" in book.state[SHEET].shown("B6")


def test_a_place_that_somebody_took_away_is_made_again(book: SharedBook, settings: Settings) -> None:
    watch = Watch(book, settings, looks=1)
    watch_requests = book.requests()
    watch_requests.prepare()
    book.owner.deletes_sheet(SHEET)

    with pytest.raises(BookUnreadable):
        watch_requests.asked()
    with pytest.raises(Stopped):
        watch.keep()
    assert SHEET in book.state.titles
    assert watch_requests.asked() is None


def test_a_sign_in_that_is_not_accepted_ends_the_watch(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    book.owner.stops_sharing_with(ROBOT)
    with pytest.raises(AccessDenied):
        Watch(book, settings, looks=5).keep()


def test_once_tells_an_outage_instead_of_waiting(google: GoogleService, book: SharedBook, settings: Settings) -> None:
    book.requests().prepare()
    google.next(any_call, times=1_000).answers(unavailable())
    with pytest.raises(ServiceUnavailable):
        Watch(book, settings, looks=5).keep(once=True)
