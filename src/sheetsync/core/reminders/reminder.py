"""What an official is reminded of, as data: the words are made in `message.py`."""

from __future__ import annotations

from datetime import date
from enum import Enum

from sheetsync.core.reminders.countdown import Countdown
from sheetsync.records import dataclass


class WhyMissing(Enum):
    """Why a task counts as not reported; the value is the JSON word."""

    BLANK = "blank"  # its row says no status
    STATUS_UNKNOWN = "status-unknown"  # what stands there is no status
    NO_ROW = "no-row"
    EARLIER = "earlier-period"  # finished before this period's occurrence began


@dataclass(frozen=True, slots=True)
class MissingTask:
    """A task not reported yet. task_id: "" where nobody wrote an id. cell, written: the status (or the completion day) that says
    so, where the task has a row. days_late: calendar days past a binding due day, 0 where there is none or it is to come."""

    task_id: str
    title: str
    why: WhyMissing
    cell: str = ""
    written: str = ""
    due: date | None = None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class OverdueTask:
    """A task past its stated or confirmed due day. explain_in: the cell where a reason is still asked for, "" where none is."""

    task_id: str
    title: str
    due: date | None
    days: int
    explain_in: str = ""


@dataclass(frozen=True, slots=True)
class CellToMend:
    """A cell to put right or to look at again. code: of the finding; found: what stands there, shortened."""

    sheet: str
    cell: str
    heading: str
    code: str
    task_id: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class TabProblem:
    """Why nothing of an official could be read: no sheet of that name (headings empty), or a sheet without these headings.
    shared: the rows are looked for on sheets of several people."""

    sheet: str
    headings: tuple[str, ...] = ()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class OfficialReminder:
    """Everything one official is told, and nothing of anybody else. official: code; title: the short one; person: who holds the
    role on the day, where that is configured. sheets: where the official's rows stand, or should. tasks: how many are led.

    errors, doubts: each cell once, the most important first, without those that `missing` and `overdue` tell of already.
    contributions: ids of tasks to which the official may still add something; they are asked for gently and never counted.
    handed_in_on: the day of handing in, where it is the period's and not after the run date.
    """

    official: str
    title: str
    person: str
    sheets: tuple[str, ...]
    tasks: int
    missing: tuple[MissingTask, ...] = ()
    overdue: tuple[OverdueTask, ...] = ()
    errors: tuple[CellToMend, ...] = ()
    doubts: tuple[CellToMend, ...] = ()
    contributions: tuple[str, ...] = ()
    problem: TabProblem | None = None
    handed_in_on: date | None = None

    @property
    def in_order(self) -> bool:
        """Everything reported, nothing overdue, no cell wrong: doubts and contributions do not count."""
        return not (self.missing or self.overdue or self.errors or self.problem)


@dataclass(frozen=True, slots=True)
class OfficialCount:
    """One official's line in the summary for the chair; errors: as `validate` counts them."""

    official: str
    title: str
    tasks: int
    missing: int
    overdue: int
    errors: int
    handed_in_on: date | None

    @property
    def reported(self) -> int:
        return self.tasks - self.missing


@dataclass(frozen=True, slots=True)
class ChairSummary:
    """Counts alone: what is missing in detail is between the office and each official. unknown_rows: tasks of shared sheets that
    name nobody known."""

    countdown: Countdown
    officials: tuple[OfficialCount, ...]
    unknown_rows: int = 0
