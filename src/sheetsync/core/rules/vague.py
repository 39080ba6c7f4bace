"""A result that says nothing: the whole text is one of some stock phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import Phrases, phrase_key
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells

_STOPS = ".,;:!…-+*•\"'()"


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

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """Certain for a phrase alone or with one stop after it; other stops and brackets around it are left to the full check."""
        phrases = cells.options.get("phrases", ())
        listed = phrases if isinstance(phrases, tuple) else (str(phrases),)
        text = cells.text(key)
        bare = cells.remembered(f"TRIM({cells.without(text, _STOPS)})")
        stopped = cells.all_of(f'RIGHT({text},1)="."', cells.is_among(f"LEFT({text},LEN({text})-1)", listed))
        said = cells.any_of(cells.is_among(text, listed), f'{bare}=""', f"IFERROR({stopped},FALSE)")
        maybe = cells.all_of(f"{bare}<>{text}", cells.is_among(bare, listed), f"NOT({said})")
        return cells.verdict(cells.all_of(cells.filled(key), said), unsure=maybe)
