"""Entries of a row as a new workbook's cells take them: nothing that stands in one is lost or changes its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sheetsync.core.book import CellNote
from sheetsync.core.entries import Entry
from sheetsync.core.plan import Task
from sheetsync.core.settings import ColumnSettings, Settings
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.sheets.plan_workbook.carried import CarriedRows
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns, is_open
from sheetsync.core.values import display_text, vietnamese_number
from sheetsync.records import dataclass, field

_DAYS = frozenset({"completed_on", "due"})
_SECONDS_A_DAY = 86_400
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - the day on which spreadsheets begin to count
_NO_NOTE = CellNote()


@dataclass(frozen=True, slots=True)
class CarryOver:
    """rows: what the new workbook takes over. filled: how many rows with entries were found in the old one, and have their place.
    added: unfinished tasks of another year that the new plan does not have. notes: what people should know, in Vietnamese."""

    from_year: int
    rows: CarriedRows
    filled: int
    added: tuple[Task, ...] = ()
    notes: tuple[str, ...] = field(default=())


def entry_columns(settings: Settings) -> tuple[ColumnSettings, ...]:
    """The columns of a new tab that hold entries: those that officials fill in, and the earlier results."""
    return tuple(
        column for column in TabColumns.of(settings.columns).settings if is_open(column) or column.key == "result_before"
    )


def cell_value(entry: Entry, key: str) -> DesignValue:
    """The field's value. A number shown in percent keeps what people see; an error its text; what would turn into
    something else under its column's format (a day among texts, a number among days) is written out."""
    value, note = entry.values.get(key), entry.notes.get(key, _NO_NOTE)
    if note.error:
        return note.error
    if note.percent and isinstance(value, int | float):
        share = round(value * 100, 9)
        return share if key == "progress" else f"{vietnamese_number(share)}%"
    if isinstance(value, datetime) and key in _DAYS:
        passed = value.replace(tzinfo=None) - _DAY_ZERO
        return passed.days + passed.seconds / _SECONDS_A_DAY
    day, number = isinstance(value, date), isinstance(value, int | float)  # a moment is a date too, TRUE a number
    if (day and key not in _DAYS) or (number and key in _DAYS) or isinstance(value, bool | time | timedelta):
        return display_text(value)
    return value


def filled_values(entry: Entry, columns: Sequence[ColumnSettings]) -> dict[str, DesignValue]:
    """What stands in these columns of a row, by key; blank cells left out."""
    values = {column.key: cell_value(entry, column.key) for column in columns}
    return {key: value for key, value in values.items() if value is not None and value != ""}
