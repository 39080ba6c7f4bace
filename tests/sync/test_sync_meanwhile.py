"""Syncs of the office's workbook and a Google Sheet while people edit both, while Google fails, and while the program is killed:
nothing that somebody typed is lost, nothing stands twice, nothing lands in a wrong row.

By hand for longer: `uv run python -m tests.sync.test_sync_meanwhile 200`.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.settings import Settings
from sheetsync.errors import ExternallyChanged, ServiceUnavailable
from sheetsync.usecases.sync import SyncResult, sync
from sheetsync.wiring import GoogleSheet, common_state, load_settings
from tests.google.machine import ROOT, Machine
from tests.google.shared_book import SharedBook
from tests.google.test_people_meanwhile import faults
from tests.google_service import GoogleService, Refusal, batch_updates, google_service, reads
from tests.small_office import write_book, write_config

AS_OF = date(2023, 3, 15)
TABS = ("Văn phòng", "Tư pháp")
COLUMNS = {"Trạng thái": "F", "Kết quả trong kỳ": "H", "Khó khăn, vướng mắc, nguyên nhân": "J"}
IN_CI, KILLS_IN_CI = 30, 6
Cell = tuple[str, str, str]
"""Tab, task, heading."""


class TwoBooks:
    """Both books, and what was typed into either since the last sync that came to its end."""

    def __init__(self, google: GoogleService, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.google = google
        self.path = write_book(folder / "chung.xlsx")
        self.shared = SharedBook(google, XlsxBook(self.path).read().sheets)
        self.common = common_state(self.path, GoogleSheet(self.shared.spreadsheet.id))
        self.here: dict[Cell, str] = {}
        self.there: dict[Cell, str] = {}
        self.done: list[str] = []
        self.problems: list[Exception] = []
        self._chance = random.Random(seed)
        self._number = 0
        self._sheet: dict[str, list[str]] = {}

    def sync(self, settings: Settings) -> SyncResult:
        return sync(
            XlsxBook(self.path, in_place=True), self.shared.open(), self.common, settings, as_of=AS_OF, period_key="2023-Q1"
        )

    def edit_here(self) -> None:
        """Somebody at the office types into the workbook and saves it."""
        cell = self._any_cell()
        self._number += 1
        text = f"văn phòng ghi {self._number}"
        book = openpyxl.load_workbook(self.path)
        sheet = book[cell[0]]
        row = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 2).value == cell[1])
        sheet[f"{COLUMNS[cell[2]]}{row}"] = text
        book.save(self.path)
        self.here[cell] = text

    def act_there(self) -> None:
        """Somebody in the browser types, inserts a row or sorts, one after the other."""
        for _ in range(self._chance.randrange(1, 3)):
            act = self._chance.choice((self._type_there, self._type_there, self._insert_there, self._sort_there))
            try:
                act()
            except Refusal:
                continue
            except Exception as problem:  # it would end in the service's own thread, where nobody hears of it
                self.problems.append(problem)
                raise
            self.done.append(act.__name__)

    def nothing_is_lost(self, *, crossed: bool = False) -> None:
        """crossed: what the office typed had reached the other side before somebody there wrote over it, knowing it."""
        if self.problems:
            raise self.problems[0]
        here, there = self.cells_here(), self.cells_there()
        for typed, cells, where in ((self.here, here, "here"), (self.there, there, "there")):
            for cell, text in typed.items():
                later = self.there.get(cell) if crossed and where == "here" else None
                assert cells[cell] in (text, later), (where, cell, text, cells[cell], self.done)

    def cells_here(self) -> dict[Cell, str]:
        content = XlsxBook(self.path).read()
        rows = {name: [[str(value or "") for value in row] for row in content.sheet(name).rows] for name in TABS}
        return _cells(rows)

    def cells_there(self) -> dict[Cell, str]:
        state = self.shared.state
        return _cells({name: state[name].rows() for name in TABS})

    def _any_cell(self) -> Cell:
        tab = self._chance.choice(TABS)
        tasks = ("A.2", "A.3", "A.4") if tab == "Văn phòng" else ("A.1", "A.5")
        return tab, self._chance.choice(tasks), self._chance.choice(tuple(COLUMNS))

    def _type_there(self) -> None:
        cell = self._any_cell()
        self._number += 1
        text = f"cán bộ ghi {self._number}"
        rows = self.shared.state[cell[0]].rows()
        row = next(number for number, row in enumerate(rows, start=1) if len(row) > 1 and row[1] == cell[1])
        self.shared.owner.types(cell[0], f"{COLUMNS[cell[2]]}{row}", text)
        self.there[cell] = text

    def _insert_there(self) -> None:
        self.shared.owner.inserts_rows(self._chance.choice(TABS), self._chance.randrange(5, 8))

    def _sort_there(self) -> None:
        tab = self._chance.choice(TABS)
        last = len(self.shared.state[tab].rows())
        by = self._chance.choice("BCH")
        self.shared.owner.sorts(tab, f"A5:J{last}", by, descending=self._chance.random() < 0.5)


def _cells(tabs: dict[str, list[list[str]]]) -> dict[Cell, str]:
    """By tab, task and heading; every task once."""
    found: dict[Cell, str] = {}
    for name, rows in tabs.items():
        heading = next(row for row in rows if "Mã NV" in row)
        id_column = heading.index("Mã NV")
        for row in rows[rows.index(heading) + 1 :]:
            task = row[id_column] if len(row) > id_column else ""
            for title in COLUMNS if task.startswith("A.") else ():
                place = heading.index(title)
                assert (name, task, title) not in found, f"{task} stands twice in {name}"
                found[name, task, title] = row[place] if len(row) > place else ""
    return found


def many_syncs(google: GoogleService, folder: Path, *, runs: int, seed: int) -> Counter[str]:
    chance = random.Random(seed)
    settings = load_settings(write_config(folder / "config"), None)
    outcomes: Counter[str] = Counter()
    for number in range(runs):
        if number % 6 == 0:
            books = TwoBooks(google, folder / str(number), chance.randrange(10**9))
            books.sync(settings)
        google.faults.clear()
        for _ in range(chance.randrange(3)):
            books.edit_here()
        for _ in range(chance.randrange(1, 3)):
            rule = google.next(chance.choice((reads, batch_updates)))
            chance.choice((rule.runs_before, rule.runs_after))(books.act_there)
        faults(google, chance)
        try:
            result = books.sync(settings)
        except (ExternallyChanged, ServiceUnavailable) as failure:
            outcomes[type(failure).__name__] += 1
        else:
            outcomes["done"] += 1
            outcomes["conflicts"] += len(result.open)
        google.faults.clear()
        books.nothing_is_lost()
        settled = books.sync(settings)  # at rest: whatever is no conflict is the same on both sides
        books.nothing_is_lost(crossed=True)
        _equal_but_for_conflicts(books, settled)
        if settled.open:
            _settle(books, settings, settled)
        books.here.clear()
        books.there.clear()
        outcomes["acts"] += len(books.done)
        books.done.clear()
    return outcomes


def _equal_but_for_conflicts(books: TwoBooks, result: SyncResult) -> None:
    here, there = books.cells_here(), books.cells_there()
    different = {cell[:2] for cell, text in here.items() if there[cell] != text}
    held = {(conflict.kept[1].where.sheet, conflict.key.task) for conflict in result.open}
    assert different <= held, (different, held, books.done)


def _settle(books: TwoBooks, settings: Settings, result: SyncResult) -> None:
    from sheetsync.core.merge import Side  # noqa: PLC0415

    choices = {conflict.mark: Side.RIGHT for conflict in result.open}
    again = sync(
        XlsxBook(books.path, in_place=True),
        books.shared.open(),
        books.common,
        settings,
        as_of=AS_OF,
        period_key="2023-Q1",
        choices=choices,
    )
    assert again.open == ()


def test_thirty_syncs_among_people_and_faults(google: GoogleService, tmp_path: Path) -> None:
    outcomes = many_syncs(google, tmp_path, runs=IN_CI, seed=20230315)
    assert outcomes["done"] > IN_CI / 2
    assert outcomes["acts"] > IN_CI / 2
    assert outcomes["conflicts"]


def test_a_sync_that_is_killed_loses_nothing(
    google: GoogleService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(google, tmp_path, monkeypatch, capsys)
    machine.put_key()
    kill_syncs(google, tmp_path, kills=KILLS_IN_CI, seed=3)


def kill_syncs(google: GoogleService, folder: Path, *, kills: int, seed: int) -> Counter[str]:
    """Whole processes, killed after a while; then the next sync goes on where it was cut short."""
    chance = random.Random(seed)
    config = write_config(folder / "office")
    settings = load_settings(config, None)
    books = TwoBooks(google, folder / "books", seed)
    command = [
        sys.executable, "-m", "tests.google.program", google.address,
        "sync", str(books.path), f"google:{books.shared.spreadsheet.id}",
        "--config", str(config), "--as-of", "2023-03-15", "--period", "2023-Q1",
    ]  # fmt: skip
    environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    whole = time.monotonic() - started
    outcomes: Counter[str] = Counter()
    for _ in range(kills):
        for _ in range(2):
            books.edit_here()
            books.act_there()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.uniform(0.4, 1.0))
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        outcomes["killed" if process.wait() == -signal.SIGKILL else "ended before"] += 1
        books.nothing_is_lost()
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, encoding="utf-8")
        assert done.returncode in (0, 3), done.stderr
        books.nothing_is_lost()
        quiet = books.sync(settings)
        if quiet.open:
            _settle(books, settings, quiet)
        books.here.clear()
        books.there.clear()
    return outcomes


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with google_service() as service, tempfile.TemporaryDirectory() as place:
        print(json.dumps(many_syncs(service, Path(place), runs=wanted, seed=7), ensure_ascii=False))
