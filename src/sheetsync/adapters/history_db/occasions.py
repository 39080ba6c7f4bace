"""The runs that the database remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from sheetsync.core.history.records import Occasion

OCCASION = "runs.moment, runs.command, runs.period, runs.as_of"
"""The columns of an occasion."""


def occasions_of(connection: sqlite3.Connection, book: int) -> tuple[Occasion, ...]:
    """The earliest first."""
    runs = connection.execute(f"SELECT {OCCASION} FROM runs WHERE book = ? ORDER BY id", (book,))  # noqa: S608
    return tuple(occasion_from(run) for run in runs)


def occasion_from(columns: Sequence[str]) -> Occasion:
    moment, command, period, as_of = columns
    return Occasion(datetime.fromisoformat(moment), command, period, date.fromisoformat(as_of))
