"""A date that can be read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.dates import suggest_date
from sheetsync.core.messages import day_text
from sheetsync.core.readings import DateKind
from sheetsync.core.rules.kind import TRUE_DATES, FormatKind, Hit, Row
from sheetsync.core.rules.options import FieldKeys
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class ValidDate(FormatKind):
    """periods_in: the columns where a quarter, a year or "thường xuyên" is as good as a day ("Quý I/2023" is no completion
    date)."""

    name: ClassVar[str] = "date"
    default_fields: ClassVar[tuple[str, ...]] = ("due", "completed_on")

    periods_in: Annotated[tuple[str, ...], FieldKeys()] = ("due",)

    def passes(self, kind_of_value: type, *, blank_texts: bool) -> bool:
        return kind_of_value in TRUE_DATES or super().passes(kind_of_value, blank_texts=blank_texts)

    def check(self, row: Row, key: str) -> Hit | None:
        reading = row.dated(key)
        kind = reading.kind
        if kind is DateKind.INVALID:
            meant = suggest_date(reading, plan_year=row.scope.plan.year)
            return Hit(suggestion=day_text(meant) if meant else None)
        if kind in (DateKind.PERIOD_END, DateKind.OPEN_ENDED) and key not in self.periods_in:
            return Hit(variant="no-day")
        return None

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        day = cells.day_of(key)
        return None if day is None else cells.verdict(f"{day}=-1", unsure=cells.unread_day(key))
