"""The headings of a tab: the ones it must have, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sheetsync.core.cells import Where
from sheetsync.core.entries import HeadingProblem, Tab
from sheetsync.core.rules.kind import Hit, Scope, TabKind
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class HeadingPresent(TabKind):
    """One hit for each required heading that the tab lacks, at the start of its heading row; one for the whole tab, at its first
    cell, where no heading row can be found at all."""

    name: ClassVar[str] = "heading_present"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        if tab.header_row == 0:
            wanted = ", ".join(f"«{column.heading}»" for column in scope.settings.columns if column.required)
            yield Hit(variant="no-row", words={"wanted": wanted}, where=Where(tab.sheet, 1, 1))
            return
        for problem in tab.missing:
            found = problem.suggestion or None
            yield Hit(words={"name": problem.heading}, where=_at(tab, problem), field=problem.key, suggestion=found)


@dataclass(frozen=True, kw_only=True)
class HeadingUnique(TabKind):
    """One hit for each heading that stands for a column already read, at the later heading."""

    name: ClassVar[str] = "heading_unique"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        for problem in tab.duplicate:
            first = tab.columns.get(problem.key)
            where = Where(tab.sheet, problem.row, problem.column or 1, problem.heading)
            words = {"name": problem.heading, "first": first.heading if first else problem.heading}
            yield Hit(words=words, where=where, field=problem.key, value=problem.heading)


def _at(tab: Tab, problem: HeadingProblem) -> Where:
    """A missing heading has no cell of its own: the first cell of the heading row stands for it."""
    first = min((column.column for column in tab.columns.values()), default=1)
    return Where(tab.sheet, problem.row or tab.header_row, problem.column or first)
