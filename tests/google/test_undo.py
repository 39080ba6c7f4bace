"""Taking the last write back: our own sheets and colours as they were, people's entries as they are."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from sheetsync.core.edits import RemoveOwnSheets, SetHighlights
from sheetsync.errors import BookUnwritable
from tests.contract.plan_book_contract import HIGHLIGHTS, NAME, NOTES, TAB, put, values, write
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService


@pytest.fixture(params=[2_000_000, 400], ids=["at once", "in pieces"])
def book(google: GoogleService, tmp_path: Path, request: pytest.FixtureRequest) -> SharedBook:
    return SharedBook(google, (TAB, NOTES), memory=tmp_path / "nhớ", comfortable=request.param)


def test_the_first_run_taken_back_leaves_nothing_of_ours(book: SharedBook) -> None:
    before = book.state.contents()
    write(book, put(), HIGHLIGHTS)
    outcome = book.open().undo()
    assert outcome.changed
    assert book.state.contents() == before


def test_a_second_run_taken_back_is_the_first(book: SharedBook) -> None:
    write(book, put("một"), HIGHLIGHTS)
    first = book.read()
    write(book, put("hai"), SetHighlights("VP UBND", HIGHLIGHTS.highlights[:1]))
    book.type_into("VP UBND", 3, 4, "Hoàn thành")
    book.open().undo()
    now = book.read()
    assert values(now.sheet(NAME)) == values(first.sheet(NAME))
    assert now.sheet(NAME).own == first.sheet(NAME).own
    assert book.mark_count("VP UBND") == 2
    assert now.sheet("VP UBND").value(3, 4) == "Hoàn thành"  # what people typed since stays
    book.open().undo()
    assert [sheet.name for sheet in book.read().sheets] == ["VP UBND", "Ghi chú"]


def test_clean_can_be_taken_back(book: SharedBook) -> None:
    write(book, put("một"), HIGHLIGHTS)
    before = book.read()
    write(book, SetHighlights("VP UBND"), RemoveOwnSheets())
    book.open().undo()
    assert values(book.read().sheet(NAME)) == values(before.sheet(NAME))
    assert book.mark_count("VP UBND") == 2


def test_a_report_that_somebody_edited_since_is_kept(book: SharedBook) -> None:
    write(book, put("một"))
    write(book, put("hai"))
    book.type_into(NAME, 4, 1, "sửa tay")
    outcome = book.open().undo()
    assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
    content = book.read()
    assert content.sheet("Báo cáo Q1-2023 (bản sửa tay)").value(4, 1) == "sửa tay"
    assert content.sheet(NAME).value(4, 1) == "một"


def test_nothing_is_taken_back_that_this_computer_did_not_write(book: SharedBook, tmp_path: Path) -> None:
    with pytest.raises(BookUnwritable) as refusal:
        book.open().undo()
    assert "Lịch sử phiên bản" in refusal.value.next_step
    write(book, put("một"))
    elsewhere = book.__class__.__new__(book.__class__)
    elsewhere.__dict__ = {**book.__dict__, "_memory": tmp_path / "máy khác"}
    write(elsewhere, put("hai"))
    before = book.state.contents()
    with pytest.raises(BookUnwritable) as refusal:
        book.open().undo()
    assert "máy khác" in refusal.value.message
    assert book.state.contents() == before


def test_ten_writes_are_remembered_and_their_drawings_alone(book: SharedBook, tmp_path: Path) -> None:
    for number in range(13):
        write(book, put(f"lần {number}"))
    assert len(list((tmp_path / "nhớ" / "writes").iterdir())) == 10
    assert len(list((tmp_path / "nhớ" / "drawn").iterdir())) <= 11
    for number in reversed(range(3, 12)):
        book.open().undo()
        assert book.read().sheet(NAME).value(4, 1) == f"lần {number}"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_nobody_else_can_read_what_is_remembered(book: SharedBook, tmp_path: Path) -> None:
    write(book, put())
    files = [path for path in (tmp_path / "nhớ").rglob("*") if path.is_file()]
    assert files
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_a_damaged_record_is_told(book: SharedBook, tmp_path: Path) -> None:
    write(book, put())
    (record,) = (tmp_path / "nhớ" / "writes").iterdir()
    record.write_text("{", encoding="utf-8")
    with pytest.raises(BookUnwritable) as refusal:
        book.open().undo()
    assert str(record) in refusal.value.message
