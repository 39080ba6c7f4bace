"""The names that cells hold, asked about again and again: which stand alone in a cell, and whose a shortened one can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from sheetsync.core.people import between_names, given_name_of, looks_like_full_name, person_key, plain_name

_LONGEST_END = 4
"""Words at the end of a name by which it is found: nearly all names have no more."""
_LONGEST_START = 4
"""Letters at the start of a word by which a name is found where that word is cut short (`Ng. An`)."""


class NamesInCells:
    """The texts of cells that name people, each once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._cells = Counter(map(person_key, texts))

    def stands_alone(self, key: str, but: str | None = None) -> bool:
        """Whether a name is all that some cell says. but: a text whose cells do not count."""
        return self._cells[key] > (but is not None and person_key(but) == key)

    def parts_of(self, text: str) -> list[str]:
        """The names in a cell. `A, B` are two people where one of them stands alone in another cell, or both look like full
        names; `Văn hóa, xã hội` is one office."""
        parts = between_names(text)
        if len(parts) < 2:
            return [text]
        if any(self.stands_alone(person_key(part), but=text) for part in parts):
            return parts
        return parts if all(looks_like_full_name(plain_name(part)) for part in parts) else [text]


class FullNames:
    """Names by how they end and how the words before the last begin, so that a shortened one is compared with few of them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_end: dict[tuple[str, ...], list[str]] = {}
        self._by_start: dict[tuple[str, int, str], list[str]] = {}  # last word, how far before it, start of the word there
        for key in keys:
            words = person_key(key).split()
            for length in range(1, min(len(words), _LONGEST_END) + 1):
                self._by_end.setdefault(tuple(words[-length:]), []).append(key)
            for before, word in _before_last(words):
                for length in range(1, min(len(word), _LONGEST_START) + 1):
                    self._by_start.setdefault((words[-1], before, word[:length]), []).append(key)

    def of(self, short: str) -> tuple[str, ...]:
        """The names that a shortened one can be that of, in their order."""
        words = person_key(short).replace(".", ". ").split()
        if not words:
            return ()
        # The last word is always written out, and so are those that end without a dot before it.
        written_out = tuple(takewhile(lambda word: not word.endswith("."), reversed(words[-_LONGEST_END:-1])))
        end = (*reversed(written_out), words[-1])
        possible = [self._by_end.get(end, [])]
        for before, word in _before_last(words):
            if word.endswith(".") and word != ".":
                start = word[:-1][:_LONGEST_START]
                possible.append(self._by_start.get((words[-1], before, start), []))
        return tuple(key for key in min(possible, key=len) if given_name_of(short, key))


def _before_last(words: Sequence[str]) -> Iterable[tuple[int, str]]:
    """Some words before the last, each with how far before it stands."""
    return enumerate(reversed(words[-_LONGEST_END:-1]), 1)
