"""The merge: what either side changed since the last common state crosses over; what both changed is for people to settle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sheetsync.core.merge.base import Base, BaseRow
from sheetsync.core.merge.collector import Collector
from sheetsync.core.merge.outcome import Merge
from sheetsync.core.merge.state import BookState, RowKey, Side, TabState, plan_fields, synced_fields
from sheetsync.core.merge.tab_merge import TabMerger, absent
from sheetsync.core.periods import parse_period
from sheetsync.core.settings import Settings
from sheetsync.records import replace


def merge(left: BookState, right: BookState, base: Base | None, settings: Settings) -> Merge:
    """Merge two books. left: the office's master; base: their last common state, None where they never had one.

    A cell that one side changed crosses over, a clearing too; columns of the plan only from left to right. Rows are never added
    or deleted; rows, columns and tabs that one side lacks are told and lose nothing. A tab that neither side has is left alone.
    """
    return merge_fields(left, right, base, synced_fields(settings), plan_fields(settings))


def merge_fields(left: BookState, right: BookState, base: Base | None, fields: Sequence[str], owned: frozenset[str]) -> Merge:
    """The same for these fields. owned: those that are the left side's."""
    period = left.period or right.period
    base = base.for_period(period) if base is not None else None
    before = base or Base()
    left, right = _with_emptied(left, right), _with_emptied(right, left)
    collector = Collector(left, right)
    after = dict(before.tabs)
    for official in dict.fromkeys([*left.tabs, *right.tabs]):
        both = left.tabs.get(official), right.tabs.get(official)
        known = before.tabs.get(official, {})
        if both[0] is None or both[1] is None:
            lacking = Side.LEFT if both[0] is None else Side.RIGHT
            after |= _missing(collector, official, both[0] or both[1], lacking, known)
        elif _comparable_tabs(collector, official, both[0], both[1]):
            skipped = other_quarters(both[0], both[1], changed=before.period != period)
            merger = TabMerger(collector, official, (left, right), before, fields=fields, owned=owned)
            after[official] = merger.rows(known if not skipped else without_fields(known, skipped))
    return collector.merge(Base(period, after), base)


def _with_emptied(book: BookState, other: BookState) -> BookState:
    """The book with a tab also for officials whom a sheet that several share names on the other side only: their rows are gone
    here, and the sheet is not."""
    sheets = {sheet: tab for tab in book.tabs.values() for sheet in tab.sheets}
    emptied = {
        code: replace(sheets[tab.sheets[0]], official=code, rows={}, twice={}, nameless=())
        for code, tab in other.tabs.items()
        if code not in book.tabs and tab.sheets[0] in sheets
    }
    return replace(book, tabs={**book.tabs, **emptied}) if emptied else book


def _missing(
    collector: Collector, official: str, tab: TabState | None, lacking: Side, known: Mapping[RowKey, BaseRow]
) -> dict[str, Mapping[RowKey, BaseRow]]:
    """A tab that one side lacks: told once; what it had in common is remembered."""
    assert tab is not None
    collector.tell("tab-missing", lacking, official, tab.sheets[0])
    return {official: {key: absent(row, lacking, tab.rows.get(key)) for key, row in known.items()}} if known else {}


def _comparable_tabs(collector: Collector, official: str, left: TabState, right: TabState) -> bool:
    """Whether both sides' rows can be read and are of the same period; if not, it is told why."""
    for side, tab in ((Side.LEFT, left), (Side.RIGHT, right)):
        if not tab.readable:
            collector.tell("tab-unreadable", side, official, tab.sheets[0])
    if not (left.readable and right.readable):
        return False
    if left.period and right.period and left.period != right.period:
        words = {"period": _period_text(left.period), "other_period": _period_text(right.period)}
        collector.tell("period-differs", Side.LEFT, official, left.sheets[0], words=words)
        return False
    return True


def _period_text(key: str) -> str:
    """2023-Q2 → Quý II/2023."""
    found = parse_period(key)
    return f"Quý {('I', 'II', 'III', 'IV')[found[1] - 1]}/{found[0]}" if found else key


def other_quarters(left: TabState, right: TabState, *, changed: bool) -> frozenset[str]:
    """Fields that were another column when the base was made: a quarter's own."""
    return frozenset({"result"}) if changed and (left.by_quarter or right.by_quarter) else frozenset()


def without_fields(rows: Mapping[RowKey, BaseRow], fields: Collection[str]) -> Mapping[RowKey, BaseRow]:
    return {key: {field: cell for field, cell in row.items() if field not in fields} for key, row in rows.items()}
