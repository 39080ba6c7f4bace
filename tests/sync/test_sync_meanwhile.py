"""Syncs of the office's workbook and a Google Sheet while people edit both, while Google fails, and while the program is killed:
nothing that somebody typed is lost, nothing stands twice, nothing lands in a wrong row.

By hand for longer: `uv run python -m tests.sync.test_sync_meanwhile 200`.
"""

from __future__ import annotations

import itertools
import json
import os
import queue
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.book_places import GoogleSheet
from sheetsync.wiring import common_state, load_settings
from tests.google.machine import Machine
from tests.google.shared_book import SharedBook
from tests.google.test_people_meanwhile import faults
from tests.google_service import GoogleService, batch_updates, google_service, reads
from tests.google_service.faults import Rule
from tests.small_office import write_book, write_config
from tests.sync.file_people import FilePeople
from tests.sync.google_people import GooglePeople
from tests.sync.killed_syncs import Call, goes_on, kill_syncs, people_act
from tests.sync.ledger import Ledger
from tests.sync.two_books import TwoBooks, many_syncs

IN_CI, KILLS_IN_CI, TRIES = 30, 4, 8


def file_and_sheet(google: GoogleService, folder: Path, chance: random.Random) -> TwoBooks:
    folder.mkdir(parents=True, exist_ok=True)
    path = write_book(folder / "chung.xlsx")
    shared = SharedBook(google, XlsxBook(path).read().sheets)
    ledger = Ledger()
    master = FilePeople(path, "văn phòng", ledger, random.Random(chance.randrange(10**9)), acts=("type_and_keep_the_rest",))
    other = GooglePeople(shared, "cán bộ", ledger, random.Random(chance.randrange(10**9)))
    ledger.begin(master.cells())
    common = common_state(path, GoogleSheet(shared.spreadsheet.id))
    settings = load_settings(write_config(folder / "config"), None)

    @contextmanager
    def meanwhile(books: TwoBooks) -> Iterator[str]:
        """People act right before or right after some of the next calls, and some of them go wrong."""
        google.faults.clear()
        for _ in range(books.chance.randrange(1, 3)):
            rule = google.next(books.chance.choice((reads, batch_updates)))
            books.chance.choice((rule.runs_before, rule.runs_after))(books.other.act)
        faults(google, books.chance)
        yield "people and faults"
        google.faults.clear()

    return TwoBooks(master, other, common, settings, ledger, random.Random(chance.randrange(10**9)), meanwhile)


def many_syncs_with_google(google: GoogleService, folder: Path, *, runs: int, seed: int) -> dict[str, int]:
    return many_syncs(lambda number, chance: file_and_sheet(google, folder / str(number), chance), runs=runs, seed=seed)


def test_thirty_syncs_among_people_and_faults(google: GoogleService, tmp_path: Path) -> None:
    outcomes = many_syncs_with_google(google, tmp_path, runs=IN_CI, seed=20230315)
    assert outcomes["done"] > IN_CI / 2
    assert outcomes["acts meanwhile"] > IN_CI / 2
    assert outcomes["conflicts"]


@pytest.fixture
def books(google: GoogleService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> TwoBooks:
    """With the key that a process of its own needs."""
    Machine(google, tmp_path, monkeypatch, capsys).put_key()
    return file_and_sheet(google, tmp_path / "books", random.Random(3))


@pytest.fixture
def call(google: GoogleService, books: TwoBooks, tmp_path: Path) -> Call:
    assert isinstance(books.other, GooglePeople)
    address = f"google:{books.other.book.spreadsheet.id}"
    return Call(
        ("-m", "tests.google.program", google.address, "sync", books.master.path, address, "--config", tmp_path / "books/config"),
        {**os.environ, "NO_PROXY": "127.0.0.1"},
    )


def test_a_sync_killed_at_random_moments_loses_nothing(books: TwoBooks, call: Call) -> None:
    assert kill_syncs(books, call, kills=KILLS_IN_CI)["killed"] == KILLS_IN_CI


def dies_at(google: GoogleService, number: int, *, arrives: bool) -> Callable[[subprocess.Popen[str]], object]:
    """Takes the process that is to die at its request of this number, counted from now: while it is on the way and nothing is
    applied, or, where it arrives, before its answer."""

    def request() -> Rule:
        numbers = itertools.count(1)
        return google.next(lambda _: next(numbers) == number)

    processes: queue.Queue[subprocess.Popen[str]] = queue.Queue()
    if arrives:
        request().runs_after(lambda: processes.get(timeout=60).kill())
    else:
        request().runs_before(lambda: processes.get(timeout=60).kill())
        request().drops_connection()
    return processes.put


def test_a_sync_killed_at_any_of_its_requests_loses_nothing(google: GoogleService, books: TwoBooks, call: Call) -> None:
    call.goes_through()
    people_act(books)
    so_far = len(google.log)
    call.goes_through()
    requests = google.log[so_far:]
    assert [request.writes for request in requests] == [False, False, False, True, True], "it reads, and then writes twice"
    for number, request in enumerate(requests, start=1):
        for arrives in (False, True) if request.writes else (True,):
            killed = False
            for _ in range(TRIES):  # there may be nothing to write after what people did
                people_act(books)
                killed = call.is_killed(dies_at(google, number, arrives=arrives))
                google.faults.clear()
                goes_on(books, call)
                if killed:
                    break
            assert killed, f"request {number} is never made"


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with google_service() as service, tempfile.TemporaryDirectory() as place:
        print(json.dumps(many_syncs_with_google(service, Path(place), runs=wanted, seed=7), ensure_ascii=False))
