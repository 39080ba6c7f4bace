"""The state of an entry on a day: finished early or late, overdue, due soon, not reported … (design 5).

What an official chose (the status) is one thing; how it stands against the due day is another, and is derived here. Only a stated
or confirmed due day counts: a proposed one makes nothing overdue and nothing late.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import Entry
from sheetsync.core.periods import Period, month_end, months_named, months_of, previous_period
from sheetsync.core.plan import Cadence, DueRule, Task
from sheetsync.core.readings import DateKind, Status
from sheetsync.core.settings import PeriodSettings
from sheetsync.core.states import STATE_TITLES, State, Timeliness

_PUT_ASIDE = {Status.SUSPENDED: State.SUSPENDED, Status.NOTHING_TO_REPORT: State.NOTHING_TO_REPORT}
_IN_WORDS = {
    State.OVERDUE: "Quá hạn {days} ngày",
    State.DONE_LATE: "Hoàn thành quá hạn {days} ngày",
    State.DONE_EARLY: "Hoàn thành trước hạn {days} ngày",
    State.DUE_SOON: "Sắp đến hạn (còn {working_days} ngày làm việc)",
    State.IN_TIME: "Trong hạn (còn {days} ngày)",
    State.DONE: "Hoàn thành",
}
_DAY_KINDS = (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED)


def judge(
    entry: Entry | None,
    task: Task | None,
    *,
    period: Period,
    as_of: date,
    calendar: WorkCalendar,
    settings: PeriodSettings,
) -> Timeliness:
    """The state of a task's lead row. entry None: the task has no row; task None: the row belongs to no known task.

    A row of a coordinator has no state; do not ask for it.

    Finished before the due day is early, on it on time, after it late. Finished without a readable day is DONE. A completion
    after `as_of` counts as unfinished. Monthly and quarterly tasks are judged on the period's occurrence: what was completed
    before it began says nothing about it.
    """
    due = binding_due(task, period)
    state, days, working_days = _judged(entry, task, due, period=period, as_of=as_of, calendar=calendar, settings=settings)
    named, asked = _occurrences(entry, task, period)
    return Timeliness(
        state=state,
        text=_text(state, days, working_days),
        due=due,
        days=days,
        working_days=working_days,
        occurrences_done=named,
        occurrences_due=asked,
    )


def state_of(
    entry: Entry,
    task: Task | None,
    due: date | None,
    *,
    period: Period,
    as_of: date,
    calendar: WorkCalendar,
    settings: PeriodSettings,
) -> State:
    """The state that `judge` gives, where no more of it is wanted. due: the task's `binding_due`."""
    return _judged(entry, task, due, period=period, as_of=as_of, calendar=calendar, settings=settings)[0]


def binding_due(task: Task | None, period: Period) -> date | None:
    """The day on which a task is due by the plan or by a confirmation: its date, or that of the period's occurrence.

    Quarterly tasks are due on the sending day, monthly ones at the end of the last month that the period reports.
    None where there is no due day, or only a proposed one.
    """
    if task is None:
        return None
    due = task.due
    if not due.basis.binding:
        return None
    if due.rule is None:
        return due.on
    if due.rule is DueRule.QUARTERLY_SENDING:
        return period.send
    months = months_of(period)
    return month_end(*months[-1]) if months else period.cut_off


def completion_day(entry: Entry) -> date | None:
    """The day written as completion day; None where none can be read (also where only a month or quarter is named)."""
    return entry.completed_on.on if entry.completed_on.kind in _DAY_KINDS else None


def is_recurring(task: Task | None) -> bool:
    """Whether a task is judged on the period's occurrence."""
    return task is not None and (task.cadence.recurring or task.due.rule is not None)


def is_monthly(task: Task | None) -> bool:
    return task is not None and (task.cadence is Cadence.MONTHLY or task.due.rule is DueRule.MONTHLY)


def occurrence_start(task: Task | None, period: Period, calendar: WorkCalendar, settings: PeriodSettings) -> date | None:
    """The first day on which a recurring task's work is that of the period; None for other tasks.

    Quarterly tasks are due on the sending day, which comes after the cut-off: what is sent on 17 March is the first quarter's,
    although the second quarter's data begin on 15 March.
    """
    if not is_recurring(task):
        return None
    if is_monthly(task):
        return period.start
    return previous_period(period, settings, calendar).send + timedelta(days=1)


_Judged = tuple[State, int | None, int | None]  # state, calendar days, working days left


def _judged(
    entry: Entry | None,
    task: Task | None,
    due: date | None,
    *,
    period: Period,
    as_of: date,
    calendar: WorkCalendar,
    settings: PeriodSettings,
) -> _Judged:
    return _finished(entry, task, due, period=period, as_of=as_of, calendar=calendar, settings=settings) or _unfinished(
        entry, due, as_of=as_of, calendar=calendar, settings=settings
    )


def _finished(
    entry: Entry | None,
    task: Task | None,
    due: date | None,
    *,
    period: Period,
    as_of: date,
    calendar: WorkCalendar,
    settings: PeriodSettings,
) -> _Judged | None:
    """The states that need no due day to come: put aside, nothing to report, finished. None for everything still to do."""
    status = entry.status.status if entry else None
    if entry is None or status is not Status.DONE:
        return (_PUT_ASIDE[status], None, None) if status in _PUT_ASIDE else None
    completed = completion_day(entry)
    if completed is None:
        return State.DONE, None, None
    if completed > as_of:
        return None
    started = occurrence_start(task, period, calendar, settings)
    if started is not None and completed < started:
        return State.NOT_REPORTED, None, None
    return _against_due(completed, due)


def _against_due(completed: date, due: date | None) -> _Judged:
    if due is None:
        return State.DONE, None, None
    if completed < due:
        return State.DONE_EARLY, (due - completed).days, None
    if completed == due:
        return State.DONE_ON_TIME, None, None
    return State.DONE_LATE, (completed - due).days, None


def _unfinished(
    entry: Entry | None, due: date | None, *, as_of: date, calendar: WorkCalendar, settings: PeriodSettings
) -> _Judged:
    if entry is None or entry.status.status is None:
        return State.NOT_REPORTED, None, None
    if due is None:
        return State.OPEN_ENDED, None, None
    if due < as_of:
        return State.OVERDUE, (as_of - due).days, None
    days = (due - as_of).days
    working_days = calendar.working_days_left(as_of, due)
    if working_days <= settings.due_soon_working_days:
        return State.DUE_SOON, days, working_days
    return State.IN_TIME, days, None


def _occurrences(entry: Entry | None, task: Task | None, period: Period) -> tuple[int | None, int | None]:
    """How many of the period's months a monthly task's result names, and how many there are."""
    if not is_monthly(task):
        return None, None
    return len(months_named(entry.text("result"), period)) if entry else 0, len(months_of(period))


@lru_cache(maxsize=4_096)
def _text(state: State, days: int | None, working_days: int | None) -> str:
    if state is State.DUE_SOON and days == 0:
        return "Sắp đến hạn (hôm nay là hạn cuối)"
    pattern = _IN_WORDS.get(state)
    return pattern.format(days=days, working_days=working_days) if pattern else STATE_TITLES[state]
