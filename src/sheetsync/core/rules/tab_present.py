"""Every official with a tab has a sheet in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope
from sheetsync.core.suggest import closest


@dataclass(frozen=True, kw_only=True)
class TabPresent(BookKind):
    """One hit, without a cell, for each official whose sheet is not in the book; a sheet of nobody's with a name much like the
    missing one's is asked about."""

    name: ClassVar[str] = "tab_present"

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        configured = {official.code: official for official in scope.settings.plan.officials}
        for code in scope.tabs.missing:
            official = configured.get(code) or scope.plan.official(code)
            sheet = (official.tab if official else None) or code
            names = (sheet, *official.aliases) if official else (sheet,)
            near = next(filter(None, (closest(name, scope.tabs.others) for name in names)), None)
            yield Hit(words={"official": official.title if official else code}, suggestion=near, sheet=sheet, official=code)
