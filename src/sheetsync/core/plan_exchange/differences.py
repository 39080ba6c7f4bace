"""Where a workbook's `Kế hoạch` and `Cán bộ` say something else than the configuration."""

from __future__ import annotations

from enum import Enum

from sheetsync.core.cells import Where
from sheetsync.core.findings import Finding
from sheetsync.core.plan import Plan
from sheetsync.records import dataclass


class DifferenceKind(Enum):
    CHANGED = "changed"
    ONLY_IN_BOOK = "only-in-book"
    ONLY_IN_CONFIG = "only-in-config"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. item: the task's id or the official's code; title: how it is called; key, heading: of the column, "" for a
    whole row; where: the cell, None where the sheet lacks the row; in_config, in_book: as people read them, "" for nothing."""

    kind: DifferenceKind
    sheet: str
    item: str
    title: str
    key: str = ""
    heading: str = ""
    where: Where | None = None
    in_config: str = ""
    in_book: str = ""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What the two sheets say. after: the configured plan with everything that the sheets change; sound only without findings."""

    before: Plan
    after: Plan
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]
