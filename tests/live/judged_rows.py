"""Rows of a tab, judged twice: by the Python rules, and by the formulas of the same rules, recalculated by LibreOffice.

All rows stand in one sheet for each run date; each row has a task of its own in the plan. LibreOffice reads the workbook that
openpyxl wrote, without any cached value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.live import names
from sheetsync.core.live.cells import ROW, STATE_NUMBER, Workings
from sheetsync.core.live.columns import live_columns
from sheetsync.core.live.layout import Helper, LiveLayout
from sheetsync.core.live.rules import live_rules
from sheetsync.core.periods import period
from sheetsync.core.plan import Official, Plan, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.rules import check
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.states import State
from sheetsync.core.tabs import read_tabs
from sheetsync.core.timeliness import binding_due, judge, occurrence_start
from tests import office

KEYS = (
    "task_id", "task", "role", "status", "progress", "completed_on", "result", "result_before", "evidence", "difficulty",
    "proposal", "note",
)  # fmt: skip
_FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class RowCase:
    """A row of a tab with its task; the values by field key, without `task_id` and `task`. errors: fields that show #N/A."""

    task: Task
    values: Mapping[str, CellValue]
    as_of: date
    errors: frozenset[str] = frozenset()


@dataclass(slots=True)
class Judged:
    """What both said of a row. found: (code, field) of the Python findings; wrong, unsure: those of the formulas that are TRUE.

    problem: the code and field that `Kiểm tra` names (None for none); text, warning: what the two visible columns show."""

    case: RowCase
    found: frozenset[tuple[str, str]]
    severities: Mapping[tuple[str, str], str]
    state: State | None
    state_text: str
    wrong: set[tuple[str, str]] = field(default_factory=set)
    unsure: set[tuple[str, str]] = field(default_factory=set)
    in_sheet_state: State | None = None
    state_unsure: bool = False
    check: str = ""
    warning: str = ""

    def described(self) -> str:
        """The row in words, for a failing test."""
        values = {key: value for key, value in self.case.values.items() if value is not None}
        task = self.case.task
        return (
            f"\n  as of {self.case.as_of}, {task.cadence.value}, due {task.due}, document {task.needs_document}"
            f"\n  row {values!r}, errors {sorted(self.case.errors)}"
            f"\n  Python: {sorted(self.found)}, {self.state_text!r}"
            f"\n  sheet:  {sorted(self.wrong)}, unsure {sorted(self.unsure)}, {self.check!r}, {self.warning!r}"
        )


def judged(cases: Sequence[RowCase], settings: Settings, calendar: WorkCalendar, folder: Path) -> list[Judged]:
    """Every row judged by both."""
    by_day: dict[date, list[RowCase]] = defaultdict(list)
    for case in cases:
        by_day[case.as_of].append(case)
    rows = [_in_python(day, list_, settings, calendar) for day, list_ in by_day.items()]
    book = folder / "rows.xlsx"
    _write(book, rows, settings, calendar)
    _read_back(office.recalculated(book, folder / "calculated"), rows, settings)
    return [row for sheet in rows for row in sheet]


def _plan(cases: Sequence[RowCase]) -> Plan:
    return Plan(2023, "Kế hoạch", (), (Official("VPUB", "Văn phòng UBND", tab="VP UBND"),), tuple(case.task for case in cases))


def _in_python(day: date, cases: Sequence[RowCase], settings: Settings, calendar: WorkCalendar) -> list[Judged]:
    headings = {column.key: column.heading for column in settings.columns}
    cells = [[_value(case, key) for key in KEYS] for case in cases]
    notes = {
        (row, column): CellNote(error="#N/A", formula=True)
        for row, case in enumerate(cases, start=_FIRST_ROW)
        for column, key in enumerate(KEYS, start=1)
        if key in case.errors
    }
    sheet = SheetContent("VP UBND", [[headings[key] for key in KEYS], *cells], notes=notes)
    plan = _plan(cases)
    tabs, ruling = read_tabs(BookContent("so.xlsx", "1", (sheet,)), replace(settings, plan=plan), quarter=1)
    asked = period(2023, 1, settings.periods, calendar)
    findings = check(tabs, ruling, replace(settings, plan=plan), period=asked, as_of=day, calendar=calendar)
    entries = {entry.row: entry for entry in tabs.tabs[0].entries}
    found: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for finding in findings:
        if finding.where is not None and finding.field:
            found[finding.where.row][finding.code, finding.field] = finding.severity.value
    rows = []
    for number, case in enumerate(cases, start=_FIRST_ROW):
        entry = entries[number]
        timeliness = None
        if entry.role is Role.LEAD:
            timeliness = judge(entry, case.task, period=asked, as_of=day, calendar=calendar, settings=settings.periods)
        rows.append(
            Judged(
                case,
                frozenset(found[number]),
                found[number],
                timeliness.state if timeliness else None,
                timeliness.text if timeliness else "",
            )
        )
    return rows


def _value(case: RowCase, key: str) -> CellValue:
    if key in case.errors:
        return None
    return {"task_id": case.task.task_id, "task": case.task.title}.get(key, case.values.get(key))


def layout(rows: int) -> LiveLayout:
    """The columns in the order of KEYS, the live ones after them."""
    last = len(KEYS)
    columns = {key: number for number, key in enumerate(KEYS, start=1)}
    return LiveLayout(columns, last + 1, last + 2, last + 3, _FIRST_ROW, _FIRST_ROW + rows - 1)


