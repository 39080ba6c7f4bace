"""The merge: what either side changed since the last common state crosses over; what both changed is for people to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import Base, BaseCell, BaseRow
from sheetsync.core.merge.outcome import Change, Conflict, ConflictKind, Merge, Notice
from sheetsync.core.merge.same_value import comparable, is_blank, same
from sheetsync.core.merge.state import BookState, Lock, Row, RowKey, Side, TabState, filled, plan_fields, synced_fields
from sheetsync.core.settings import Settings
from sheetsync.core.values import display_text

_TASK, _RESULT = "task", "result"


def merge(left: BookState, right: BookState, base: Base | None, settings: Settings) -> Merge:
    """Merge two books. left: the office's master; base: their last common state, None where they never had one.

    A cell that one side changed crosses over, a clearing too; columns of the plan only from left to right. Rows are never added
    or deleted; rows, columns and tabs that one side lacks are told and lose nothing.
    """
    return merge_fields(left, right, base, synced_fields(settings), plan_fields(settings))


def merge_fields(left: BookState, right: BookState, base: Base | None, fields: Sequence[str], owned: frozenset[str]) -> Merge:
    """The same for these fields. owned: those that are the left side's."""
    merger = _Merger(left, right, base, fields, owned)
    for official in dict.fromkeys([*left.tabs, *right.tabs]):
        merger.tab(official)
    return merger.outcome()


class _Merger:
    def __init__(
        self, left: BookState, right: BookState, base: Base | None, fields: Sequence[str], owned: frozenset[str]
    ) -> None:
        self._books = {Side.LEFT: left, Side.RIGHT: right}
        self._before = base
        self._fields = fields
        self._owned = owned
        self._tabs: dict[str, Mapping[RowKey, BaseRow]] = dict(base.tabs) if base else {}
        self._period = left.period or right.period
        self._changes: dict[Side, list[Change]] = {Side.LEFT: [], Side.RIGHT: []}
        self._conflicts: list[Conflict] = []
        self._notices: list[Notice] = []

    def outcome(self) -> Merge:
        return Merge(
            left=tuple(self._changes[Side.LEFT]),
            right=tuple(self._changes[Side.RIGHT]),
            conflicts=tuple(self._conflicts),
            notices=tuple(self._notices),
            base=Base(self._period, self._tabs),
            before=self._before,
        )

    def tab(self, official: str) -> None:
        left, right = self._books[Side.LEFT].tabs.get(official), self._books[Side.RIGHT].tabs.get(official)
        before = self._tabs.get(official, {})
        if left is None or right is None:
            side = Side.LEFT if left is None else Side.RIGHT
            there = left or right
            assert there is not None
            self._notice("tab-missing", side, official, there.sheets[0])
            if before:
                self._tabs[official] = {key: _absent(row, side) for key, row in before.items()}
            return
        if not (left.readable and right.readable):
            for side, tab in ((Side.LEFT, left), (Side.RIGHT, right)):
                if not tab.readable:
                    self._notice("tab-unreadable", side, official, tab.sheets[0])
            return
        if left.period and right.period and left.period != right.period:
            words = {"period": left.period, "other_period": right.period}
            self._notice("period-differs", Side.LEFT, official, left.sheets[0], words=words)
            return
        self._tabs[official] = _TabMerger(self, official, left, right, before).rows()

    def forget_result(self, left: TabState, right: TabState) -> bool:
        """Whether `result` was another column when the base was made: another quarter's own."""
        other_period = self._before is not None and self._before.period != self._period
        return other_period and (left.by_quarter or right.by_quarter)

    @property
    def fields(self) -> Sequence[str]:
        return self._fields

    def owned(self, field: str) -> bool:
        return field in self._owned

    def change(self, side: Side, official: str, row: Row, field: str, value: CellValue) -> None:
        self._changes[side].append(Change(side, official, row.key, field, row.cell(field), value, _task(row)))

    def conflict(self, official: str, field: str, base: BaseCell | None, left: Row | None, right: Row | None) -> None:
        row = left or right
        assert row is not None
        kind = ConflictKind.CELL if left and right else ConflictKind.DELETED
        names = (self._books[Side.LEFT].name, self._books[Side.RIGHT].name)
        cells = [side.cell(field) if side is not None else None for side in (left, right)]
        self._conflicts.append(Conflict(kind, official, row.key, field, base, cells[0], cells[1], _task(row), names))

    def told(self, notice: Notice) -> None:
        self._notices.append(notice)

    def _notice(self, code: str, side: Side, official: str, sheet: str, words: Mapping[str, str] | None = None) -> None:
        self.told(Notice(code, side, official, self.name(side), self.name(side.other), sheet, words=words or {}))

    def name(self, side: Side) -> str:
        return self._books[side].name

    def moved_to(self, side: Side, official: str, key: RowKey) -> str:
        """The sheet of another official on which this side now has the row; "" where it has it no more."""
        for code, tab in self._books[side].tabs.items():
            if code != official and key in tab.rows and key not in (self._before or Base()).tabs.get(code, {}):
                return tab.rows[key].sheet
        return ""


