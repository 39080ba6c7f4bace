"""What a use case asks of a book. An adapter carries out all edits of one write, or none."""

from __future__ import annotations

from typing import TypeAlias

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class PutSheet:
    """Put a sheet of ours into the book, in place of an earlier one with the same name. An earlier one that a person edited by
    hand is kept under another name (core/own_names)."""

    design: SheetDesign


@dataclass(frozen=True, slots=True)
class RemoveOwnSheets:
    """Take away every sheet that carries our mark and that nobody edited by hand since. An edited one is people's work: kept
    without its mark, and under another name, so that the next run finds its own free (a name that a person gave it, or that
    somebody's formula, link, name or chart points at, stays). kinds: only these; empty means all."""

    kinds: tuple[SheetKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """One conditional format: cells of `areas` take `look` where `condition` holds.

    condition: a formula without `=`, in en_US form, with functions safe in Excel 2010+, LibreOffice and Google Sheets, relative
    to the top-left cell of the first area. The adapter wraps it as `AND(N("sheetsync")=0,condition)`, which marks it as ours.
    """

    areas: tuple[Rectangle, ...]
    condition: str
    look: Look


@dataclass(frozen=True, slots=True)
class SetHighlights:
    """Replace all conditional formats of ours on a sheet by these, in order of precedence (first wins). Empty: take ours away.

    People's own conditional formats, and their order, stay; ours come after them.
    """

    sheet: str
    highlights: tuple[Highlight, ...] = ()


@dataclass(frozen=True, slots=True)
class NewText:
    """A text cell by row and column (from 1), and what its parts shall say: as many as its rich text has runs, one for a plain
    text."""

    row: int
    column: int
    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvertTexts:
    """Exchange the texts of cells on a sheet; whatever in these cells has a font of an old encoding takes `font`.

    Only for a copy: an entry of a person is never rewritten in the book itself. Every other cell stays, even one that shares
    its text or its style with one of these. The column headings of an Excel table, which formulas know by their text, and
    cells that hold no such text stay too, and are named (`WriteOutcome.left_cells`).
    """

    sheet: str
    texts: tuple[NewText, ...]
    font: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell by row and column (from 1). old: the value that must be there now; new: the value to be there, None clears it.
    anchor: a column of the same row and the value that must stand there, so that no other row is hit (the task's id). as_seen:
    a number is what people shall see, so where the cell's own format shows percent a hundredth of it is stored. A reader does
    not know the format of a cell in which no number stands. plain: a number is no share, so a cell whose own format shows percent
    is given the general one: 120 shown as 12000 % (or as 120 %) is another entry to whoever reads the book."""

    row: int
    column: int
    old: CellValue
    new: CellValue
    anchor: tuple[int, CellValue] | None = None
    as_seen: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SetCells:
    """Write entries into cells of a person's sheet, and nothing else of it: every other cell, and the cell's own look, stays.

    A text stays a text whatever it begins with, a number a number, a date is a true date. A cell that no longer holds `old`, or
    whose row is another one, makes the whole write ExternallyChanged; one that may not be written (a formula, a part of a merged
    block, the heading of an Excel table) makes it BookUnwritable. core/entry_cells says so for every adapter.
    """

    sheet: str
    changes: tuple[CellChange, ...]


Edit: TypeAlias = PutSheet | RemoveOwnSheets | SetHighlights | ConvertTexts | SetCells
