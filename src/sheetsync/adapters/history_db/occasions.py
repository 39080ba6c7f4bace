"""The runs that the database remembers."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from sheetsync.core.history.records import Occasion


def occasions_of(connection: sqlite3.Connection, book: int) -> tuple[Occasion, ...]:
    """The earliest first."""
    runs = connection.execute("SELECT moment, command, period, as_of FROM runs WHERE book = ? ORDER BY id", (book,))
    return tuple(
        Occasion(datetime.fromisoformat(moment), command, period, date.fromisoformat(as_of))
        for moment, command, period, as_of in runs
    )
