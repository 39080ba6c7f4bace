"""A formula that shows an error, or that no program has calculated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.rules.kind import EveryCellKind, Hit, Row
from sheetsync.core.settings import FilledBy
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class FormulaError(EveryCellKind):
    """Other rules leave such a cell alone: it is neither blank nor wrong, it is unknown. An uncalculated formula counts: its
    value is not in the file until a spreadsheet program has opened and saved it. In columns of the plan (but those that tell what
    the row is) it does not, where the plan is a file: its value is known from there, and officials cannot edit the cell."""

    name: ClassVar[str] = "formula_error"

    def silent_on(self, texts: str) -> bool:
        return True

    def hits(self, row: Row, keys: Sequence[str]) -> Sequence[tuple[str, Hit]]:
        if not row.entry.notes:
            return ()
        return [(key, hit) for key in keys if key in row.entry.notes and (hit := self.check(row, key)) is not None]

    def check(self, row: Row, key: str) -> Hit | None:
        note = row.entry.notes.get(key)
        if note is None:
            return None
        if note.error is not None:
            return Hit(value=note.error)
        return Hit(variant="uncached") if note.uncached and not _known_anyway(row, key) else None

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        return cells.verdict(cells.broken(key))


_TELLS_THE_ROW = ("task_id", "task")


def _known_anyway(row: Row, key: str) -> bool:
    if not row.scope.plan_is_file or row.task is None or key in _TELLS_THE_ROW:
        return False
    return any(column.key == key and column.filled_by is FilledBy.PLAN for column in row.scope.settings.columns)
