"""What becomes of a row: what was reported moves beside, what comes back every period starts anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.earlier_results import FINISHED_EARLIER, is_finished_earlier, with_period
from sheetsync.core.entries import Entry, Tab, TabColumn
from sheetsync.core.entry_cells import same_value
from sheetsync.core.opening.opened_cell import OpenedCell
from sheetsync.core.periods import Period
from sheetsync.core.plan import Cadence, Role, Task
from sheetsync.core.readings import DateKind, Status
from sheetsync.core.timeliness import binding_due, completion_day, is_recurring
from sheetsync.core.values import match_key
from sheetsync.records import dataclass, field

RESULT, EARLIER = "result", "result_before"
_TOLD_BESIDE = ("evidence", "difficulty", "proposal")
TOLD = frozenset({RESULT, *_TOLD_BESIDE})
"""The fields whose content moves to the column of earlier results."""

_STATE = ("status", "progress", "completed_on")
_OVER = (Status.DONE, Status.SUSPENDED, Status.NOTHING_TO_REPORT)
_CADENCES = {match_key(cadence.value): cadence for cadence in Cadence}
_HEADINGS = KnownHeadings(())


def earlier_column(columns: Mapping[str, TabColumn]) -> TabColumn | None:
    """The column that earlier results move to; None where there is none, or only other quarters' own columns."""
    column = columns.get(EARLIER)
    return None if column is None or _of_a_quarter(column) else column


def by_quarter(columns: Mapping[str, TabColumn]) -> bool:
    """Whether each quarter's result has a column of its own."""
    return RESULT in columns and _of_a_quarter(columns[RESULT])


def _of_a_quarter(column: TabColumn) -> bool:
    return _HEADINGS.result_quarter(column.heading) is not None


@dataclass(frozen=True, slots=True)
class OpenedRows:
    """Opens the rows of a book's tabs. closed: the period that ends; tasks: of the plan that rules, by id."""

    closed: Period
    tasks: Mapping[str, Task] = field(default_factory=dict)

    def cells(self, tab: Tab, sheet: SheetContent) -> Iterator[OpenedCell]:
        """Every cell of the tab's rows that changes."""
        for entry in tab.entries:
            for key, new in self._row(entry, sheet).items():
                where = entry.where(key)
                old = sheet.value(where.row, where.column)
                if not same_value(old, new):
                    yield OpenedCell(where, old, new, _anchor(entry, sheet), key, _task_of(entry), _locked(entry, key))

    def _row(self, entry: Entry, sheet: SheetContent) -> dict[str, CellValue]:
        """By field, what the row's cells must hold."""
        task = self.tasks.get(entry.task_id) if entry.task_id else None
        finished = _finishes(entry, task) and entry.status.status is Status.DONE
        day = completion_day(entry)
        if finished and day is not None and day > self.closed.cut_off:
            return {}  # it counts in the period that is opened, and so does what was written of it
        anew = self._starts_anew(entry, task)
        cells: dict[str, CellValue] = {key: None for key in _TOLD_BESIDE if entry.has(key)}
        if anew:
            cells |= {key: None for key in _STATE if entry.has(key)}
        column = earlier_column(entry.columns)
        if finished and column is None:
            cells.pop("evidence", None)  # where else would the document be named that the finished task asks for
        result = ""
        if entry.has(RESULT) and not by_quarter(entry.columns):
            result = entry.text(RESULT)
            lead = finished and entry.role is Role.LEAD
            cells[RESULT] = FINISHED_EARLIER if lead else None
            if lead and is_finished_earlier(result):
                result = ""
                del cells[RESULT]  # in whichever way it is written
        others = [(key, entry.text(key)) for key in _TOLD_BESIDE if entry.text(key)]
        others += [
            (key, entry.text(key)) for key in _STATE if anew and (_only_in_words(entry, key) or _is_told(entry, task, key))
        ]
        if column is not None and (result or others):
            cells[EARLIER] = with_period(_raw_text(entry, sheet), self.closed.title, result, others)
        return cells

    def _starts_anew(self, entry: Entry, task: Task | None) -> bool:
        cadence = _cadence(entry, task)
        if is_recurring(task) or cadence in (Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.CONTINUOUS, Cadence.PERIODIC):
            return True
        if cadence is Cadence.YEARLY and entry.status.status is not Status.DONE:
            due = binding_due(task, self.closed)
            return due is None or due > self.closed.cut_off
        return False


def _cadence(entry: Entry, task: Task | None) -> Cadence | None:
    return task.cadence if task is not None else _CADENCES.get(match_key(entry.text("cadence")))


def _finishes(entry: Entry, task: Task | None) -> bool:
    """Whether the task as a whole can be finished. One that nobody knows is taken for one that is done once."""
    cadence = _cadence(entry, task)
    return not is_recurring(task) and (cadence is None or cadence.finishes)


def _only_in_words(entry: Entry, key: str) -> bool:
    """Whether a status, share or day was written in a way that only people understand: then it is kept as a text."""
    if not entry.text(key):
        return False
    if key == "status":
        return entry.status.status is None
    return entry.completed_on.kind is DateKind.INVALID if key == "completed_on" else entry.progress.value is None


def _is_told(entry: Entry, task: Task | None, key: str) -> bool:
    """Whether the year's report will need it: what became of a task that comes back, and of any that was done or put aside."""
    status = entry.status.status
    if status is None or not entry.text(key):
        return False
    if key == "status":
        return is_recurring(task) or status in _OVER
    return key == "completed_on" and status is Status.DONE


def _raw_text(entry: Entry, sheet: SheetContent) -> str:
    """What stands in the column of earlier results, to the letter."""
    where = entry.where(EARLIER)
    value = sheet.value(where.row, where.column)
    return value if isinstance(value, str) else entry.text(EARLIER)


def _anchor(entry: Entry, sheet: SheetContent) -> tuple[int, CellValue] | None:
    column = entry.columns.get("task_id") if entry.written_id else entry.columns.get("task")
    return None if column is None else (column.column, sheet.value(entry.row, column.column))


def _task_of(entry: Entry) -> str:
    return entry.task_id or entry.written_id or entry.text("task")


def _locked(entry: Entry, key: str) -> bool:
    note = entry.notes.get(key)
    return note is not None and (note.formula or note.error is not None)
