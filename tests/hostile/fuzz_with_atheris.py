"""A fuzz run by hand, guided by coverage: `python -m tests.hostile.fuzz_with_atheris CORPUS [libFuzzer options]`.

Needs atheris, which is no dependency of the tests (no wheel for every Python). An input is one byte that says which part of a
small workbook it replaces, and the part's new bytes; 255 replaces the whole file. An empty CORPUS folder is filled with seeds.
Failures do not stop the run: the first input of each kind goes to the folder `failures` beside CORPUS, with its traceback.
"""

from __future__ import annotations

import sys
import time
import traceback
import zlib
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sheetsync.adapters", "zipfile"]):
    from tests.hostile import fuzz_targets

from tests.adapters.packages import parts_of, zipped
from tests.hostile.seeds import seed_books

BOOKS = [parts_of(book) for book in seed_books()]
PARTS = [(number, name) for number, parts in enumerate(BOOKS) for name in parts if name.endswith((".xml", ".rels"))]
WHOLE = 255
SLOW_SECONDS = 5.0
seen: set[str] = set()


def book_of(data: bytes) -> bytes:
    """The workbook that an input stands for."""
    if not data or data[0] == WHOLE:
        return data[1:]
    number, name = PARTS[data[0] % len(PARTS)]
    return zipped({**BOOKS[number], name: data[1:]})


def one_input(data: bytes) -> None:
    book = book_of(data)
    started = time.process_time()
    try:
        fuzz_targets.holds(book)
    except Exception as problem:  # noqa: BLE001 - every failure is kept, and the run goes on
        keep(problem, data)
    if time.process_time() - started > SLOW_SECONDS:
        keep(TimeoutError("too slow"), data)


def keep(problem: Exception, data: bytes) -> None:
    frames = traceback.extract_tb(problem.__traceback__)
    kind = f"{type(problem).__name__} {[(frame.name, frame.lineno) for frame in frames[-2:]]}"
    if kind in seen:
        return
    seen.add(kind)
    folder = Path(sys.argv[1]).parent / "failures"
    folder.mkdir(exist_ok=True)
    name = f"{zlib.crc32(kind.encode()):08x}"
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text("".join(traceback.format_exception(problem)), encoding="utf-8")


def seed(corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for place, (number, name) in enumerate(PARTS):
        content = bytes([place]) + BOOKS[number][name]
        (corpus / f"{zlib.crc32(content):08x}").write_bytes(content)
    for book in seed_books():
        (corpus / f"{zlib.crc32(book):08x}").write_bytes(bytes([WHOLE]) + book)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if not folder.is_dir() or not any(folder.iterdir()):
        seed(folder)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
