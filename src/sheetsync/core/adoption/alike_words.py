"""Which of many known words a text is nearly: found by comparing letters in order, after ruling out what cannot come close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

CLOSE = 0.8
"""Share of equal letters from which two words are near; headings are short, and one letter makes another word."""
LEAST_LETTERS = 4
"""Shorter words are never near others."""


class AlikeWords:
    """Known words, ready for being compared with very many texts.

    Comparing two texts takes a hundred times as long as counting the letters they have in common, wherever they stand; and of
    letters in the same order there are no more than of those. So nearly all words are ruled out by one operation on numbers.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        most = Counter[str]()
        for word in words:
            most |= Counter(word)
        # a bit for every letter, one more for the same letter a second time, and so on: those of one letter, by their number
        bits = accumulate(most.values(), initial=0)
        self._bits = {
            letter: tuple(((1 << number) - 1) << bit for number in range(count + 1))
            for (letter, count), bit in zip(most.items(), bits, strict=False)
        }
        self._letters = [self._letters_of(word) for word in words]
        self._matchers: dict[int, SequenceMatcher[str]] = {}
        self._candidates = lru_cache(maxsize=256)(self._of_length)

    def near(self, text: str) -> dict[int, float]:
        """By its place, the likeness (0–1) of every known word that is near the text or equal to it, in the words' order."""
        letters = self._letters_of(text)
        places = [place for place, known, least in self._candidates(len(text)) if (letters & known).bit_count() >= least]
        return {place: share for place in places if (share := self._share(text, place)) >= CLOSE}

    def _letters_of(self, text: str) -> int:
        """The bits of the letters that the text has in common with any known word."""
        return sum([bits[min(text.count(letter), len(bits) - 1)] for letter in set(text) if (bits := self._bits.get(letter))])

    def _of_length(self, length: int) -> list[tuple[int, int, int]]:
        """Of the words that a text of this length can be near: place, letters, and how many of these must be in common."""
        found = []
        for place, word in enumerate(self._words):
            short = min(length, len(word))
            least = _least_in_common(length + len(word)) if short >= LEAST_LETTERS else max(length, len(word))
            if 0 < least <= short:
                found.append((place, self._letters[place], least))
        return found

    def _share(self, text: str, place: int) -> float:
        word = self._words[place]
        if text == word:
            return 1.0
        if min(len(text), len(word)) < LEAST_LETTERS:
            return 0.0
        matcher = self._matchers.get(place)
        if matcher is None:
            matcher = self._matchers[place] = SequenceMatcher(None, "", word, autojunk=False)
        matcher.set_seq1(text)
        return matcher.ratio()


def _least_in_common(both: int) -> int:
    """The fewest common letters by which two words of so many letters in all are near."""
    least = int(CLOSE * both / 2)
    while 2.0 * least / both < CLOSE:
        least += 1
    return least
