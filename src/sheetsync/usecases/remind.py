"""Reminders for every official, the summary for the chair, and the period's dates; nothing is written into the book."""

from __future__ import annotations

from datetime import date

from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding
from sheetsync.core.plan import Official, Role, Task
from sheetsync.core.reminders.chair_message import chair_message
from sheetsync.core.reminders.choose import LedTask, OwnWork, choose
from sheetsync.core.reminders.countdown import Countdown, count_down
from sheetsync.core.reminders.file_names import CHAIR_FILE, calendar_file, message_files, text_file
from sheetsync.core.reminders.message import message
from sheetsync.core.reminders.period_events import period_calendar
from sheetsync.core.reminders.reminder import ChairSummary, OfficialCount, OfficialReminder
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.timeliness import judge
from sheetsync.ports import PlanBook
from sheetsync.records import dataclass
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.status import official_statuses


@dataclass(frozen=True, slots=True)
class WrittenReminder:
    """What one official is reminded of, and the words for it."""

    reminder: OfficialReminder
    text: str


@dataclass(frozen=True, slots=True)
class RemindResult:
    """officials: in the order of the configuration; calendar: the text of a calendar file."""

    assessment: Assessment
    countdown: Countdown
    officials: tuple[WrittenReminder, ...]
    chair: ChairSummary
    chair_text: str
    calendar: str


def remind(
    book: PlanBook, settings: Settings, *, as_of: date, period_key: str | None = None, tab: str | None = None
) -> RemindResult:
    """The reminders as of a day. tab: only for this sheet's or official's; the summary then counts nobody else either."""
    assessment = assess(book, settings, as_of=as_of, period_key=period_key, tab=tab)
    countdown = count_down(assessment.period, as_of, assessment.calendar)
    work = _own_work(assessment)
    reminders = [choose(own, countdown) for own in work]
    chair = _summary(assessment, countdown, {own.official.code: own for own in work})
    return RemindResult(
        assessment=assessment,
        countdown=countdown,
        officials=tuple(WrittenReminder(reminder, message(reminder, countdown)) for reminder in reminders),
        chair=chair,
        chair_text=chair_message(chair),
        calendar=period_calendar(assessment.period, settings.unit, assessment.calendar, stamped_on=as_of),
    )


def _own_work(assessment: Assessment) -> list[OwnWork]:
    """What is known of each official who is asked about, each apart: nobody's rows, tasks or findings reach anybody else."""
    everything = assessment.whole or assessment
    plan, settings = assessment.plan, assessment.settings
    entries = everything.lead_entries()
    tabs: dict[str, list[Tab]] = {}
    for tab in everything.tabs.tabs:
        tabs.setdefault(tab.official, []).append(tab)
    findings: dict[str, list[Finding]] = {}
    for finding in everything.findings:
        findings.setdefault(finding.official, []).append(finding)
    led: dict[str, list[LedTask]] = {}
    coordinated: dict[str, list[Task]] = {}
    for code, task, role in plan.placements():
        if role is Role.COORDINATOR:
            coordinated.setdefault(code, []).append(task)
            continue
        entry = entries.get(task.task_id)
        state = judge(
            entry,
            task,
            period=assessment.period,
            as_of=assessment.as_of,
            calendar=assessment.calendar,
            settings=settings.periods,
        )
        led.setdefault(code, []).append(LedTask(task, entry, state))
    return [
        OwnWork(
            official,
            tabs.get(official.code, ()),
            led.get(official.code, ()),
            coordinated.get(official.code, ()),
            findings.get(official.code, ()),
            handed_in_on=assessment.handed_in_on(tabs.get(official.code, ())),
            shared_sheets=bool(settings.shared_sheets),
            made_ids=settings.plan_source is PlanSource.BOOK,
        )
        for official in _asked(assessment)
    ]


def _asked(assessment: Assessment) -> list[Official]:
    asked = [assessment.plan.official(status.official) for status in official_statuses(assessment) if status.official]
    return [official for official in asked if official is not None]


def _summary(assessment: Assessment, countdown: Countdown, work: dict[str, OwnWork]) -> ChairSummary:
    statuses = official_statuses(assessment)
    counts = tuple(
        OfficialCount(
            official=status.official,
            title=status.title,
            tasks=status.tasks,
            missing=status.tasks - status.reported,
            overdue=status.overdue,
            errors=status.errors,
            handed_in_on=status.handed_in_on,
        )
        for status in statuses
        if status.official in work
    )
    return ChairSummary(countdown, counts, unknown_rows=sum(status.tasks for status in statuses if not status.official))


def reminder_files(result: RemindResult, *, officials: bool, chair: bool) -> dict[str, bytes]:
    """By name, a file for each official, one for the chair, and the calendar where both are wanted."""
    files: dict[str, bytes] = {}
    if officials:
        names = message_files(official.code for official in result.assessment.plan.officials)
        files.update((names[written.reminder.official], text_file(written.text)) for written in result.officials)
    if chair:
        files[CHAIR_FILE] = text_file(result.chair_text)
    if officials and chair:
        files[calendar_file(result.assessment.period)] = result.calendar.encode("utf-8")
    return files
