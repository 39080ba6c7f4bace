"""What is said when memory runs out: as little is done for it as possible, for the message itself needs memory too."""

from __future__ import annotations

import errno
import os
import sys

CODE = "out-of-memory"
EXIT = 4
MESSAGE = "Máy không còn đủ bộ nhớ để làm việc với sổ này; sổ vẫn như cũ."
NEXT_STEP = "Vui lòng đóng bớt chương trình khác, hoặc xóa các trang, dòng thừa trong sổ, rồi chạy lại."
_AS_TEXT = f"Lỗi: {MESSAGE}\n→ {NEXT_STEP}\n"
_AS_JSON = f'{{"error": {{"code": "{CODE}", "message": "{MESSAGE}", "next": "{NEXT_STEP}"}}}}\n'
_AS_TEXT_BYTES, _AS_JSON_BYTES = _AS_TEXT.encode(), _AS_JSON.encode()
_SIGNS = (  # how the system's loader, libxml2, zlib, expat and threads put it
    "out of memory",
    "memory allocation failed",
    "insufficient memory",
    "cannot allocate memory",
    "failed to map segment",
    "can't start new thread",
)
_PARSERS = ("pyexpat", "xml.parsers.expat", "lxml.etree", "zlib")
_ROOM = 1 << 25
"""Bytes without which no command can go on."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a failure, or what led to it, is a lack of memory, in whatever words the part that met it put that."""
    cause: BaseException | None = error
    seen = 0
    while cause is not None and seen < 20:
        if isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno == errno.ENOMEM):
            return True
        told_by_the_system = isinstance(cause, ImportError | RuntimeError | SystemError) or type(cause).__module__ in _PARSERS
        if told_by_the_system and any(sign in str(cause).lower() for sign in _SIGNS):
            return True
        cause, seen = cause.__cause__ or cause.__context__, seen + 1
    return False


def is_memory_short() -> bool:
    """Whether there is too little of it now: a compiler or an importer that runs out of it may fail in odd ways."""
    try:
        bytearray(_ROOM)
    except MemoryError:
        return True
    return False


def let_go(error: BaseException) -> None:
    """Forget where a failure came from, and with it all that the job held in memory."""
    cause: BaseException | None = error
    seen = 0
    while cause is not None and seen < 20:
        cause.__traceback__ = None
        cause, seen = cause.__cause__ or cause.__context__, seen + 1


def tell_out_of_memory(*, json: bool) -> int:
    """Say it, as the one JSON document on standard output or on standard error; gives the exit code."""
    stream = sys.stdout if json else sys.stderr
    try:
        stream.write(_AS_JSON if json else _AS_TEXT)
        stream.flush()
    except Exception:  # noqa: BLE001 - the least that can be done is done below
        try:
            os.write(1 if json else 2, _AS_JSON_BYTES if json else _AS_TEXT_BYTES)
        except OSError:
            return EXIT  # nobody is there to be told
    return EXIT
