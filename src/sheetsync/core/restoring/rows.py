"""The rows of a book against what was known of them at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from sheetsync.core.book import BookContent
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.entries import TabIdentity
from sheetsync.core.history.observed import State, history_fields, plain_field, quarter_of
from sheetsync.core.history.sights import KnownBlanks
from sheetsync.core.merge import BookState, Change, Row, RowKey, Side, TabState
from sheetsync.core.merge.collector import task_text
from sheetsync.core.merge.role_pairs import in_other_role
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.merge.state import Lock
from sheetsync.core.restoring.restoration import LeftCell, LostRow, NewRow, Restoration, WhyLeft
from sheetsync.core.settings import FilledBy, Settings
from sheetsync.core.task_matching import id_key
from sheetsync.core.values import display_text

_Known: TypeAlias = Mapping[RowKey, Mapping[str, CellValue]]
"""By row and history's field, what was not blank."""


def entry_fields(settings: Settings) -> tuple[str, ...]:
    """The columns that officials fill in; the plan's are never brought back."""
    return tuple(column.key for column in settings.columns if column.filled_by is FilledBy.OFFICIAL)


class RowsThen:
    """What was known of a book at a moment. blanks: the cells that were seen blank; fields: that are brought back."""

    def __init__(self, then: State, blanks: KnownBlanks, fields: Sequence[str]) -> None:
        self._blanks = blanks
        self._fields = fields
        self._known: dict[str, dict[RowKey, dict[str, CellValue]]] = {}
        for (official, key, name), value in then.items():
            self._known.setdefault(official, {}).setdefault(key, {})[name] = value

    def tasks(self, state: BookState, tabs: Collection[TabIdentity]) -> tuple[str, ...]:
        """What every row of these tabs is known by, now or then."""
        officials = dict.fromkeys(official for _, official in tabs)
        known = (key.task for official in officials for key in self._known.get(official, ()))
        present = (key.task for official in officials for key, _ in _rows(state.tabs[official], tabs))
        return tuple(dict.fromkeys(chain(present, known)))

    def against(
        self, content: BookContent, state: BookState, tabs: Collection[TabIdentity], tasks: Collection[str] = ()
    ) -> Restoration:
        """content, state: the book as it is now. tasks: only these, by their `id_key`; every one where none is given."""
        officials = dict.fromkeys(official for _, official in tabs)
        parts = [self._of(official, content, state).against(tabs, tasks) for official in officials]
        lost = (self._told(each, state) for part in parts for each in part.lost)
        others = dict.fromkeys(each for part in parts for each in part.other_periods)
        return Restoration(
            changes=tuple(each for part in parts for each in part.changes),
            left=tuple(each for part in parts for each in part.left),
            lost=tuple(lost),
            new=tuple(each for part in parts for each in part.new),
            other_periods=tuple(others),
        )

    def _of(self, official: str, content: BookContent, state: BookState) -> _OfficialThen:
        return _OfficialThen(
            self._known.get(official, {}),
            self._blanks,
            self._fields,
            content=content,
            tab=state.tabs[official],
            now=state.period,
        )

    def _told(self, row: LostRow, state: BookState) -> LostRow:
        """With the sheet of another official that has the task now and did not have it then."""
        for code, tab in state.tabs.items():
            if code != row.official and row.key in tab.rows and row.key not in self._known.get(code, {}):
                return LostRow(row.official, row.key, row.task, row.entries, row.places, tab.rows[row.key].sheet)
        return row


