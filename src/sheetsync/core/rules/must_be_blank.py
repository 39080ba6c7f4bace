"""A cell that must be blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells

_HIT = Hit()


@dataclass(frozen=True, kw_only=True)
class MustBeBlank(RowKind):
    """With the common conditions it says when: a completion date under another status than `Hoàn thành`."""

    name: ClassVar[str] = "must_be_blank"

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        return None if row.blank(key) else _HIT

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        return cells.verdict(cells.filled(key))
