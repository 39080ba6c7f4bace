"""The folder of `sheetsync demo`: a copy of the sample to work on, never over what a person has changed there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sheetsync.errors import BookUnwritable
from sheetsync.records import dataclass

SAMPLE_NAME = "mau-2023"
_MEMORY = Path(".sheetsync") / "demo.json"


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """book: the copy to run on; original: an untouched copy of the sample, to compare with."""

    folder: Path
    book: Path
    original: Path


def prepare_demo(folder: Path, sample: bytes) -> DemoFolder:
    """Put the two copies there. A file that is neither the sample nor what the demo last made of it is somebody's work: it
    stays, and the copy gets a number. Raises BookUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        original = _copy(folder, f"{SAMPLE_NAME} (bản gốc)", sample, {})
        book = _copy(folder, SAMPLE_NAME, sample, _remembered(folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    return DemoFolder(folder, book, original)


def remember_demo(demo: DemoFolder, sample: bytes) -> None:
    """Note what the demo has made of the copy, so that the next one can tell it from a person's changes."""
    made = _remembered(demo.folder)
    made[demo.book.name] = [_digest(sample), _digest(demo.book.read_bytes())]
    memory = demo.folder / _MEMORY
    try:
        memory.parent.mkdir(exist_ok=True)
        memory.write_text(json.dumps(made, ensure_ascii=False, indent=2), encoding="utf-8")
    except OSError as error:
        raise _unwritable(demo.folder, error) from error


def _copy(folder: Path, stem: str, sample: bytes, made: dict[str, list[str]]) -> Path:
    wanted = _digest(sample)
    number = 1
    while True:
        path = folder / (f"{stem}.xlsx" if number == 1 else f"{stem} ({number}).xlsx")
        number += 1
        if not path.exists():
            break
        present = _digest(path.read_bytes())
        if present == wanted or made.get(path.name) == [wanted, present]:
            return path
    try:
        with path.open("xb") as target:
            target.write(sample)
    except OSError:
        path.unlink(missing_ok=True)  # half a workbook would only confuse
        raise
    return path


def _remembered(folder: Path) -> dict[str, list[str]]:
    try:
        made = json.loads((folder / _MEMORY).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # lost or spoilt: then every changed copy counts as a person's
        return {}
    return made if isinstance(made, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unwritable(folder: Path, error: OSError) -> BookUnwritable:
    return BookUnwritable(
        f"Không ghi được vào thư mục «{folder}» ({error.strerror or error}).",
        "Vui lòng chọn thư mục khác: sheetsync demo --dir ĐƯỜNG-DẪN",
    )
