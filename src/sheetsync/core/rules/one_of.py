"""A cell that holds one of a few values; and one that must not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import Texts
from sheetsync.core.values import match_key
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@lru_cache(maxsize=256)
def _keys(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(match_key, values))


@dataclass(frozen=True, kw_only=True)
class OneOf(RowKind):
    """values: what is allowed, compared by match key. A blank cell is fine (that is `required`)."""

    name: ClassVar[str] = "one_of"

    values: Annotated[tuple[str, ...], Texts()]

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        if not text or match_key(text) in _keys(self.values):
            return None
        near = row.scope.suggestions.closest(text, self.values, f"values of {key}")
        return Hit(words={"allowed": ", ".join(self.values)}, suggestion=near)

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        known = cells.is_among(cells.text(key), self.values)
        return cells.verdict(cells.all_of(cells.filled(key), f"NOT({known})"))


@dataclass(frozen=True, kw_only=True)
class NoneOf(RowKind):
    """values: what is not allowed, compared by match key."""

    name: ClassVar[str] = "none_of"

    values: Annotated[tuple[str, ...], Texts()]

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        return Hit() if text and match_key(text) in _keys(self.values) else None

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        return cells.verdict(cells.all_of(cells.filled(key), cells.is_among(cells.text(key), self.values)))
