"""The merge of one official's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import Base, BaseCell, BaseRow, agreed
from sheetsync.core.merge.cell_merge import Step, decide, decide_id, usable
from sheetsync.core.merge.collector import Collector, task_text
from sheetsync.core.merge.role_pairs import as_on_the_left
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.merge.state import BookState, Lock, Row, RowKey, Side, filled
from sheetsync.core.task_matching import title_key
from sheetsync.core.values import display_text
from sheetsync.records import replace

_TASK, _TASK_ID = "task", "task_id"


def absent(before: BaseRow, side: Side, row: Row | None) -> BaseRow:
    """What a row had in common, when a side has lost it. row: as the other side has it. A cell that the other side had lost
    before, too, is common only where it is there again as it was: should it be blank, nobody has cleared it."""
    return {
        field: replace(cell, absent_on=side)
        for field, cell in before.items()
        if cell.absent_on is not side.other or (row is not None and field in row.values and same(row.values[field], cell.value))
    }


class TabMerger:
    """Merges the rows of an official whom both sides have. owned: the fields that are the left side's."""

    def __init__(
        self,
        collector: Collector,
        official: str,
        books: tuple[BookState, BookState],
        before: Base,
        *,
        fields: Sequence[str],
        owned: frozenset[str],
    ) -> None:
        self._collector = collector
        self._official = official
        self._books = {Side.LEFT: books[0], Side.RIGHT: books[1]}
        self._tabs = {side: book.tabs[official] for side, book in self._books.items()}
        self._before = before
        self._fields = fields
        self._owned = owned

    def rows(self, known: Mapping[RowKey, BaseRow]) -> Mapping[RowKey, BaseRow]:
        """Merge all rows. known: what they had in common; gives what is common afterwards."""
        left, right = self._tabs[Side.LEFT], self._tabs[Side.RIGHT]
        self._tell_of_tabs()
        twice = {*left.twice, *right.twice}
        theirs, known = as_on_the_left(left.rows, right.rows, known, twice)
        after: dict[RowKey, BaseRow] = {}
        for key in dict.fromkeys([*left.rows, *theirs, *known]):
            here, there, before = left.rows.get(key), theirs.get(key), known.get(key)
            if key in twice:
                common = before
            elif here is not None and there is not None:
                common = self._both(here, there, before or {})
            elif here is not None:
                common = self._on_one_side(Side.LEFT, here, before)
            elif there is not None:
                common = self._on_one_side(Side.RIGHT, there, before)
            else:
                common = None  # both have deleted it
            if common is not None:
                after[key] = common
        return after

    def _both(self, left: Row, right: Row, before: BaseRow) -> BaseRow:
        after: dict[str, BaseCell] = {}
        for field in self._fields:
            base = before.get(field)
            if field in left.values and field in right.values:
                mine, theirs = left.values[field], right.values[field]
                if type(mine) is type(theirs) and mine == theirs and not (left.locks or right.locks):
                    after[field] = _still_agreed(base, mine)
                    continue
                common = self._cell(left, right, field, base)
                if common is not None:
                    after[field] = common
            elif base is not None and (field in left.values or field in right.values):
                side, row = (Side.RIGHT, left) if field in left.values else (Side.LEFT, right)
                after |= absent({field: base}, side, row)
        return after

    def _cell(self, left: Row, right: Row, field: str, base: BaseCell | None) -> BaseCell | None:
        """Merge one cell; gives what is common afterwards."""
        unreadable = [row.locks.get(field) is Lock.UNREADABLE for row in (left, right)]
        if any(unreadable):
            self._tell_of_unreadable(left, right, field, unreadable)
            return base
        mine, theirs, owned = left.values[field], right.values[field], field in self._owned
        step = decide_id(mine, theirs, owned=owned) if field == _TASK_ID else decide(mine, theirs, base, owned=owned)
        match step:
            case Step.NOTHING:
                return _still_agreed(base, mine)
            case Step.TO_RIGHT:
                return self._cross(left, right, Side.RIGHT, field, base)
            case Step.TO_LEFT:
                return self._cross(right, left, Side.LEFT, field, base)
            case Step.CONFLICT:
                common = usable(usable(base, Side.LEFT, mine), Side.RIGHT, theirs)
                self._collector.conflict(self._official, field, common, left, right)
            case Step.NOT_TAKEN:
                self._tell("plan-not-taken", Side.RIGHT, right, field, other=mine)
        return base

    def _cross(self, source: Row, row: Row, side: Side, field: str, base: BaseCell | None) -> BaseCell | None:
        """Carry a value over to a row of `side`, unless a formula stands there, or the row would not be known any more."""
        value = None if is_blank(source.values[field]) else source.values[field]
        if field in row.locks:
            self._tell("formula-kept", side, row, field, other=value)
            return base
        if field == _TASK_ID and source.by_title:
            self._tell("id-unknown", side.other, source, field, other=row.values[field])
            return base
        if field == _TASK and self._known_by_title(source, row, side) and not _same_title(value, row.values[field]):
            self._tell("title-kept", side, row, field, other=value)
            return base
        self._collector.change(side, self._official, row, field, value)
        return BaseCell(value, before=((side, row.values[field]),))

    def _known_by_title(self, source: Row, row: Row, side: Side) -> bool:
        """Whether the row is known by its text alone, also after this merge, which may fill in its blank id."""
        if not row.by_title or source.by_title or _TASK_ID in row.locks:
            return row.by_title
        filled_in = is_blank(row.values.get(_TASK_ID, "?")) and not is_blank(source.values.get(_TASK_ID))
        return not (filled_in and (side is Side.RIGHT or _TASK_ID not in self._owned))

    def _on_one_side(self, side: Side, row: Row, before: BaseRow | None) -> BaseRow | None:
        """A row that the other side lacks: told, and kept where it is."""
        if before is None:
            self._collector.tell_of_row("new-on-one-side", side, self._official, row, words={"task": task_text(row)})
            return None
        changed = list(self._changed(side, row, before))
        for field in changed:
            base = usable(before.get(field), side, row.values[field])
            left, right = (row, None) if side is Side.LEFT else (None, row)
            self._collector.conflict(self._official, field, base, left, right)
        if not changed:
            moved_to = self._moved_to(side.other, row.key)
            words = {"task": task_text(row), "moved_to": moved_to}
            variant = "moved" if moved_to else ""
            self._collector.tell_of_row("deleted-on-one-side", side, self._official, row, variant=variant, words=words)
        return absent(before, side.other, row)

    def _changed(self, side: Side, row: Row, before: BaseRow) -> Iterator[str]:
        """The fields of a row, of those that are this side's to change, that are not what they were."""
        for field in self._fields:
            if field not in row.values or row.locks.get(field) is Lock.UNREADABLE:
                continue
            if side is Side.RIGHT and field in self._owned:
                continue
            value = row.values[field]
            base = usable(before.get(field), side, value)
            if not (is_blank(value) if base is None else same(base.value, value)):
                yield field

    def _moved_to(self, side: Side, key: RowKey) -> str:
        """The sheet of another official on which this side now has the row; "" where it has it no more."""
        for code, tab in self._books[side].tabs.items():
            if code != self._official and key in tab.rows and key not in self._before.tabs.get(code, {}):
                return tab.rows[key].sheet
        return ""

    def _tell(self, code: str, side: Side, row: Row, field: str, *, other: CellValue) -> None:
        """A notice about a cell. other: what the other side has there."""
        self._collector.tell_of_row(code, side, self._official, row, field=field, value=row.values[field], other_value=other)

    def _tell_of_unreadable(self, left: Row, right: Row, field: str, unreadable: Sequence[bool]) -> None:
        """An entry that only one side can be read of. A plan's column is a look-up of the workbook's own, of no consequence."""
        if not all(unreadable) and field not in self._owned:
            side, row = (Side.LEFT, left) if unreadable[0] else (Side.RIGHT, right)
            self._collector.tell_of_row("cell-unreadable", side, self._official, row, field=field)

    def _tell_of_tabs(self) -> None:
        """What concerns the tabs as a whole."""
        tell, official = self._collector.tell, self._official
        for side, tab in self._tabs.items():
            for key, places in tab.twice.items():
                words = {"task": key.task, "count": str(len(places)), "cells": ", ".join(place.a1 for place in places)}
                tell("duplicate-key", side, official, places[-1].sheet, where=places[-1], key=key, words=words)
            for place in tab.nameless:
                tell("row-without-key", side, official, place.sheet, where=place)
            for heading in tab.joined:
                tell("quarters-joined", side, official, heading.sheet, where=heading)
        left, right = self._tabs[Side.LEFT], self._tabs[Side.RIGHT]
        for field in self._fields:
            if (field in left.columns) != (field in right.columns):
                side = Side.LEFT if field in left.columns else Side.RIGHT
                heading, count = self._tabs[side].columns[field], sum(1 for _ in filled(self._tabs[side], field))
                words = {"count": str(count)}
                tell("column-on-one-side", side, official, heading.sheet, where=heading, field=field, words=words)
        if left.handed_in_on != right.handed_in_on:
            days = {"value": left.handed_in_on, "other_value": right.handed_in_on}
            tell("handed-in-differs", Side.LEFT, official, left.sheets[0], **days)


def _still_agreed(base: BaseCell | None, value: CellValue) -> BaseCell:
    """Both sides have this value; how it came there is remembered as long as it stays."""
    if base is None or not base.before or not same(base.value, value):
        return agreed(value)
    return BaseCell(value, before=base.before)


def _same_title(one: CellValue, other: CellValue) -> bool:
    return title_key(display_text(one)) == title_key(display_text(other))
