"""What a run saw of a book, and what of it differs from the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import CellChange, Observed, SeenValue
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.outcome import Change
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.merge.state import BookState, Lock, TabState
from sheetsync.records import replace

_RESULT, _OF = "result", "@"

State = Mapping[CellName, CellValue]
"""Every cell that is not blank, by its name."""


def observed(state: BookState) -> Observed:
    """A side of a merge as history sees it: known by official, task and field wherever its row stands."""
    cells: dict[CellName, SeenValue] = {}
    unknown: set[CellName] = set()
    readable = {code: tab for code, tab in state.tabs.items() if tab.readable}
    for code, tab in readable.items():
        fields = history_fields(tab, state.period)
        for key, row in tab.rows.items():
            for field, value in row.values.items():
                name = (code, key, fields.get(field, field))
                if row.locks.get(field) is Lock.UNREADABLE:
                    unknown.add(name)
                else:
                    cells[name] = SeenValue(value, row.sheet, row.columns[field].heading)
    rows = frozenset((code, key.task) for code, tab in readable.items() for key in tab.twice)
    return Observed(state.period, cells, frozenset(readable), rows, frozenset(unknown))


def with_written(state: BookState, changes: Iterable[Change]) -> Observed:
    """What stands in the book after these changes were written into it."""
    seen = observed(state)
    cells = dict(seen.cells)
    for change in changes:
        fields = history_fields(state.tabs[change.official], state.period)
        name = (change.official, change.key, fields.get(change.field, change.field))
        cells[name] = SeenValue(change.value, change.where.sheet, change.where.heading)
    return replace(seen, cells=cells)


def history_fields(tab: TabState, period: str) -> dict[str, str]:
    """A result in its quarter's own column is that quarter's: reading the book for another one does not change it."""
    return {_RESULT: f"{_RESULT}{_OF}{period}"} if tab.by_quarter else {}


def differences(last: State, seen: Observed) -> tuple[CellChange, ...]:
    """What has changed since the last time. What was not seen (a tab that is missing or unreadable, a row that stands twice, a
    formula without a value, another quarter's column) has not changed."""
    changes = [
        CellChange(name, last.get(name), cell.value, cell.sheet, cell.heading)
        for name, cell in seen.cells.items()
        if not same(last.get(name), cell.value)
    ]
    changes += [
        CellChange(name, value, None, "", "", gone=True)
        for name, value in last.items()
        if name not in seen.cells and not is_blank(value) and _was_looked_for(name, seen)
    ]
    return tuple(changes)


def _was_looked_for(name: CellName, seen: Observed) -> bool:
    official, key, field = name
    quarter = quarter_of(field)
    return (
        official in seen.officials
        and (official, key.task) not in seen.unknown_rows
        and name not in seen.unknown_cells
        and quarter in ("", seen.period)
    )


def after(last: State, changes: Iterable[CellChange]) -> dict[CellName, CellValue]:
    """The state that the changes lead to."""
    state = dict(last)
    for change in changes:
        if is_blank(change.new):
            state.pop(change.name, None)
        else:
            state[change.name] = change.new
    return state


def plain_field(field: str) -> str:
    """The column's key of a field, without the quarter it is of."""
    return field.partition(_OF)[0]


def quarter_of(field: str) -> str:
    """The key of the period whose own column a field is; "" for every other field."""
    return field.partition(_OF)[2]
