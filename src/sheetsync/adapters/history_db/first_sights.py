"""In the database: what was seen of an official for the first time. It is no change yet, so it is kept by the page of rows; a
cell gets a record of its own when it changes, under the number that it has had in its page from the beginning."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from sheetsync.adapters.history_db.first_rows import FirstRow, packed, unpacked
from sheetsync.adapters.history_db.occasions import OCCASION, occasion_from
from sheetsync.adapters.history_db.schema import VERSION
from sheetsync.adapters.history_db.stored_values import unreadable
from sheetsync.core.history.records import CellChange, Occasion, SeenRows
from sheetsync.core.merge.same_value import is_blank

_ROWS = 100
"""In a page. Whoever asks for one task unpacks the page that it is in."""


def store_first_sight(connection: sqlite3.Connection, book: int, run: int, official: str, seen: SeenRows) -> bool:
    """Whether there was anything."""
    rows = [(key, row) for key, row in seen.rows.items() if not all(map(is_blank, row.values.values()))]
    number = free_number(connection)
    for start in range(0, len(rows), _ROWS):
        page = rows[start : start + _ROWS]
        size = sum(len(row.values) for _, row in page)
        tasks = json.dumps(list(dict.fromkeys(key.task for key, _ in page)), ensure_ascii=False)
        connection.execute(
            "INSERT INTO first_sights (cell, size, book, official, run, tasks, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, size, book, official, run, tasks, packed(page)),
        )
        number += size
    if rows:
        connection.execute(f"PRAGMA user_version = {VERSION}")  # programs of the version before do not look here
    return bool(rows)


def free_number(connection: sqlite3.Connection) -> int:
    """The first from which no cell has a number."""
    (number,) = connection.execute(
        """SELECT max(coalesce((SELECT max(id) FROM cells), 0),
            coalesce((SELECT cell + size - 1 FROM first_sights ORDER BY cell DESC LIMIT 1), 0)) + 1"""
    ).fetchone()
    return int(number)


def first_rows_of(connection: sqlite3.Connection, book: int, official: str) -> Iterator[FirstRow]:
    pages = connection.execute(
        "SELECT seen, run, cell FROM first_sights WHERE book = ? AND official = ? ORDER BY cell", (book, official)
    )
    for page in pages:
        yield from unpacked(*page)


def first_rows_up_to(connection: sqlite3.Connection, book: int, run: int) -> Iterator[tuple[str, FirstRow]]:
    """With their officials, what was first seen up to a run."""
    pages = connection.execute(
        "SELECT official, seen, run, cell FROM first_sights WHERE book = ? AND run <= ? ORDER BY cell", (book, run)
    )
    for official, *page in pages:
        for row in unpacked(*page):
            yield official, row


def first_tasks(connection: sqlite3.Connection, book: int) -> set[str]:
    found: set[str] = set()
    for (tasks,) in connection.execute("SELECT tasks FROM first_sights WHERE book = ?", (book,)):
        try:
            found.update(json.loads(tasks))
        except (ValueError, TypeError) as error:
            raise unreadable() from error
    return found


def first_changes(
    connection: sqlite3.Connection, book: int, *, task: str, since: date | None, after_run: int
) -> Iterator[tuple[int, int, Occasion, CellChange]]:
    """With run and number, what was first seen as changes from nothing. task: only of this one; after_run: only in later runs."""
    pages = connection.execute(
        f"""SELECT official, seen, run, cell, {OCCASION} FROM first_sights JOIN runs ON runs.id = first_sights.run
        WHERE first_sights.book = ? AND run > ? AND moment >= ? AND (? = '' OR instr(tasks, ?)) ORDER BY cell""",  # noqa: S608
        (book, after_run, since.isoformat() if since else "", task, json.dumps(task, ensure_ascii=False)),
    )
    for official, page, run, first, *occasion in pages:
        told = occasion_from(occasion)
        for row in unpacked(page, run, first):
            if task in ("", row.key.task):
                for number, field, value, place in row.cells():
                    yield run, number, told, CellChange((official, row.key, field), None, value, *place)
