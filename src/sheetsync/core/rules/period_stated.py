"""The period written above the headings is the one being checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sheetsync.core.entries import Tab
from sheetsync.core.periods import parse_period, quarter_name
from sheetsync.core.rules.kind import Hit, Scope, TabKind
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class PeriodStated(TabKind):
    """A tab that states no period is fine."""

    name: ClassVar[str] = "period_stated"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        if tab.stated_period is None or tab.stated_period == scope.period.key:
            return
        parsed = parse_period(tab.stated_period)
        stated = f"{quarter_name(parsed[1])}/{parsed[0]}" if parsed else tab.stated_period
        yield Hit(words={"stated": stated}, where=tab.stated_period_cell, value=stated, suggestion=scope.period.title)
