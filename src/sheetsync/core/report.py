"""The quarterly report as data: what was counted and what will be written, before any sheet is designed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from sheetsync.core.cells import Where
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.plan import Plan, Task
from sheetsync.core.states import State, Timeliness
from sheetsync.records import dataclass


class LeftOutReason(Enum):
    """Why a row of a tab is not one of the report's tasks; the value is the JSON word."""

    COORDINATOR = "coordinator"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    OTHER_TAB = "other-tab"  # a lead row in the tab of an official who does not own the task
    PERSON_UNKNOWN = "person-unknown"  # a row of a shared sheet that names nobody known
    TAB_UNUSABLE = "tab-unusable"  # a required heading of the tab is missing

    @property
    def title(self) -> str:
        """As the office reads it: "23 dòng phối hợp"."""
        return _LEFT_OUT_TITLES[self]


_LEFT_OUT_TITLES = {
    LeftOutReason.COORDINATOR: "dòng phối hợp",
    LeftOutReason.DUPLICATE: "dòng trùng nhiệm vụ",
    LeftOutReason.UNKNOWN: "dòng không có trong kế hoạch",
    LeftOutReason.OTHER_TAB: "dòng chủ trì ở sheet của người khác",
    LeftOutReason.PERSON_UNKNOWN: "dòng chưa rõ của ai",
    LeftOutReason.TAB_UNUSABLE: "dòng ở sheet thiếu tiêu đề bắt buộc",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was read and is not reported, with its reason. where: the row's cell that names the task."""

    sheet: str
    row: int
    reason: LeftOutReason
    where: Where
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a coordinator wrote about a task. official: code; where: the cell with the text."""

    official: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the plan as reported. official: code of the owner of its tab; where: the row's cell that names the task,
    None when no row was found. cumulative: how many occurrences since the year's first day ("6/6 tháng"), and in the reports of
    the half year and the year what was achieved before the period; earlier_evidence: documents named then. difficulty and
    proposal as the lead wrote them; unsolved: an earlier quarter's, while nothing was told since. completed_on: only a day up to
    the report's date; completed_later: the row names a later one. every_time: a task that comes back was done as often as it
    fell due, though not yet in the period. corrected: the period ("Quý I") whose report told something else of it.
    """

    task: Task
    official: str
    timeliness: Timeliness
    where: Where | None = None
    result: str = ""
    result_where: Where | None = None
    cumulative: str = ""
    evidence: str = ""
    difficulty: str = ""
    difficulty_where: Where | None = None
    proposal: str = ""
    completed_on: date | None = None
    contributions: tuple[Contribution, ...] = ()
    earlier_evidence: str = ""
    unsolved: str = ""
    every_time: bool = False
    completed_later: bool = False
    corrected: str = ""

    @property
    def state(self) -> State:
        return self.timeliness.state


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many tasks of a group (an area or an official, by code) are in each state; every state is there, zeros too."""

    code: str
    title: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DueCount:
    """`done` of `due` tasks whose binding due day lies in a span of days were finished: the x/y of the report."""

    done: int
    due: int

    @property
    def text(self) -> str:
        return f"{self.done}/{self.due}"

    def sentence(self, when: str) -> str:
        """`Hoàn thành 5/7 nhiệm vụ phải hoàn thành trong kỳ`."""
        return (
            f"Hoàn thành {self.text} nhiệm vụ phải hoàn thành {when}" if self.due else f"Không có nhiệm vụ phải hoàn thành {when}"
        )


@dataclass(frozen=True, slots=True)
class Overdue:
    """A task past its due day: calendar days late, and the reason the official gave ("" when none)."""

    line: TaskLine
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class OfficialErrors:
    """The findings of severity error that an official still has to put right."""

    official: str
    title: str
    errors: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CorrectedField:
    """What was reported and what the book says now. heading: as people read it; "" is nothing."""

    heading: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A task of a closed report whose entries have changed since. official: code; period: the key of the closed period."""

    period: str
    task_id: str
    title: str
    official: str
    fields: tuple[CorrectedField, ...]


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """A period's report as of a day.

    lines: every task of the plan exactly once, by report area (organisation areas first, then the plan's order), then in
    plan order. by_area, by_official: in that order, each summing to `totals`. rows_read = reported + len(left_out).
    due_in_period, due_cumulative: tasks due by the cut-off, from the period's first day and from the first day of lũy kế.
    overdue: the longest first. missing: lines without a row in the book. corrections: of the period before, which was closed
    (điều chỉnh).
    """

    period: Period
    as_of: date
    plan: Plan
    lines: tuple[TaskLine, ...]
    by_area: tuple[StateCounts, ...]
    by_official: tuple[StateCounts, ...]
    totals: StateCounts
    rows_read: int
    reported: int
    left_out: tuple[LeftOut, ...]
    due_in_period: DueCount
    due_cumulative: DueCount
    overdue: tuple[Overdue, ...]
    errors: tuple[OfficialErrors, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def finished_in_period(self) -> int:
        """Tasks finished in the data window. Without a readable day, only those reported anew each period count."""
        return sum(line.state.finished and self._in_period(line) for line in self.lines)

    @property
    def finished(self) -> int:
        """Tasks finished up to the report's day, whenever; of those that come back, each time they fell due."""
        return sum(line.state.finished for line in self.lines) + self.done_every_time

    @property
    def done_every_time(self) -> int:
        """Tasks that come back and were done each time they fell due, though not yet in the period."""
        return sum(line.every_time for line in self.lines)

    def _in_period(self, line: TaskLine) -> bool:
        if line.completed_on is None:
            return not line.task.cadence.finishes
        return line.completed_on >= self.period.start

    @property
    def missing(self) -> tuple[TaskLine, ...]:
        return tuple(line for line in self.lines if line.where is None)

    @property
    def error_count(self) -> int:
        return sum(len(group.errors) for group in self.errors)


def report_sheet_name(period: Period) -> str:
    """`Báo cáo Quý I-2023`."""
    return f"Báo cáo {period.sheet_title}"


def internal_sheet_name(period: Period) -> str:
    """`Tổng hợp nội bộ Quý I-2023`."""
    return f"Tổng hợp nội bộ {period.sheet_title}"


def report_document(report: QuarterReport) -> dict[str, object]:
    """The `report` object of `--json` (design 7): codes, ISO dates, numbers as numbers; ready for json.dumps."""
    document = _figures(report)
    if report.corrections:
        document["corrections"] = [correction_document(each) for each in report.corrections]
    return document


def correction_document(correction: Correction) -> dict[str, object]:
    """A task that has changed since its report was closed."""
    return {
        "period": correction.period,
        "task_id": correction.task_id,
        "official": correction.official or None,
        "fields": [{"heading": each.heading, "was": each.was, "now": each.now} for each in correction.fields],
    }


def _figures(report: QuarterReport) -> dict[str, object]:
    return {
        "sheet": report_sheet_name(report.period),
        "as_of": report.as_of.isoformat(),
        "rows_read": report.rows_read,
        "reported": report.reported,
        "left_out": [{"sheet": row.sheet, "row": row.row, "reason": row.reason.value} for row in report.left_out],
        "missing": [line.task.task_id for line in report.missing],
        "total": report.totals.total,
        "finished_in_period": report.finished_in_period,
        "finished": report.finished,
        "due_in_period": {"done": report.due_in_period.done, "due": report.due_in_period.due},
        "due_cumulative": {"done": report.due_cumulative.done, "due": report.due_cumulative.due},
        "by_area": [_counts_document("area", counts) for counts in report.by_area],
        "by_official": [_counts_document("official", counts) for counts in report.by_official],
        "overdue": [{"task_id": late.line.task.task_id, "days": late.days, "reason": late.reason} for late in report.overdue],
    }


def _counts_document(key: str, group: StateCounts) -> dict[str, object]:
    code = group.code or (None if key == "official" else "")  # rows of shared sheets may name nobody known
    return {key: code, "total": group.total, **{state.value: group.counts[state] for state in State}}
