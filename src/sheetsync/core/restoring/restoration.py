"""What bringing entries back comes to: cells to write, and all that stays as it is, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.merge import Change, RowKey
from sheetsync.records import dataclass


class WhyLeft(Enum):
    """Why a cell that held something else at the moment stays as it is."""

    FORMULA = "formula"  # a formula, or the error of one, stands there
    MERGED = "merged"  # part of a merged block, of which only the first cell can be written
    NO_COLUMN = "no-column"  # the tab has lost the column since
    NOT_SEEN = "not-seen"  # nobody could look at this cell by then, so what stood there, or that it was blank, is not known
    CHANGED = "changed"  # somebody typed into the cell, or moved its row, while it was written


@dataclass(frozen=True, slots=True)
class LeftCell:
    """now, then: as people see it. where: its cell, or the one that says which task it is."""

    why: WhyLeft
    official: str
    key: RowKey
    field: str
    where: Where
    now: CellValue
    then: CellValue


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row that was there at the moment and that nobody can tell now. task: its text; entries: by field, what stood in its
    entry cells. places: of the rows that have its key now, where there are several; moved_to: another official's sheet that has
    the task now."""

    official: str
    key: RowKey
    task: str
    entries: Mapping[str, CellValue]
    places: tuple[Where, ...] = ()
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row of which nothing was known at the moment. where: the cell that says which task it is."""

    official: str
    key: RowKey
    task: str
    where: Where


@dataclass(frozen=True, slots=True)
class Restoration:
    """changes: the cells to write. left: cells that stay though they differ; lost: rows that are no longer there; new: rows that
    were not there yet. other_periods: keys of the periods whose own columns held something, and that were not looked at."""

    changes: tuple[Change, ...] = ()
    left: tuple[LeftCell, ...] = ()
    lost: tuple[LostRow, ...] = ()
    new: tuple[NewRow, ...] = ()
    other_periods: tuple[str, ...] = ()

    @property
    def all_as_it_was(self) -> bool:
        """Whether there is nothing to do and nothing to tell."""
        return not (self.changes or self.left or self.lost or self.new)
