"""Sheets on which several officials report, each row naming its own in a person column: read as a tab for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.columns import Headings
from sheetsync.core.entries import Entry, HeadingProblem, NamedPeople, Tab, TabColumn
from sheetsync.core.people import KnownPeople, says_as_above
from sheetsync.core.plan import Role
from sheetsync.core.settings import ColumnSettings
from sheetsync.core.task_matching import TaskIndex
from sheetsync.core.values import display_text, match_key
from sheetsync.records import replace

PERSON = "person"
_LEAD = "lead"
_ROLES = frozenset(match_key(role.value) for role in Role)
_MOST_MERGED_ROWS = 10_000


def own_columns(columns: Sequence[ColumnSettings]) -> tuple[ColumnSettings, ...]:
    """The columns that an official's own sheet is read by: whose it is stands in its name, not in a column."""
    return tuple(column for column in columns if column.key != PERSON)


def person_column(columns: Mapping[str, TabColumn]) -> TabColumn | None:
    """The column that names the person; without one of its own the leading office's does."""
    return columns.get(PERSON) or columns.get(_LEAD)


def no_person_column(headings: Headings, columns: Sequence[ColumnSettings]) -> HeadingProblem | None:
    """The problem of a shared sheet on which nothing says whose a row is."""
    if person_column(headings.columns) is not None:
        return None
    heading = next((column.heading for column in columns if column.key in (PERSON, _LEAD)), "Người thực hiện")
    heading = next((column.heading for column in columns if column.key == PERSON), heading)
    return HeadingProblem(PERSON, heading, headings.last_row)


class MergedNames:
    """Names merged over several rows: they stand in the block's first cell, and speak for all of its rows."""

    def __init__(self, sheet: SheetContent, headings: Headings) -> None:
        column = person_column(headings.columns)
        self._first: dict[int, int] = {}
        self._column = column.column if column else 0
        for area in sheet.merged if column else ():
            if area.first_column == self._column and area.last_row > area.first_row > headings.last_row:
                last = min(area.last_row, area.first_row + _MOST_MERGED_ROWS)
                self._first.update(dict.fromkeys(range(area.first_row + 1, last + 1), area.first_row))
        self._sheet = sheet

    def first_row(self, row: int) -> int:
        """The row of the cell that speaks for this row."""
        return self._first.get(row, row)

    def filled_down(self) -> SheetContent:
        """The sheet with the name in every row of its block that holds anything, so that such a row is seen to be somebody's."""
        if not self._first:
            return self._sheet
        sheet = self._sheet
        j = self._column - sheet.first_column
        rows = list(sheet.rows)
        for row, first in self._first.items():
            i = row - sheet.first_row
            name = sheet.value(first, self._column)
            if name is not None and 0 <= i < len(rows) and any(value is not None for value in rows[i]):
                cells: list[CellValue] = [*rows[i], *[None] * (j + 1 - len(rows[i]))]
                cells[j] = name
                rows[i] = cells
        return replace(sheet, rows=rows)

    def as_written(self, entry: Entry, key: str) -> Mapping[str, CellValue]:
        """The entry's values without a name that stands in another row's cell."""
        return {**entry.values, key: None} if entry.row in self._first else entry.values


class SplitByPerson:
    """Makes of a shared sheet a tab for each official that its rows name."""

    def __init__(self, people: KnownPeople, tasks: TaskIndex) -> None:
        self._people = people
        self._tasks = tasks
        self._owners = {task.task_id: tasks.plan.tab_owner(task) for task in tasks.plan.tasks}

    def tabs(self, whole: Tab, merged: MergedNames) -> Iterator[Tab]:
        """The officials' tabs in the configuration's order, after one (official "") with what concerns the sheet as a whole:
        headings, skipped rows, and rows that name nobody known. An official who is only named beside others has a tab without
        rows.

        whole: the sheet read as one tab of nobody's, its names filled down.
        """
        whole = replace(whole, shared=True)
        column = person_column(whole.columns)
        if column is None or not whole.usable:
            yield whole
            return
        by_official: dict[str, list[Entry]] = {"": []}
        above: NamedPeople | None = None
        for read in whole.entries:
            entry, above = self._with_people(read, column, above, merged)
            by_official.setdefault(entry.official, []).append(entry)
            for code in above.beside:
                by_official.setdefault(code, [])
        sheets_own = replace(whole, entries=tuple(by_official[""]))
        if sheets_own.entries or whole.skipped or whole.duplicate or whole.not_nfc_cells or whole.stated_period_cell:
            yield sheets_own
        for code in self._people.codes():
            if code in by_official:
                yield Tab(
                    sheet=whole.sheet,
                    official=code,
                    header_row=whole.header_row,
                    columns=whole.columns,
                    entries=tuple(by_official[code]),
                    handed_in_on=whole.handed_in_on,
                    last_row=whole.last_row,
                    shared=True,
                )

    def _with_people(
        self, entry: Entry, column: TabColumn, above: NamedPeople | None, merged: MergedNames
    ) -> tuple[Entry, NamedPeople]:
        """The entry as the row of whom it names: of several people the task's owner by the plan, else the first."""
        text = display_text(entry.values.get(column.key)).strip()
        if above is not None and says_as_above(text):
            text = above.text
        codes, unknown = self._people.named(text) if text else ((), ())
        owner = self._owners.get(entry.task_id or "", "")
        official = owner if owner in codes else next(iter(codes), "")
        where = Where(entry.sheet, merged.first_row(entry.row), column.column, column.heading)
        named = NamedPeople(column.key, where, text, tuple(code for code in codes if code != official), unknown)
        task_id = entry.task_id or self._tasks.by_title(entry.text("task"), official)
        stated = match_key(entry.text("role")) in _ROLES
        split = replace(
            entry,
            official=official,
            values=merged.as_written(entry, column.key),
            task_id=task_id,
            role=entry.role if stated else self._tasks.role(official, task_id),
            named=named,
        )
        return split, named


def whole_sheets(tabs: Sequence[Tab]) -> dict[str, Tab]:
    """By sheet name, one tab with all its rows: what is written into a sheet must mind all of them."""
    return {name: _joined(tuple(group)) for name, group in groupby(tabs, key=lambda tab: tab.sheet)}


def _joined(tabs: tuple[Tab, ...]) -> Tab:
    if len(tabs) == 1:
        return tabs[0]
    entries = sorted((entry for tab in tabs for entry in tab.entries), key=lambda entry: entry.row)
    return replace(tabs[0], official="", entries=tuple(entries))
