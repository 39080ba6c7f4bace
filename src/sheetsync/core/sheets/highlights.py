"""The colours that sheetsync lays over a tab: rows by state, cells with errors and warnings, as live conditional formats.

A mark finds its row by the task id in it (or by the task text where the row has none), so sorting keeps it right; and it goes out
by itself as soon as somebody changes the cell it speaks of. What depends on the day asks TODAY(), unless a fixed day is wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.calendar import WorkCalendar, day_after, day_before
from sheetsync.core.cells import CellValue, Rectangle, Where
from sheetsync.core.edits import Highlight
from sheetsync.core.entries import Entry, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.plan import Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.settings import PeriodSettings, Severity
from sheetsync.core.sheets.conditions import (
    KeysByFrame,
    absent,
    any_of,
    both,
    cell,
    contains,
    day,
    either,
    holds,
    packed,
    shows_error,
)
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.state_looks import ERROR_FILL, ERROR_TEXT, STATE_COLOURS, WARNING_FILL
from sheetsync.core.states import State
from sheetsync.core.timeliness import binding_due, completion_day, state_of
from sheetsync.records import dataclass, field, replace

_ERROR_LOOK = Look(bold=True, colour=ERROR_TEXT, fill=ERROR_FILL)
_WARNING_LOOK = Look(fill=WARNING_FILL)

# A finding of these speaks of the status too: its mark goes out when the status changes.
_ABOUT_STATUS = frozenset({
    "completed-missing", "completed-not-done", "progress-mismatch", "evidence-missing", "result-missing", "overdue-unexplained",
    "suspended-unexplained", "nothing-to-report-one-off",
})  # fmt: skip
_ROW_ABSENT = "task-missing"  # its cell is a heading; its mark goes out when a row with the id is there
_ROOM_BELOW = 200  # rows that people may add

_DONE_STATES = (State.DONE_EARLY, State.DONE_ON_TIME, State.DONE)
_UNFINISHED = (Status.NOT_STARTED, Status.IN_PROGRESS)
_WORDS_OF_UNFINISHED = tuple(status.value for status in _UNFINISHED)

# What tells rows of one task apart, the steadiest first.
_DISTINGUISHING_FIELDS = (
    "role", "person", "task", "deliverable", "due", "evidence", "result", "note", "difficulty", "proposal", "number",
    "completed_on", "status",
)  # fmt: skip


def tab_highlights(
    tab: Tab,
    tasks: Mapping[str, Task],
    findings: Sequence[Finding],
    *,
    period: Period,
    as_of: date,
    fixed: bool,
    calendar: WorkCalendar,
    settings: PeriodSettings,
) -> tuple[Highlight, ...]:
    """The conditional formats of one tab, the strongest first: bad cells, cells to look at, then states.

    Errors: red cell, bold. Warnings: yellow cell. Rows that are overdue, due soon, finished late, or (after the hand-in date) not
    reported are tinted; finished or in time, only the status cell. Coordinators' rows have no state. fixed: the colours are those
    of `as_of` for good, instead of each day's. Nothing for a tab whose headings were not found. tasks: the plan's, by id.
    """
    if not tab.usable or not tab.entries:
        return ()
    marking = _Marking(tab)
    of_tab = [finding for finding in findings if finding.where is not None and finding.where.sheet == tab.sheet]
    states = _StateMarks(marking, tasks, period, as_of, fixed, calendar, settings)
    return (
        *marking.cells(of_tab, Severity.ERROR, _ERROR_LOOK),
        *marking.cells(of_tab, Severity.WARNING, _WARNING_LOOK),
        *states.highlights(),
    )


class _Marking:
    """Where marks stand in one tab, and how a condition finds a row."""

    def __init__(self, tab: Tab) -> None:
        rows = [entry.row for entry in tab.entries]
        columns = [column.column for column in tab.columns.values()]
        self.tab = tab
        self.first_row = min(tab.header_row + 1, *rows)
        self.last_row = max(tab.last_row, *rows)
        self.whole_rows = Rectangle(self.first_row, min(columns), self.last_row, max(columns))
        self._references = {key: cell(column.column, self.first_row) for key, column in tab.columns.items()}
        self._keys: dict[int, str | None] = {}
        self._by_row = {entry.row: entry for entry in tab.entries}
        self._identities = {entry.row: _identity(entry) for entry in tab.entries}
        self._sharing: defaultdict[tuple[str, CellValue], list[Entry]] = defaultdict(list)
        for entry in tab.entries:
            self._sharing[self._identities[entry.row]].append(entry)

    def column(self, key: str) -> Rectangle:
        """The cells of a field below the headings."""
        number = self.tab.columns[key].column
        return Rectangle(self.first_row, number, self.last_row, number)

    def reference(self, key: str) -> str:
        return self._references[key]

    def still(self, entry: Entry, key: str) -> str:
        """The row's cell of this field still holds what was read; "" where the tab has no such column."""
        if not entry.has(key):
            return ""
        reference = self._references[key]
        note = entry.notes.get(key) if entry.notes else None
        return shows_error(reference) if note and note.error else holds(reference, entry.values.get(key))

    def key(self, entry: Entry) -> str | None:
        """The condition that finds the entry's row wherever it is sorted to; None where nothing tells the row apart."""
        if entry.row not in self._keys:
            self._keys[entry.row] = self._find_key(entry)
        return self._keys[entry.row]

    def _find_key(self, entry: Entry) -> str | None:
        field, value = self._identities[entry.row]
        if value is None:
            return None
        condition = holds(self.reference(field), value)
        if field == "task" and entry.has("task_id"):
            condition = both(f'{self.reference("task_id")}=""', condition)
        return both(condition, *self._apart(entry, self._sharing[field, value]))

    def _apart(self, entry: Entry, sharing: Sequence[Entry]) -> Iterator[str]:
        """What else must hold so that the row is not mistaken for another one with the same id; nothing for equal rows."""
        mistakable = [one for one in sharing if one is not entry]
        for key in _DISTINGUISHING_FIELDS if mistakable else ():
            like = [one for one in mistakable if one.values.get(key) == entry.values.get(key)]
            if len(like) < len(mistakable):
                yield self.still(entry, key)
            mistakable = like

    def cells(self, findings: Iterable[Finding], severity: Severity, look: Look) -> Iterator[Highlight]:
        """Marks on the cells of all findings of one severity: one list of rows a column; a cell outside the rows by itself."""
        columns: defaultdict[str, KeysByFrame] = defaultdict(KeysByFrame)
        alone: defaultdict[Rectangle, dict[str, None]] = defaultdict(dict)
        for finding in findings:
            where = finding.where
            if finding.severity is not severity or where is None or where.column < 1:
                continue
            entry = self._by_row.get(where.row)
            field = next((key for key, column in self.tab.columns.items() if column.column == where.column), None)
            key = self.key(entry) if entry else None
            if entry and field and key:
                status = self.still(entry, "status") if finding.code in _ABOUT_STATUS and field != "status" else ""
                columns[field].put(both(self.still(entry, field), status), key)
            elif entry is None and (condition := self._outside_rows(finding, where)):
                alone[Rectangle(where.row, where.column, where.row, where.column)][condition] = None
        for area, conditions in alone.items():
            for condition in any_of(conditions, frame_length=0):
                yield Highlight((area,), condition, look)
        for field, groups in columns.items():
            for condition in packed(groups):
                yield Highlight((self.column(field),), condition, look)

    def _outside_rows(self, finding: Finding, where: Where) -> str | None:
        """When a cell above the rows is marked."""
        if finding.code == _ROW_ABSENT:
            if finding.task_id is None or "task_id" not in self.tab.columns:
                return None
            ids = self.column("task_id")
            return absent(replace(ids, last_row=ids.last_row + _ROOM_BELOW), finding.task_id)
        if finding.value is None:
            return None
        # The finding may quote only part of its cell ("Kỳ báo cáo: Quý IV/2022").
        reference, value = cell(where.column, where.row), finding.value
        return contains(reference, value) if isinstance(value, str) else holds(reference, value)


