"""What the use cases of the main job give back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.settings import Settings, Severity
from sheetsync.ports import WriteOutcome
from sheetsync.records import dataclass
from sheetsync.usecases.assess import Assessment

if TYPE_CHECKING:
    from sheetsync.core.history.frozen_report import Closing
    from sheetsync.core.report import Correction, QuarterReport


@dataclass(frozen=True, slots=True)
class RunResult:
    """assessment: always; report: when one was consolidated; outcome: when something was written; findings_written: the sheet
    of findings is in the book; notices: what else people must be told, a sentence or two each.
    closing: the report is the closed one; late: what the book says differently since then."""

    assessment: Assessment
    report: QuarterReport | None = None
    outcome: WriteOutcome | None = None
    findings_written: bool = False
    notices: tuple[str, ...] = ()
    closing: Closing | None = None
    late: tuple[Correction, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.assessment.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Standing:
    """The report that stands for a period: the closed one, else the one the book gives now. settings: those that draw it."""

    report: QuarterReport
    settings: Settings
    closing: Closing | None = None
    late: tuple[Correction, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialStatus:
    """One official's standing. tasks: lead tasks of the tab; reported: those with a state other than not reported;
    errors: findings with severity error; handed_in_on: the day of the period that the tab states, if any."""

    official: str
    title: str
    tab: str
    tasks: int
    reported: int
    errors: int
    overdue: int
    handed_in_on: date | None

    @property
    def handed_in(self) -> bool:
        return self.handed_in_on is not None


@dataclass(frozen=True, slots=True)
class StatusResult:
    assessment: Assessment
    officials: tuple[OfficialStatus, ...]

    @property
    def period(self) -> Period:
        return self.assessment.period
