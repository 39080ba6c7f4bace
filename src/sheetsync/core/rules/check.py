"""Every rule over every tab: hits become findings with severity, place and sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.plan import Plan
from sheetsync.core.rules import too_many
from sheetsync.core.rules.kind import BookKind, ColumnKind, Row, Scope, TabKind
from sheetsync.core.rules.row_checks import RowChecks
from sheetsync.core.rules.ruleset import Rule, rules_of
from sheetsync.core.rules.wording import Wording
from sheetsync.core.settings import Settings
from sheetsync.records import dataclass


def check(
    tabs: BookTabs, plan: Plan, settings: Settings, *, period: Period, as_of: date, calendar: WorkCalendar
) -> tuple[Finding, ...]:
    """All findings, missing tabs first, then by tab, row, column and severity.

    plan: the one that rules (`read_tabs` gives it). Raises ConfigError when the rules hold mistakes, BookUnreadable where there
    are more findings than memory takes.
    """
    tasks = {task.task_id: task for task in plan.tasks}
    scope = Scope(tabs, plan, settings, period, as_of, calendar, tasks)
    rules = [rule for rule in rules_of(settings) if scope.plan_is_file or not rule.kind.file_plan_only]
    elsewhere: list[Finding] = []
    order = {tab.sheet: index for index, tab in enumerate(tabs.tabs)}
    by_sheet: dict[str, list[Finding]] = {sheet: [] for sheet in sorted(order, key=order.__getitem__)}
    for count, finding in enumerate(_Judge(scope, rules, Wording(scope)).findings(), start=1):
        if count > too_many.MOST_FINDINGS:
            raise too_many.too_many([*elsewhere, *chain.from_iterable(by_sheet.values())])
        by_sheet.get(finding.sheet, elsewhere).append(finding)
    for some in (elsewhere, *by_sheet.values()):
        some.sort(key=_place)
    return tuple(chain(elsewhere, *by_sheet.values()))


def _place(finding: Finding) -> int:
    """Row, column and severity in one number: half a million tuples would take more memory than the findings."""
    where = finding.where
    place = where.row << 17 | where.column << 2 if where else 0
    return place | finding.severity.rank


@dataclass(frozen=True, slots=True)
class _Judge:
    """One run over a book. Rows of tabs that cannot be read are left alone: their tab has been reported."""

    scope: Scope
    rules: Sequence[Rule]
    wording: Wording

    def findings(self) -> Iterator[Finding]:
        rows_by_tab = {tab.identity: self._rows(tab) for tab in self.scope.tabs.tabs if tab.usable}
        rows = [row for tab_rows in rows_by_tab.values() for row in tab_rows]
        for rule in self.rules:
            if isinstance(rule.kind, BookKind):
                yield from (self.wording.of_book(rule, hit) for hit in rule.kind.check(rows, self.scope))
        checks = RowChecks(self.scope, self.rules, self.wording)
        for tab in self.scope.tabs.tabs:
            tab_rows = rows_by_tab.get(tab.identity, [])
            yield from self._tab(tab, tab_rows)
            yield from checks.findings(tab, tab_rows)

    def _rows(self, tab: Tab) -> list[Row]:
        tasks = self.scope.tasks
        return [Row(entry, tasks.get(entry.task_id) if entry.task_id else None, self.scope) for entry in tab.entries]

    def _tab(self, tab: Tab, rows: Sequence[Row]) -> Iterator[Finding]:
        for rule in self.rules:
            if isinstance(rule.kind, TabKind):
                for hit in rule.kind.check(tab, self.scope):
                    yield self.wording.of_tab(rule, hit, tab.sheet, tab.official)
            elif isinstance(rule.kind, ColumnKind):
                for key in rule.fields:
                    if key in tab.columns:
                        yield from (self.wording.of_book(rule, hit) for hit in rule.kind.check(rows, key, self.scope))
