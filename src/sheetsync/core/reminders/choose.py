"""What to remind one official of: chosen from what was read and judged of that official, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sheetsync.core.entries import Entry, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.messages import shown
from sheetsync.core.plan import Official, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.reminders.cell_phrases import importance
from sheetsync.core.reminders.countdown import Countdown
from sheetsync.core.reminders.reminder import (
    CellToMend,
    MissingTask,
    OfficialReminder,
    OverdueTask,
    TabProblem,
    WhyMissing,
)
from sheetsync.core.settings import Severity
from sheetsync.core.states import State, Timeliness
from sheetsync.records import dataclass

_FOUND_CHARACTERS = 24
_SAY_NO_STATUS = ("status-missing", "status-unknown")


@dataclass(frozen=True, slots=True)
class LedTask:
    """A task that the official leads, its row (None where the book has none) and its state."""

    task: Task
    entry: Entry | None
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class OwnWork:
    """All that is known of one official. tabs, findings: only the official's own; coordinated: tasks to which the official
    contributes; handed_in_on: the day of handing in, if any; made_ids: ids of rows without one were made up and mean nothing to
    people."""

    official: Official
    tabs: Sequence[Tab]
    led: Sequence[LedTask]
    coordinated: Sequence[Task]
    findings: Sequence[Finding]
    handed_in_on: date | None = None
    shared_sheets: bool = False
    made_ids: bool = False


def choose(work: OwnWork, countdown: Countdown) -> OfficialReminder:
    """The reminder of one official as of the countdown's day."""
    official = work.official
    problem = _problem(work)
    missing = [led for led in work.led if led.timeliness.state is State.NOT_REPORTED]
    overdue = [led for led in work.led if led.timeliness.state is State.OVERDUE]
    told = {place for led in missing for place in _places_that_say_missing(led)}
    told.update((_id(led.entry), "difficulty") for led in overdue if _wants_a_reason(led, work.findings))
    errors, doubts = _cells(work, told)
    return OfficialReminder(
        official=official.code,
        title=shown(official.short_title or official.title),
        person=shown(official.holder(countdown.as_of)),
        sheets=tuple(dict.fromkeys(shown(tab.sheet) for tab in work.tabs)) or (shown(official.tab or official.title),),
        tasks=len(work.led),
        missing=tuple(_missing(led, work, countdown.as_of) for led in missing),
        overdue=tuple(
            OverdueTask(
                _shown_id(led, work),
                shown(led.task.title),
                led.timeliness.due,
                led.timeliness.days or 0,
                _reason_cell(led) if _wants_a_reason(led, work.findings) else "",
            )
            for led in sorted(overdue, key=lambda led: -(led.timeliness.days or 0))
        ),
        errors=errors,
        doubts=doubts,
        contributions=_contributions(work),
        problem=problem,
        handed_in_on=work.handed_in_on,
    )


def _problem(work: OwnWork) -> TabProblem | None:
    if not work.tabs:
        return TabProblem(shown(work.official.tab or work.official.title), shared=work.shared_sheets) if work.led else None
    for tab in work.tabs:
        if not tab.usable:
            return TabProblem(
                shown(tab.sheet), tuple(shown(problem.heading) for problem in tab.missing) or ("Nhiệm vụ", "Trạng thái")
            )
    return None


def _missing(led: LedTask, work: OwnWork, as_of: date) -> MissingTask:
    entry, due = led.entry, led.timeliness.due
    why, cell, written = WhyMissing.NO_ROW, "", ""
    if entry is not None:
        key = "status"
        written = _found(entry.text("status"))
        why = WhyMissing.STATUS_UNKNOWN if written else WhyMissing.BLANK
        if entry.status.status is Status.DONE:
            why, key, written = WhyMissing.EARLIER, "completed_on", _found(entry.text("completed_on"))
        cell = entry.where(key).a1 if entry.has(key) else ""
    days_late = max((as_of - due).days, 0) if due is not None else 0
    return MissingTask(_shown_id(led, work), shown(led.task.title), why, cell, written, due, days_late)


