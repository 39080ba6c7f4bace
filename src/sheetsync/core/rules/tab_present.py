"""Every official with a tab has a sheet in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope
from sheetsync.core.shared_sheets import person_column
from sheetsync.core.suggest import closest
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class TabPresent(BookKind):
    """One hit, without a cell, for each official whose sheet is not in the book; a sheet of nobody's with a name much like the
    missing one's is asked about. On a shared sheet it is a row with the official's name that is missing; where such a sheet is
    absent, cannot be read, or has rows of nobody known, that is reported instead: the official may be meant there."""

    name: ClassVar[str] = "tab_present"

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        for name in scope.tabs.absent_sheets:
            yield Hit(variant="shared-sheet", suggestion=closest(name, scope.tabs.others), sheet=name)
        shared = [tab for tab in scope.tabs.tabs if tab.shared]
        if scope.tabs.absent_sheets or any(not tab.usable or (tab.entries and not tab.official) for tab in shared):
            return
        configured = {official.code: official for official in scope.settings.plan.officials}
        for code in scope.tabs.missing:
            official = configured.get(code) or scope.plan.official(code)
            sheet = (official.tab if official else None) or code
            if shared:
                column = person_column(shared[0].columns)
                words = {
                    "official": official.title if official else code,
                    "name": sheet,
                    "heading": column.heading if column else "",
                }
                yield Hit(variant="shared", words=words, sheet=shared[0].sheet, official=code)
                continue
            names = (sheet, *official.aliases) if official else (sheet,)
            near = next(filter(None, (closest(name, scope.tabs.others) for name in names)), None)
            yield Hit(words={"official": official.title if official else code}, suggestion=near, sheet=sheet, official=code)
