"""Dated copies of a book in `.sheetsync/backups/` beside it, and the list of writes that `undo` walks back."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

KEPT = 10  # copies of one book
FOLDER = ".sheetsync"


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """One write of ours: the copy made before it, and the SHA-256 of the book before and after."""

    backup: str
    before: str
    after: str


def version(data: bytes) -> str:
    """The version of a book's bytes: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def backups_folder(book: Path) -> Path:
    return book.parent / FOLDER / "backups"


def keep_copy(book: Path, data: bytes, moment: datetime, *, why: str = "") -> Path:
    """Put these bytes of the book aside under a dated name, safely on disk; the copy's path. why: put into the name."""
    folder = backups_folder(book)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = moment.strftime("%Y-%m-%d %H.%M.%S")
    number = 1
    while True:
        ordinal = f"-{number}" if number > 1 else ""
        copy = folder / f"{book.stem} {stamp}{ordinal}{why}{book.suffix}"
        if not copy.exists():
            write_whole(copy, data)
            return copy
        number += 1


def prune(book: Path) -> None:
    """Remove all but the last copies of the book."""
    for copy in _copies(book)[:-KEPT]:
        copy.unlink()


def read_records(book: Path) -> list[WriteRecord]:
    """Our writes of this book, oldest first; none where the list is missing or unreadable."""
    try:
        listed = json.loads(_record_file(book).read_text("utf-8"))
        return [WriteRecord(str(item["backup"]), str(item["before"]), str(item["after"])) for item in listed]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        return []  # damaged by hand; the copies themselves are there still


def write_records(book: Path, records: Sequence[WriteRecord]) -> None:
    """Replace the list of our writes."""
    path = _record_file(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps([asdict(record) for record in records[-KEPT:]], ensure_ascii=False, indent=1).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    temporary = path.with_name(f".{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _record_file(book: Path) -> Path:
    return book.parent / FOLDER / f"{book.name}.json"


def _copies(book: Path) -> list[Path]:
    pattern = re.compile(
        re.escape(book.stem) + r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?:-(\d+))?( trước hoàn tác)?" + re.escape(book.suffix)
    )
    found = []
    for path in backups_folder(book).iterdir():
        match = pattern.fullmatch(path.name)
        if match:
            found.append((match[1], int(match[2] or 1), path))
    return [path for *_, path in sorted(found)]
