"""One run at a time on one workbook."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.errors import ExternallyChanged


@contextmanager
def exclusive(lock_file: Path) -> Iterator[None]:
    """Hold the lock while the block runs. Raises ExternallyChanged when another run holds it, OSError when the folder cannot
    be written.

    The operating system holds the lock and lets it go when the process dies, however it dies: a left-over lock file locks
    nothing. Where a network folder cannot lock, the lock file's existence would prove nothing either, so the run goes on: the
    check of the book's contents just before replacing it still holds.
    """
    while True:
        handle = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _lock(handle):
                raise _busy(lock_file)
            if _still_there(handle, lock_file):
                break
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its last holder removed the file between our opening and our locking: take the new one
    try:
        os.ftruncate(handle, 0)
        import socket  # noqa: PLC0415 - only who writes needs the computer's name

        os.write(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file; the next run takes it over
            lock_file.unlink()
        os.close(handle)


def _still_there(handle: int, lock_file: Path) -> bool:
    if os.name == "nt":
        return True  # an open file cannot be removed there
    try:
        return os.fstat(handle).st_ino == lock_file.stat().st_ino
    except FileNotFoundError:
        return False


if sys.platform == "win32":  # pragma: no cover - the other half is tested on Windows
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            os.lseek(handle, 1024, os.SEEK_SET)  # behind the text, which others may read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network folder without locks
        return True


def _busy(lock_file: Path) -> ExternallyChanged:
    holder = ""
    try:
        told = json.loads(lock_file.read_text("utf-8"))
        holder = f" (tiến trình {told['pid']} trên máy {told['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        holder = ""  # the other run has not written its name yet
    return ExternallyChanged(
        f"Đang có một lần chạy sheetsync khác trên sổ này{holder}; lần này không ghi gì.", "Đợi lần kia xong rồi chạy lại."
    )
