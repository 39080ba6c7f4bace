"""Columns of people's own, which the configuration does not know: no merge moves what stands in them, and it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sheetsync.core.book import BookContent
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.entries import BookTabs, Entry, Tab
from sheetsync.core.merge.outcome import Merge, Notice
from sheetsync.core.merge.same_value import same
from sheetsync.core.merge.state import Side
from sheetsync.core.task_matching import title_key
from sheetsync.core.values import display_text, match_key
from sheetsync.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """where: its heading. cells: what people typed, by task and role."""

    where: Where
    cells: Mapping[tuple[str, str], CellValue]


OwnColumns: TypeAlias = Mapping[tuple[str, str], OwnColumn]
"""By official and heading, as headings are compared."""


def own_columns(content: BookContent, tabs: BookTabs) -> OwnColumns:
    """Those with something typed beside a task."""
    return {(tab.official, match_key(own.where.heading)): own for tab in tabs.tabs if tab.usable for own in _of(content, tab)}


def with_own_columns(merge: Merge, left: OwnColumns, right: OwnColumns, books: tuple[str, str]) -> Merge:
    """The merge with a notice of each column in which one side has what the other does not. books: what people call the two."""
    sides = ((Side.LEFT, left, right, books), (Side.RIGHT, right, left, books[::-1]))
    away = {notice.official for notice in merge.notices if notice.code in ("tab-missing", "tab-unreadable", "period-differs")}
    told = tuple(
        Notice("own-column", side, official, *names, own.where.sheet, own.where, words={"count": str(count)})
        for side, here, there, names in sides
        for (official, heading), own in here.items()
        if official not in away and (count := _only_here(own, there.get((official, heading))))
    )
    return replace(merge, notices=(*merge.notices, *told)) if told else merge


def _only_here(own: OwnColumn, other: OwnColumn | None) -> int:
    there = other.cells if other is not None else {}
    return sum(not same(value, there.get(task)) for task, value in own.cells.items())


def _of(content: BookContent, tab: Tab) -> Iterator[OwnColumn]:
    sheet, headings = content.sheet(tab.sheet), KnownHeadings(())
    known = {column.column for column in tab.columns.values()} | {twice.column for twice in tab.duplicate}
    for column in range(sheet.first_column, sheet.first_column + max(map(len, sheet.rows), default=0)):
        heading = display_text(sheet.value(tab.header_row, column)).strip()
        if not heading or column in known or headings.result_quarter(heading) is not None:
            continue
        cells = {
            _task(entry): value
            for entry in tab.entries
            if (value := sheet.value(entry.row, column)) is not None and (entry.row, column) not in sheet.notes
        }
        if cells:
            yield OwnColumn(Where(tab.sheet, tab.header_row, column, heading), cells)


def _task(entry: Entry) -> tuple[str, str]:
    return entry.task_id or entry.written_id or title_key(entry.text("task")), entry.role.value
