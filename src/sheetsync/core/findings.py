"""Findings: what is wrong in which cell, and how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.settings import Severity
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. where: its cell, None where no cell can be named (a missing tab); said: its sentence, or who words it when
    somebody reads it (a book can hold half a million findings, and their sentences would not fit into memory);
    suggestion: the value to type instead, where there is one.

    sheet: the tab concerned (also when where is None). official: the code of the tab's official.
    """

    code: str
    severity: Severity
    sheet: str
    official: str
    said: str | Callable[[Finding], str]
    where: Where | None = None
    task_id: str | None = None
    field: str | None = None
    value: CellValue = None
    suggestion: str | None = None

    @property
    def cell(self) -> str | None:
        return self.where.a1 if self.where else None

    @property
    def message(self) -> str:
        """One Vietnamese sentence that names sheet, cell, heading, what was found and what to do."""
        said = self.said
        return said if isinstance(said, str) else said(self)


def by_tab(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """The findings of each tab (sheet, official), in their order."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.sheet, finding.official), []).append(finding)
    return found


def severity_counts(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """How many there are of each severity."""
    severities = [finding.severity for finding in findings]
    return {severity: severities.count(severity) for severity in Severity}
