"""Settling conflicts: what a person chose for each becomes further changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import Base, BaseCell, CellName
from sheetsync.core.merge.outcome import Change, Conflict, ConflictKind, Merge
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.merge.state import SeenCell, Side
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that a person typed instead of either side's."""

    value: CellValue


Choice: TypeAlias = Side | Typed
"""Whose value is to stand on both sides, or another one."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """left, right: what to write besides the merge's own changes. open: conflicts that nobody settled, or whose cell holds a
    formula that is not written over. unknown: marks that no conflict has (any more): the choice was made for other values.
    base: the common state once the merge's changes and these are written."""

    left: tuple[Change, ...]
    right: tuple[Change, ...]
    open: tuple[Conflict, ...]
    unknown: tuple[str, ...]
    base: Base
    before: Base | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.left, *self.right)


def resolve(merge: Merge, choices: Mapping[str, Choice]) -> Resolution:
    """Carry out choices. choices: by the conflict's mark. Where one side has lost the row, its choice lets the cell stand as it
    is on the other side: rows are never deleted here."""
    changes: dict[Side, list[Change]] = {Side.LEFT: [], Side.RIGHT: []}
    left_open: list[Conflict] = []
    settled: dict[CellName, BaseCell | None] = {}
    for conflict in merge.conflicts:
        choice = choices.get(conflict.mark)
        value = _value(conflict, choice) if choice is not None else None
        cells = _cells_to_write(conflict, value)
        if choice is None or any(cell.lock is not None for cell in cells.values()):
            left_open.append(conflict)
            continue
        value = None if is_blank(value) else value
        for side, cell in cells.items():
            changes[side].append(Change(side, conflict.official, conflict.key, conflict.field, cell, value, conflict.task))
        absent = conflict.kept[0].other if conflict.kind is ConflictKind.DELETED else None
        settled[conflict.name] = BaseCell(value, absent, tuple((side, cell.value) for side, cell in cells.items()))
    marks = {conflict.mark for conflict in merge.conflicts}
    return Resolution(
        left=tuple(changes[Side.LEFT]),
        right=tuple(changes[Side.RIGHT]),
        open=tuple(left_open),
        unknown=tuple(mark for mark in choices if mark not in marks),
        base=merge.base.with_cells(settled),
        before=merge.base,
    )


def _value(conflict: Conflict, choice: Choice) -> CellValue:
    if isinstance(choice, Typed):
        return choice.value
    cell = conflict.cell(choice)
    return conflict.kept[1].value if cell is None else cell.value


def _cells_to_write(conflict: Conflict, value: CellValue) -> dict[Side, SeenCell]:
    """The cells that do not say so already."""
    cells = {side: conflict.cell(side) for side in Side}
    return {side: cell for side, cell in cells.items() if cell is not None and not same(cell.value, value)}
