"""Closed periods in the database: the report as it was closed, who opened it again, and what has changed since."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sheetsync.core.history.frozen_report import Closing, FrozenReport, already_closed, fingerprint, read, written
from sheetsync.core.history.plain_records import from_plain, to_plain
from sheetsync.core.report import Correction
from sheetsync.errors import HistoryUnavailable, UsageError

_SELECT = """SELECT closings.period, runs.moment, closings.reason, closings.errors, closings.fingerprint, closings.report,
    closings.late, closings.reopened, closings.reopen_reason
    FROM closings JOIN runs ON runs.id = closings.run WHERE closings.book = ?"""


def closed_report(connection: sqlite3.Connection, book: int, period: str) -> Closing | None:
    """The closing that holds for a period; None while it is open."""
    row = connection.execute(f"{_SELECT} AND closings.period = ? AND reopened IS NULL", (book, period)).fetchone()
    return _closing(row) if row is not None else None


def all_closings(connection: sqlite3.Connection, book: int) -> tuple[Closing, ...]:
    """The earliest first."""
    return tuple(_closing(row) for row in connection.execute(f"{_SELECT} ORDER BY closings.id", (book,)))


def close_period(
    connection: sqlite3.Connection, book: int, run: int, frozen: FrozenReport, *, reason: str, errors: int
) -> Closing:
    """Two people may close at once: the second is told."""
    period = frozen.report.period
    before = closed_report(connection, book, period.key)
    if before is not None:
        raise already_closed(before)
    text = written(frozen)
    connection.execute(
        "INSERT INTO closings (book, period, run, reason, errors, fingerprint, report, late) VALUES (?, ?, ?, ?, ?, ?, ?, '[]')",
        (book, period.key, run, reason, errors, fingerprint(text), zlib.compress(text.encode("utf-8"))),
    )
    closing = closed_report(connection, book, period.key)
    assert closing is not None
    return closing


def store_late(connection: sqlite3.Connection, book: int, period: str, late: Sequence[Correction]) -> None:
    stored = json.dumps([to_plain(each) for each in late], ensure_ascii=False)
    connection.execute("UPDATE closings SET late = ? WHERE book = ? AND period = ? AND reopened IS NULL", (stored, book, period))


def reopen_period(connection: sqlite3.Connection, book: int, period: str, moment: datetime, reason: str) -> Closing:
    """The closing, which stays."""
    closing = closed_report(connection, book, period)
    if closing is None:
        raise UsageError(f"Kỳ {period} chưa chốt nên không phải mở lại.", "Xem các lần chốt: sheetsync history SỔ")
    connection.execute(
        "UPDATE closings SET reopened = ?, reopen_reason = ? WHERE book = ? AND period = ? AND reopened IS NULL",
        (moment.isoformat(), reason, book, period),
    )
    return closing


def _closing(row: tuple[Any, ...]) -> Closing:
    """Raises HistoryUnavailable for a report that is not, letter by letter, the one that was closed."""
    period, moment, reason, errors, mark, packed, late, reopened, reopen_reason = row
    try:
        text = zlib.decompress(packed).decode("utf-8")
        if fingerprint(text) != mark:
            raise ValueError("another report")
        return Closing(
            moment=datetime.fromisoformat(moment),
            reason=reason,
            errors=errors,
            fingerprint=mark,
            frozen=read(text),
            late=tuple(from_plain(Correction, each) for each in json.loads(late)),
            reopened=datetime.fromisoformat(reopened) if reopened else None,
            reopen_reason=reopen_reason or "",
        )
    except (ValueError, zlib.error) as error:
        raise HistoryUnavailable(
            f"Số liệu đã chốt của kỳ {period} không khớp dấu lúc chốt, hoặc do bản sheetsync mới hơn ghi.",
            "Vui lòng lấy lại tệp .sheetsync/history.db từ bản sao lưu.",
        ) from error
