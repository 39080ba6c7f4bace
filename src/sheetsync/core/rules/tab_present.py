"""Every official with a tab has a sheet in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope


@dataclass(frozen=True, kw_only=True)
class TabPresent(BookKind):
    """One hit, without a cell, for each official whose sheet is not in the book."""

    name: ClassVar[str] = "tab_present"

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        configured = {official.code: official for official in scope.settings.plan.officials}
        for code in scope.tabs.missing:
            official = configured.get(code) or scope.plan.official(code)
            sheet = (official.tab if official else None) or code
            yield Hit(words={"official": official.title if official else code}, sheet=sheet, official=code)
