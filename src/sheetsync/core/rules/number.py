"""A number within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.messages import number_text
from sheetsync.core.rules.kind import FormatKind, Hit, Row
from sheetsync.core.rules.options import Flag
from sheetsync.core.rules.options import Number as NumberOption
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class Number(FormatKind):
    """minimum, maximum: both included, either may be left out. whole: no fractions. A blank cell is fine."""

    name: ClassVar[str] = "number"

    minimum: Annotated[float | None, NumberOption()] = None
    maximum: Annotated[float | None, NumberOption()] = None
    whole: Annotated[bool, Flag()] = False

    def inconsistencies(self) -> tuple[tuple[str, str], ...]:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            return (("maximum", "Giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất (minimum)."),)
        return ()

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        reading = row.numbered(key)
        if reading.blank:
            return None
        if reading.value is None:
            return Hit(variant="ambiguous" if reading.ambiguous else "", words=self._words)
        below = self.minimum is not None and reading.value < self.minimum
        above = self.maximum is not None and reading.value > self.maximum
        if below or above or (self.whole and not reading.value.is_integer()):
            return Hit(variant="ambiguous" if reading.ambiguous else "out-of-bounds", words=self._words)
        return None

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return {"bounds": self._bounds()}

    def _bounds(self) -> str:
        kind = "số nguyên" if self.whole else "số"
        match self.minimum, self.maximum:
            case None, None:
                return kind
            case float(low), None:
                return f"{kind} từ {number_text(low)} trở lên"
            case None, float(high):
                return f"{kind} không quá {number_text(high)}"
            case low, high:
                return f"{kind} từ {number_text(low or 0)} đến {number_text(high or 0)}"

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        number = cells.number(key)
        if number is None:
            return None
        outside = [f"{number}<{self.minimum:g}"] if self.minimum is not None else []
        outside += [f"{number}>{self.maximum:g}"] if self.maximum is not None else []
        outside += [f"{number}<>INT({number})"] if self.whole else []
        wrong, unread = cells.all_of(f"ISNUMBER({number})", cells.any_of(*outside)), f'{number}="?"'
        return cells.verdict(wrong, unsure=unread, shown=cells.any_of(wrong, unread))
