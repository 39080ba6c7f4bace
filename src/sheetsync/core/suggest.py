"""The known word that an unknown one probably means ("có phải …?"). Offered to people, never applied."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from sheetsync.core.values import match_key, unaccented

_CLOSE = 0.75  # share of equal letters; below it a suggestion confuses more than it helps


def closest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like the word, accents counting little; None where none is close. The first of equally close ones wins."""
    plain, key = unaccented(word), match_key(word)
    if not plain:
        return None
    best: str | None = None
    best_score = (_CLOSE, 0.0)
    for choice in choices:
        score = (_likeness(plain, unaccented(choice)), _likeness(key, match_key(choice)))
        if score > best_score:
            best, best_score = choice, score
    return best


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
