"""A cell that must not be blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind, never_blank
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells

_HIT = Hit()


@dataclass(frozen=True, kw_only=True)
class Required(RowKind):
    """With the common conditions it says when: `when_status = ["Hoàn thành"]`."""

    name: ClassVar[str] = "required"
    asks_for_blanks: ClassVar[bool] = True

    def passes(self, kind_of_value: type, *, blank_texts: bool) -> bool:
        return never_blank(kind_of_value, blank_texts=blank_texts)

    def check(self, row: Row, key: str) -> Hit | None:
        return _HIT if row.blank(key) else None

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        return cells.verdict(cells.blank(key))
