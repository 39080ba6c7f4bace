"""The row rules over the rows of a tab. Rows are alike by the thousand, and what is the same for them is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding
from sheetsync.core.plan import Cadence, Role
from sheetsync.core.readings import Status
from sheetsync.core.rules.conditions import holds_for, holds_now
from sheetsync.core.rules.kind import EveryCellKind, Hit, Row, RowKind, Scope
from sheetsync.core.rules.ruleset import Rule
from sheetsync.core.rules.wording import Wording

_Likeness: TypeAlias = tuple[Status | None, Role, Cadence | None, bool | None]
"""What the conditions known before looking at cells depend on: status, role, cadence, needs_document."""
_Types: TypeAlias = tuple[type, ...]
_Values: TypeAlias = Mapping[str, CellValue]


class _Applied(NamedTuple):
    """A row rule with its look at the whole row, or None where it looks at the group's column."""

    rule: Rule
    kind: RowKind
    whole_row: Callable[[Row], Sequence[tuple[str, Hit]]] | None = None


class _Group(NamedTuple):
    """Rules of one column that come after each other, or some that look at whole rows. fine: values of the column that none of
    them has anything against, where that can be said of a value."""

    column: str
    applied: list[_Applied]
    fine: set[CellValue] | None


class _Looks:
    """Tells which rules need not be asked about a row without notes, by the types of its values alone.

    columns: those of the tab that rules name; silent: the rules of every cell that no text of the tab concerns; blank_texts:
    some texts are nothing but spaces. Tabs for which all three are equal can share what was worked out.
    """

    def __init__(self, tab: Tab, rows: Sequence[Row], rules: Sequence[tuple[Rule, RowKind]]) -> None:
        texts = [value for row in rows for value in row.entry.values.values() if isinstance(value, str)]
        together = "\0".join(texts)
        named = {key for rule, _ in rules for key in rule.fields}
        every = (kind for _, kind in rules if isinstance(kind, EveryCellKind))
        self.columns = tuple(key for key in tab.columns if key in named)
        self.blank_texts = "\0\0" in f"\0{together}\0" or any(map(str.isspace, texts))
        self.silent = frozenset(kind for kind in every if kind.silent_on(together))
        self._named: Callable[[_Values], tuple[CellValue, ...]] = (
            itemgetter(*self.columns) if len(self.columns) > 1 else lambda values: tuple(map(values.get, self.columns))
        )

    def types(self, values: _Values) -> _Types:
        """The types of a row's values in the columns that rules name."""
        return tuple(map(type, self._named(values)))

    def may_hit(self, kind: RowKind, column: str, types: _Types) -> bool:
        if isinstance(kind, EveryCellKind):
            return kind not in self.silent
        return not kind.passes(types[self.columns.index(column)], blank_texts=self.blank_texts)


class RowChecks:
    """The row rules of one run."""

    def __init__(self, scope: Scope, rules: Sequence[Rule], wording: Wording) -> None:
        self._scope = scope
        self._rules = [(rule, rule.kind) for rule in rules if isinstance(rule.kind, RowKind)]
        self._wording = wording
        self._chosen: dict[object, dict[tuple[_Likeness, _Types | None], tuple[_Group, ...]]] = {}

    def findings(self, tab: Tab, rows: Sequence[Row]) -> Iterator[Finding]:
        """Those of a tab's rows, in the rows' order."""
        looks = _Looks(tab, rows, self._rules)
        chosen = self._chosen.setdefault((tuple(tab.columns), looks.silent, looks.blank_texts), {})
        for row in rows:
            entry, task = row.entry, row.task
            cadence, needs_document = (task.cadence, task.needs_document) if task is not None else (None, None)
            alike = (entry.status.status, entry.role, cadence, needs_document)
            types = None if entry.notes else looks.types(entry.values)
            groups = chosen.get((alike, types))
            if groups is None:
                groups = chosen[alike, types] = tuple(self._groups(alike, tab, entry.values, looks, types))
            if groups:
                yield from self._row(row, groups)

    def _groups(self, alike: _Likeness, tab: Tab, values: _Values, looks: _Looks, types: _Types | None) -> Iterator[_Group]:
        """The rules whose conditions on status, role and task hold, and that may have something against values of these types.
        types: None for a row with notes."""
        last: _Group | None = None
        for rule, kind, columns in self._holding(alike, tab, values):
            every = partial(kind.hits, keys=columns) if isinstance(kind, EveryCellKind) else None
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

    def _holding(self, alike: _Likeness, tab: Tab, values: _Values) -> Iterator[tuple[Rule, RowKind, tuple[str, ...]]]:
        """The rules for rows alike in this, each with the columns of the tab that it looks at: one whose column is absent is
        skipped."""
        for rule, kind in self._rules:
            if not holds_for(kind, *alike, before_hand_in=self._scope.before_hand_in):
                continue
            if all(key in values for key in kind.needs_columns()):
                every = isinstance(kind, EveryCellKind) and not rule.fields
                yield rule, kind, tuple(tab.columns) if every else tuple(key for key in rule.fields if key in tab.columns)

    def _row(self, row: Row, groups: Sequence[_Group]) -> Sequence[Finding]:
        found: list[Finding] = []
        reported: set[tuple[str, str]] = set()
        values, noted = row.entry.values, bool(row.entry.notes)
        for column, applied, fine in groups:
            value = values.get(column)
            if fine is not None and value in fine:
                continue
            suspect = False
            for one in applied:
                # A broken cell is a formula error and nothing else. For rows without notes the blank cells are left out already.
                if noted and not one.whole_row and (row.broken(column) or (value is None and not one.kind.asks_for_blanks)):
                    continue
                for key, hit in _hits(one, row, column):
                    suspect = True
                    if self._counts(one.kind, row, key, reported):
                        reported.add((one.rule.settings.code, key))
                        found.append(self._wording.of_row(one.rule, hit, row, key))
            if fine is not None and not suspect:
                fine.add(value)
        return found

    @staticmethod
    def _counts(kind: RowKind, row: Row, key: str, reported: set[tuple[str, str]]) -> bool:
        """Whether a hit is a finding: no rule before has said it already, and the rule's other conditions hold."""
        if reported and kind.unless and any((code, key) in reported for code in kind.unless):
            return False
        return holds_now(kind, row)


def _hits(one: _Applied, row: Row, column: str) -> Sequence[tuple[str, Hit]]:
    if one.whole_row is not None:
        return one.whole_row(row)
    hit = one.kind.check(row, column)
    return () if hit is None else ((hit.field or column, hit),)
