"""The add-in written where the office wants it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sheetsync.adapters.xlsx.vba.addin_book import ADDIN_FILE, addin_book
from sheetsync.errors import BookUnwritable
from sheetsync.ports import WriteOutcome


def write_addin(folder: Path) -> WriteOutcome:
    """Write `sheetsync.xlam` into the folder, which is made where it is missing; an older one is replaced whole.

    Raises BookUnwritable where that is not allowed, as on Windows while Excel has the add-in loaded.
    """
    path = folder / ADDIN_FILE
    content = addin_book()
    beside = path.with_name(f".{ADDIN_FILE}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == content:
            return WriteOutcome(saved_to=str(path), changed=False)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise BookUnwritable(
            f"Không ghi được «{path}» ({problem.strerror or problem}).",
            "Vui lòng đóng Excel (nếu đang dùng thẻ «Sổ kế hoạch») rồi chạy lại, hoặc chọn thư mục khác bằng --output.",
        ) from problem
    return WriteOutcome(saved_to=str(path), changed=True)
