"""What a book holds, as every adapter gives it: sheets of plain values, with notes on the few cells that need one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.records import dataclass, field, replace


class SheetKind(Enum):
    """The kinds of sheet that sheetsync makes itself."""

    REPORT = "report"
    INTERNAL = "internal"
    FINDINGS = "findings"
    REQUESTS = "requests"  # where people ask for a full check
    CONFLICTS = "conflicts"  # where people choose between two books
    REVIEW = "review"  # where the office takes or returns what officials sent


WRITTEN_ON = frozenset({SheetKind.REQUESTS, SheetKind.CONFLICTS, SheetKind.REVIEW})
"""Sheets of ours that are there for people to write on: they never count as edited."""


@dataclass(frozen=True, slots=True)
class OwnMark:
    """The mark a sheet of ours carries: its kind, its period ("" where it has none), and whether a person changed it since."""

    kind: SheetKind
    period: str
    edited: bool


@dataclass(frozen=True, slots=True)
class TextRun:
    """A part of a cell's rich text. font: the old-encoding font it is shown in (the part's own or the cell's), else None."""

    text: str
    font: str | None = None


@dataclass(frozen=True, slots=True)
class CellNote:
    """What a plain value cannot say about a cell. Only cells with something to say have one.

    error: the error text (`#REF!`) when the cell shows a formula error (its value is then None).
    formula: the cell holds a formula. uncached: it does, and no program has calculated it yet (value None).
    percent: the number format shows percent, so a stored 1.0 is what people see as 100 %.
    font: the font's name, given only for fonts of the old encodings (`.Vn…`, `VNI-…`).
    runs: with a font, the parts of a rich text in order; empty for a plain text.
    """

    error: str | None = None
    formula: bool = False
    uncached: bool = False
    percent: bool = False
    font: str | None = None
    runs: tuple[TextRun, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet. `rows[i][j]` is the cell at row `first_row + i`, column `first_column + j` (both from 1); rows may differ
    in length, and missing cells are blank. A merged block holds its value in the top-left cell only.

    `far_rows` holds rows far below the block (a stray cell in row 1,048,576), by row number, as {column: value}.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    first_row: int = 1
    first_column: int = 1
    far_rows: Mapping[int, Mapping[int, CellValue]] = field(default_factory=dict)
    merged: tuple[Rectangle, ...] = ()
    notes: Mapping[tuple[int, int], CellNote] = field(default_factory=dict)
    hidden: bool = False
    own: OwnMark | None = None

    def value(self, row: int, column: int) -> CellValue:
        """The value at a row and column counted from 1; None where nothing is."""
        if row in self.far_rows:
            return self.far_rows[row].get(column)
        i, j = row - self.first_row, column - self.first_column
        if i < 0 or j < 0 or i >= len(self.rows) or j >= len(self.rows[i]):
            return None
        return self.rows[i][j]

    @property
    def last_row(self) -> int:
        """The last row of the block (not of `far_rows`)."""
        return self.first_row + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class BookContent:
    """A book as read once: its name for people, its sheets in order, and the version that a write must demand.

    composed: every text of every sheet is known to be in NFC; where it is not known they are looked at.
    """

    name: str
    version: str
    sheets: tuple[SheetContent, ...]
    composed: bool = False

    def sheet(self, name: str) -> SheetContent:
        """The sheet of exactly this name; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def without_cells(self) -> BookContent:
        """The same book, of which only the sheets' names and marks are still needed."""
        return replace(
            self, sheets=tuple(SheetContent(sheet.name, (), hidden=sheet.hidden, own=sheet.own) for sheet in self.sheets)
        )
