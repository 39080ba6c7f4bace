"""The SQLite file: opened for one transaction at a time, by one process at a time, and never deleted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sheetsync.adapters.history_db.schema import ADDED, APPLICATION, READABLE, TABLES, VERSION
from sheetsync.errors import HistoryUnavailable

Result = TypeVar("Result")
Job = Callable[[sqlite3.Connection], Result]

PATIENCE = 10.0
"""Seconds that another command is waited for."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NOTHING_LOST = "Việc trên sổ không bị ảnh hưởng."
_LATER = "Vui lòng cập nhật sheetsync trên máy này."


class Database:
    """clock: a damaged file is set aside under a name with the moment. mode: the rights of a new file: whoever may open the book
    may open what was in it."""

    def __init__(self, path: Path, clock: Callable[[], datetime], mode: int = 0o600, patience: float = PATIENCE) -> None:
        self._path = path
        self._clock = clock
        self._mode = mode
        self._patience = patience
        self.notes: tuple[str, ...] = ()

    def write(self, job: Job[Result]) -> Result:
        """Carry out the job in one transaction; in a new file where the old one is damaged. Raises HistoryUnavailable."""
        with _told(self._path):
            try:
                return self._patiently(job)
            except sqlite3.DatabaseError as error:
                if _code(error) not in _DAMAGED:
                    raise
            aside = self._set_aside()
            self.notes += (
                f"Tệp lịch sử bị hỏng, đã cất sang «{aside.name}» trong thư mục «{aside.parent}» và bắt đầu lịch sử mới; "
                "kỳ đã chốt trước đó phải chốt lại.",
            )
            return self._patiently(job)

    def read(self, job: Job[Result], nothing: Result) -> Result:
        """What the job finds; `nothing` where no history has been kept yet. Raises HistoryUnavailable."""
        with _told(self._path):
            return self._patiently(job) if self._path.exists() else nothing

    def _patiently(self, job: Job[Result]) -> Result:
        """Other commands are waited for: a transaction takes milliseconds."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return self._once(job)
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() >= until:
                    raise
            time.sleep(0.02)

    def _once(self, job: Job[Result]) -> Result:
        self._make_file()
        with contextlib.closing(sqlite3.connect(self._path, timeout=0.2, isolation_level=None)) as connection:
            # Alone in the file for this one transaction: so WAL needs no memory shared between processes, which folders of a
            # network do not offer.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                _prepare(connection)
                result = job(connection)
            except BaseException:
                if connection.in_transaction:  # a full disk has ended it already
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            return result

    def _make_file(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, self._mode))

    def _set_aside(self) -> Path:
        """The damaged file under another name, with what belongs to it: somebody may still get something out of it."""
        stamp = self._clock().strftime("%Y-%m-%d %H%M%S")
        number = 1
        while (aside := self._path.with_name(f"history (hỏng {stamp}{f' {number}' if number > 1 else ''}).db")).exists():
            number += 1
        for ending in ("-wal", "-shm", ""):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self._path}{ending}").rename(f"{aside}{ending}")
        return aside


def _prepare(connection: sqlite3.Connection) -> None:
    version, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    if version in READABLE and application == APPLICATION:
        for table in ADDED:
            connection.execute(table)
        return
    if application == APPLICATION:
        raise HistoryUnavailable(
            f"Tệp lịch sử do bản sheetsync mới hơn lập (phiên bản {version}), bản này không đọc được.", _LATER
        )
    if version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise HistoryUnavailable("Tệp .sheetsync/history.db không phải do sheetsync lập.", "Vui lòng chuyển tệp đó đi nơi khác.")
    for table in TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _code(error: sqlite3.Error) -> int | None:
    """Python's own errors have none; of extended codes the low byte is what went wrong."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if code is not None else None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the database or the system says, as ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code in _BUSY:
            raise HistoryUnavailable("Lịch sử của sổ đang được một lệnh khác dùng.", "Vui lòng chạy lại sau ít phút.") from error
        if code in _DAMAGED:
            raise HistoryUnavailable(
                f"Tệp lịch sử «{path}» bị hỏng.", "Lần chạy có ghi tới sẽ cất tệp này sang tên khác và bắt đầu lịch sử mới."
            ) from error
        raise HistoryUnavailable(f"Không dùng được tệp lịch sử «{path}» ({error}).", _NOTHING_LOST) from error
    except (OSError, UnicodeEncodeError) as error:  # half a character of UTF-16 cannot be written down
        said = error.strerror if isinstance(error, OSError) else error
        raise HistoryUnavailable(f"Không dùng được tệp lịch sử «{path}» ({said}).", _NOTHING_LOST) from error
