"""What history holds: what a run saw, what had changed since, and on which occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Protocol

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import CellName
from sheetsync.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class SeenValue:
    """A value as people see it, with the sheet and the heading it stands under."""

    value: CellValue
    sheet: str
    heading: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A book's entries as one run saw them. cells: every cell of the tabs' rows, blank ones too; officials: whose tabs could be
    read; unknown_rows: (official, task) of rows that nobody can tell apart; unknown_cells: formulas that gave no value.
    What is unknown is as it was before, for all that history can say."""

    period: str
    cells: Mapping[CellName, SeenValue]
    officials: frozenset[str]
    unknown_rows: frozenset[tuple[str, str]] = frozenset()
    unknown_cells: frozenset[CellName] = frozenset()

    def parts(self) -> Iterator[SeenPart]:
        """By official; nothing is known of them that would save comparing."""
        cells: dict[str, dict[CellName, SeenValue]] = {official: {} for official in sorted(self.officials)}
        for name, cell in self.cells.items():
            cells[name[0]][name] = cell
        for official, found in cells.items():
            yield SeenPart(official, "", partial(replace, self, cells=found, officials=frozenset({official})))


@dataclass(frozen=True, slots=True)
class SeenPart:
    """One official's rows. digest: the same one says that the same is seen; "" says nothing. look: what is seen."""

    official: str
    digest: str
    look: Callable[[], Observed]


class Seen(Protocol):
    """What a run saw of a book, official by official."""

    def parts(self) -> Iterator[SeenPart]:
        """Those whose tabs could be read."""
        ...


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that holds something else than the last time. gone: its row or column is no longer there."""

    name: CellName
    old: CellValue
    new: CellValue
    sheet: str
    heading: str
    gone: bool = False


BEFORE_RESTORE = "before-restore"
"""The command of a run in which `restore` read what it then wrote over."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, by which command and for which period a book was read."""

    moment: datetime
    command: str
    period: str
    as_of: date


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change as history tells it. first: of the first run that knew the book, before which nothing is known."""

    occasion: Occasion
    change: CellChange
    first: bool = False
