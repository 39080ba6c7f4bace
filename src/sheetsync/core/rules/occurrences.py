"""The result of a monthly task names each month of the period."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sheetsync.core.periods import month_end, months_named, months_of
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.timeliness import is_monthly
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Occurrences(RowKind):
    """Months that have not ended by the run date are not asked for. A blank result is `required`'s matter."""

    name: ClassVar[str] = "occurrences"
    default_fields: ClassVar[tuple[str, ...]] = ("result",)

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        if not text or not is_monthly(row.task):
            return None
        period, as_of = row.scope.period, row.scope.as_of
        asked = [month for month in months_of(period) if _ended(month, as_of)]
        named = months_named(text, period)
        absent = [month for month in asked if month not in named]
        if not absent:
            return None
        return Hit(words={"months": ", ".join(f"{month:02d}/{year}" for year, month in absent)})


def _ended(month: tuple[int, int], as_of: date) -> bool:
    return month_end(*month) <= as_of
