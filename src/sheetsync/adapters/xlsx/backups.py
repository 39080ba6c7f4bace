"""Dated copies of a book in `.sheetsync/backups/` beside it, and the list of writes that `undo` walks back."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sheetsync.records import asdict, dataclass

KEPT = 10  # copies of one book
FOLDER = ".sheetsync"
_LONGEST_STEM = 180  # bytes


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


def short_stem(book: Path) -> str:
    """The book's name without suffix, cut where longer names would not fit a file system (255 bytes), then told apart by a
    digest of the whole."""
    encoded = book.stem.encode()
    if len(encoded) <= _LONGEST_STEM:
        return book.stem
    return encoded[: _LONGEST_STEM - 9].decode("utf-8", "ignore") + "~" + version(encoded)[:8]


def keep_copy(book: Path, data: bytes, moment: datetime, *, why: str = "") -> Path:
    """Put these bytes of the book aside under a dated name, safely on disk; the copy's path. why: put into the name."""
    folder = backups_folder(book)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = moment.strftime("%Y-%m-%d %H.%M.%S")
    taken = [number for other, number, _ in _copies(book) if other == stamp]
    ordinal = f"-{max(taken) + 1}" if taken else ""
    copy = folder / f"{short_stem(book)} {stamp}{ordinal}{why}{book.suffix}"
    write_whole(copy, data)
    return copy


def prune(book: Path) -> None:
    """Remove all but the last copies of the book: by their dates, but a copy that our list of writes names later counts as
    later, so that a clock set back does not make the newest look like the oldest."""
    copies = _copies(book)
    dates = {copy.name: stamp for stamp, _, copy in copies}
    order: dict[str, tuple[str, int]] = {}
    latest = ""
    for place, record in enumerate(read_records(book)):
        latest = max(latest, dates.get(record.backup, ""))
        order[record.backup] = (latest, place)
    copies.sort(key=lambda each: (*order.get(each[2].name, (each[0], -1)), each[1]))
    for *_, copy in copies[:-KEPT]:
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
    """Replace the list of our writes; an empty one is no file."""
    path = _record_file(book)
    if not records:
        path.unlink(missing_ok=True)
        return
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
    return book.parent / FOLDER / f"{short_stem(book)}{book.suffix}.json"


def _copies(book: Path) -> list[tuple[str, int, Path]]:
    """The copies of a book, oldest first: their moment, their number within the second, their path."""
    ending = r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?:-(\d+))?( trước hoàn tác)?"
    pattern = re.compile(re.escape(short_stem(book)) + ending + re.escape(book.suffix))
    found = []
    for path in backups_folder(book).iterdir():
        match = pattern.fullmatch(path.name)
        if match:
            found.append((match[1], int(match[2] or 1), path))
    return sorted(found)
