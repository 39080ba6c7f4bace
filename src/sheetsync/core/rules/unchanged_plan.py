"""The tab words a task, and dates it, as the plan does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import ClassVar

from sheetsync.core.messages import day_text, shown
from sheetsync.core.periods import month_end
from sheetsync.core.plan import Due, DueRule, Task
from sheetsync.core.readings import DateKind, DateReading
from sheetsync.core.rules.kind import Hit, Row, RowKind, Scope
from sheetsync.core.rules.options import phrase_key
from sheetsync.core.task_matching import title_key
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class UnchangedPlan(RowKind):
    """Task text: compared by match key with the title and its aliases. Due: another day than the plan's, or no day where the plan
    binds to one. The plan's own wording, a text that means the same day, and a blank due are fine.

    Only the columns `task` and `due` can be compared.
    """

    name: ClassVar[str] = "unchanged_plan"
    default_fields: ClassVar[tuple[str, ...]] = ("task", "due")
    file_plan_only: ClassVar[bool] = True

    def inconsistencies(self) -> tuple[tuple[str, str], ...]:
        other = [key for key in self.fields if key not in self.default_fields]
        return (("fields", f"Chỉ so được các cột task và due, không so được «{other[0]}»."),) if other else ()

    def check(self, row: Row, key: str) -> Hit | None:
        if row.task is None:
            return None
        return _due_hit(row, row.task) if key == "due" else _text_hit(row, row.task)


def is_plan_wording(row: Row) -> bool:
    """The due cell holds the plan's own words for the due date of the row's task."""
    return row.task is not None and row.task.due.text != "" and phrase_key(row.entry.text("due")) == phrase_key(row.task.due.text)


def _text_hit(row: Row, task: Task) -> Hit | None:
    text = row.entry.text("task")
    if not text or text == task.title or title_key(text) in _wordings(task):
        return None
    return Hit(variant="task", words={"planned": shown(task.title)}, suggestion=task.title)


@lru_cache(maxsize=4_096)
def _wordings(task: Task) -> frozenset[str]:
    return frozenset(title_key(text) for text in (task.title, *task.aliases))


def _due_hit(row: Row, task: Task) -> Hit | None:
    reading, due = row.entry.due, task.due
    if reading.kind in (DateKind.BLANK, DateKind.INVALID) or is_plan_wording(row) or _same(reading, due, row.scope):
        return None
    planned = day_text(due.on) if due.on else due.text
    if not planned:
        return Hit(variant="due-none")
    return Hit(variant="due", words={"planned": planned}, suggestion=planned)


def _same(reading: DateReading, due: Due, scope: Scope) -> bool:
    if reading.kind is DateKind.OPEN_ENDED or reading.on is None:
        return due.on is None or not due.basis.binding
    if due.on is not None:
        return reading.on == due.on
    if reading.kind is DateKind.PERIOD_END and (due.rule is not None or reading.on == date(scope.plan.year, 12, 31)):
        return True  # "Quý I/2023" for what comes back each quarter, "trong năm 2023" for what has no due date
    return any(first <= reading.on <= last for first, last in _occurrence_days(due, scope))


def _occurrence_days(due: Due, scope: Scope) -> Sequence[tuple[date, date]]:
    """For due dates that come back: the stretches of days that mean an occurrence of the plan's year."""
    year = scope.plan.year
    if due.rule is DueRule.QUARTERLY_SENDING:
        # Up to the day before the 20th; the sending day itself may be some days before, when that is no working day.
        last_day = scope.settings.periods.send_before_day - 1
        ends = [date(year, quarter * 3, last_day) for quarter in (1, 2, 3, 4)]
        return [(scope.calendar.last_working_day(end), end) for end in ends]
    if due.rule is DueRule.MONTHLY:
        return [(month_end(year, month), month_end(year, month)) for month in range(1, 13)]
    return []
