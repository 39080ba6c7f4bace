"""A workbook's file, read whole once it is known to be a file, and of a size that a workbook can have."""

from __future__ import annotations

import stat
from pathlib import Path

from sheetsync.adapters.xlsx import refusals
from sheetsync.errors import BookUnreadable

MAX_FILE_BYTES = 200_000_000


def whole_file(path: Path) -> bytes:
    """The file's bytes. Raises BookUnreadable for what is no file (a device or a pipe may never end) or is too big, before
    anything is read; OSError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise BookUnreadable(f"«{path}» không phải là một tệp.", "Vui lòng chọn sổ kế hoạch .xlsx hoặc .xlsm.")
    if found.st_size > MAX_FILE_BYTES:
        raise refusals.too_big(path.name, f"{found.st_size // 1_000_000} MB")
    return path.read_bytes()
