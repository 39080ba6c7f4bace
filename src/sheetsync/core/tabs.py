"""Finds the officials' tabs in a book and reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.columns import Headings, KnownHeadings, find_headings
from sheetsync.core.entries import BookTabs, HeadingProblem, Tab
from sheetsync.core.people import KnownPeople
from sheetsync.core.plan import Official, Plan
from sheetsync.core.plan_from_tabs import plan_from_tabs
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.shared_sheets import MergedNames, SplitByPerson, no_person_column, own_columns
from sheetsync.core.stated_above import read_stated
from sheetsync.core.tab_rows import TabRowReader
from sheetsync.core.task_matching import TaskIndex
from sheetsync.core.values import is_nfc, match_key
from sheetsync.records import dataclass, replace


def read_tabs(content: BookContent, settings: Settings, quarter: int | None = None) -> tuple[BookTabs, Plan]:
    """All tabs of a book, in its order, and the plan that rules: the configured one, or the one the tabs hold (plan source
    `book`). quarter: the period's, for columns `Kết quả Quý I … IV`. Where no sheet is a tab, `tabs` is empty.
    """
    shared = _shared(content.sheets, settings)
    owners = _owners([sheet for sheet in content.sheets if sheet.name not in shared], settings.plan.officials)
    open_plan = settings.plan_source is PlanSource.BOOK
    reader = _TabReader(
        known=KnownHeadings(own_columns(settings.columns)),
        index=TaskIndex(replace(settings.plan, tasks=()) if open_plan else settings.plan),
        quarter=quarter,
        open_plan=open_plan,
        composed=content.composed,
    )
    splitter = _Splitter(settings, reader) if shared else None
    tabs: tuple[Tab, ...] = ()
    for sheet in content.sheets:
        if sheet.name in owners:
            tabs += (reader.tab(sheet, owners[sheet.name].code),)
        elif splitter is not None and sheet.name in shared:
            tabs += splitter.tabs(sheet)
    plan = settings.plan
    if open_plan:
        plan, tabs = plan_from_tabs(tabs, settings.plan)
    found = {tab.official for tab in tabs}
    book_tabs = BookTabs(
        tabs=tabs,
        missing=tuple(official.code for official in settings.plan.officials if official.tab and official.code not in found),
        others=tuple(
            sheet.name for sheet in content.sheets if sheet.name not in owners and sheet.name not in shared and sheet.own is None
        ),
        absent_sheets=tuple(name for name in settings.shared_sheets if match_key(name) not in map(match_key, shared)),
    )
    return book_tabs, plan


def _shared(sheets: Sequence[SheetContent], settings: Settings) -> frozenset[str]:
    """The names of the sheets that the configuration says several officials share."""
    keys = frozenset(map(match_key, settings.shared_sheets))
    return frozenset(sheet.name for sheet in sheets if sheet.own is None and match_key(sheet.name) in keys)


class _Splitter:
    """Reads shared sheets."""

    def __init__(self, settings: Settings, reader: _TabReader) -> None:
        self._columns = settings.columns
        self._reader = replace(reader, known=KnownHeadings(settings.columns))
        self._split = SplitByPerson(KnownPeople(settings.plan.officials), reader.index)

    def tabs(self, sheet: SheetContent) -> tuple[Tab, ...]:
        """The tabs of the sheet: its own one and its officials'."""
        headings = find_headings(sheet, self._reader.known, self._reader.quarter)
        if headings is None:
            return (replace(self._reader.tab(sheet, ""), shared=True),)
        merged = MergedNames(sheet, headings)
        whole = self._reader.tab(merged.filled_down(), "")
        problem = no_person_column(headings, self._columns)
        if problem is not None:
            whole = replace(whole, missing=(*whole.missing, problem))
        return tuple(self._split.tabs(whole, merged))


