"""The plan: areas, officials and tasks, as the office configured them."""

from __future__ import annotations

from datetime import date
from enum import Enum

from sheetsync.records import dataclass


class Cadence(Enum):
    """How often a task asks for a result; the value is what stands in the column `Loại`."""

    ONE_OFF = "Một lần"
    MONTHLY = "Hằng tháng"
    QUARTERLY = "Hằng quý"
    YEARLY = "Hằng năm"
    CONTINUOUS = "Thường xuyên"
    PERIODIC = "Định kỳ, đột xuất"

    __hash__ = object.__hash__  # Enum's own is written in Python

    @property
    def finishes(self) -> bool:
        """Whether the task as a whole can be finished, so that a completion date can be asked for."""
        return self in _FINISHING

    @property
    def recurring(self) -> bool:
        """Whether the task is judged on the period's occurrence (design 5)."""
        return self in _RECURRING


_FINISHING = (Cadence.ONE_OFF, Cadence.YEARLY)
_RECURRING = (Cadence.MONTHLY, Cadence.QUARTERLY)


class DueBasis(Enum):
    """Where a due date comes from; the value is what stands in the column `Căn cứ hạn`. Only a stated or confirmed date
    makes a task overdue."""

    STATED = "Kế hoạch ghi"
    CONFIRMED = "Đã xác nhận"
    PROPOSED = "Đề xuất"
    NONE = ""

    @property
    def binding(self) -> bool:
        return self in _BINDING


_BINDING = (DueBasis.STATED, DueBasis.CONFIRMED)


class DueRule(Enum):
    """A due date that comes back: on the sending day of each quarter, or in each month of the window."""

    QUARTERLY_SENDING = "quarterly-sending"
    MONTHLY = "monthly"


class Role(Enum):
    """An official's part in a task; the value is what stands in the column `Vai trò`."""

    LEAD = "Chủ trì"
    COORDINATOR = "Phối hợp"

    __hash__ = object.__hash__  # Enum's own is written in Python


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due: a date, or a rule, or neither. text: as the plan words it. confirmed_by/on: who confirmed a
    proposed date, and when (given exactly when the basis is CONFIRMED)."""

    basis: DueBasis = DueBasis.NONE
    on: date | None = None
    rule: DueRule | None = None
    text: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A content area of the plan. A task of the organisation area stands in the report under its first related area."""

    code: str
    title: str
    short_title: str = ""
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody who held a role before, and when."""

    person: str
    email: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A role that leads tasks or takes part in them; with a tab it has a sheet of its own, or rows of shared sheets.

    tab: the sheet's name, or how the person column of shared sheets calls the official; aliases: other such names.
    start/end: the days the person holds the role; former: who held it before, the earliest first.
    """

    code: str
    title: str
    short_title: str = ""
    tab: str | None = None
    aliases: tuple[str, ...] = ()
    person: str = ""
    email: str = ""
    start: date | None = None
    end: date | None = None
    former: tuple[Tenure, ...] = ()

    def holder(self, day: date) -> str:
        """Who holds the role on a day: between two people nobody is called by name."""
        held = ((self.person, self.start, self.end), *((one.person, one.start, one.end) for one in self.former))
        for person, start, end in held:
            if person and (start is None or start <= day) and (end is None or day <= end):
                return person
        return ""


NOBODY = Official("", "Chưa rõ người phụ trách", "Chưa rõ người")
"""Whose the rows of shared sheets are that name nobody known."""


def reasonable_days(plan_year: int) -> tuple[date, date]:
    """The first and the last day on which a date of a year's plan can reasonably fall."""
    return date(plan_year - 1, 10, 1), date(plan_year + 1, 3, 31)


RULE_OF = {Cadence.MONTHLY: DueRule.MONTHLY, Cadence.QUARTERLY: DueRule.QUARTERLY_SENDING}
"""The due rule that goes with a recurring cadence; other cadences have days, not rules."""


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document that the plan cites; number is "" where the plan gives none."""

    code: str
    kind: str
    number: str = ""
    issued: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task. lead and coordinators are official codes; documents are codes of LegalDocument; aliases are other wordings
    of the title by which a row without an id is matched."""

    task_id: str
    title: str
    area: str
    lead: str
    cadence: Cadence
    deliverable: str = ""
    needs_document: bool = False
    coordinators: tuple[str, ...] = ()
    related_areas: tuple[str, ...] = ()
    due: Due = Due()
    documents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def report_area(self) -> str:
        """The area under which the task is reported and counted: its first related area, or its own."""
        return self.related_areas[0] if self.related_areas else self.area


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's plan: number and date of the document, its areas in order, its officials, its tasks in order."""

    year: int
    title: str
    areas: tuple[Area, ...]
    officials: tuple[Official, ...]
    tasks: tuple[Task, ...]
    documents: tuple[LegalDocument, ...] = ()
    consolidator: str = ""

    def task(self, task_id: str) -> Task | None:
        return next((task for task in self.tasks if task.task_id == task_id), None)

    def official(self, code: str) -> Official | None:
        for official in self.officials:  # asked for every row of a report
            if official.code == code:
                return official
        return None

    def area(self, code: str) -> Area | None:
        return next((area for area in self.areas if area.code == code), None)

    def tab_owner(self, task: Task) -> str:
        """The official in whose tab the task's lead row stands: the lead, or the consolidator where the lead has no tab; nobody
        ("") for a task of a shared sheet that names nobody known."""
        lead = self.official(task.lead)
        return task.lead if not task.lead or (lead is not None and lead.tab) else self.consolidator

    def placements(self) -> tuple[tuple[str, Task, Role], ...]:
        """Every row the tabs must hold: (official code, task, role). Leads first in plan order, then each task again for
        every named coordinator with a tab who is not already its owner. The 2023 plan gives 76 + 23 = 99."""
        with_tab = {official.code for official in self.officials if official.tab}
        rows: list[tuple[str, Task, Role]] = [(self.tab_owner(task), task, Role.LEAD) for task in self.tasks]
        for task in self.tasks:
            owner = self.tab_owner(task)
            rows.extend((code, task, Role.COORDINATOR) for code in task.coordinators if code in with_tab and code != owner)
        return tuple(rows)
