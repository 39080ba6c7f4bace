"""A number typed as text that can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.messages import number_text
from sheetsync.core.rules.kind import FormatKind, Hit, Row
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class NumberAsText(FormatKind):
    """The suggestion is the number. A text that could be two numbers gets none."""

    name: ClassVar[str] = "number_as_text"
    default_fields: ClassVar[tuple[str, ...]] = ("progress",)

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        reading = row.numbered(key)
        if not reading.as_text or reading.value is None:
            return None
        if reading.ambiguous:
            return Hit(variant="ambiguous")
        number = number_text(reading.value)
        return Hit(words={"number": number}, suggestion=number)

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        number = cells.number(key)
        if number is None:
            return None
        return cells.verdict(cells.all_of(f"ISNUMBER({number})", cells.is_text(key)), unsure=f'{number}="?"')
