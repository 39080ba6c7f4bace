"""Every rule over every tab: hits become findings with severity, place and sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.messages import day_text, fill, hint, sentence, shown, template
from sheetsync.core.periods import Period
from sheetsync.core.plan import Cadence, Plan, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.rules.conditions import holds_for, holds_now
from sheetsync.core.rules.kind import NAMED_DAYS, BookKind, ColumnKind, Hit, Row, RowKind, Scope, TabKind
from sheetsync.core.rules.ruleset import FIELDS, Rule, load_rules
from sheetsync.core.settings import RuleSettings, Settings


def check(
    tabs: BookTabs, plan: Plan, settings: Settings, *, period: Period, as_of: date, calendar: WorkCalendar
) -> tuple[Finding, ...]:
    """All findings, missing tabs first, then by tab, row, column and severity.

    plan: the one that rules (`read_tabs` gives it). Raises ConfigError when the rules hold mistakes.
    """
    fields = {*FIELDS, *(column.key for column in settings.columns)}
    tasks = {task.task_id: task for task in plan.tasks}
    scope = Scope(tabs, plan, settings, period, as_of, calendar, tasks)
    rules = [rule for rule in load_rules(settings.rules, fields).rules if scope.plan_is_file or not rule.kind.file_plan_only]
    found = _Judge(scope, rules, _run_words(scope)).findings()
    order = {tab.sheet: index for index, tab in enumerate(tabs.tabs)}
    return tuple(sorted(found, key=lambda finding: _place(finding, order)))


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int, int]:
    where = finding.where
    return (
        order.get(finding.sheet, -1),
        where.row if where else 0,
        where.column if where else 0,
        finding.severity.rank,
    )


_Likeness: TypeAlias = tuple[Status | None, Role, Cadence | None, bool | None]
"""What the conditions known before looking at cells depend on: status, role, cadence, needs_document."""


@dataclass(slots=True)
class _Judge:
    """One run over a book. Rows of tabs that cannot be read are left alone: their tab has been reported."""

    scope: Scope
    rules: Sequence[Rule]
    _run_words: Mapping[str, str]
    _by_likeness: dict[_Likeness, tuple[tuple[Rule, RowKind], ...]] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        rows_by_tab = {tab.sheet: self._rows(tab) for tab in self.scope.tabs.tabs if tab.usable}
        rows = [row for tab_rows in rows_by_tab.values() for row in tab_rows]
        for rule in self.rules:
            if isinstance(rule.kind, BookKind):
                yield from (self._finding(rule, hit, {}) for hit in rule.kind.check(rows, self.scope))
        for tab in self.scope.tabs.tabs:
            yield from self._tab(tab, rows_by_tab.get(tab.sheet, []))

    def _rows(self, tab: Tab) -> list[Row]:
        tasks = self.scope.tasks
        return [Row(entry, tasks.get(entry.task_id) if entry.task_id else None, self.scope) for entry in tab.entries]

    def _tab(self, tab: Tab, rows: Sequence[Row]) -> Iterator[Finding]:
        for rule in self.rules:
            if isinstance(rule.kind, TabKind):
                for hit in rule.kind.check(tab, self.scope):
                    yield self._finding(rule, replace(hit, sheet=tab.sheet, official=tab.official), {})
            elif isinstance(rule.kind, ColumnKind):
                for key in rule.fields:
                    if key in tab.columns:
                        yield from (self._finding(rule, hit, {}) for hit in rule.kind.check(rows, key, self.scope))
        keys = {id(rule): self._columns(rule, tab) for rule in self.rules}
        for row in rows:
            yield from self._row(row, keys)

    @staticmethod
    def _columns(rule: Rule, tab: Tab) -> tuple[str, ...]:
        """The columns of the tab that the rule looks at: a rule whose column is absent is skipped."""
        if rule.kind.every_field and not rule.fields:
            return tuple(tab.columns)
        return tuple(key for key in rule.fields if key in tab.columns)

    def _row(self, row: Row, keys: Mapping[int, tuple[str, ...]]) -> Iterator[Finding]:
        reported: set[tuple[str, str]] = set()
        for rule, kind in self._rules_for(row):
            for key, hit in kind.hits(row, keys[id(rule)]):
                if any((code, key) in reported for code in kind.unless) or not holds_now(kind, row):
                    continue
                reported.add((rule.settings.code, key))
                yield self._of_row(rule, hit, row, key)

    def _rules_for(self, row: Row) -> tuple[tuple[Rule, RowKind], ...]:
        """The row rules whose conditions on status, task and role hold. Rows are alike in these by the thousand."""
        entry, task = row.entry, row.task
        alike: _Likeness = (entry.status.status, entry.role, *_of_task(task))
        chosen = self._by_likeness.get(alike)
        if chosen is None:
            chosen = tuple(
                (rule, rule.kind)
                for rule in self.rules
                if isinstance(rule.kind, RowKind) and holds_for(rule.kind, *alike, before_hand_in=self.scope.before_hand_in)
            )
            self._by_likeness[alike] = chosen
        return chosen

    def _of_row(self, rule: Rule, hit: Hit, row: Row, key: str) -> Finding:
        entry = row.entry
        placed = replace(
            hit,
            where=hit.where or entry.where(key),
            value=entry.values.get(key) if hit.value is None else hit.value,
            field=key,
            sheet=entry.sheet,
            official=entry.official,
            task_id=entry.task_id,
        )
        return self._finding(rule, placed, self._row_words(row, rule.settings))

    def _finding(self, rule: Rule, hit: Hit, row_words: Mapping[str, str]) -> Finding:
        settings = rule.settings
        official = self.scope.plan.official(hit.official) or self.scope.settings.plan.official(hit.official)
        words = {
            **self._run_words,
            "sheet": shown(hit.sheet),
            "official": official.title if official else hit.official,
            "cell": hit.where.a1 if hit.where else "",
            "heading": shown(hit.where.heading) if hit.where else "",
            "value": shown(hit.value),
            "task_id": hit.task_id or "",
            **row_words,
            **hit.words,
        }
        suggestion = fill(settings.suggestion, words) if settings.suggestion else hit.suggestion
        words.update(suggestion=shown(suggestion), hint=hint(suggestion))
        text = fill(settings.message or template(settings.code, settings.kind, hit.variant), words)
        early = settings.before_hand_in if self.scope.before_hand_in else None
        return Finding(
            code=settings.code,
            severity=early or settings.severity,
            sheet=hit.sheet,
            official=hit.official,
            message=sentence(hit.sheet, hit.where, text),
            where=hit.where,
            task_id=hit.task_id,
            field=hit.field,
            value=hit.value,
            suggestion=suggestion,
        )

    def _row_words(self, row: Row, settings: RuleSettings) -> dict[str, str]:
        entry, task, due = row.entry, row.task, row.binding_due
        words = {
            "status": entry.status.status.value if entry.status.status else shown(entry.values.get("status")),
            "task": shown(task.title if task else entry.text("task")),
            "due": day_text(due) if due else shown(entry.values.get("due")),
        }
        if "{state}" in settings.message or "{state}" in settings.suggestion:
            words["state"] = row.timeliness().text
        return words


def _of_task(task: Task | None) -> tuple[Cadence | None, bool | None]:
    return (task.cadence, task.needs_document) if task else (None, None)


def _run_words(scope: Scope) -> dict[str, str]:
    return {
        "period": scope.period.title,
        "year": str(scope.plan.year),
        **{name: day_text(scope.day(name)) for name in NAMED_DAYS},
    }
