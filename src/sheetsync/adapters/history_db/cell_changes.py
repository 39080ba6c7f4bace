"""Entries in the database: of each run only what had changed, and of each changed cell what it holds now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter

from sheetsync.adapters.history_db.first_rows import FirstRow
from sheetsync.adapters.history_db.first_sights import (
    first_changes,
    first_rows_of,
    first_rows_up_to,
    first_tasks,
    free_number,
    store_first_sight,
)
from sheetsync.adapters.history_db.occasions import OCCASION, occasion_from
from sheetsync.adapters.history_db.stored_sights import officials_with_sight, record_sight
from sheetsync.adapters.history_db.stored_values import loaded_value, stored_value
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import State, differences
from sheetsync.core.history.records import CellChange, Occasion, PastChange, Place, Seen, SeenRows
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.state import RowKey
from sheetsync.records import dataclass

# Statements are put together of our own words only; what people entered goes in as values.
_NAME = "cells.official, cells.task, cells.role, cells.by_text, cells.field"
_LAST_CHANGES = """FROM cells JOIN changes ON changes.cell = cells.id
    WHERE cells.book = ? AND changes.run = (SELECT max(run) FROM changes AS b WHERE b.cell = cells.id AND b.run <= ?)"""
"""Of each cell the last one up to a run."""


def record_run(connection: sqlite3.Connection, book: int, seen: Seen, occasion: Occasion) -> int:
    """The run, with what it saw changed; gives its number."""
    run = connection.execute(
        "INSERT INTO runs (book, moment, command, period, as_of) VALUES (?, ?, ?, ?, ?)",
        (book, occasion.moment.isoformat(), occasion.command, occasion.period, occasion.as_of.isoformat()),
    ).lastrowid
    assert run is not None
    digests = _digests(connection, book)
    before = dict(digests)
    sights = officials_with_sight(connection, book)  # a file of an earlier program has digests and none of these
    for part in seen.parts():
        if part.digest and digests.get(part.official) == part.digest and part.official in sights:
            continue
        found = part.look()
        changed = _record_changes(connection, book, run, part.official, found)
        changed = record_sight(connection, book, run, part.official, found) or changed
        if part.digest:
            digests[part.official] = part.digest
        elif changed:
            digests.pop(part.official, None)
    if digests != before:
        connection.execute("UPDATE books SET seen = ? WHERE id = ?", (json.dumps(digests, ensure_ascii=False), book))
    return run


def _digests(connection: sqlite3.Connection, book: int) -> dict[str, str]:
    """By official, of what gave the values that are stored."""
    stored = connection.execute("SELECT seen FROM books WHERE id = ?", (book,)).fetchone()[0]
    try:
        found = json.loads(stored)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _record_changes(connection: sqlite3.Connection, book: int, run: int, official: str, seen: SeenRows) -> bool:
    """Whether there were any."""
    last = _Last.of(connection, book, official)
    if not last.first and not last.numbers:
        return store_first_sight(connection, book, run, official, seen)
    free = free_number(connection)
    places: dict[Place, int] = {}
    new: list[tuple[object, ...]] = []
    known: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    changes = differences(official, last.rows, seen)
    for change in changes:
        stored = stored_value(change.new)
        _, key, field = change.name
        cell = last.numbers.get(key, {}).get(field)
        if cell is not None:
            known.append((stored, cell))
        else:
            met = last.first_met(key, field)
            if met is None:
                cell, free = free, free + 1
            else:  # from now on told by the cell's own changes alone
                first_run, cell, value, place = met
                rows.append((first_run, cell, stored_value(value), _place(connection, places, place)))
            new.append((cell, book, official, key.task, key.role, key.by_text, field, stored))
        rows.append((run, cell, stored, None if change.gone else _place(connection, places, (change.sheet, change.heading))))
    connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?)", new)
    connection.executemany("UPDATE cells SET value = ? WHERE id = ?", known)
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?)", rows)
    return bool(changes)


@dataclass(frozen=True, slots=True)
class _Last:
    """What was last seen of an official. rows: what was not blank; first: the rows as they were first seen, packed; numbers: by
    row and field, of every cell that has a record of its own."""

    rows: Mapping[RowKey, Mapping[str, CellValue]]
    first: Mapping[RowKey, FirstRow]
    numbers: Mapping[RowKey, Mapping[str, int]]

    @classmethod
    def of(cls, connection: sqlite3.Connection, book: int, official: str) -> _Last:
        first = {row.key: row for row in first_rows_of(connection, book, official)}
        rows = {key: {field: value for _, field, value, _ in row.cells()} for key, row in first.items()}
        numbers: dict[RowKey, dict[str, int]] = {}
        found = connection.execute(f"SELECT {_NAME}, id, value FROM cells WHERE book = ? AND official = ?", (book, official))  # noqa: S608
        for *columns, cell, value in found:
            _, key, field = _name(columns)
            numbers.setdefault(key, {})[field] = cell
            if value is None:
                rows.get(key, {}).pop(field, None)
            else:
                rows.setdefault(key, {})[field] = loaded_value(value)
        return cls(rows, first, numbers)

    def first_met(self, key: RowKey, field: str) -> tuple[int, int, CellValue, Place] | None:
        """In which run, with which number, what it held and where; None for a cell that was not there then, or blank."""
        row = self.first.get(key)
        if row is None:
            return None
        return next(((row.run, number, value, place) for number, name, value, place in row.cells() if name == field), None)


def _place(connection: sqlite3.Connection, known: dict[Place, int], place: Place) -> int:
    if place not in known:
        connection.execute("INSERT OR IGNORE INTO places (sheet, heading) VALUES (?, ?)", place)
        known[place] = connection.execute("SELECT id FROM places WHERE sheet = ? AND heading = ?", place).fetchone()[0]
    return known[place]


def tasks_of(connection: sqlite3.Connection, book: int) -> tuple[str, ...]:
    """Every task that a row was ever known by."""
    recorded = {task for (task,) in connection.execute("SELECT DISTINCT task FROM cells WHERE book = ?", (book,))}
    return tuple(sorted(recorded | first_tasks(connection, book)))


def changes_of(connection: sqlite3.Connection, book: int, *, task: str, since: date | None) -> tuple[PastChange, ...]:
    """See the port. In each run in the order in which the cells were first met."""
    first = connection.execute("SELECT min(id) FROM runs WHERE book = ?", (book,)).fetchone()[0] or 0
    after_run = 0 if task else first
    told: dict[tuple[int, int], tuple[Occasion, CellChange]] = {}  # a cell that has changed tells its first sight itself too
    for found in (first_changes, _recorded_changes):
        for run, number, occasion, change in found(connection, book, task=task, since=since, after_run=after_run):
            told[run, number] = occasion, change
    return tuple(PastChange(*each, first=run == first) for (run, _), each in sorted(told.items(), key=itemgetter(0)))


def _recorded_changes(
    connection: sqlite3.Connection, book: int, *, task: str, since: date | None, after_run: int
) -> Iterator[tuple[int, int, Occasion, CellChange]]:
    """With run and number. The value before a change is that of the change before it; so is the place of a cell that is gone."""
    conditions = ["runs.book = ?", "runs.id > ?"]
    values: list[object] = [book, after_run]
    if task:
        conditions.append("cells.task = ?")
        values.append(task)
    if since is not None:
        conditions.append("runs.moment >= ?")
        values.append(since.isoformat())
    before = "FROM changes AS b WHERE b.cell = changes.cell AND b.run < changes.run"
    found = connection.execute(
        f"""SELECT changes.run, changes.cell, {_NAME}, {OCCASION}, changes.value, changes.place IS NULL,
            (SELECT b.value {before} ORDER BY b.run DESC LIMIT 1), places.sheet, places.heading
        FROM changes JOIN runs ON runs.id = changes.run JOIN cells ON cells.id = changes.cell
            LEFT JOIN places ON places.id = coalesce(changes.place,
                (SELECT b.place {before} AND b.place IS NOT NULL ORDER BY b.run DESC LIMIT 1))
        WHERE {" AND ".join(conditions)}""",  # noqa: S608
        values,
    )
    for run, cell, official, task_id, role, by_text, field, *occasion, new, gone, old, sheet, heading in found:
        name = _name((official, task_id, role, by_text, field))
        change = CellChange(name, loaded_value(old), loaded_value(new), sheet or "", heading or "", gone=bool(gone))
        yield run, cell, occasion_from(occasion), change


def state_at_run(connection: sqlite3.Connection, book: int, run: int) -> State:
    """What was known after a run, put together from what was first seen and the changes alone."""
    state: dict[CellName, CellValue] = {
        (official, row.key, field): value
        for official, row in first_rows_up_to(connection, book, run)
        for _, field, value, _ in row.cells()
    }
    for *columns, value in connection.execute(f"SELECT {_NAME}, changes.value {_LAST_CHANGES}", (book, run)):
        name = _name(columns)
        if value is None:
            state.pop(name, None)
        else:
            state[name] = loaded_value(value)
    return state


def cleared_at_run(connection: sqlite3.Connection, book: int, run: int) -> frozenset[CellName]:
    """The cells that had held something and were there, blank, when they last changed up to a run."""
    cleared = f"SELECT {_NAME} {_LAST_CHANGES} AND changes.value IS NULL AND changes.place IS NOT NULL"
    return frozenset(_name(columns) for columns in connection.execute(cleared, (book, run)))


def last_run(connection: sqlite3.Connection, book: int, moment: datetime) -> int:
    """The last run up to a moment; 0 where there is none. Moments of one clock are told in one time zone."""
    runs = connection.execute("SELECT id, moment FROM runs WHERE book = ? ORDER BY id DESC", (book,))
    return next((run for run, stored in runs if datetime.fromisoformat(stored) <= moment), 0)


def _name(columns: list[object] | tuple[object, ...]) -> CellName:
    official, task, role, by_text, field = columns
    return str(official), RowKey(str(task), str(role), by_text=bool(by_text)), str(field)
