"""What the live formulas give in a tab that nobody has filled in yet, for programs that show a file without calculating it.

A spreadsheet program calculates them anew when it opens the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.live.cells import STATE_NUMBER
from sheetsync.core.live.columns import NOT_REPORTED, LiveColumns
from sheetsync.core.live.layout import Helper, LiveLayout
from sheetsync.core.periods import Period
from sheetsync.core.plan import Role, Task
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.states import STATE_TITLES, State
from sheetsync.core.timeliness import binding_due
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class FreshRows:
    """plan_rows: by task id, its place in `Kế hoạch`. missing_status: the sentence shown where a status is missing."""

    live: LiveColumns
    layout: LiveLayout
    plan_rows: Mapping[str, int]
    period: Period
    as_of: date
    calendar: WorkCalendar
    missing_status: str

    def values(self, task: Task, role: Role) -> Mapping[int, DesignValue]:
        """By column number."""
        leads = role is Role.LEAD
        problem = self._problem() if leads else 0
        due = binding_due(task, self.period)
        helpers: dict[Helper, DesignValue] = {
            Helper.PLAN_ROW: self.plan_rows.get(task.task_id, 0),
            Helper.STATUS: 0,
            Helper.DONE: 0,
            Helper.PROGRESS: "",
            Helper.DUE: due or 0,
            Helper.DAYS_LEFT: self.calendar.working_days_left(self.as_of, due) if due else 0,
            Helper.STATE: STATE_NUMBER[State.NOT_REPORTED] if leads else 0,
            Helper.PROBLEM: problem,
            Helper.WHERE: self.live.text_columns[problem - 1] if problem else 0,
        }
        check = self.live.texts[problem - 1] if problem else NOT_REPORTED if leads else ""
        shown = {self.layout.helper(helper): value for helper, value in helpers.items()}
        return {**shown, self.layout.check: check, self.layout.warning: STATE_TITLES[State.NOT_REPORTED] if leads else ""}

    def _problem(self) -> int:
        """A blank status is a mistake only after the hand-in date."""
        if self.as_of <= self.period.hand_in or self.missing_status not in self.live.texts:
            return 0
        return self.live.texts.index(self.missing_status) + 1
