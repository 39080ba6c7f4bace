"""Of a merge of two whole books what is some officials'."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sheetsync.core.merge.base import Base, BaseRow
from sheetsync.core.merge.outcome import Merge
from sheetsync.core.merge.state import BookState, RowKey
from sheetsync.core.merge.three_way import other_quarters, without_fields
from sheetsync.records import replace


def narrowed(whole: Merge, left: BookState, right: BookState, officials: Collection[str]) -> Merge:
    """The others' common state stays as it is: whatever they changed is found again by the next merge."""
    before = whole.before or Base()
    changed = before.period != whole.base.period
    tabs = {code: rows for code, rows in whole.base.tabs.items() if code in officials}
    for code, rows in before.tabs.items():
        if code not in officials:
            tabs[code] = _left_alone(rows, left, right, code, changed=changed)
    return replace(
        whole,
        left=tuple(change for change in whole.left if change.official in officials),
        right=tuple(change for change in whole.right if change.official in officials),
        conflicts=tuple(conflict for conflict in whole.conflicts if conflict.official in officials),
        notices=tuple(notice for notice in whole.notices if notice.official in officials),
        base=Base(whole.base.period, tabs),
    )


def _left_alone(
    rows: Mapping[RowKey, BaseRow], left: BookState, right: BookState, official: str, *, changed: bool
) -> Mapping[RowKey, BaseRow]:
    """A common state of which nothing was merged. It is of the new period from now on: a quarter's own column was another one."""
    both = left.tabs.get(official), right.tabs.get(official)
    skipped = other_quarters(both[0], both[1], changed=changed) if both[0] is not None and both[1] is not None else ()
    return without_fields(rows, skipped) if skipped else rows
