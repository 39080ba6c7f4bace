"""A date or number compared with another column, with a day of the period, or with a fixed value."""

from __future__ import annotations

import operator as operators
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from sheetsync.core.messages import day_text
from sheetsync.core.rules.kind import NAMED_DAYS, Hit, Row, RowKind, real_day
from sheetsync.core.rules.options import Choice, FieldKey, Flag, NumberOrDay
from sheetsync.core.values import display_text
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operators.lt,
    "<=": operators.le,
    "=": operators.eq,
    "!=": operators.ne,
    ">=": operators.ge,
    ">": operators.gt,
}
_DATE_FIELDS = ("due", "completed_on")
_IN_SHEET = {"!=": "<>"}


@dataclass(frozen=True, kw_only=True)
class Compare(RowKind):
    """`field operator other` must hold; other is exactly one of: other_field (a column), day (a named day: as_of the run date,
    plan_start, period_start, cut_off, hand_in, send), value (a number or a day).

    as_dates: read two columns of the office's own as dates (numbers otherwise). Cells that cannot be read are left alone: that
    they are wrong is another rule's matter.
    """

    name: ClassVar[str] = "compare"

    operator: Annotated[str, Choice(tuple(_OPERATORS))]
    other_field: Annotated[str, FieldKey()] = ""
    day: Annotated[str, Choice(NAMED_DAYS)] = ""
    value: Annotated[float | date | None, NumberOrDay()] = None
    as_dates: Annotated[bool, Flag()] = False

    def inconsistencies(self) -> tuple[tuple[str, str], ...]:
        given = [key for key in ("other_field", "day", "value") if getattr(self, key) not in ("", None)]
        if len(given) != 1:
            return ((given[1] if given else "other_field", "Cần đúng một trong ba khóa: other_field, day, value."),)
        if isinstance(self.value, int | float) and any(map(self._dated, self.fields or ("",))):
            return (("value", "Cột ngày phải so với một ngày, viết năm-tháng-ngày, ví dụ 2023-03-15."),)
        return ()

    def looks_at_value_alone(self) -> bool:
        return not self.other_field

    def check(self, row: Row, key: str) -> Hit | None:
        left = self._read(row, key, key)
        right = self._other(row, key)
        if left is None or right is None or _OPERATORS[self.operator](left, right):
            return None
        other = day_text(right) if isinstance(right, date) else display_text(right)
        return Hit(words={"other": other, "other_heading": self._heading(row), "operator": self.operator})

    def _other(self, row: Row, key: str) -> float | date | None:
        if self.day:
            return row.scope.day(self.day)
        if self.other_field:
            return self._read(row, self.other_field, key) if row.entry.has(self.other_field) else None
        return self.value

    def _read(self, row: Row, key: str, left_key: str) -> float | date | None:
        if not self._dated(left_key):
            return row.numbered(key).value
        reading = row.dated(key)
        return reading.on if key == "due" else real_day(reading)

    def _dated(self, left_key: str) -> bool:
        fields = (left_key, self.other_field)
        return self.as_dates or self.day != "" or isinstance(self.value, date) or any(key in _DATE_FIELDS for key in fields)

    def _heading(self, row: Row) -> str:
        return row.entry.columns[self.other_field].heading if self.other_field else ""

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """Between columns that formulas read, or with a day or a number."""
        keys = (key, self.other_field) if self.other_field and cells.has(self.other_field) else (key,)
        if self.other_field and len(keys) == 1:
            return None
        read = [cells.day_of(each) if self._dated(key) else cells.number(each) for each in keys]
        if None in read:
            return None
        other = self._fixed(cells) if len(keys) == 1 else str(read[1])
        there = [f"{each}>0" if self._dated(key) else f"ISNUMBER({each})" for each in read]
        unread = [cells.unread_day(each) if self._dated(key) else f'{cells.number(each)}="?"' for each in keys]
        wrong = cells.all_of(*there, f"NOT({read[0]}{_IN_SHEET.get(self.operator, self.operator)}{other})")
        return cells.verdict(wrong, unsure=cells.any_of(*unread))

    def _fixed(self, cells: LiveCells) -> str:
        if self.day:
            return cells.named_day(self.day)
        return cells.a_day(self.value) if isinstance(self.value, date) else f"{self.value:g}"
