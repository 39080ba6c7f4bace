"""Entries → QuarterReport: one line per task, every row read accounted for, counts by area and by official."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Where
from sheetsync.core.entries import BookTabs, Entry
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.plan import NOBODY, Area, Official, Plan, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.report import (
    Contribution,
    DueCount,
    LeftOut,
    LeftOutReason,
    OfficialErrors,
    Overdue,
    QuarterReport,
    StateCounts,
    TaskLine,
)
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.states import State, Timeliness
from sheetsync.core.timeliness import completion_day, judge, occurrence_start
from sheetsync.core.year_so_far import TaskYear, YearSoFar


def consolidate(
    tabs: BookTabs,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    period: Period,
    as_of: date,
    calendar: WorkCalendar,
    settings: Settings,
    closed: Sequence[QuarterReport] = (),
) -> QuarterReport:
    """The period's report as of `as_of`: the report's own date, the cut-off unless another was asked for. What was completed
    after it counts as unfinished. findings: those of the same tabs; only errors are taken over. closed: earlier reports of the
    year, for what tabs without a column of earlier results do not tell.
    """
    owners = {task.task_id: plan.tab_owner(task) for task in plan.tasks}
    leads, contributions, left_out = _sort_rows(tabs, owners)
    rows_read = sum(len(tab.entries) for tab in tabs.tabs)
    areas = _report_areas(plan)
    places = {area.code: place for place, area in enumerate(areas)}
    so_far = YearSoFar.of(tabs, closed, period=period, as_of=as_of, calendar=calendar, settings=settings.periods)
    lines, years = [], []
    for task in sorted(plan.tasks, key=lambda task: places[task.report_area]):
        entry = leads.get(task.task_id)
        timeliness = judge(entry, task, period=period, as_of=as_of, calendar=calendar, settings=settings.periods)
        year = so_far.task(task, entry, timeliness)
        told = tuple(contributions.get(task.task_id, ()))
        started = occurrence_start(task, period, calendar, settings.periods) if entry is not None else None
        owner = owners[task.task_id]
        lines.append(_line(task, owner, timeliness, year, entry, contributions=told, started=started, as_of=as_of))
        years.append(year)
    reported_by = {line.official for line in lines}
    officials = [official for official in plan.officials if official.tab or official.code in reported_by]
    if "" in reported_by:
        officials.append(NOBODY)
    by_area, by_official, totals = _count(lines, areas, officials)
    return QuarterReport(
        period=period,
        as_of=as_of,
        plan=plan,
        lines=tuple(lines),
        by_area=by_area,
        by_official=by_official,
        totals=totals,
        rows_read=rows_read,
        reported=len(leads),
        left_out=tuple(left_out),
        due_in_period=_due_count((year.owed_now for year in years), period.start, period.cut_off),
        due_cumulative=_due_count((year.owed for year in years), period.cumulative_start, period.cut_off),
        overdue=_overdue(lines),
        errors=_errors(findings, officials),
    )


def _sort_rows(
    tabs: BookTabs, owners: Mapping[str, str]
) -> tuple[dict[str, Entry], dict[str, list[Contribution]], list[LeftOut]]:
    """Every row read goes to exactly one place: the line of its task, or the rows left out with a reason."""
    leads: dict[str, Entry] = {}
    contributions: dict[str, list[Contribution]] = {}
    left_out: list[LeftOut] = []
    for tab in tabs.tabs:
        for entry in tab.entries:
            reason = _reason_to_leave_out(entry, owners, leads, usable=tab.usable)
            if reason is None and entry.task_id:
                leads[entry.task_id] = entry
                continue
            written = entry.task_id or entry.written_id
            left_out.append(LeftOut(entry.sheet, entry.row, reason or LeftOutReason.UNKNOWN, naming_cell(entry), written))
            if reason is LeftOutReason.COORDINATOR and entry.task_id and entry.text("result"):
                contribution = Contribution(entry.official, entry.text("result"), entry.where("result"))
                contributions.setdefault(entry.task_id, []).append(contribution)
    return leads, contributions, left_out


def _reason_to_leave_out(
    entry: Entry, owners: Mapping[str, str], leads: Mapping[str, Entry], *, usable: bool
) -> LeftOutReason | None:
    if not usable:
        return LeftOutReason.TAB_UNUSABLE
    if entry.task_id is None or entry.task_id not in owners:
        return LeftOutReason.UNKNOWN
    if entry.role is Role.COORDINATOR:
        return LeftOutReason.COORDINATOR
    if owners[entry.task_id] != entry.official:
        return LeftOutReason.OTHER_TAB if entry.official else LeftOutReason.PERSON_UNKNOWN
    return LeftOutReason.DUPLICATE if entry.task_id in leads else None


def naming_cell(entry: Entry) -> Where:
    """The cell that names the row's task: its id, else its text, else the first column we understand, else A."""
    for key in chain(("task_id", "task"), entry.columns):
        if entry.has(key):
            return entry.where(key)
    return Where(entry.sheet, entry.row, 1)


