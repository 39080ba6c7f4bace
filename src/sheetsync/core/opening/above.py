"""What is stated above a tab's headings, and what our own workbooks say of the period elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.entries import Tab
from sheetsync.core.opening.opened_cell import OpenedCell
from sheetsync.core.periods import Period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.guide_sheet import design_guide
from sheetsync.core.sheets.plan_workbook.hidden_sheet import period_values
from sheetsync.core.sheets.plan_workbook.tab_sheet import period_line
from sheetsync.core.stated_above import restated

_MOST_ROWS = 60


def stated_cells(tab: Tab, sheet: SheetContent, closed: Period, opened: Period, plan_year: int) -> Iterator[OpenedCell]:
    """`Kỳ báo cáo: …` and `Đã nộp (ngày): …` of a tab."""
    for where, new in restated(sheet, tab.header_row, opened.title, plan_year=plan_year):
        ours = sheet.value(where.row, where.column) == period_line(closed)
        cell = _cell(sheet, where, period_line(opened) if ours else new)
        if cell is not None:
            yield cell


def own_cells(
    content: BookContent, settings: Settings, closed: Period, opened: Period, calendar: WorkCalendar
) -> Iterator[OpenedCell]:
    """The period's key and days in a workbook that `new` made: on the hidden sheet, by which its formulas judge, and on the
    guide's page."""
    sheets = {sheet.name: sheet for sheet in content.sheets if sheet.own is None}
    hidden, guide = sheets.get(names.HIDDEN), sheets.get(names.GUIDE)
    if hidden is None:
        return
    values = period_values(settings, opened, calendar)
    for row in range(1, min(hidden.last_row, _MOST_ROWS) + 1):
        name = hidden.value(row, 1)
        if isinstance(name, str) and name in values:
            cell = _cell(hidden, Where(names.HIDDEN, row, 2, name), values[name], anchor=(1, name))
            if cell is not None:
                yield cell
    if guide is not None:
        yield from _guide_cells(guide, settings, closed, opened)


def _guide_cells(guide: SheetContent, settings: Settings, closed: Period, opened: Period) -> Iterator[OpenedCell]:
    """Where the page still says of the closed period what it was made with."""
    officials = tuple(official for official in settings.plan.officials if official.tab)
    before, after = (
        {(cell.row, cell.column): cell.value for cell in design_guide(settings, period, officials).cells}
        for period in (closed, opened)
    )
    for place, new in after.items():
        old = before.get(place)
        if isinstance(new, str) and new != old and guide.value(*place) == old:
            cell = _cell(guide, Where(guide.name, *place), new)
            if cell is not None:
                yield cell


def _cell(sheet: SheetContent, where: Where, new: CellValue, *, anchor: tuple[int, CellValue] | None = None) -> OpenedCell | None:
    old = sheet.value(where.row, where.column)
    note = sheet.notes.get((where.row, where.column))
    locked = note is not None and (note.formula or note.error is not None)
    return None if old == new else OpenedCell(where, old, new, anchor, locked=locked)