class _TabMerger:
    """Merges one official's rows."""

    def __init__(self, merger: _Merger, official: str, left: TabState, right: TabState, before: Mapping[RowKey, BaseRow]) -> None:
        self._merger = merger
        self._official = official
        self._tabs = {Side.LEFT: left, Side.RIGHT: right}
        self._before = before
        self._no_base = frozenset({_RESULT}) if merger.forget_result(left, right) else frozenset[str]()
        self._owned = {field for field in merger.fields if merger.owned(field)}
        self._after: dict[RowKey, BaseRow] = {}

    def rows(self) -> Mapping[RowKey, BaseRow]:
        """Merge everything; gives what is common afterwards."""
        left, right = self._tabs[Side.LEFT], self._tabs[Side.RIGHT]
        for side in Side:
            self._tell_of_tab(side)
        self._tell_of_columns()
        if left.handed_in_on != right.handed_in_on:
            values = (left.handed_in_on, right.handed_in_on)
            self._told("handed-in-differs", Side.LEFT, left.sheets[0], value=values[0], other_value=values[1])
        twice = {*left.twice, *right.twice}
        for key in dict.fromkeys([*left.rows, *right.rows, *self._before]):
            if key in twice:
                if key in self._before:
                    self._after[key] = self._before[key]
                continue
            here, there = left.rows.get(key), right.rows.get(key)
            if here is not None and there is not None:
                self._after[key] = self._both(here, there, self._before.get(key, {}))
            elif here is not None:
                self._on_one_side(Side.LEFT, here)
            elif there is not None:
                self._on_one_side(Side.RIGHT, there)
        return self._after

    def _both(self, left: Row, right: Row, before: BaseRow) -> BaseRow:
        after: dict[str, BaseCell] = {}
        for field in self._merger.fields:
            base = before.get(field)
            if field in left.values and field in right.values:
                common = self._cell(left, right, field, None if field in self._no_base else base)
                if common is not None:
                    after[field] = common
            elif base is not None and (field in left.values or field in right.values):
                after[field] = BaseCell(base.value, Side.RIGHT if field in left.values else Side.LEFT)
        return after

    def _cell(self, left: Row, right: Row, field: str, kept: BaseCell | None) -> BaseCell | None:
        """Merge one cell; gives what is common afterwards."""
        mine, theirs = left.values[field], right.values[field]
        if left.locks or right.locks:
            unreadable = [row.locks.get(field) is Lock.UNREADABLE for row in (left, right)]
            if any(unreadable):
                self._tell_of_unreadable(left, right, field, unreadable)
                return kept
        if mine == theirs and type(mine) is type(theirs):
            return BaseCell(mine)
        here, there = comparable(mine), comparable(theirs)
        if here == there:
            return BaseCell(mine)
        base = _usable(kept, {Side.LEFT: mine, Side.RIGHT: theirs})
        if base is None:
            left_changed, right_changed = not is_blank(mine), not is_blank(theirs)
        else:
            was = comparable(base.value)
            left_changed, right_changed = here != was, there != was
        owned = field in self._owned
        if right_changed and owned and not (left_changed and base is not None):
            self._told("plan-not-taken", Side.RIGHT, right.sheet, row=right, field=field, value=theirs, other_value=mine)
        elif left_changed and right_changed:
            self._merger.conflict(self._official, field, base, left, right)
        elif left_changed:
            return self._cross(Side.RIGHT, right, field, mine, kept)
        else:
            return self._cross(Side.LEFT, left, field, theirs, kept)
        return kept

    def _cross(self, to: Side, row: Row, field: str, value: CellValue, kept: BaseCell | None) -> BaseCell | None:
        """Carry a value over to the other side, unless a formula stands there."""
        if field in row.locks:
            self._told("formula-kept", to, row.sheet, row=row, field=field, value=row.values[field], other_value=value)
            return kept
        value = None if is_blank(value) else value
        self._merger.change(to, self._official, row, field, value)
        return BaseCell(value)

    def _on_one_side(self, side: Side, row: Row) -> None:
        """A row that the other side lacks: told, and kept where it is."""
        before = self._before.get(row.key)
        if before is None:
            self._told("new-on-one-side", side, row.sheet, row=row, words={"task": _task(row)})
            return
        changed = [field for field in row.values if self._changed(side, row, field, before)]
        for field in self._merger.fields:
            if field in changed:
                base = _usable(before.get(field), {side: row.values[field]})
                rows = (row, None) if side is Side.LEFT else (None, row)
                self._merger.conflict(self._official, field, base, *rows)
        if not changed:
            moved_to = self._merger.moved_to(side.other, self._official, row.key)
            variant = "moved" if moved_to else ""
            words = {"task": _task(row), "moved_to": moved_to}
            self._told("deleted-on-one-side", side, row.sheet, row=row, variant=variant, words=words)
        self._after[row.key] = _absent(before, side.other)

    def _changed(self, side: Side, row: Row, field: str, before: BaseRow) -> bool:
        if (side is Side.RIGHT and field in self._owned) or row.locks.get(field) is Lock.UNREADABLE or field in self._no_base:
            return False
        value = row.values[field]
        base = _usable(before.get(field), {side: value})
        return not is_blank(value) if base is None else not same(base.value, value)

    def _tell_of_tab(self, side: Side) -> None:
        tab = self._tabs[side]
        for key, places in tab.twice.items():
            words = {"task": key.task, "count": str(len(places)), "cells": ", ".join(place.a1 for place in places)}
            self._told("duplicate-key", side, places[-1].sheet, where=places[-1], key=key, words=words)
        for place in tab.nameless:
            self._told("row-without-key", side, place.sheet, where=place)
        for heading in tab.joined:
            self._told("quarters-joined", side, heading.sheet, where=heading)

    def _tell_of_columns(self) -> None:
        left, right = self._tabs[Side.LEFT], self._tabs[Side.RIGHT]
        for field in self._merger.fields:
            if (field in left.columns) == (field in right.columns):
                continue
            side = Side.LEFT if field in left.columns else Side.RIGHT
            heading, count = self._tabs[side].columns[field], sum(1 for _ in filled(self._tabs[side], field))
            words = {"count": str(count)}
            self._told("column-on-one-side", side, heading.sheet, where=heading, field=field, words=words)

    def _tell_of_unreadable(self, left: Row, right: Row, field: str, unreadable: Sequence[bool]) -> None:
        """An entry that only one side can be read of. A plan's column is a look-up of the workbook's own, of no consequence."""
        if all(unreadable) or field in self._owned:
            return
        side, row = (Side.LEFT, left) if unreadable[0] else (Side.RIGHT, right)
        self._told("cell-unreadable", side, row.sheet, row=row, field=field)

    def _told(self, code: str, side: Side, sheet: str, *, row: Row | None = None, field: str = "", **more: Any) -> None:
        merger = self._merger
        if row is not None:
            more = {"where": row.where(field) if field else row.place, "key": row.key, **more}
        names = (merger.name(side), merger.name(side.other))
        merger.told(Notice(code, side, self._official, *names, sheet, field=field, **more))


def _usable(base: BaseCell | None, values: Mapping[Side, CellValue]) -> BaseCell | None:
    """The common value to measure a change by. A side that had lost the cell and has it again, blank, has not cleared it."""
    lost = base.absent_on if base is not None else None
    return None if lost is not None and lost in values and is_blank(values[lost]) else base


def _absent(row: BaseRow, side: Side) -> BaseRow:
    return {field: BaseCell(cell.value, side) for field, cell in row.items()}


def _task(row: Row) -> str:
    """The row's text, or its id where it has none."""
    return " ".join(display_text(row.values.get(_TASK)).split()) or row.key.task