def _owners(sheets: Sequence[SheetContent], officials: Sequence[Official]) -> dict[str, Official]:
    """The official of each sheet that is a tab, by the sheet's name. Of several sheets for one official the one with exactly
    the configured name counts, then one with its match key, then one with an alias, visible ones and earlier ones first."""
    free = [sheet for sheet in sheets if sheet.own is None]
    owners: dict[str, Official] = {}
    ranked: list[tuple[int, int, int, str, Official]] = []
    for official in officials:
        if not official.tab:
            continue
        name, key = official.tab, match_key(official.tab)
        aliases = {match_key(alias) for alias in official.aliases}
        for place, sheet in enumerate(free):
            sheet_key = match_key(sheet.name)
            if sheet_key == key or sheet_key in aliases:
                rank = 0 if sheet.name == name else 1 if sheet_key == key else 2
                ranked.append((rank, int(sheet.hidden), place, sheet.name, official))
    served: set[str] = set()
    for _, _, _, sheet_name, official in sorted(ranked, key=lambda found: found[:3]):
        if sheet_name not in owners and official.code not in served:
            owners[sheet_name] = official
            served.add(official.code)
    return owners


@dataclass(frozen=True, slots=True)
class _TabReader:
    """Reads sheets as tabs. known: the columns to look for; open_plan: the tabs are the plan; composed: every text of the book is
    known to be in NFC."""

    known: KnownHeadings
    index: TaskIndex
    quarter: int | None
    open_plan: bool
    composed: bool

    def tab(self, sheet: SheetContent, official: str) -> Tab:
        headings = find_headings(sheet, self.known, self.quarter)
        last_row = max([*sheet.far_rows, sheet.last_row]) if sheet.rows or sheet.far_rows else 0
        if headings is None:
            missing = tuple(
                HeadingProblem(column.key, column.heading, sheet.first_row)
                for column in self.known.columns.values()
                if column.required
            )
            return Tab(sheet.name, official, 0, {}, (), missing=missing, last_row=last_row)
        year = self.index.plan.year
        rows = TabRowReader(sheet, official, headings, self.index, plan_year=year, open_plan=self.open_plan).read()
        stated = read_stated(sheet, headings.first_row, plan_year=year)
        return Tab(
            sheet=sheet.name,
            official=official,
            header_row=headings.last_row,
            columns=headings.columns,
            entries=tuple(rows.entries),
            skipped=tuple(rows.skipped),
            missing=headings.missing,
            duplicate=headings.duplicate,
            stated_period=stated.period,
            stated_period_cell=stated.period_cell,
            handed_in_on=stated.handed_in_on,
            not_nfc_cells=() if self.composed else tuple(_not_nfc(sheet, headings)),
            last_row=last_row,
        )


_ROWS_AT_ONCE = 500
"""Rows whose texts are asked about together: nearly always all of them are composed."""


def _not_nfc(sheet: SheetContent, headings: Headings) -> Iterator[Where]:
    """Cells, from the headings down, whose accents are not composed (as a Mac or a PDF gives them)."""
    written = {column.column: column.heading for column in headings.columns.values()}
    rows = _rows_from(sheet, headings.first_row)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        # line breaks compose with nothing
        if is_nfc("\n".join([value for _, _, cells in some for value in cells if value.__class__ is str])):
            continue
        for row, first_column, cells in some:
            for column, value in enumerate(cells, first_column):
                if isinstance(value, str) and not is_nfc(value):
                    yield Where(sheet.name, row, column, written.get(column, ""))


def _rows_from(sheet: SheetContent, first: int) -> Iterator[tuple[int, int, Sequence[CellValue]]]:
    """(row, its first column, its cells) from a row on."""
    for row in range(max(first, sheet.first_row), sheet.last_row + 1):
        yield row, sheet.first_column, sheet.rows[row - sheet.first_row]
    for row, far in sheet.far_rows.items():
        yield row, 1, [far.get(column) for column in range(1, max(far, default=0) + 1)]
