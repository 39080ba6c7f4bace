"""The known word that an unknown one probably means ("có phải …?"). Offered to people, never applied."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from sheetsync.core.values import match_key, unaccented

_CLOSE = 0.75  # share of equal letters; below it a suggestion confuses more than it helps


def closest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like the word, accents counting little; None where none is close. The first of equally close ones wins."""
    plain = unaccented(word)
    if not plain:
        return None
    length, letters = len(plain), set(plain)
    best: str | None = None
    best_score = (_CLOSE, 0.0)
    for choice in choices:
        other = _known(choice)
        # Comparing takes fifty times as long as ruling out, and most words are like none of the choices: what they may have in
        # common is no more than the letters of either, without those that the other does not have at all.
        common = min(length - len(letters - other.letters), other.length)
        if 2.0 * common < _CLOSE * (length + other.length) or _at_most(plain, other) < best_score[0]:
            continue
        first = _likeness(plain, other.plain)
        if first < best_score[0]:
            continue
        score = (first, _likeness(match_key(word), match_key(choice)))
        if score > best_score:
            best, best_score = choice, score
    return best


class _Known(NamedTuple):
    """A choice without accents."""

    plain: str
    length: int
    letters: frozenset[str]
    counted: tuple[tuple[str, int], ...]


@lru_cache(maxsize=1_024)
def _known(choice: str) -> _Known:
    plain = unaccented(choice)
    letters = frozenset(plain)
    return _Known(plain, len(plain), letters, tuple((letter, plain.count(letter)) for letter in letters))


def _at_most(word: str, other: _Known) -> float:
    """No less than the likeness: letters in common, wherever they stand."""
    common = 0
    for letter, count in other.counted:
        here = word.count(letter)
        common += here if here < count else count
    return 2.0 * common / (len(word) + other.length)


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
