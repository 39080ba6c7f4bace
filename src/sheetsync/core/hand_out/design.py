"""An official's own workbook: one tab as it stands in the office's book, made like a new plan workbook, and nothing of others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.sheet_names import LONGEST_SHEET_NAME
from sheetsync.core.sheets.form_design import FormBook, FormSheet, Formula, FormValue, Visibility
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.carried import CarriedRows
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook
from sheetsync.patterns import pattern
from sheetsync.records import replace

_NOT_IN_A_SHEET_NAME = pattern(r"[\[\]:*?/\\\x00-\x1f]+|^'|'$")
_OFFICE_ONLY = (names.PLAN, names.OFFICIALS)


def settings_of(official: Official, settings: Settings) -> Settings:
    """The configuration as far as it is this official's: the tasks with a row in the tab, and of colleagues no more than what
    their part in these tasks is called. A person's name on shared sheets becomes that of a tab."""
    plan = settings.plan
    own = {task.task_id for code, task, _ in plan.placements() if code == official.code}
    tasks = tuple(task for task in plan.tasks if task.task_id in own)
    named = {official.code, plan.consolidator, *(code for task in tasks for code in (task.lead, *task.coordinators))}
    tab = _NOT_IN_A_SHEET_NAME.sub(" ", official.tab or "").strip()[:LONGEST_SHEET_NAME].strip()
    officials = tuple(
        replace(other, former=(), tab=tab) if other.code == official.code else _only_named(other)
        for other in plan.officials
        if other.code in named
    )
    narrowed = replace(plan, tasks=tasks, officials=officials)
    return replace(settings, plan=narrowed, plan_source=PlanSource.FILE, shared_sheets=())


def _only_named(official: Official) -> Official:
    return replace(official, aliases=(), person="", email="", start=None, end=None, former=())


def design_hand_out(
    official: Official,
    settings: Settings,
    period: Period,
    calendar: WorkCalendar,
    *,
    as_of: date,
    carried: CarriedRows,
    marks: Mapping[str, str],
) -> FormBook:
    """The workbook. settings: the official's own; marks: values by name for the hidden sheet. The office's sheets, which the
    tab's formulas look things up in, are hidden and locked."""
    book = design_plan_workbook(settings, period, calendar, as_of=as_of, carried=carried, only=official.code, marks=marks)
    sheets = tuple(_locked(sheet) if sheet.name in _OFFICE_ONLY else sheet for sheet in book.sheets)
    return replace(book, sheets=sheets, office=())


def _locked(sheet: FormSheet) -> FormSheet:
    cells = tuple(replace(cell, open=False) if cell.open else cell for cell in sheet.cells)
    return replace(sheet, cells=cells, limits=(), visibility=Visibility.VERY_HIDDEN)


def content_of(book: FormBook) -> BookContent:
    """The workbook as it is read when nobody has touched it."""
    return BookContent(book.title, "", tuple(_content(sheet) for sheet in book.sheets))


def _content(sheet: FormSheet) -> SheetContent:
    rows: dict[int, dict[int, CellValue]] = {}
    for cell in sheet.cells:
        value = _shown(cell.value)
        if value is not None and value != "":
            rows.setdefault(cell.row, {})[cell.column] = value
    last_row = max(rows, default=0)
    last_column = max((max(row) for row in rows.values()), default=0)
    block = tuple(tuple(rows.get(row, {}).get(column) for column in range(1, last_column + 1)) for row in range(1, last_row + 1))
    return SheetContent(sheet.name, block, merged=sheet.merges, hidden=sheet.visibility is not Visibility.VISIBLE)


def _shown(value: FormValue) -> CellValue:
    return value.shows if isinstance(value, Formula) else value
