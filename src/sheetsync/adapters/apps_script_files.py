"""The script for Google Sheets written where the office wants it: as files for clasp, and as one text to paste."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sheetsync.errors import BookUnwritable
from sheetsync.ports import WriteOutcome

PASTED_FILE = "ma-dan-vao-Apps-Script.gs"
CLASP_FOLDER = "clasp"
"""Apart from the text to paste: clasp uploads every script that lies in its folder."""

_SOURCE = Path(__file__).resolve().parents[1] / "addin" / "apps_script"
_MANIFEST = "appsscript.json"
_HEADING = """\
/**
 * sheetsync: menu «Kế hoạch» cho Google Trang tính. Dán toàn bộ tệp này vào Tiện ích mở rộng > Apps Script, rồi lưu.
 *
 * @OnlyCurrentDoc
 */
"""


def script_files() -> tuple[Path, ...]:
    """The script's files in their order."""
    return tuple(sorted(_SOURCE.glob("*.js")))


def pasted_script() -> str:
    """All of the script as one text."""
    files = script_files()
    return "\n".join((_HEADING, *(f"// ----- {path.name} -----\n\n{path.read_text('utf-8')}" for path in files)))


def write_apps_script(folder: Path) -> WriteOutcome:
    """Write the text to paste into the folder, and the files for clasp below it; folders are made where they are missing.

    Raises BookUnwritable where that is not allowed.
    """
    contents = {folder / PASTED_FILE: pasted_script()}
    for path in (_SOURCE / _MANIFEST, *script_files()):
        contents[folder / CLASP_FOLDER / path.name] = path.read_text("utf-8")
    try:
        changed = [_written(path, text.encode("utf-8")) for path, text in contents.items()]
    except OSError as problem:
        raise BookUnwritable(
            f"Không ghi được vào «{folder}» ({problem.strerror or problem}).",
            "Vui lòng chọn thư mục khác bằng --output.",
        ) from problem
    return WriteOutcome(saved_to=str(folder / PASTED_FILE), changed=any(changed))


def _written(path: Path, content: bytes) -> bool:
    """Replaced whole, or left as it is where it is the same already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == content:
        return False
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return True