def _write(path: Path, sheets: Sequence[Sequence[Judged]], settings: Settings, calendar: WorkCalendar) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    rules = live_rules(settings, layout(1), Workings(layout(1)))
    for number, rows in enumerate(sheets, start=1):
        tab = book.create_sheet(f"Tab{number}")
        live = live_columns(settings, layout(len(rows)))
        for row, judged_row in enumerate(rows, start=_FIRST_ROW):
            for column, key in enumerate(KEYS, start=1):
                if key in judged_row.case.errors:
                    tab.cell(row, column, "=NA()")
                else:
                    _write_value(tab.cell(row, column), _value(judged_row.case, key))
            formulas = dict(live.formulas(row))
            for place, rule in enumerate(rules, start=1):
                verdict = f"IF({rule.wrong},1,IF({rule.unsure or 'FALSE'},2,0))"
                formulas[live.last_column + place] = verdict.replace(ROW, str(row))
            for column, formula in formulas.items():
                tab.cell(row, column, f"={formula}")
        plan = book.create_sheet(f"Plan{number}")
        _write_plan(tab, plan, rows, settings, calendar)
        tab.defined_names[names.AS_OF] = DefinedName(names.AS_OF, attr_text=_literal_day(rows[0].case.as_of))
    _write_lists(book, settings, calendar)
    book.save(path)


def _write_value(cell: Cell | MergedCell, value: CellValue) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with an equals sign
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _literal_day(value: date) -> str:
    return f"DATE({value.year},{value.month},{value.day})"


def _write_plan(tab: Worksheet, plan: Worksheet, rows: Sequence[Judged], settings: Settings, calendar: WorkCalendar) -> None:
    """The plan sheet of one tab, its columns named for that tab alone."""
    asked = period(2023, 1, settings.periods, calendar)
    columns: dict[str, list[CellValue]] = {
        names.PLAN_IDS: [row.case.task.task_id for row in rows],
        names.PLAN_DUE: [binding_due(row.case.task, asked) for row in rows],
        names.PLAN_COUNTS_FROM: [occurrence_start(row.case.task, asked, calendar, settings.periods) for row in rows],
        names.PLAN_NEEDS_DOCUMENT: [int(row.case.task.needs_document) for row in rows],
        names.PLAN_CADENCE: [row.case.task.cadence.value for row in rows],
    }
    tab.defined_names.update(_named_columns(plan, columns))


def _named_columns(sheet: Worksheet, columns: Mapping[str, Sequence[CellValue]]) -> dict[str, DefinedName]:
    """Writes the columns side by side, and gives each its name."""
    named = {}
    for column, (name, values) in enumerate(columns.items(), start=1):
        for row, value in enumerate(values, start=1):
            _write_value(sheet.cell(row, column), value)
        letters = get_column_letter(column)
        named[name] = DefinedName(name, attr_text=f"{sheet.title}!${letters}$1:${letters}${max(len(values), 1)}")
    return named


def _write_lists(book: openpyxl.Workbook, settings: Settings, calendar: WorkCalendar) -> None:
    asked = period(2023, 1, settings.periods, calendar)
    live = live_columns(settings, layout(1))
    columns: dict[str, Sequence[CellValue]] = {
        names.STATUS_FORMS: [form for form, _ in names.status_forms()],
        names.STATUS_NUMBERS: [number for _, number in names.status_forms()],
        names.HOLIDAYS: names.holidays(calendar, 2023),
        names.MADE_UP_DAYS: names.made_up_days(calendar, 2023),
        names.TEXTS: live.texts,
        names.TEXT_COLUMNS: live.text_columns,
        **live.lists,
    }
    book.defined_names.update(_named_columns(book.create_sheet("Lists"), columns))
    days = {
        names.PERIOD_START: asked.start,
        names.CUT_OFF: asked.cut_off,
        names.HAND_IN: asked.hand_in,
        names.SEND: asked.send,
        names.PLAN_START: date(2022, *settings.periods.cumulative_from),
    }
    for name, day in days.items():
        book.defined_names[name] = DefinedName(name, attr_text=_literal_day(day))


def _read_back(path: Path, sheets: Sequence[Sequence[Judged]], settings: Settings) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    rules = live_rules(settings, layout(1), Workings(layout(1)))
    states = {number: state for state, number in STATE_NUMBER.items()}
    at, last = layout(1), live_columns(settings, layout(1)).last_column
    for number, rows in enumerate(sheets, start=1):
        tab = book[f"Tab{number}"]
        for row_number, row in enumerate(rows, start=_FIRST_ROW):
            values: list[Any] = [cell.value for cell in tab[row_number]]
            code = values[at.helper(Helper.STATE) - 1]
            row.state_unsure = code == -1
            row.in_sheet_state = states.get(code)
            row.check, row.warning = values[at.check - 1] or "", values[at.warning - 1] or ""
            for place, rule in enumerate(rules):
                verdict = values[last + place]
                assert verdict in {0, 1, 2}, (rule.rule.settings.code, rule.field, verdict, rule.wrong)
                if verdict:
                    (row.wrong if verdict == 1 else row.unsure).add((rule.rule.settings.code, rule.field))


def formula_rules(settings: Settings) -> frozenset[tuple[str, str]]:
    """(code, field) of every rule that has a formula."""
    return frozenset((one.rule.settings.code, one.field) for one in live_rules(settings, layout(1), Workings(layout(1))))


def in_file_mode(settings: Settings) -> Settings:
    return replace(settings, plan_source=PlanSource.FILE)


FIVE_STATUSES = tuple(status.value for status in Status)
