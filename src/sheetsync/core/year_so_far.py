"""Lũy kế: what a task has come to from the year's first day to the end of a period, read from the column of earlier results;
where a tab has no such column, from the earlier reports as they were closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.dates import read_date
from sheetsync.core.earlier_results import ToldBefore, is_finished_earlier, origin_only, told_before
from sheetsync.core.entries import BookTabs, Entry
from sheetsync.core.periods import Period, month_end, months_named, months_of
from sheetsync.core.periods import period as period_of
from sheetsync.core.plan import DueRule, Task
from sheetsync.core.readings import DateKind, Status
from sheetsync.core.report import QuarterReport, TaskLine
from sheetsync.core.settings import PeriodSettings
from sheetsync.core.states import State, Timeliness
from sheetsync.core.statuses import read_status
from sheetsync.core.timeliness import binding_due, is_monthly, is_recurring, occurrence_start
from sheetsync.records import dataclass, field, replace

_COLUMN = "result_before"
_TEXTS = ("result", "evidence", "difficulty", "proposal")
_STATES = {Status.DONE: State.DONE, Status.SUSPENDED: State.SUSPENDED, Status.NOTHING_TO_REPORT: State.NOTHING_TO_REPORT}
_HEADINGS = KnownHeadings(())


@dataclass(frozen=True, slots=True)
class TaskYear:
    """text: for the report's column Lũy kế; evidence: documents named earlier; unsolved: a difficulty that nobody has said to be
    over. every_time: a task that comes back was done as often as it fell due, though not yet in this period. owed: each binding
    due day up to the period's, and whether the task was done then; owed_now: of the period alone."""

    text: str = ""
    evidence: str = ""
    unsolved: str = ""
    every_time: bool = False
    owed: tuple[tuple[date, bool], ...] = ()
    owed_now: tuple[tuple[date, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class _Quarter:
    """What is known of a task in a period. state: None where it was neither done nor put aside; undecided: nobody knows what
    became of it, as where the period was closed before the task fell due, or without the task."""

    period: Period
    texts: Mapping[str, str] = field(default_factory=dict)
    state: State | None = None
    undecided: bool = False

    @property
    def finished(self) -> bool:
        return self.state is not None and self.state.finished

    @property
    def owed(self) -> bool:
        return not self.undecided and self.state not in (State.SUSPENDED, State.NOTHING_TO_REPORT)

    def told(self, key: str) -> str:
        text = self.texts.get(key, "")
        return f"Quý {self.period.roman}: {text}" if text else ""


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """earlier: the periods of the year before this one of which anything is known. opened: (sheet, quarter) where the column of
    earlier results holds a quarter as opening a period writes it, so that what it does not hold was not told. closed: lines by
    quarter and task."""

    period: Period
    as_of: date
    earlier: tuple[Period, ...]
    opened: frozenset[tuple[str, int]]
    closed: Mapping[int, Mapping[str, TaskLine]]
    calendar: WorkCalendar
    settings: PeriodSettings

    @classmethod
    def of(
        cls,
        tabs: BookTabs,
        closed: Sequence[QuarterReport],
        *,
        period: Period,
        as_of: date,
        calendar: WorkCalendar,
        settings: PeriodSettings,
    ) -> YearSoFar:
        """closed: the reports of this year's earlier periods, as far as they were closed."""
        before = [report for report in closed if report.period.year == period.year and report.period < period]
        lines = {report.period.quarter: {line.task.task_id: line for line in report.lines} for report in before}
        told = [
            (entry.sheet, block)
            for tab in tabs.tabs
            if _COLUMN in tab.columns
            for entry in tab.entries
            for block in _column(entry, period.year)[1].values()
        ]
        opened = frozenset((sheet, block.quarter) for sheet, block in told if block.dated)
        known = sorted({block.quarter for _, block in told} | set(lines))
        earlier = tuple(period_of(period.year, quarter, settings, calendar) for quarter in known if quarter < period.quarter)
        return cls(period, as_of, earlier, opened, lines, calendar, settings)

    def task(self, task: Task, entry: Entry | None, now: Timeliness) -> TaskYear:
        """What the task has come to. entry: its row, None where the book has none; now: how it stands in the period."""
        own, blocks = _column(entry, self.period.year) if entry is not None and entry.has(_COLUMN) else ("", {})
        comes_back = is_recurring(task)
        if not (self.earlier or own or comes_back):  # as most tasks of a first quarter
            owed = ((now.due, now.state.finished),) if now.due is not None else ()
            return TaskYear(owed=owed, owed_now=owed)
        before = [self._quarter(one, task, entry, blocks.get(one.quarter)) for one in self.earlier]
        current = _Quarter(self.period, {key: entry.text(key) for key in _TEXTS} if entry is not None else {}, now.state)
        quarters = [one for one in (*before, current) if one.owed] if comes_back else []
        fell_due = [one.finished for one in quarters if one.finished or _last_day(task, one.period) <= self.as_of]
        half_year = self.period.ends_half_year
        finished = now.state.finished and task.cadence.finishes
        return TaskYear(
            text=_lines(_count(task, quarters, fell_due), origin_only(own), *(one.told("result") for one in before if half_year)),
            evidence=_lines(*(one.told("evidence") for one in before if (half_year or finished) and not _same(one, current))),
            unsolved=_unsolved(before, current),
            every_time=bool(fell_due) and all(fell_due) and not now.state.finished,
            owed=tuple(_owed(task, quarters if comes_back else [current])),
            owed_now=tuple(_owed(task, [current] if current.owed or not comes_back else [])),
        )

    def _quarter(self, one: Period, task: Task, entry: Entry | None, block: ToldBefore | None) -> _Quarter:
        """As the column tells it now, corrections and all; what it does not hold, as it was closed."""
        opened = entry is not None and (entry.sheet, one.quarter) in self.opened and _one_quarter(entry) is None
        lines = self.closed.get(one.quarter)
        line = lines.get(task.task_id) if lines is not None else None
        if line is None:
            closed = _Quarter(one, undecided=lines is not None or not opened)
        else:
            undecided = not line.state.finished and _last_day(task, one) > one.cut_off
            closed = _Quarter(one, _texts(line), line.state, undecided)
        if block is None:
            # What was reported as done moves aside with its status: where that is missing, nobody has taken the task back.
            taken_back = opened and line is not None and not closed.finished
            return _Quarter(one, {}, closed.state) if taken_back else closed
        if entry is not None and _one_quarter(entry) is not None:
            return replace(closed, texts={**closed.texts, "result": block.result})
        stale = _stale(block, occurrence_start(task, one, self.calendar, self.settings))
        texts = _without_stale({"result": block.result, **block.told}, stale=stale)
        status = read_status(block.told.get("status")).status
        if status is None:
            return replace(closed, texts=texts if block.dated else {**closed.texts, **texts})
        return _Quarter(one, texts, State.NOT_REPORTED if stale and status is Status.DONE else _STATES.get(status))


def told_of(entry: Entry, period: Period, *, began: date | None) -> Mapping[str, str] | None:
    """By field, what a row tells of a period that it is no longer filled in for; None where it does not say, or tells of work
    that was done after the period's data were cut off. A column that is the quarter's own holds its result alone. began: the
    task's occurrence, None where it does not come back."""
    if entry.has("result") and _quarter_named(entry.columns["result"].heading) == period.quarter:
        return {"result": entry.text("result")}
    block = _column(entry, period.year)[1].get(period.quarter) if entry.has(_COLUMN) else None
    if block is None:
        return None
    if _one_quarter(entry) is not None:
        return {"result": block.result}
    if not block.dated:
        return None  # nobody has opened the next period: what people wrote there themselves is no copy
    done = _completed(block)
    if done is not None and done > period.cut_off:
        return None
    texts = _without_stale({"result": block.result, **block.told}, stale=_stale(block, began))
    return {key: texts.get(key, "") for key in _TEXTS}


def _stale(block: ToldBefore, began: date | None) -> bool:
    """Whether the work was done before the task's occurrence began: then this was left standing from the one before."""
    day = _completed(block)
    return began is not None and day is not None and day < began


def _without_stale(texts: Mapping[str, str], *, stale: bool) -> dict[str, str]:
    """Without what no report tells of an occurrence that it was not written for."""
    return {key: text for key, text in texts.items() if not stale or key not in ("result", "evidence")}


def _completed(block: ToldBefore) -> date | None:
    """The day, as of a row; of `tháng 3` nobody knows it."""
    read = read_date(block.told.get("completed_on"), plan_year=block.year)
    return None if read.kind is DateKind.PERIOD_END else read.on


def _column(entry: Entry, year: int) -> tuple[str, Mapping[int, ToldBefore]]:
    """What the column of earlier results holds of no period, and of the year's quarters."""
    text, quarter = entry.text(_COLUMN), _one_quarter(entry)
    if not text:
        return "", {}
    own, blocks = told_before(text, year=year)
    if quarter is not None and own and not blocks:
        return "", {quarter: ToldBefore(year, quarter, text, {})}
    return own, {block.quarter: block for block in blocks if block.year == year}


def _one_quarter(entry: Entry) -> int | None:
    """The quarter whose own column this is: it holds results and nothing else."""
    return _quarter_named(entry.columns[_COLUMN].heading) if entry.has(_COLUMN) else None


@lru_cache(maxsize=64)
def _quarter_named(heading: str) -> int | None:
    return _HEADINGS.result_quarter(heading)


def _texts(line: TaskLine) -> dict[str, str]:
    result = "" if is_finished_earlier(line.result) else line.result
    return {"result": result, "evidence": line.evidence, "difficulty": line.difficulty, "proposal": line.proposal}


def _last_day(task: Task, one: Period) -> date:
    """On which a task that comes back falls due in a period, by whichever basis."""
    if task.due.rule is DueRule.QUARTERLY_SENDING:
        return one.send
    months = months_of(one) if is_monthly(task) else ()
    return month_end(*months[-1]) if months else one.cut_off


def _owed(task: Task, quarters: Sequence[_Quarter]) -> Iterator[tuple[date, bool]]:
    for one in quarters:
        due = binding_due(task, one.period)
        if due is not None:
            yield due, one.finished


def _count(task: Task, quarters: Sequence[_Quarter], fell_due: Sequence[bool]) -> str:
    """`6/6 tháng`, `2/2 quý`; "" for tasks that are done once, or whenever something comes up."""
    if is_monthly(task):
        months = sum(len(months_of(one.period)) for one in quarters)
        named = sum(len(months_named(one.texts.get("result", ""), one.period)) for one in quarters)
        return f"{named}/{months} tháng" if months else ""
    return f"{sum(fell_due)}/{len(fell_due)} quý" if fell_due else ""


def _unsolved(before: Sequence[_Quarter], current: _Quarter) -> str:
    """A difficulty of the quarter before, while the task is not finished and nobody has told anything of it since."""
    over = current.finished or current.state is State.NOTHING_TO_REPORT
    if over or not before or any(current.texts.values()):
        return ""
    last = before[-1].texts
    proposal = f"Kiến nghị: {last['proposal']}" if last.get("proposal") else ""
    told = _lines(last.get("difficulty", ""), proposal)
    return f"Nêu từ Quý {before[-1].period.roman}: {told}" if told else ""


def _same(one: _Quarter, other: _Quarter) -> bool:
    """Whether both name the same document: it was left standing."""
    return one.texts.get("evidence") == other.texts.get("evidence")


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
