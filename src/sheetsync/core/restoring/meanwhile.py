"""Entries brought back in a book that people are editing in the same moment, at the second try and later."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.cells import CellValue
from sheetsync.core.merge import BookState, Change
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.core.restoring.restoration import LeftCell, Restoration, WhyLeft
from sheetsync.records import replace


def without_disturbed(restoration: Restoration, first: BookState) -> Restoration:
    """What somebody typed since the first reading stays and is told: nobody has seen it, and history does not have it yet."""
    changes = tuple(change for change in restoration.changes if _as_first_read(change, first))
    left = tuple(
        LeftCell(WhyLeft.CHANGED, each.official, each.key, each.field, each.where, each.cell.value, each.value)
        for each in restoration.changes
        if each not in changes
    )
    return replace(restoration, changes=changes, left=(*restoration.left, *left))


def with_written_before(restoration: Restoration, first: Restoration, state: BookState) -> Restoration:
    """Together with what an earlier try had written already. first: what that one was for; state: the book at this try."""
    now: set[CellName] = {change.name for change in restoration.changes}
    written = (change for change in first.changes if change.name not in now and _holds(change, state))
    return replace(restoration, changes=(*written, *restoration.changes))


def _as_first_read(change: Change, first: BookState) -> bool:
    return any(same(value, change.cell.value) for value in _values(change, first))


def _holds(change: Change, state: BookState) -> bool:
    return any(same(value, change.value) for value in _values(change, state))


def _values(change: Change, state: BookState) -> Iterator[CellValue]:
    """What stands in the cell of a change; nothing where its row or column is not there."""
    tab = state.tabs.get(change.official)
    row = tab.rows.get(change.key) if tab is not None else None
    if row is not None and change.field in row.values:
        yield row.values[change.field]
