"""A result that says nothing: the whole text is one of some stock phrases."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import PHRASE_ENDS, Phrases, phrase_key
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@lru_cache(maxsize=16)
def _ends(phrases: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The first and the last word of each phrase, without the punctuation around them."""
    words = [phrase.split() for phrase in phrases if phrase]
    return frozenset((phrase_key(each[0]), phrase_key(each[-1])) for each in words)


@dataclass(frozen=True, kw_only=True)
class Vague(RowKind):
    """phrases: what says nothing when it is all there is; case, accents' placing and punctuation around it do not matter.
    A text of nothing but punctuation ("-", "…") says nothing either."""

    name: ClassVar[str] = "vague"

    phrases: Annotated[frozenset[str], Phrases()]

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        if not text or not self._may_be_phrase(text):
            return None
        phrase = phrase_key(text)
        return Hit() if not phrase or phrase in self.phrases else None

    def _may_be_phrase(self, text: str) -> bool:
        """A quick look at the first and the last word, before the whole text is folded."""
        first, last = phrase_key(text.split(None, 1)[0]), phrase_key(text.rsplit(None, 1)[-1])
        return not first or not last or (first, last) in _ends(self.phrases)

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """Certain for a phrase alone or with one stop after it; other stops and brackets around it are left to the full check."""
        phrases = cells.options.get("phrases", ())
        listed = phrases if isinstance(phrases, tuple) else (str(phrases),)
        text = cells.text(key)
        bare = cells.remembered(f"TRIM({cells.without(text, PHRASE_ENDS)})")
        stopped = cells.all_of(f'RIGHT({text},1)="."', cells.is_among(f"LEFT({text},LEN({text})-1)", listed))
        said = cells.any_of(cells.is_among(text, listed), f'{bare}=""', f"IFERROR({stopped},FALSE)")
        maybe = cells.all_of(f"{bare}<>{text}", cells.is_among(bare, listed), f"NOT({said})")
        return cells.verdict(cells.all_of(cells.filled(key), said), unsure=maybe)
