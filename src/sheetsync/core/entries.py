"""Tabs and their rows as read from the book, before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from sheetsync.core.book import CellNote
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.plan import Role
from sheetsync.core.readings import DateReading, NumberReading, StatusReading
from sheetsync.core.values import display_text
from sheetsync.records import dataclass, field

TabIdentity: TypeAlias = tuple[str, str]
"""(sheet, official): what tells tabs apart. A shared sheet holds a tab for each official it names."""


@dataclass(frozen=True, slots=True)
class TabColumn:
    """A column of a tab that we understand: field key (design 2), column number from 1, the heading as people wrote it."""

    key: str
    column: int
    heading: str


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A non-blank row below the headings that is no entry, with the reason in Vietnamese."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """Whom the person column of a shared sheet names in a row.

    key: the field of that column; where: the cell with the names, of a merged block its first; text: what stands there.
    beside: codes of officials named besides the one whose row it is; unknown: names that are nobody's in the configuration.
    """

    key: str
    where: Where
    text: str
    beside: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One task row of a tab. values: by field key, every column of the tab. notes: by field key, only where a cell has one.

    task_id: the plan's id of the row (from its id cell, else by its task text), None where neither is known;
    written_id: the id cell's text, "" where there is none. official: "" on a shared sheet where nobody is known to be named;
    named: only on shared sheets. role: from the column `Vai trò`, else from the plan, else lead.
    """

    sheet: str
    official: str
    row: int
    values: Mapping[str, CellValue]
    columns: Mapping[str, TabColumn]
    task_id: str | None
    written_id: str
    role: Role
    status: StatusReading
    due: DateReading
    completed_on: DateReading
    progress: NumberReading
    notes: Mapping[str, CellNote] = field(default_factory=dict)
    named: NamedPeople | None = None

    @property
    def tab(self) -> TabIdentity:
        """The tab that the row belongs to."""
        return (self.sheet, self.official)

    def text(self, key: str) -> str:
        """The field's text, trimmed; "" where it is blank, absent, or no text (numbers and dates in their Vietnamese form)."""
        value = self.values.get(key)
        if value is None:
            return ""
        return value.strip() if isinstance(value, str) else display_text(value).strip()

    def has(self, key: str) -> bool:
        """Whether the tab has this column."""
        return key in self.columns

    def blank(self, key: str) -> bool:
        return self.text(key) == "" and key not in self.notes

    def where(self, key: str) -> Where:
        """The field's cell; KeyError where the tab has no such column."""
        column = self.columns[key]
        return Where(self.sheet, self.row, column.column, column.heading)


@dataclass(frozen=True, slots=True)
class HeadingProblem:
    """A heading that is missing (column 0: `row` is where the headings stand) or stands twice (the later one)."""

    key: str
    heading: str
    row: int
    column: int = 0
    suggestion: str = ""  # a heading of the tab that looks like the missing one


@dataclass(frozen=True, slots=True)
class Tab:
    """One official's sheet, or the rows of a shared sheet that name this official, read.
    header_row: the last heading row; 0 where no headings were found.

    stated_period: key of the period written above the headings ("2023-Q1"), with its cell; handed_in_on likewise.
    shared: the sheet is one for several officials; what concerns it as a whole (headings, skipped rows, rows that name nobody
    known) is then held by a tab of its own with the official "".
    usable: False when a required heading is missing: the tab's rows then count as not reported.
    """

    sheet: str
    official: str
    header_row: int
    columns: Mapping[str, TabColumn]
    entries: tuple[Entry, ...]
    skipped: tuple[SkippedRow, ...] = ()
    missing: tuple[HeadingProblem, ...] = ()
    duplicate: tuple[HeadingProblem, ...] = ()
    stated_period: str | None = None
    stated_period_cell: Where | None = None
    handed_in_on: date | None = None
    not_nfc_cells: tuple[Where, ...] = ()
    last_row: int = 0
    shared: bool = False

    @property
    def identity(self) -> TabIdentity:
        return (self.sheet, self.official)

    @property
    def usable(self) -> bool:
        return self.header_row > 0 and not self.missing

    @property
    def row_count(self) -> int:
        """Non-blank rows below the headings that were not skipped: `rows` of the JSON."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class BookTabs:
    """All tabs of a book. missing: codes of officials with a tab in the configuration and no sheet in the book.
    others: names of sheets that are nobody's tab and not ours. absent_sheets: shared sheets of the configuration that the book
    lacks."""

    tabs: tuple[Tab, ...]
    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    absent_sheets: tuple[str, ...] = ()

    def listed(self) -> tuple[Tab, ...]:
        """The tabs that people want to see listed: not a shared sheet's own one with no row to tell of."""
        return tuple(tab for tab in self.tabs if tab.official or tab.entries or tab.skipped or not tab.usable)

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for tab in self.tabs if tab.usable for entry in tab.entries)
