"""The last common state of two books, kept in a file between two merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.state import BookState, RowKey, Side
from sheetsync.records import dataclass, field, replace

_FORMAT, _VERSION = "sheetsync-base", 1


@dataclass(frozen=True, slots=True)
class BaseCell:
    """value: what both sides last had in common. absent_on: the side that has lost this cell since (with its row, column or tab):
    should it come back blank, then nobody has cleared it. before: what a side had when a merge put the value there: should it
    stand there again, then nobody knows whether somebody put it back or the book is an older one."""

    value: CellValue
    absent_on: Side | None = None
    before: tuple[tuple[Side, CellValue], ...] = ()


_BLANK = BaseCell(None)


def agreed(value: CellValue) -> BaseCell:
    """A value that both sides have. Most cells of a plan are blank, and one record does for all of them."""
    return _BLANK if value is None else BaseCell(value)


BaseRow: TypeAlias = Mapping[str, BaseCell]
"""By field. A field without a cell has no common value yet."""
CellName: TypeAlias = tuple[str, RowKey, str]
"""(official, row, field): one cell, on whichever side."""


@dataclass(frozen=True, slots=True)
class Base:
    """period: the key of the period both sides were last merged for."""

    period: str = ""
    tabs: Mapping[str, Mapping[RowKey, BaseRow]] = field(default_factory=dict)

    def cell(self, name: CellName) -> BaseCell | None:
        official, key, field_key = name
        return self.tabs.get(official, {}).get(key, {}).get(field_key)

    def with_cells(self, cells: Mapping[CellName, BaseCell | None]) -> Base:
        """The same with other cells; None: no common value."""
        tabs = {official: dict(rows) for official, rows in self.tabs.items()}
        for (official, key, field_key), cell in cells.items():
            rows = tabs.setdefault(official, {})
            row = {known: kept for known, kept in rows.get(key, {}).items() if known != field_key}
            rows[key] = row if cell is None else {**row, field_key: cell}
        return Base(self.period, tabs)

    def for_period(self, period: str) -> Base:
        """The same as far as it holds in this period. What stood in a cell before a merge tells an older copy of a book only as
        long as the period lasts: whoever opens the next one clears cells that were blank before, and means it."""
        if period == self.period:
            return self
        return Base(self.period, {official: dict(_rows_without_before(rows)) for official, rows in self.tabs.items()})

    def without_done(self, earlier: Base | None, left_undone: Iterable[CellName]) -> Base:
        """The base to keep when some changes could not be carried out: what these cells had in common before."""
        earlier = earlier or Base()
        return self.with_cells({name: earlier.cell(name) for name in left_undone})


def _rows_without_before(rows: Mapping[RowKey, BaseRow]) -> Iterator[tuple[RowKey, BaseRow]]:
    for key, row in rows.items():
        known = any(cell.before for cell in row.values())
        yield key, ({name: replace(cell, before=()) for name, cell in row.items()} if known else row)


def base_of(state: BookState) -> Base:
    """What two sides have in common when one is a copy of the other: a workbook as it was handed out."""
    return Base(
        state.period,
        {
            code: {key: {name: agreed(value) for name, value in row.values.items()} for key, row in tab.rows.items()}
            for code, tab in state.tabs.items()
            if tab.readable
        },
    )


def to_plain(base: Base) -> dict[str, Any]:
    """The base as lists, texts and numbers that JSON can hold."""
    tabs = {code: [_plain_row(key, row) for key, row in rows.items()] for code, rows in base.tabs.items()}
    return {"format": _FORMAT, "version": _VERSION, "period": base.period, "tabs": tabs}


def from_plain(plain: Any) -> Base:
    """The base that `to_plain` wrote down. Raises ValueError for anything else, also for what a later version wrote."""
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise ValueError("not a common state of two books")
    if plain.get("version") != _VERSION:
        raise ValueError(f"version {plain.get('version')!r} of the common state is not known")
    try:
        tabs = {str(code): dict(_row(row) for row in rows) for code, rows in plain["tabs"].items()}
        return Base(str(plain["period"]), tabs)
    except (KeyError, TypeError, AttributeError) as failure:
        raise ValueError(f"the common state is damaged: {failure!r}") from failure


def _plain_row(key: RowKey, row: BaseRow) -> dict[str, Any]:
    plain: dict[str, Any] = {"task": key.task, "role": key.role}
    if key.by_text:
        plain["by_text"] = True
    plain["cells"] = {name: plain_value(cell.value) for name, cell in row.items()}
    absent = {name: cell.absent_on.value for name, cell in row.items() if cell.absent_on is not None}
    before = {name: {side.value: plain_value(value) for side, value in cell.before} for name, cell in row.items() if cell.before}
    return {**plain, **({"absent": absent} if absent else {}), **({"before": before} if before else {})}


def _row(plain: Mapping[str, Any]) -> tuple[RowKey, BaseRow]:
    key = RowKey(plain["task"], plain["role"], plain.get("by_text", False) is True)
    cells = {name: agreed(value_from(value)) for name, value in plain["cells"].items()}
    for name, side in plain.get("absent", {}).items():
        cells[name] = BaseCell(cells[name].value, Side(side))
    for name, sides in plain.get("before", {}).items():
        before = tuple((Side(side), value_from(value)) for side, value in sides.items())
        cells[name] = replace(cells[name], before=before)
    return key, cells


def plain_value(value: CellValue) -> Any:
    """Texts, numbers, TRUE and nothing as they are; days and times as an object that says what they are."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    return {"duration": [value.days, value.seconds, value.microseconds]}


def value_from(plain: Any) -> CellValue:
    """The value that `plain_value` wrote down. Raises ValueError for anything else."""
    if plain is None or isinstance(plain, str | int | float):
        return plain
    match plain:
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"duration": [int(days), int(seconds), int(microseconds)]}:
            return timedelta(days, seconds, microseconds)
    raise ValueError(f"{plain!r} is no value of a cell")
