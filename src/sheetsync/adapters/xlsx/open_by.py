"""Who has a workbook open right now, from the small files that Excel and LibreOffice leave beside it."""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from pathlib import Path

_STALE_AFTER_SECONDS = 3 * 24 * 3600
"""A left-behind owner file is told by its age: nobody keeps one workbook open for three days, but machines do crash."""
_LONGEST_OWNER_FILE = 4_096

SOMEBODY = "một người khác"


def open_by(book: Path, *, now: float | None = None) -> str | None:
    """The name of who has the workbook open; None when nobody has, or when the owner file is left over from a crash.

    Excel's `~$name` and LibreOffice's `.~lock.name#`; SOMEBODY where the file holds no name. now: seconds since 1970.
    """
    moment = time.time() if now is None else now
    for spelled in dict.fromkeys((book.name, unicodedata.normalize("NFC", book.name), unicodedata.normalize("NFD", book.name))):
        for owner_file, name_in in ((f"~${spelled}", excel_owner), (f".~lock.{spelled}#", libreoffice_owner)):
            path = book.with_name(owner_file)
            try:
                found = path.stat()
                if moment - found.st_mtime > _STALE_AFTER_SECONDS or not stat.S_ISREG(found.st_mode) or _left_behind(path):
                    continue
                with path.open("rb") as file:
                    return name_in(file.read(_LONGEST_OWNER_FILE)) or SOMEBODY
            except PermissionError:
                return SOMEBODY  # Windows: Excel holds its owner file so that nobody can read it
            except OSError:
                continue  # none there, or a name too long for one
    return None


def excel_owner(content: bytes) -> str:
    """The user's name in an owner file of Excel: a length and the name in the system's code page, padded to 55 bytes, then a
    length and the name in UTF-16 (162 bytes in all from Word, 165 from Excel)."""
    for at in (55, 54):
        length = int.from_bytes(content[at : at + 2], "little")
        name = content[at + 2 : at + 2 + 2 * length]
        if 0 < length <= 54 and len(name) == 2 * length:
            text = name.decode("utf-16-le", "replace").strip(" \0")
            if text and text.isprintable():
                return text
    short = content[1 : 1 + content[0]] if content and content[0] <= 54 else b""
    text = short.decode("cp1258", "replace").strip(" \0")
    return text if text.isprintable() else ""


def libreoffice_owner(content: bytes) -> str:
    """The user's name in a lock file of LibreOffice: `name,system user,host,time,profile;`, commas in it escaped."""
    fields = content.decode("utf-8", "replace").rstrip(";").replace("\\,", "\0").split(",")
    fields = [field.replace("\0", ",").strip() for field in fields]
    return next((field for field in fields[:2] if field), "")


def _left_behind(owner_file: Path) -> bool:
    """On Windows a living Excel does not let anybody write its owner file; one that can be written is left over."""
    if os.name != "nt" or not owner_file.name.startswith("~$"):
        return False
    try:
        with owner_file.open("r+b"):
            return True
    except PermissionError:
        return False
