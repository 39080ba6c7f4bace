"""`sheetsync watch` and `sheetsync undo` on a Google Sheet, as the office types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from tests.google.machine import AS_OF, Machine
from tests.google.shared_book import OWNER, SharedBook
from tests.google_service import ROBOT, GoogleService, any_call, unavailable
from tests.small_office import write_book, write_config


@pytest.fixture
def machine(machine: Machine) -> Machine:
    machine.put_key()
    return machine


@pytest.fixture
def book(google: GoogleService, tmp_path: Path) -> SharedBook:
    return SharedBook(google, XlsxBook(write_book(tmp_path / "small.xlsx")).read().sheets)


@pytest.fixture
def config(tmp_path: Path) -> str:
    return str(write_config(tmp_path / "office"))


def test_watching_once(machine: Machine, book: SharedBook, config: str) -> None:
    address = f"google:{book.spreadsheet.id}"
    assert machine.says("watch", address, "--once", "--config", config) == (0, "", "")
    book.owner.types("Yêu cầu kiểm tra", "B4", True)
    book.owner.types("Yêu cầu kiểm tra", "B5", "Tư pháp")
    code, out, _ = machine.says("watch", address, "--once", "--config", config, "--period", "2023-Q1")
    assert code == 0
    assert "đã kiểm tra lúc" in out
    assert "(yêu cầu từ Tư pháp)" in out
    assert book.state["Yêu cầu kiểm tra"].shown("B6") in out


def test_watching_in_a_process_of_its_own(machine: Machine, book: SharedBook, config: str) -> None:
    done = machine.process("watch", f"google:{book.spreadsheet.id}", "--once", "--config", config)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Yêu cầu kiểm tra" in book.state.titles


@pytest.mark.parametrize("what", ["file", "sign-in", "outage", "interval"])
def test_what_cannot_be_watched(machine: Machine, book: SharedBook, config: str, tmp_path: Path, what: str) -> None:
    address, more = f"google:{book.spreadsheet.id}", ["--once"]
    expected, words = 4, "Chia sẻ"
    if what == "file":
        address, expected, words = str(tmp_path / "small.xlsx"), 2, "validate"
    elif what == "sign-in":
        book.google.person(OWNER, book.spreadsheet).stops_sharing_with(ROBOT)
    elif what == "interval":
        more, expected, words = ["--every", "1"], 2, "--every"
    else:
        book.google.next(any_call, times=1_000).answers(unavailable())
        words = "Google"
    code, _, err = machine.says("watch", address, *more, "--config", config)
    assert (code, words in err) == (expected, True), err


def test_undo_takes_the_last_write_back(machine: Machine, book: SharedBook, config: str) -> None:
    address = f"google:{book.spreadsheet.id}"
    before = book.state.contents()
    assert machine.says("run", address, "--config", config, *AS_OF)[0] == 1
    assert book.state.contents() != before
    code, out, _ = machine.says("undo", address)
    assert code == 0
    assert "Đã lấy lại" in out
    assert "docs.google.com" in out
    assert book.state.contents() == before


def test_undo_of_what_this_machine_never_wrote(machine: Machine, book: SharedBook) -> None:
    code, _, err = machine.says("undo", f"google:{book.spreadsheet.id}")
    assert code == 4
    assert "Lịch sử phiên bản" in err
