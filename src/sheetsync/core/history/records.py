"""What history holds: what a run saw, what had changed since, and on which occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Protocol, TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.state import RowKey
from sheetsync.records import dataclass

Place: TypeAlias = tuple[str, str]
"""The sheet and the heading that a cell stands under."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A task's row. values: by field as history names it, of every cell that gave a value, as people see it; blank ones too.
    places: of these cells and maybe of others; most rows of a tab share them. unknown: formulas that gave no value."""

    values: Mapping[str, CellValue]
    places: Mapping[str, Place]
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SeenRows:
    """An official's rows. period: the key of the one the book was read for; twice: tasks of rows that nobody can tell apart.
    What is unknown is as it was before, for all that history can say."""

    period: str
    rows: Mapping[RowKey, SeenRow]
    twice: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Observed:
    """A book's entries as one run saw them, by the official; of all whose tabs could be read."""

    officials: Mapping[str, SeenRows]

    def parts(self) -> Iterator[SeenPart]:
        """By official; nothing is known of them that would save comparing."""
        for official in sorted(self.officials):
            yield SeenPart(official, "", partial(self.officials.__getitem__, official))

    def values(self) -> dict[CellName, CellValue]:
        """Of every cell that gave one."""
        return {
            (official, key, field): value
            for official, seen in self.officials.items()
            for key, row in seen.rows.items()
            for field, value in row.values.items()
        }


@dataclass(frozen=True, slots=True)
class SeenPart:
    """One official's rows. digest: the same one says that the same is seen; "" says nothing. look: what is seen."""

    official: str
    digest: str
    look: Callable[[], SeenRows]


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
