"""Entries in the database: of each run only what had changed, and of each cell what it holds now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime

from sheetsync.adapters.history_db.stored_sights import officials_with_sight, record_sight
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import State, differences
from sheetsync.core.history.records import CellChange, Observed, Occasion, PastChange, Seen
from sheetsync.core.merge.base import CellName, plain_value, value_from
from sheetsync.core.merge.same_value import is_blank
from sheetsync.core.merge.state import RowKey
from sheetsync.errors import HistoryUnavailable

# Statements are put together of our own words only; what people entered goes in as values.
_NAME = "cells.official, cells.task, cells.role, cells.by_text, cells.field"


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


def _record_changes(connection: sqlite3.Connection, book: int, run: int, official: str, seen: Observed) -> bool:
    """Whether there were any."""
    last, ids = _last_state(connection, book, official)
    changes = differences(last, seen)
    free = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM cells").fetchone()[0]
    places: dict[tuple[str, str], int] = {}
    new: list[tuple[object, ...]] = []
    known: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    for change in changes:
        stored = _stored(change.new)
        cell = ids.get(change.name)
        if cell is None:
            cell = free + len(new)
            code, key, field = change.name
            new.append((cell, book, code, key.task, key.role, key.by_text, field, stored))
        else:
            known.append((stored, cell))
        rows.append((run, cell, stored, None if change.gone else _place(connection, places, (change.sheet, change.heading))))
    connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?)", new)
    connection.executemany("UPDATE cells SET value = ? WHERE id = ?", known)
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?)", rows)
    return bool(changes)


def _last_state(connection: sqlite3.Connection, book: int, official: str) -> tuple[State, dict[CellName, int]]:
    state: dict[CellName, CellValue] = {}
    ids: dict[CellName, int] = {}
    found = connection.execute(f"SELECT {_NAME}, id, value FROM cells WHERE book = ? AND official = ?", (book, official))  # noqa: S608
    for *columns, cell, value in found:
        name = _name(columns)
        ids[name] = cell
        if value is not None:
            state[name] = _loaded(value)
    return state, ids


def _place(connection: sqlite3.Connection, known: dict[tuple[str, str], int], place: tuple[str, str]) -> int:
    if place not in known:
        connection.execute("INSERT OR IGNORE INTO places (sheet, heading) VALUES (?, ?)", place)
        known[place] = connection.execute("SELECT id FROM places WHERE sheet = ? AND heading = ?", place).fetchone()[0]
    return known[place]


def tasks_of(connection: sqlite3.Connection, book: int) -> tuple[str, ...]:
    """Every task that a row was ever known by."""
    return tuple(task for (task,) in connection.execute("SELECT DISTINCT task FROM cells WHERE book = ?", (book,)))


def changes_of(connection: sqlite3.Connection, book: int, *, task: str, since: date | None) -> tuple[PastChange, ...]:
    """See the port. The value before a change is that of the change before it, and so is the place of a cell that is gone."""
    first = connection.execute("SELECT min(id) FROM runs WHERE book = ?", (book,)).fetchone()[0]
    conditions = ["runs.book = ?"]
    values: list[object] = [book]
    if task:
        conditions.append("cells.task = ?")
        values.append(task)
    else:
        conditions.append("runs.id > ?")
        values.append(first or 0)
    if since is not None:
        conditions.append("runs.moment >= ?")
        values.append(since.isoformat())
    before = "FROM changes AS b WHERE b.cell = changes.cell AND b.run < changes.run"
    found = connection.execute(
        f"""SELECT {_NAME}, changes.value, changes.run, runs.moment, runs.command, runs.period, runs.as_of,
            (SELECT b.value {before} ORDER BY b.run DESC LIMIT 1), changes.place IS NULL, places.sheet, places.heading
        FROM changes JOIN runs ON runs.id = changes.run JOIN cells ON cells.id = changes.cell
            LEFT JOIN places ON places.id = coalesce(changes.place,
                (SELECT b.place {before} AND b.place IS NOT NULL ORDER BY b.run DESC LIMIT 1))
        WHERE {" AND ".join(conditions)}
        ORDER BY changes.run, changes.cell""",  # noqa: S608
        values,
    )
    return tuple(_past_changes(found, first))


def _past_changes(found: sqlite3.Cursor, first: int) -> Iterator[PastChange]:
    for official, task, role, by_text, field, new, run, moment, command, period, as_of, old, gone, sheet, heading in found:
        name = _name((official, task, role, by_text, field))
        change = CellChange(name, _loaded(old), _loaded(new), sheet or "", heading or "", gone=bool(gone))
        occasion = Occasion(datetime.fromisoformat(moment), command, period, date.fromisoformat(as_of))
        yield PastChange(occasion, change, first=run == first)


def state_at_run(connection: sqlite3.Connection, book: int, run: int) -> State:
    """What was known after a run, put together from the changes alone."""
    found = connection.execute(
        f"""SELECT {_NAME}, (SELECT value FROM changes WHERE cell = cells.id AND run <= ? ORDER BY run DESC LIMIT 1) AS then_value
        FROM cells WHERE book = ? AND then_value IS NOT NULL""",  # noqa: S608
        (run, book),
    )
    return {_name(name): _loaded(value) for *name, value in found}


def cleared_at_run(connection: sqlite3.Connection, book: int, run: int) -> frozenset[CellName]:
    """The cells that had held something and were there, blank, when they last changed up to a run."""
    found = connection.execute(
        f"""SELECT {_NAME} FROM cells JOIN changes ON changes.cell = cells.id
        WHERE cells.book = ? AND changes.value IS NULL AND changes.place IS NOT NULL
            AND changes.run = (SELECT max(run) FROM changes AS b WHERE b.cell = cells.id AND b.run <= ?)""",  # noqa: S608
        (book, run),
    )
    return frozenset(_name(columns) for columns in found)


def last_run(connection: sqlite3.Connection, book: int, moment: datetime) -> int:
    """The last run up to a moment; 0 where there is none. Moments of one clock are told in one time zone."""
    runs = connection.execute("SELECT id, moment FROM runs WHERE book = ? ORDER BY id DESC", (book,))
    return next((run for run, stored in runs if datetime.fromisoformat(stored) <= moment), 0)


def _name(columns: list[object] | tuple[object, ...]) -> CellName:
    official, task, role, by_text, field = columns
    return str(official), RowKey(str(task), str(role), by_text=bool(by_text)), str(field)


def _stored(value: CellValue) -> str | None:
    return None if is_blank(value) else json.dumps(plain_value(value), ensure_ascii=False)


def _loaded(stored: str | None) -> CellValue:
    if stored is None:
        return None
    if stored.startswith('"') and "\\" not in stored:  # most are texts, which need no parser
        return stored[1:-1]
    try:
        return value_from(json.loads(stored))
    except ValueError as error:
        raise HistoryUnavailable("Tệp lịch sử có chỗ không đọc được.", "Việc trên sổ không bị ảnh hưởng.") from error
