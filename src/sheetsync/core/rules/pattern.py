"""A text that matches a regular expression."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import MAX_MATCHED_CHARACTERS, Flag
from sheetsync.core.rules.options import Pattern as PatternOption
from sheetsync.core.values import nfc
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Pattern(RowKind):
    """pattern: must match the whole text, or some of it with anywhere = true; with forbidden = true it must not. The text is in
    NFC and cut after 300 characters. A blank cell is fine."""

    name: ClassVar[str] = "pattern"

    pattern: Annotated[re.Pattern[str], PatternOption()]
    anywhere: Annotated[bool, Flag()] = False
    forbidden: Annotated[bool, Flag()] = False

    def check(self, row: Row, key: str) -> Hit | None:
        text = nfc(row.entry.text(key))[:MAX_MATCHED_CHARACTERS]
        if not text:
            return None
        found = self.pattern.search(text) if self.anywhere else self.pattern.fullmatch(text)
        return None if (found is None) is self.forbidden else Hit(variant="forbidden" if self.forbidden else "")