def _places_that_say_missing(led: LedTask) -> Iterable[tuple[str, str]]:
    """Findings there say what the reminder says of a missing task anyway."""
    entry = led.entry
    if entry is None:
        yield led.task.task_id, "task"
    else:
        yield _id(entry), "completed_on" if entry.status.status is Status.DONE else "status"


def _id(entry: Entry | None) -> str:
    return (entry.task_id or "") if entry else ""


def _wants_a_reason(led: LedTask, findings: Iterable[Finding]) -> bool:
    entry = led.entry
    if entry is None or not entry.has("difficulty") or not entry.blank("difficulty"):
        return False
    where = entry.where("difficulty")
    return any(finding.where == where and finding.severity is Severity.ERROR for finding in findings)


def _reason_cell(led: LedTask) -> str:
    return led.entry.where("difficulty").a1 if led.entry else ""


def _cells(work: OwnWork, told: set[tuple[str, str]]) -> tuple[tuple[CellToMend, ...], tuple[CellToMend, ...]]:
    """Errors and doubts by cell: each cell once, with what matters most about it."""
    unreadable = {tab.identity for tab in work.tabs if not tab.usable}
    chosen: dict[tuple[str, str], Finding] = {}
    candidates = [
        finding
        for finding in work.findings
        if finding.where is not None
        and finding.severity is not Severity.INFO
        and (finding.sheet, finding.official) not in unreadable
        and not _is_told(finding, told)
    ]
    for finding in sorted(candidates, key=lambda finding: (finding.severity.rank, importance(finding.code))):
        chosen.setdefault((finding.sheet, finding.cell or ""), finding)
    ids = _ids_in_words(work)
    by_severity: dict[Severity, list[CellToMend]] = {Severity.ERROR: [], Severity.WARNING: []}
    for finding in chosen.values():
        by_severity[finding.severity].append(_cell(finding, ids))
    return tuple(by_severity[Severity.ERROR]), tuple(by_severity[Severity.WARNING])


def _is_told(finding: Finding, told: set[tuple[str, str]]) -> bool:
    key = (finding.task_id or "", finding.field or "")
    return key in told and (finding.field != "status" or finding.code in _SAY_NO_STATUS)


def _cell(finding: Finding, ids: Mapping[str, str]) -> CellToMend:
    where = finding.where
    assert where is not None
    value = _found(finding.value if isinstance(finding.value, str) else shown(finding.value))
    task_id = ids.get(finding.task_id or "", "")
    return CellToMend(shown(finding.sheet), where.a1, shown(where.heading), finding.code, task_id, value)


def _ids_in_words(work: OwnWork) -> dict[str, str]:
    """By the plan's id, the id as the official's own rows show it."""
    ids: dict[str, str] = {}
    for tab in work.tabs:
        for entry in tab.entries:
            if entry.task_id:
                ids.setdefault(entry.task_id, shown(entry.written_id if work.made_ids else entry.task_id))
    return ids


def _shown_id(led: LedTask, work: OwnWork) -> str:
    if work.made_ids:
        return shown(led.entry.written_id) if led.entry else ""
    return shown(led.task.task_id)


def _found(text: str) -> str:
    text = shown(text)
    return text if len(text) <= _FOUND_CHARACTERS else text[: _FOUND_CHARACTERS - 1].rstrip() + "…"


def _contributions(work: OwnWork) -> tuple[str, ...]:
    """Coordinated tasks without a word of the official yet."""
    given = {
        entry.task_id
        for tab in work.tabs
        for entry in tab.entries
        if entry.role is Role.COORDINATOR and not entry.blank("result")
    }
    ids = _ids_in_words(work)
    left = [task.task_id for task in work.coordinated if task.task_id not in given]
    return tuple(ids.get(task_id, "" if work.made_ids else shown(task_id)) for task_id in left)