def _line(
    task: Task,
    official: str,
    timeliness: Timeliness,
    year: TaskYear,
    entry: Entry | None,
    *,
    contributions: tuple[Contribution, ...],
    started: date | None,
    as_of: date,
) -> TaskLine:
    """The task with what its row in the book says. started: its occurrence, where it comes back."""
    if entry is None:
        return TaskLine(
            task,
            official,
            timeliness,
            cumulative=year.text,
            contributions=contributions,
            earlier_evidence=year.evidence,
            unsolved=year.unsolved,
            every_time=year.every_time,
        )
    completed = completion_day(entry)
    # A recurring task last finished before this occurrence began: its result text is an earlier one's and must not go out again.
    stale = started is not None and completed is not None and completed < started
    finished = timeliness.state.finished and completed is not None and completed <= as_of
    return TaskLine(
        task,
        official,
        timeliness,
        where=naming_cell(entry),
        result="" if stale else entry.text("result"),
        result_where=_where(entry, "result"),
        cumulative=year.text,
        evidence="" if stale else entry.text("evidence"),
        difficulty=entry.text("difficulty"),
        difficulty_where=_where(entry, "difficulty"),
        proposal=entry.text("proposal"),
        completed_on=completed if finished else None,
        contributions=contributions,
        earlier_evidence=year.evidence,
        unsolved=year.unsolved,
        every_time=year.every_time,
        completed_later=entry.status.status is Status.DONE and completed is not None and completed > as_of,
    )


def _where(entry: Entry, key: str) -> Where | None:
    return entry.where(key) if entry.has(key) else None


def _report_areas(plan: Plan) -> list[Area]:
    """Organisation areas first ("Chỉ đạo, điều hành"), then the content areas, then areas that only tasks name."""
    known = [*(area for area in plan.areas if area.organisation), *(area for area in plan.areas if not area.organisation)]
    codes = {area.code for area in known}
    others = dict.fromkeys(task.report_area for task in plan.tasks if task.report_area not in codes)
    return [*known, *(Area(code, code or "Chưa rõ lĩnh vực") for code in others)]


def _count(
    lines: Sequence[TaskLine], areas: Sequence[Area], officials: Sequence[Official]
) -> tuple[tuple[StateCounts, ...], tuple[StateCounts, ...], StateCounts]:
    nothing = dict.fromkeys(State, 0)
    area_counts = {area.code: nothing.copy() for area in areas}
    official_counts = {official.code: nothing.copy() for official in officials}
    totals = nothing.copy()
    alike = Counter([(line.task.report_area, line.official, line.timeliness.state) for line in lines])
    for (area_code, official_code, state), count in alike.items():
        area_counts[area_code][state] += count
        if official_code in official_counts:
            official_counts[official_code][state] += count
        totals[state] += count
    return (
        tuple(StateCounts(area.code, area.short_title or area.title, area_counts[area.code]) for area in areas),
        tuple(StateCounts(o.code, o.short_title or o.title, official_counts[o.code]) for o in officials),
        StateCounts("", "Tổng cộng", totals),
    )


def _due_count(each: Iterable[Sequence[tuple[date, bool]]], first: date, last: date) -> DueCount:
    """each: of every task the days it was owed on. One that comes back counts once, as done where it was done every time."""
    fallen_due = [[done for day, done in owed if first <= day <= last] for owed in each]
    return DueCount(sum(all(done) for done in fallen_due if done), sum(map(bool, fallen_due)))


def _overdue(lines: Sequence[TaskLine]) -> tuple[Overdue, ...]:
    late = [line for line in lines if line.state is State.OVERDUE]
    told = (Overdue(line, line.timeliness.days or 0, line.difficulty or line.unsolved) for line in late)
    return tuple(sorted(told, key=lambda overdue: -overdue.days))


def _errors(findings: Sequence[Finding], officials: Sequence[Official]) -> tuple[OfficialErrors, ...]:
    """Officials in the plan's order, those without an error left out; findings of nobody's tab come last."""
    by_official: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            by_official.setdefault(finding.official, []).append(finding)
    titles = {official.code: official.short_title or official.title for official in officials}
    order = [code for code in titles if code in by_official] + [code for code in by_official if code not in titles]
    return tuple(OfficialErrors(code, titles.get(code, code) or "Chung", tuple(by_official[code])) for code in order)
