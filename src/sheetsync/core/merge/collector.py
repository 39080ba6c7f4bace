"""Where a merge puts what it finds, in the order in which it finds it."""

from __future__ import annotations

from typing import Any

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import Base, BaseCell
from sheetsync.core.merge.outcome import Change, Conflict, ConflictKind, Merge, Notice
from sheetsync.core.merge.state import BookState, Row, Side
from sheetsync.core.values import display_text


class Collector:
    """The changes, conflicts and notices of one merge."""

    def __init__(self, left: BookState, right: BookState) -> None:
        self._names = {Side.LEFT: left.name, Side.RIGHT: right.name}
        self._changes: dict[Side, list[Change]] = {Side.LEFT: [], Side.RIGHT: []}
        self._conflicts: list[Conflict] = []
        self._notices: list[Notice] = []

    def change(self, side: Side, official: str, row: Row, field: str, value: CellValue) -> None:
        self._changes[side].append(Change(side, official, row.key, field, row.cell(field), value, task_text(row)))

    def conflict(self, official: str, field: str, base: BaseCell | None, left: Row | None, right: Row | None) -> None:
        """left, right: None where that side has lost the row."""
        row = left or right
        assert row is not None
        kind = ConflictKind.CELL if left and right else ConflictKind.DELETED
        names = (self._names[Side.LEFT], self._names[Side.RIGHT])
        base = None if base is None else BaseCell(base.value)
        cells = [side.cell(field) if side is not None else None for side in (left, right)]
        self._conflicts.append(Conflict(kind, official, row.key, field, base, cells[0], cells[1], task_text(row), names))

    def tell(self, code: str, side: Side, official: str, sheet: str, **more: Any) -> None:
        """more: what else a Notice says."""
        self._notices.append(Notice(code, side, official, self._names[side], self._names[side.other], sheet, **more))

    def tell_of_row(self, code: str, side: Side, official: str, row: Row, *, field: str = "", **more: Any) -> None:
        """A notice about a row, or about one field of it."""
        where = row.where(field) if field else row.place
        self.tell(code, side, official, row.sheet, where=where, key=row.key, field=field, **more)

    def merge(self, base: Base, before: Base | None) -> Merge:
        """What was collected, with the common state before and after."""
        left, right = tuple(self._changes[Side.LEFT]), tuple(self._changes[Side.RIGHT])
        return Merge(left, right, tuple(self._conflicts), tuple(self._notices), base, before)


def task_text(row: Row) -> str:
    """The row's text, or its id where it has none."""
    return " ".join(display_text(row.values.get("task")).split()) or row.key.task
