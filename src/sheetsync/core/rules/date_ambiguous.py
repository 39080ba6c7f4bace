"""True dates in which day and month were exchanged when they were typed (a computer set to American dates)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from sheetsync.core.messages import day_text
from sheetsync.core.readings import DateKind, DateReading
from sheetsync.core.rules.kind import ColumnKind, Hit, Row, Scope
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class DateAmbiguous(ColumnKind):
    """Reported only with evidence. Either the column mixes text dates whose first part is above 12 with true dates that all
    have a day up to 12: such a computer took 2/3/2023 for 3 February and left 14/3/2023 as text. Or the completion date lies
    outside the plan's time so far, and the exchanged one inside it."""

    name: ClassVar[str] = "date_ambiguous"
    default_fields: ClassVar[tuple[str, ...]] = ("due", "completed_on")

    def check(self, rows: Sequence[Row], key: str, scope: Scope) -> Iterator[Hit]:
        dated = [(row, reading) for row in rows if (reading := row.dated(key)).on is not None]
        mixed = _mixed([reading for _, reading in dated])
        for row, reading in dated:
            if reading.on is None or reading.swapped is None or (key == "due" and _is_plans(row, reading)):
                continue
            suspicious = mixed and reading.kind is DateKind.TRUE_DATE
            if suspicious or (key == "completed_on" and _only_swapped_fits(reading, scope)):
                yield Hit(
                    variant="column" if suspicious else "window",
                    words={"day": _long(reading.on), "swapped": _long(reading.swapped)},
                    suggestion=day_text(reading.swapped),
                    where=row.entry.where(key),
                    value=row.entry.values.get(key),
                    sheet=row.entry.sheet,
                    official=row.entry.official,
                    task_id=row.entry.task_id,
                    field=key,
                )


def _mixed(readings: Sequence[DateReading]) -> bool:
    true_days = [reading.on.day for reading in readings if reading.kind is DateKind.TRUE_DATE and reading.on]
    texts = (reading.on.day for reading in readings if reading.kind is DateKind.TEXT_DATE and reading.on and not reading.before)
    return bool(true_days) and max(true_days) <= 12 and any(day > 12 for day in texts)


def _only_swapped_fits(reading: DateReading, scope: Scope) -> bool:
    if reading.kind not in (DateKind.TRUE_DATE, DateKind.TEXT_DATE) or reading.on is None or reading.swapped is None:
        return False
    return not scope.plan_start <= reading.on <= scope.as_of and scope.plan_start <= reading.swapped <= scope.as_of


def _is_plans(row: Row, reading: DateReading) -> bool:
    return row.scope.plan_is_file and row.task is not None and row.task.due.on == reading.on


def _long(day: date) -> str:
    return f"ngày {day.day} tháng {day.month} năm {day.year}"
