"""A cell that opening a period changes."""

from __future__ import annotations

from sheetsync.core.cells import CellValue, Where
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """old: what the book holds there; new: what it must hold, None for nothing. anchor: the column and value by which the row is
    known. field: of an entry, "" for what is stated above the headings and for our own sheets; task: the row's id or text.
    locked: it holds a formula or an error and cannot be written."""

    where: Where
    old: CellValue
    new: CellValue
    anchor: tuple[int, CellValue] | None = None
    field: str = ""
    task: str = ""
    locked: bool = False