class _OfficialThen:
    """One official's rows. known: what was known of them; tab: the rows now; now: the key of the period they were read for."""

    def __init__(
        self, known: _Known, blanks: KnownBlanks, fields: Sequence[str], *, content: BookContent, tab: TabState, now: str
    ) -> None:
        self._known = known
        self._blanks = blanks
        self._fields = fields
        self._content = content
        self._tab = tab
        self._period = now
        self._official = tab.official
        self._names = history_fields(tab, now)

    def against(self, tabs: Collection[TabIdentity], tasks: Collection[str]) -> Restoration:
        changes: list[Change] = []
        left: list[LeftCell] = []
        new: list[NewRow] = []
        others: dict[str, None] = {}
        former = {key: known for key in self._tab.rows if (known := self._former(key)) is not None}
        for key, row in _rows(self._tab, tabs):
            if not _is_asked(key, tasks):
                continue
            if key not in former:
                new.append(NewRow(self._official, key, task_text(row), row.place))
                continue
            then = self._known[former[key]]
            others |= dict.fromkeys(map(quarter_of, then))
            for field in self._fields:
                found = self._cell(row, field, former[key])
                if isinstance(found, Change):
                    changes.append(found)
                elif found is not None:
                    left.append(found)
        still_there = frozenset(former.values())
        gone = (key for key in self._known if key not in still_there and _is_asked(key, tasks))
        lost = tuple(self._lost(key) for key in gone)
        periods = tuple(key for key in others if key not in ("", self._period))
        return Restoration(tuple(changes), tuple(left), lost, tuple(new), periods)

    def _former(self, key: RowKey) -> RowKey | None:
        """What a row was known by at the moment; its role may be another one since. None where it was not known."""
        if key in self._known:
            return key
        other = in_other_role(key)
        present = other in self._tab.rows or other in self._tab.twice
        return other if other in self._known and not present else None

    def _cell(self, row: Row, field: str, former: RowKey) -> Change | LeftCell | None:
        """None where the cell holds what it held. former: what the row was known by at the moment."""
        then = self._known[former].get(self._names.get(field, field))
        if field not in row.values:
            return None if is_blank(then) else self._left(WhyLeft.NO_COLUMN, row, field, then)
        if same(row.values[field], then) and row.locks.get(field) is not Lock.UNREADABLE:
            return None
        if is_blank(then) and not self._was_seen(former, field):
            return self._left(WhyLeft.NOT_SEEN, row, field, then)
        if field in row.locks:
            return self._left(WhyLeft.FORMULA, row, field, then)
        if _inside_block(self._content, row.where(field)):
            return self._left(WhyLeft.MERGED, row, field, then)
        return Change(Side.LEFT, self._official, row.key, field, row.cell(field), then, task_text(row))

    def _left(self, why: WhyLeft, row: Row, field: str, then: CellValue) -> LeftCell:
        where = row.where(field) if field in row.values else row.place
        return LeftCell(why, self._official, row.key, field, where, row.values.get(field), then)

    def _was_seen(self, former: RowKey, field: str) -> bool:
        """Whether the cell of a row, of which nothing is known, was seen blank. A row of which only a quarter's own column is
        known was not there: nobody had looked at that column when it went."""
        was_there = any(not quarter_of(name) for name in self._known[former])
        return was_there and self._blanks.has((self._official, former, self._names.get(field, field)))

    def _lost(self, key: RowKey) -> LostRow:
        then = self._known[key]
        entries = {name: value for field in self._fields for name, value in then.items() if plain_field(name) == field}
        text = " ".join(display_text(then.get("task")).split())
        return LostRow(self._official, key, text, entries, self._tab.twice.get(key, ()))


def _rows(tab: TabState, tabs: Collection[TabIdentity]) -> Iterator[tuple[RowKey, Row]]:
    """The official's rows on these sheets."""
    return ((key, row) for key, row in tab.rows.items() if (row.sheet, tab.official) in tabs)


def _is_asked(key: RowKey, tasks: Collection[str]) -> bool:
    return not tasks or id_key(key.task) in tasks


def _inside_block(content: BookContent, where: Where) -> bool:
    """Whether the cell is part of a merged block and not its first one."""
    place = (where.row, where.column)
    merged = content.sheet(where.sheet).merged
    return any(area.contains(*place) and place != (area.first_row, area.first_column) for area in merged)
