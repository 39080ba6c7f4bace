"""The known word that an unknown one probably means ("có phải …?"). Offered to people, never applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

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
        other = unaccented(choice)
        # Comparing takes fifty times as long as ruling out, and most words are like none of the choices.
        if _at_most(plain, other) < best_score[0]:
            continue
        first = _likeness(plain, other)
        if first < best_score[0]:
            continue
        score = (first, _likeness(key, match_key(choice)))
        if score > best_score:
            best, best_score = choice, score
    return best


def _at_most(one: str, other: str) -> float:
    """No less than the likeness: letters in common, wherever they stand."""
    both = len(one) + len(other)
    letters = _letters(other)
    in_other = len(one) - len(one.translate(letters.removed))
    common = min(in_other, len(other))
    if 2.0 * common < _CLOSE * both:
        return 2.0 * common / both
    common = 0
    for letter, count in letters.counted:
        here = one.count(letter)
        common += here if here < count else count
    return 2.0 * common / both


class _Letters(NamedTuple):
    """Of a text: each with how often it is there, and the table by which `translate` takes them out of another."""

    counted: tuple[tuple[str, int], ...]
    removed: Mapping[int, None]


@lru_cache(maxsize=1_024)
def _letters(text: str) -> _Letters:
    different = set(text)
    return _Letters(tuple((letter, text.count(letter)) for letter in different), dict.fromkeys(map(ord, different)))


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
