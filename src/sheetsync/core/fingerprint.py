"""The mark that a sheet of ours carries, and the fingerprint in it that tells whether a person changed a cell since.

The mark is a hidden, sheet-local defined name `_sheetsync` whose value is the text constant `"kind|period|fingerprint"`; it
survives saving by Excel and LibreOffice. Reader and writer share this file, so they cannot disagree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sheetsync.core.book import WRITTEN_ON, SheetContent, SheetKind
from sheetsync.core.cells import CellValue
from sheetsync.records import dataclass

MARK_NAME = "_sheetsync"
DESIGN_NAME = "_sheetsync_design"
"""Beside the mark of a sheet put into an open workbook: a digest of how the sheet was drawn, looks and links included."""
_PIECES_AT_ONCE = 6_000


@dataclass(frozen=True, slots=True)
class Mark:
    """What the defined name of a sheet of ours says."""

    kind: SheetKind
    period: str
    fingerprint: str

    @property
    def formula(self) -> str:
        """The text of the defined name's element: a string constant, quotes included."""
        return f'"{self.kind.value}|{self.period}|{self.fingerprint}"'


def read_mark(formula: str) -> Mark | None:
    """The mark in a defined name's text; None when it is none of ours (another tool's name, a kind we do not know)."""
    text = formula.strip().removeprefix("=")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    parts = text[1:-1].split("|")
    if len(parts) != 3:
        return None
    kinds = {kind.value: kind for kind in SheetKind}
    if parts[0] not in kinds:
        return None
    return Mark(kinds[parts[0]], parts[1], parts[2])


def fingerprint(cells: Iterable[tuple[int, int, CellValue]]) -> str:
    """A digest of the values at (row, column, value), both from 1. Blank cells do not count, nor does the order given; 3 and
    3.0 are equal, as are a date and its midnight, and line ends of every kind: programs exchange them when saving."""
    digest = OrderedFingerprint()
    lines = sorted((row, column, _canonical(value)) for row, column, value in cells if value is not None and value != "")
    for row, column, text in lines:
        digest.add_canonical(row, column, text)
    return digest.result()


class OrderedFingerprint:
    """A fingerprint of cells that come row by row, each from left to right, without the blank ones."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._pieces: list[bytes] = []

    def add(self, row: int, column: int, value: CellValue) -> None:
        self.add_canonical(row, column, _canonical(value))

    def add_canonical(self, row: int, column: int, text: str) -> None:
        """A value as `_canonical` spells it."""
        self._pieces.append(f"{row},{column},{len(text)}:{text}\n".encode("utf-8", "surrogatepass"))
        if len(self._pieces) >= _PIECES_AT_ONCE:
            self._take()

    def add_text(self, row: bytes, column: bytes, length: int, text: bytes) -> None:
        """As `add` does, in a quarter of the time, for a report has a million: the row and the column in digits, the number of
        characters, the text in UTF-8, its line ends LF."""
        self._pieces += (row, b",", column, _length_of_text(length), text, b"\n")
        if len(self._pieces) >= _PIECES_AT_ONCE:
            self._take()

    def result(self) -> str:
        self._take()
        return self._digest.hexdigest()[:32]

    def _take(self) -> None:
        self._digest.update(b"".join(self._pieces))
        self._pieces.clear()


@lru_cache(maxsize=1_024)
def _length_of_text(length: int) -> bytes:
    """What stands between the column and the characters of a text."""
    return b",%d:s" % (length + 1)


def fingerprint_of(sheet: SheetContent) -> str:
    """The fingerprint of a whole sheet as read."""
    return fingerprint(_cells(sheet))


def was_edited(kind: SheetKind, written: str, sheet: SheetContent) -> bool:
    """Whether a person changed a sheet of ours of this kind since it was written with this fingerprint."""
    return kind not in WRITTEN_ON and fingerprint_of(sheet) != written


def _cells(sheet: SheetContent) -> Iterator[tuple[int, int, CellValue]]:
    for i, row in enumerate(sheet.rows):
        for j, value in enumerate(row):
            yield sheet.first_row + i, sheet.first_column + j, value
    for number, far_row in sheet.far_rows.items():
        for column, value in far_row.items():
            yield number, column, value


def _canonical(value: CellValue) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    match value:
        case bool():
            return f"b{int(value)}"
        case int() | float():
            return f"n{float(value):.15g}"
        case datetime() | time():
            return f"t{value.isoformat(timespec='seconds')}"
        case date():
            return f"d{value.isoformat()}"
        case timedelta():
            return f"p{value.total_seconds():.0f}"
        case _:
            return "s" + str(value).replace("\r\n", "\n").replace("\r", "\n")
