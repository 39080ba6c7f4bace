"""In the database: which cells of each official's rows a run could see, stored where it differs from the time before."""

from __future__ import annotations

import json
import sqlite3

from sheetsync.adapters.history_db.stored_values import unreadable
from sheetsync.core.history.records import SeenRows
from sheetsync.core.history.sights import Sight, sight_of
from sheetsync.core.merge.state import RowKey


def record_sight(connection: sqlite3.Connection, book: int, run: int, official: str, seen: SeenRows) -> bool:
    """Whether it differs from the last one."""
    stored = connection.execute(
        "SELECT seen FROM sights WHERE book = ? AND official = ? ORDER BY run DESC LIMIT 1", (book, official)
    ).fetchone()
    last = _loaded(stored[0]) if stored is not None else None
    sight = sight_of(seen, last)
    if sight == last:
        return False
    connection.execute("INSERT INTO sights VALUES (?, ?, ?, ?)", (book, official, run, _written(sight)))
    return True


def officials_with_sight(connection: sqlite3.Connection, book: int) -> frozenset[str]:
    return frozenset(
        official for (official,) in connection.execute("SELECT DISTINCT official FROM sights WHERE book = ?", (book,))
    )


def sights_at_run(connection: sqlite3.Connection, book: int, run: int) -> dict[str, Sight]:
    """By official, the last one up to a run."""
    found = connection.execute(
        """SELECT official, seen FROM sights WHERE book = ? AND run = (
            SELECT max(run) FROM sights AS s WHERE s.book = sights.book AND s.official = sights.official AND s.run <= ?)""",
        (book, run),
    )
    return {official: _loaded(seen) for official, seen in found}


def _written(sight: Sight) -> str:
    unseen = sorted([key.task, key.role, key.by_text, field] for key, field in sight.unseen)
    return json.dumps([sorted(sight.fields), unseen, sorted(sight.twice)], ensure_ascii=False)


def _loaded(stored: str) -> Sight:
    try:
        fields, unseen, twice = json.loads(stored)
        cells = frozenset((RowKey(task, role, by_text=bool(by_text)), field) for task, role, by_text, field in unseen)
        return Sight(frozenset(fields), cells, frozenset(twice))
    except (ValueError, TypeError) as error:
        raise unreadable() from error
