"""A history in memory, as plain as it can be said: every change of every run in one list. And the same as a file of version 1."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sheetsync.adapters.history_db.schema import APPLICATION
from sheetsync.adapters.history_db.stored_values import stored_value
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import differences
from sheetsync.core.history.records import CellChange, Occasion, PastChange, Place, Seen
from sheetsync.core.history.sights import KnownBlanks, Sight, sight_of
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import is_blank
from sheetsync.core.merge.state import RowKey
from sheetsync.records import replace

VERSION_ONE = """
CREATE TABLE books (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seen TEXT NOT NULL DEFAULT '');
CREATE TABLE runs (id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, moment TEXT NOT NULL, command TEXT NOT NULL,
    period TEXT NOT NULL, as_of TEXT NOT NULL);
CREATE INDEX runs_of_book ON runs (book);
CREATE TABLE cells (id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, official TEXT NOT NULL, task TEXT NOT NULL,
    role TEXT NOT NULL, by_text INTEGER NOT NULL, field TEXT NOT NULL, value TEXT,
    UNIQUE (book, task, official, role, by_text, field));
CREATE TABLE places (id INTEGER PRIMARY KEY, sheet TEXT NOT NULL, heading TEXT NOT NULL, UNIQUE (sheet, heading));
CREATE TABLE changes (run INTEGER NOT NULL REFERENCES runs, cell INTEGER NOT NULL REFERENCES cells, value TEXT,
    place INTEGER REFERENCES places, PRIMARY KEY (run, cell)) WITHOUT ROWID;
CREATE INDEX changes_of_cell ON changes (cell, run);
CREATE TABLE closings (id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, period TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs, reason TEXT NOT NULL, errors INTEGER NOT NULL, fingerprint TEXT NOT NULL,
    report BLOB NOT NULL, late TEXT NOT NULL, reopened TEXT, reopen_reason TEXT);
CREATE UNIQUE INDEX closed_once ON closings (book, period) WHERE reopened IS NULL;
CREATE TABLE sights (book INTEGER NOT NULL REFERENCES books, official TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs,
    seen TEXT NOT NULL, PRIMARY KEY (book, official, run)) WITHOUT ROWID;
"""


class _Told(NamedTuple):
    run: int
    number: int
    change: CellChange


class PlainHistory:
    """Answers every question of the port. Each run must be later than the one before."""

    def __init__(self) -> None:
        self._runs: list[Occasion] = []
        self._told: list[_Told] = []
        self._numbers: dict[CellName, int] = {}
        self._sights: list[dict[str, Sight]] = []

    def record(self, seen: Seen, occasion: Occasion) -> None:
        last = self._state(len(self._runs))
        sights = dict(self._sights[-1]) if self._sights else {}
        places = {told.change.name: (told.change.sheet, told.change.heading) for told in self._told}
        self._runs.append(occasion)
        for part in seen.parts():
            here = part.look()
            rows: dict[RowKey, dict[str, CellValue]] = {}
            for (official, key, field), value in last.items():
                if official == part.official:
                    rows.setdefault(key, {})[field] = value
            for change in differences(part.official, rows, here):
                number = self._numbers.setdefault(change.name, len(self._numbers) + 1)
                place = places[change.name] if change.gone else (change.sheet, change.heading)
                new = None if is_blank(change.new) else change.new
                told = replace(change, new=new, sheet=place[0], heading=place[1])
                self._told.append(_Told(len(self._runs), number, told))
            sights[part.official] = sight_of(here, sights.get(part.official))
        self._sights.append(sights)

    def tasks(self) -> tuple[str, ...]:
        return tuple(sorted({key.task for _, key, _ in self._numbers}))

    def changes(self, *, task: str = "", since: date | None = None) -> tuple[PastChange, ...]:
        return tuple(
            PastChange(self._runs[told.run - 1], told.change, first=told.run == 1)
            for told in sorted(self._told, key=lambda told: told[:2])
            if (told.change.name[1].task == task if task else told.run > 1)
            and (since is None or self._runs[told.run - 1].moment.date() >= since)
        )

    def occasions(self) -> tuple[Occasion, ...]:
        return tuple(self._runs)

    def state_at(self, moment: datetime) -> dict[CellName, CellValue]:
        return self._state(self._until(moment))

    def blanks_at(self, moment: datetime) -> KnownBlanks:
        until = self._until(moment)
        last = {told.change.name: told.change for told in self._told if told.run <= until}
        cleared = frozenset(name for name, change in last.items() if change.new is None and not change.gone)
        return KnownBlanks(self._sights[until - 1] if until else {}, cleared)

    def _until(self, moment: datetime) -> int:
        return sum(run.moment <= moment for run in self._runs)

    def _state(self, until: int) -> dict[CellName, CellValue]:
        last = {told.change.name: told.change.new for told in self._told if told.run <= until}
        return {name: value for name, value in last.items() if value is not None}

    def write_version_one(self, path: Path, book: str) -> None:
        """The file that the program of version 1 wrote of these runs."""
        with sqlite3.connect(path) as connection:
            connection.executescript(VERSION_ONE)
            connection.execute("INSERT INTO books (id, name) VALUES (1, ?)", (book,))
            for run in self._runs:
                said = (run.moment.isoformat(), run.command, run.period, run.as_of.isoformat())
                connection.execute("INSERT INTO runs (book, moment, command, period, as_of) VALUES (1, ?, ?, ?, ?)", said)
            last = self._state(len(self._runs))
            for (official, key, field), number in self._numbers.items():
                value = stored_value(last.get((official, key, field)))
                row = (number, 1, official, key.task, key.role, key.by_text, field, value)
                connection.execute("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            for told in self._told:
                place = None if told.change.gone else _place(connection, (told.change.sheet, told.change.heading))
                change = (told.run, told.number, stored_value(told.change.new), place)
                connection.execute("INSERT INTO changes VALUES (?, ?, ?, ?)", change)
            before: dict[str, Sight] = {}
            for number, sights in enumerate(self._sights, 1):
                for official, sight in sights.items():
                    if before.get(official) != sight:
                        connection.execute("INSERT INTO sights VALUES (1, ?, ?, ?)", (official, number, _written(sight)))
                before = sights
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("PRAGMA user_version = 1")
        connection.close()


def _place(connection: sqlite3.Connection, place: Place) -> int:
    connection.execute("INSERT OR IGNORE INTO places (sheet, heading) VALUES (?, ?)", place)
    return int(connection.execute("SELECT id FROM places WHERE sheet = ? AND heading = ?", place).fetchone()[0])


def _written(sight: Sight) -> str:
    unseen = sorted([key.task, key.role, key.by_text, field] for key, field in sight.unseen)
    return json.dumps([sorted(sight.fields), unseen, sorted(sight.twice)], ensure_ascii=False)
