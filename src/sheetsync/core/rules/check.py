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
from sheetsync.core.plan import Cadence, Plan, Role
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
    """A row rule with its look at the whole row, or None where it looks at the group's column."""

    rule: Rule
    kind: RowKind
    whole_row: Callable[[Row], Sequence[tuple[str, Hit]]] | None = None


class _Group(NamedTuple):
    """Rules of one column that come after each other, or one that looks at whole rows. fine: values of the column that none of
    them has anything against, where that can be said of a value."""

    column: str
    applied: list[_Applied]
    fine: set[CellValue] | None


class _Looks:
    """Tells which rules need not be asked about a row without notes, by the types of its values alone."""

    def __init__(self, tab: Tab, rows: Sequence[Row], named: frozenset[str]) -> None:
        texts = [value for row in rows for value in row.entry.values.values() if isinstance(value, str)]
        self._texts = "\0".join(texts)
        self._blank_texts = any(map(str.isspace, texts)) or "" in texts
        self._columns = tuple(key for key in tab.columns if key in named)

    def types(self, values: Mapping[str, CellValue]) -> _Types:
        """The types of a row's values in the columns that rules name."""
        return tuple(map(type, map(values.get, self._columns)))

    def may_hit(self, kind: RowKind, column: str, types: _Types) -> bool:
        if isinstance(kind, EveryCellKind):
            return not kind.silent_on(self._texts)
        return not kind.passes(types[self._columns.index(column)], blank_texts=self._blank_texts)


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
        looks = _Looks(tab, rows, frozenset(key for rule in self.rules for key in rule.fields))
        chosen: dict[tuple[_Likeness, _Types | None], tuple[_Group, ...]] = {}
        for row in rows:
            entry, task = row.entry, row.task
            cadence, needs_document = (task.cadence, task.needs_document) if task is not None else (None, None)
            alike = (entry.status.status, entry.role, cadence, needs_document)
            types = None if entry.notes else looks.types(entry.values)
            groups = chosen.get((alike, types))
            if groups is None:
                groups = chosen[alike, types] = tuple(self._groups(alike, tab, entry.values, looks, types))
            found = self._row(row, groups)
            if found:
                yield from found

    @staticmethod
    def _columns(rule: Rule, tab: Tab) -> tuple[str, ...]:
        """The columns of the tab that the rule looks at: a rule whose column is absent is skipped."""
        if isinstance(rule.kind, EveryCellKind) and not rule.fields:
            return tuple(tab.columns)
        return tuple(key for key in rule.fields if key in tab.columns)

    def _groups(
        self, alike: _Likeness, tab: Tab, values: Mapping[str, CellValue], looks: _Looks, types: _Types | None
    ) -> Iterator[_Group]:
        """The row rules whose conditions on status, role and task hold, and that may have something against values of these
        types. Rows are alike in these by the thousand. types: None for a row with notes."""
        last: _Group | None = None
        for rule in self.rules:
            kind = rule.kind
            if not (isinstance(kind, RowKind) and holds_for(kind, *alike, before_hand_in=self.scope.before_hand_in)):
                continue
            columns = self._columns(rule, tab)
            every = partial(kind.hits, keys=columns) if isinstance(kind, EveryCellKind) else None
            if any(key not in values for key in kind.needs_columns()):
                continue
            for column in ("",) if every else columns:
                if types is not None and not looks.may_hit(kind, column, types):
                    continue
                by_value = types is not None and every is None and kind.looks_at_value_alone()
                if last is None or last.column != column or by_value is (last.fine is None):
                    if last is not None:
                        yield last
                    last = _Group(column, [], set() if by_value else None)
                last.applied.append(_Applied(rule, kind, every))
        if last is not None:
            yield last

    def _row(self, row: Row, groups: Sequence[_Group]) -> Sequence[Finding]:
        found: list[Finding] = []
        reported: set[tuple[str, str]] = set()
        values, noted = row.entry.values, bool(row.entry.notes)
        for column, applied, fine in groups:
            value = values.get(column)
            if fine is not None and value in fine:
                continue
            suspect = False
            for rule, kind, whole_row in applied:
                if whole_row is not None:
                    hits = whole_row(row)
                # A broken cell is a formula error and nothing else. For rows without notes the blank cells are left out already.
                elif noted and (row.broken(column) or (value is None and not kind.asks_for_blanks)):
                    continue
                else:
                    hit = kind.check(row, column)
                    hits = ((hit.field or column, hit),) if hit is not None else ()
                for key, hit in hits:
                    suspect = True
                    said_already = reported and kind.unless and any((code, key) in reported for code in kind.unless)
                    if not said_already and holds_now(kind, row):
                        reported.add((rule.settings.code, key))
                        found.append(self.wording.of_row(rule, hit, row, key))
            if fine is not None and not suspect:
                fine.add(value)
        return found
