"""Who may edit what in a plan workbook that a service keeps for several people at once.

Everything is the office's, but for the cells that are filled in: those of a tab are its official's where the official's address
is known, else everybody's who may edit the book. The owner of the book can always edit all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import Rectangle
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.rectangles import rectangles
from sheetsync.core.settings import ColumnSettings, Settings
from sheetsync.core.sheets.form_design import FormBook, FormSheet
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.tab_columns import is_open
from sheetsync.core.stated_above import handed_in_cell
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class SheetAccess:
    """One sheet: open are the blocks that others than the office may edit, people the addresses of those who alone may (empty:
    everybody)."""

    sheet: str
    open: tuple[Rectangle, ...] = ()
    people: tuple[str, ...] = ()


def access_of_design(book: FormBook) -> tuple[SheetAccess, ...]:
    """As a new workbook is designed."""
    return tuple(SheetAccess(sheet.name, _open_blocks(sheet), sheet.people) for sheet in book.sheets if sheet.protected)


def access_of_book(content: BookContent, tabs: BookTabs, settings: Settings) -> tuple[SheetAccess, ...]:
    """As a workbook stands that was made by such a design, whatever has moved since: its sheets, and the tabs with the officials
    of the configuration. Sheets of other people, and those where a check is asked for, stay open."""
    by_sheet = {tab.sheet: tab for tab in tabs.tabs if tab.official and tab.header_row}
    accesses = []
    for sheet in content.sheets:
        tab = by_sheet.get(sheet.name)
        if tab is not None:
            official = settings.plan.official(tab.official)
            people = (official.email,) if official is not None and official.email else ()
            accesses.append(SheetAccess(sheet.name, tuple(sorted(_entry_blocks(sheet, tab, settings.columns))), people))
        elif sheet.name in names.OURS and sheet.own is None:
            accesses.append(SheetAccess(sheet.name))
    return tuple(accesses)


def _open_blocks(sheet: FormSheet) -> tuple[Rectangle, ...]:
    if sheet.office_only:
        return ()
    return tuple(sorted(block for block, _ in rectangles((cell.row, cell.column, True) for cell in sheet.cells if cell.open)))


def _entry_blocks(sheet: SheetContent, tab: Tab, columns: Sequence[ColumnSettings]) -> Iterator[Rectangle]:
    """The cell of the day of handing in, then the columns that officials fill in, down to the last row."""
    handed_in = handed_in_cell(sheet, tab.header_row)
    if handed_in is not None:
        yield handed_in
    wanted = {column.key for column in columns if is_open(column)}
    places = [tab.columns[key].column for key in wanted if key in tab.columns]
    first = tab.header_row + 1
    for block, _ in rectangles((first, column, True) for column in places):
        yield Rectangle(first, block.first_column, max(tab.last_row, first), block.last_column)


class AccessPart(Enum):
    """What of a sheet a right is about."""

    SHEET = "sheet"  # everything but the cells that are filled in
    ENTRIES = "entries"  # the cells that are filled in, for those who alone may


class AccessNews(Enum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AccessChange:
    """What has become of a right. added, removed: addresses that may edit from now on, and no longer; moved: other cells than
    before."""

    sheet: str
    part: AccessPart
    news: AccessNews
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: bool = False
