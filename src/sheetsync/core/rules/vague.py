"""A result that says nothing: the whole text is one of some stock phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import Phrases, phrase_key


@dataclass(frozen=True, kw_only=True)
class Vague(RowKind):
    """phrases: what says nothing when it is all there is; case, accents' placing and punctuation around it do not matter.
    A text of nothing but punctuation ("-", "…") says nothing either."""

    name: ClassVar[str] = "vague"

    phrases: Annotated[frozenset[str], Phrases()]

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        if not text:
            return None
        phrase = phrase_key(text)
        return Hit() if not phrase or phrase in self.phrases else None
