"""What a run saw of a book, and what of it differs from the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import CellChange, Observed, Place, SeenRow, SeenRows
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.outcome import Change
from sheetsync.core.merge.same_value import same
from sheetsync.core.merge.state import BookState, Lock, RowKey, TabState
from sheetsync.records import replace

_RESULT, _OF = "result", "@"

State: TypeAlias = Mapping[CellName, CellValue]
"""Every cell that is not blank, by its name."""
LastRows: TypeAlias = Mapping[RowKey, Mapping[str, CellValue]]
"""The same of one official, by row and field."""

_NO_ROW = SeenRow({}, {})


def observed(state: BookState) -> Observed:
    """A side of a merge as history sees it: known by official, task and field wherever its row stands."""
    return Observed({code: seen_rows(tab, state.period) for code, tab in state.tabs.items() if tab.readable})


def seen_rows(tab: TabState, period: str) -> SeenRows:
    names = history_fields(tab, period)
    places: dict[tuple[str, int], dict[str, Place]] = {}  # by sheet and columns, which rows of a sheet share
    rows: dict[RowKey, SeenRow] = {}
    for key, row in tab.rows.items():
        known = places.get((row.sheet, id(row.columns)))
        if known is None:
            known = {names.get(field, field): (row.sheet, column.heading) for field, column in row.columns.items()}
            places[row.sheet, id(row.columns)] = known
        values = {names.get(field, field): value for field, value in row.values.items()} if names else row.values
        unknown = [names.get(field, field) for field, lock in row.locks.items() if lock is Lock.UNREADABLE]
        if unknown:
            values = {field: value for field, value in values.items() if field not in unknown}
        rows[key] = SeenRow(values, known, frozenset(unknown))
    return SeenRows(period, rows, frozenset(key.task for key in tab.twice))


def with_written(state: BookState, changes: Iterable[Change]) -> Observed:
    """What stands in the book after these changes were written into it."""
    seen = observed(state)
    rows = {official: dict(each.rows) for official, each in seen.officials.items()}
    for change in changes:
        names = history_fields(state.tabs[change.official], state.period)
        field = names.get(change.field, change.field)
        row = rows[change.official].get(change.key, SeenRow({}, {}))
        rows[change.official][change.key] = replace(
            row,
            values={**row.values, field: change.value},
            places={**row.places, field: (change.where.sheet, change.where.heading)},
        )
    return Observed({official: replace(each, rows=rows[official]) for official, each in seen.officials.items()})


def history_fields(tab: TabState, period: str) -> dict[str, str]:
    """A result in its quarter's own column is that quarter's: reading the book for another one does not change it."""
    return {_RESULT: f"{_RESULT}{_OF}{period}"} if tab.by_quarter else {}


def differences(official: str, last: LastRows, seen: SeenRows) -> tuple[CellChange, ...]:
    """What has changed since the last time. What was not seen (a tab that is missing or unreadable, a row that stands twice, a
    formula without a value, another quarter's column) has not changed."""
    changes: list[CellChange] = []
    for key, row in seen.rows.items():
        before = last.get(key, {})
        for field, value in row.values.items():
            old = before.get(field)
            if not same(old, value):
                changes.append(CellChange((official, key, field), old, value, *row.places[field]))
    for key, before in last.items():
        if key.task in seen.twice:
            continue
        here = seen.rows.get(key, _NO_ROW)
        changes += [
            CellChange((official, key, field), old, None, "", "", gone=True)
            for field, old in before.items()
            if field not in here.values and field not in here.unknown and quarter_of(field) in ("", seen.period)
        ]
    return tuple(changes)


def plain_field(field: str) -> str:
    """The column's key of a field, without the quarter it is of."""
    return field.partition(_OF)[0]


def quarter_of(field: str) -> str:
    """The key of the period whose own column a field is; "" for every other field."""
    return field.partition(_OF)[2]
