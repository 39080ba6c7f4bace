"""The history of one book."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from sheetsync.adapters.history_db.cell_changes import (
    changes_of,
    cleared_at_run,
    last_run,
    record_run,
    state_at_run,
    tasks_of,
)
from sheetsync.adapters.history_db.closings import all_closings, close_period, closed_report, reopen_period, store_late
from sheetsync.adapters.history_db.database import Database
from sheetsync.adapters.history_db.occasions import occasions_of
from sheetsync.adapters.history_db.stored_sights import sights_at_run
from sheetsync.core.history.frozen_report import Closing, FrozenReport
from sheetsync.core.history.observed import State
from sheetsync.core.history.records import Occasion, PastChange, Seen
from sheetsync.core.history.sights import KnownBlanks
from sheetsync.core.report import Correction


class BookHistory:
    """book: what the book is called in a file that may hold several books' history."""

    def __init__(self, database: Database, book: str) -> None:
        self._database = database
        self._book = book

    @property
    def notes(self) -> tuple[str, ...]:
        return self._database.notes

    def record(self, seen: Seen, occasion: Occasion) -> None:
        def job(connection: sqlite3.Connection) -> None:
            record_run(connection, self._known(connection), seen, occasion)

        self._database.write(job)

    def tasks(self) -> tuple[str, ...]:
        def job(connection: sqlite3.Connection) -> tuple[str, ...]:
            return tasks_of(connection, self._known(connection))

        return self._database.read(job, ())

    def changes(self, *, task: str = "", since: date | None = None) -> tuple[PastChange, ...]:
        def job(connection: sqlite3.Connection) -> tuple[PastChange, ...]:
            return changes_of(connection, self._known(connection), task=task, since=since)

        return self._database.read(job, ())

    def occasions(self) -> tuple[Occasion, ...]:
        def job(connection: sqlite3.Connection) -> tuple[Occasion, ...]:
            return occasions_of(connection, self._known(connection))

        return self._database.read(job, ())

    def closing(self, period: str) -> Closing | None:
        def job(connection: sqlite3.Connection) -> Closing | None:
            return closed_report(connection, self._known(connection), period)

        return self._database.read(job, None)

    def closings(self) -> tuple[Closing, ...]:
        def job(connection: sqlite3.Connection) -> tuple[Closing, ...]:
            return all_closings(connection, self._known(connection))

        return self._database.read(job, ())

    def close(self, seen: Seen, occasion: Occasion, frozen: FrozenReport, *, reason: str, errors: int) -> Closing:
        def job(connection: sqlite3.Connection) -> Closing:
            book = self._known(connection)
            run = record_run(connection, book, seen, occasion)
            return close_period(connection, book, run, frozen, reason=reason, errors=errors)

        return self._database.write(job)

    def keep_late(self, period: str, late: Sequence[Correction]) -> None:
        def job(connection: sqlite3.Connection) -> None:
            store_late(connection, self._known(connection), period, late)

        self._database.write(job)

    def reopen(self, period: str, moment: datetime, reason: str) -> Closing:
        def job(connection: sqlite3.Connection) -> Closing:
            return reopen_period(connection, self._known(connection), period, moment, reason)

        return self._database.write(job)

    def state_at(self, moment: datetime) -> State:
        def job(connection: sqlite3.Connection) -> State:
            book = self._known(connection)
            return state_at_run(connection, book, last_run(connection, book, moment))

        return self._database.read(job, {})

    def blanks_at(self, moment: datetime) -> KnownBlanks:
        def job(connection: sqlite3.Connection) -> KnownBlanks:
            book = self._known(connection)
            run = last_run(connection, book, moment)
            return KnownBlanks(sights_at_run(connection, book, run), cleared_at_run(connection, book, run))

        return self._database.read(job, KnownBlanks({}))

    def _known(self, connection: sqlite3.Connection) -> int:
        """The book's number; a new one where it was never seen."""
        connection.execute("INSERT OR IGNORE INTO books (name) VALUES (?)", (self._book,))
        return int(connection.execute("SELECT id FROM books WHERE name = ?", (self._book,)).fetchone()[0])
