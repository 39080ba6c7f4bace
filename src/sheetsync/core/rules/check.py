"""Every rule over every tab: hits become findings with severity, place and sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeAlias

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period
from sheetsync.core.plan import Cadence, Plan, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.rules import too_many
from sheetsync.core.rules.conditions import holds_for, holds_now
from sheetsync.core.rules.kind import BookKind, ColumnKind, EveryCellKind, Hit, Row, RowKind, Scope, TabKind
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


_Likeness: TypeAlias = tuple[Status | None, Role, Cadence | None, bool | None]
"""What the conditions known before looking at cells depend on: status, role, cadence, needs_document."""


_Types: TypeAlias = tuple[type, ...]


class _Applied(NamedTuple):
    """A row rule with the column of the tab that it looks at, or with its look at the whole row."""

    rule: Rule
    kind: RowKind
    column: str
    whole_row: Callable[[Row], Sequence[tuple[str, Hit]]] | None = None


class _Looks:
    """Tells which rules need not be asked about a row without notes, by the types of its values alone."""

    def __init__(self, tab: Tab, rows: Sequence[Row]) -> None:
        texts = [value for row in rows for value in row.entry.values.values() if isinstance(value, str)]
        self._texts = "\0".join(texts)
        self._blank_texts = any(map(str.isspace, texts)) or "" in texts
        self._columns = tuple(tab.columns)

    def types(self, values: Mapping[str, CellValue]) -> _Types:
        """The types of a row's values, column by column."""
        return tuple(map(type, map(values.get, self._columns)))

    def may_hit(self, applied: _Applied, types: _Types) -> bool:
        if isinstance(applied.kind, EveryCellKind):
            return not applied.kind.silent_on(self._texts)
        return not applied.kind.passes(types[self._columns.index(applied.column)], blank_texts=self._blank_texts)


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
        for tab in self.scope.tabs.tabs:
            yield from self._tab(tab, rows_by_tab.get(tab.identity, []))

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
        looks = _Looks(tab, rows)
        chosen: dict[tuple[_Likeness, _Types | None], tuple[_Applied, ...]] = {}
        for row in rows:
            entry = row.entry
            alike = (entry.status.status, entry.role, *_of_task(row.task))
            types = None if entry.notes else looks.types(entry.values)
            applied = chosen.get((alike, types))
            if applied is None:
                applied = tuple(self._applied(alike, tab))
                if types is not None:
                    applied = tuple(one for one in applied if looks.may_hit(one, types))
                chosen[alike, types] = applied
            yield from self._row(row, applied)

    @staticmethod
    def _columns(rule: Rule, tab: Tab) -> tuple[str, ...]:
        """The columns of the tab that the rule looks at: a rule whose column is absent is skipped."""
        if isinstance(rule.kind, EveryCellKind) and not rule.fields:
            return tuple(tab.columns)
        return tuple(key for key in rule.fields if key in tab.columns)

    def _applied(self, alike: _Likeness, tab: Tab) -> Iterator[_Applied]:
        """The row rules whose conditions on status, role and task hold. Rows are alike in these by the thousand."""
        for rule in self.rules:
            kind = rule.kind
            if isinstance(kind, RowKind) and holds_for(kind, *alike, before_hand_in=self.scope.before_hand_in):
                columns = self._columns(rule, tab)
                if isinstance(kind, EveryCellKind):
                    yield _Applied(rule, kind, "", partial(kind.hits, keys=columns))
                else:
                    yield from (_Applied(rule, kind, key) for key in columns)

    def _row(self, row: Row, applied: Sequence[_Applied]) -> Sequence[Finding]:
        found: list[Finding] = []
        reported: set[tuple[str, str]] | None = None
        values, noted = row.entry.values, bool(row.entry.notes)
        for rule, kind, column, whole_row in applied:
            if whole_row is not None:
                hits = whole_row(row)
                if not hits:
                    continue
            else:
                # A broken cell is a formula error and nothing else. For rows without notes the blank cells are left out already.
                if noted and (row.broken(column) or (values.get(column) is None and not kind.asks_for_blanks)):
                    continue
                hit = kind.check(row, column)
                if hit is None:
                    continue
                hits = ((hit.field or column, hit),)
            reported = set() if reported is None else reported
            for key, hit in hits:
                said_already = reported and kind.unless and any((code, key) in reported for code in kind.unless)
                if not said_already and holds_now(kind, row):
                    reported.add((rule.settings.code, key))
                    found.append(self.wording.of_row(rule, hit, row, key))
        return found


def _of_task(task: Task | None) -> tuple[Cadence | None, bool | None]:
    return (task.cadence, task.needs_document) if task else (None, None)