def _identity(entry: Entry) -> tuple[str, CellValue]:
    """The field that tells the row apart, and what it holds: the id cell, else the task text."""
    for key in ("task_id", "task"):
        value = entry.values.get(key)
        if value is not None and entry.text(key):
            return key, value
    return "task", None


@dataclass(frozen=True, slots=True)
class _StateMarks:
    """The marks of the rows' states."""

    marking: _Marking
    tasks: Mapping[str, Task]
    period: Period
    as_of: date
    fixed: bool
    calendar: WorkCalendar
    settings: PeriodSettings
    _frames_known: dict[tuple[date, str], tuple[tuple[State, str], ...]] = field(default_factory=dict)

    def highlights(self) -> Iterator[Highlight]:
        """Row tints before the colours of status cells; the states exclude one another."""
        groups: defaultdict[State, KeysByFrame] = defaultdict(KeysByFrame)
        for entry in self.marking.tab.entries:
            key = self.marking.key(entry) if entry.role is Role.LEAD else None
            if key:
                task = self.tasks.get(entry.task_id) if entry.task_id else None
                for state, frame in self._frames(entry, task):
                    groups[state].put(frame, key)
        rows, status = (self.marking.whole_rows,), (self.marking.column("status"),)
        for state in (State.OVERDUE, State.DUE_SOON, State.DONE_LATE, State.NOT_REPORTED):
            yield from self._of_state(groups[state], rows, Look(fill=STATE_COLOURS[state].tint))
        for state in (State.DONE, State.IN_TIME):
            yield from self._of_state(groups[state], status, Look(fill=STATE_COLOURS[state].fill))

    @staticmethod
    def _of_state(groups: KeysByFrame, areas: tuple[Rectangle, ...], look: Look) -> Iterator[Highlight]:
        return (Highlight(areas, condition, look) for condition in packed(groups))

    def _frames(self, entry: Entry, task: Task | None) -> Iterator[tuple[State, str]]:
        """What must hold in the row for each state that it is in, or may come into by itself as days go by."""
        due = binding_due(task, self.period)
        state = state_of(entry, task, due, period=self.period, as_of=self.as_of, calendar=self.calendar, settings=self.settings)
        if state in _DONE_STATES:
            yield State.DONE, self._as_read(entry)
        elif state is State.DONE_LATE:
            yield State.DONE_LATE, self._as_read(entry)
        elif state is State.NOT_REPORTED:
            yield from self._during(State.NOT_REPORTED, day_after(self.period.hand_in), None, self._as_read(entry))
        if due is not None:
            yield from self._to_come(due, self._unfinished(entry))

    def _to_come(self, due: date, unfinished: str) -> tuple[tuple[State, str], ...]:
        """What work that is left comes into as its due day comes near; rows have few different days."""
        frames = self._frames_known.get((due, unfinished))
        if frames is None:
            soon = self.calendar.soon_from(due, self.settings.due_soon_working_days)
            frames = self._frames_known[due, unfinished] = (
                *self._during(State.OVERDUE, day_after(due), None, unfinished),
                *self._during(State.DUE_SOON, soon, due, unfinished),
                *self._during(State.IN_TIME, None, day_before(soon), unfinished),
            )
        return frames

    def _during(self, state: State, first: date | None, last: date | None, frame: str) -> Iterator[tuple[State, str]]:
        """The frame on the days from first to last; a fixed day is decided here and now."""
        if self.fixed:
            if (first is None or first <= self.as_of) and (last is None or self.as_of <= last):
                yield state, frame
            return
        since = f"TODAY()>={day(first)}" if first else ""
        until = f"TODAY()<={day(last)}" if last else ""
        yield state, both(since, until, frame)

    def _as_read(self, entry: Entry, also: str = "") -> str:
        """The status is as it was read; so is the completion where the status says that there is one."""
        completed = self.marking.still(entry, "completed_on") if entry.status.status is Status.DONE else ""
        return both(self.marking.still(entry, "status"), completed, also)

    def _unfinished(self, entry: Entry) -> str:
        """The status says that work is left, as it was read or typed since; or that it ends on a day still to come."""
        reference = self.marking.reference("status")
        conditions = [f'{reference}="{word}"' for word in _WORDS_OF_UNFINISHED]
        read = entry.status.status
        if read in _UNFINISHED and entry.values.get("status") not in _WORDS_OF_UNFINISHED:
            conditions.append(self.marking.still(entry, "status"))
        completed = completion_day(entry) if read is Status.DONE else None
        if completed is not None and completed > self.as_of:
            today = "" if self.fixed else f"TODAY()<{day(completed)}"
            conditions.append(self._as_read(entry, also=today))
        return either(conditions)
