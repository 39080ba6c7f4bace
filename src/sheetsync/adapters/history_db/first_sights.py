"""In the database: what was seen of an official for the first time. It is no change yet, so it is kept by the page of rows; a
cell gets a record of its own when it changes, under the number that it has had in its page from the beginning."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date

from sheetsync.adapters.history_db.first_rows import FirstRow, packed, unpacked
from sheetsync.adapters.history_db.occasions import OCCASION, occasion_from
from sheetsync.adapters.history_db.schema import VERSION
from sheetsync.adapters.history_db.stored_values import unreadable
from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import CellChange, Occasion, Place, SeenRows
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
        "SELECT seen, cell FROM first_sights WHERE book = ? AND official = ? ORDER BY cell", (book, official)
    )
    for page, cell in pages:
        yield from unpacked(page, cell)


def first_rows_up_to(connection: sqlite3.Connection, book: int, run: int) -> Iterator[tuple[str, FirstRow]]:
    """With their officials, what was first seen up to a run."""
    pages = connection.execute(
        "SELECT official, seen, cell FROM first_sights WHERE book = ? AND run <= ? ORDER BY cell", (book, run)
    )
    for official, page, cell in pages:
        for row in unpacked(page, cell):
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
        f"""SELECT official, seen, cell, run, {OCCASION} FROM first_sights JOIN runs ON runs.id = first_sights.run
        WHERE first_sights.book = ? AND run > ? AND moment >= ? AND (? = '' OR instr(tasks, ?)) ORDER BY cell""",  # noqa: S608
        (book, after_run, since.isoformat() if since else "", task, json.dumps(task, ensure_ascii=False)),
    )
    for official, page, first, run, *occasion in pages:
        told = occasion_from(occasion)
        for row in unpacked(page, first):
            if task in ("", row.key.task):
                for number, field, value, place in row.cells():
                    yield run, number, told, CellChange((official, row.key, field), None, value, *place)


def first_values(connection: sqlite3.Connection, book: int, numbers: Collection[int]) -> dict[int, tuple[CellValue, Place]]:
    """By number, what the cells held and where they stood when they were first seen; nothing of those that were not, or blank."""
    pages = connection.execute("SELECT cell, size FROM first_sights WHERE book = ? ORDER BY cell", (book,)).fetchall()
    starts = [cell for cell, _ in pages]
    wanted: dict[int, set[int]] = {}
    for number in numbers:
        at = bisect_right(starts, number) - 1
        if at >= 0 and number < sum(pages[at]):
            wanted.setdefault(starts[at], set()).add(number)
    found: dict[int, tuple[CellValue, Place]] = {}
    for start, here in wanted.items():
        (page,) = connection.execute("SELECT seen FROM first_sights WHERE cell = ?", (start,)).fetchone()
        for row in unpacked(page, start):
            found.update((number, (value, place)) for number, _, value, place in row.cells() if number in here)
    return found
