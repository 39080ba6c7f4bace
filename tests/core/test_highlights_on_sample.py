"""On the sample workbook LibreOffice shows a mark for every finding and every state, and none besides."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue, column_letters
from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period, period
from sheetsync.core.plan import Plan, Role
from sheetsync.core.rules import check
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.highlights import tab_highlights
from sheetsync.core.states import State
from sheetsync.core.tabs import read_tabs
from sheetsync.core.timeliness import judge
from tests.core.shown_marks import Scene, shown_marks

SAMPLE = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
AS_OF = date(2023, 3, 15)
MARK_OF_STATE = {
    State.DONE_EARLY: "done",
    State.DONE_ON_TIME: "done",
    State.DONE: "done",
    State.DONE_LATE: "done late",
    State.NOT_REPORTED: "not reported",
    State.OVERDUE: "overdue",
    State.DUE_SOON: "due soon",
    State.IN_TIME: "in time",
}


def cells(sheet: SheetContent) -> dict[tuple[int, int], CellValue]:
    held: dict[tuple[int, int], CellValue] = {
        (sheet.first_row + i, sheet.first_column + j): value
        for i, row in enumerate(sheet.rows)
        for j, value in enumerate(row)
        if value is not None
    }
    return held | {at: "#DIV/0!" for at, note in sheet.notes.items() if note.error}


def expected(
    tab: Tab, plan: Plan, findings: list[Finding], *, of: Period, calendar: WorkCalendar, settings: Settings
) -> dict[int, set[str]]:
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.where is not None and finding.severity is not Severity.INFO:
            wanted[finding.where.row].add(f"{finding.severity.value} {column_letters(finding.where.column)}")
    for entry in tab.entries:
        task = plan.task(entry.task_id) if entry.task_id else None
        state = judge(entry, task, period=of, as_of=AS_OF, calendar=calendar, settings=settings.periods).state
        if entry.role is Role.LEAD and state in MARK_OF_STATE:
            wanted[entry.row].add(MARK_OF_STATE[state])
    return dict(wanted)


def test_every_finding_and_every_state_shows_where_it_belongs(settings: Settings, calendar: WorkCalendar, tmp_path: Path) -> None:
    content = read_book(SAMPLE.read_bytes(), SAMPLE.name)
    q1 = period(2023, 1, settings.periods, calendar)
    tabs, plan = read_tabs(content, settings, quarter=1)
    findings = check(tabs, plan, settings, period=q1, as_of=AS_OF, calendar=calendar)
    tasks = {task.task_id: task for task in plan.tasks}
    scenes, wanted = {}, {}
    for tab in tabs.tabs:
        own = [finding for finding in findings if finding.sheet == tab.sheet]
        highlights = tab_highlights(
            tab, tasks, own, period=q1, as_of=AS_OF, fixed=False, calendar=calendar, settings=settings.periods
        )
        scenes[tab.sheet] = Scene(cells(content.sheet(tab.sheet)), highlights, AS_OF)
        wanted[tab.sheet] = expected(tab, plan, own, of=q1, calendar=calendar, settings=settings)
    assert len(wanted) == 7
    assert {mark for rows in wanted.values() for marks in rows.values() for mark in marks} >= set(MARK_OF_STATE.values())
    assert shown_marks(scenes, tmp_path) == wanted
