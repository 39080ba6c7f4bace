"""Suggestions within one run, bounded: looking for close words costs far more than any rule, and nobody reads them by the
hundred."""

from __future__ import annotations

from collections.abc import Collection

from sheetsync.core.suggest import closest
from sheetsync.records import dataclass, field

MAX_DIFFERENT_WORDS = 300
MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The closest choice for a word, remembered; after 300 different words in a run there are no more."""

    _found: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def closest(self, word: str, choices: Collection[str], among: str) -> str | None:
        """among: what the choices are ("ids", "titles"); the same name must mean the same choices within a run."""
        key = (among, word[:MAX_CHARACTERS])
        if key not in self._found:
            if len(self._found) >= MAX_DIFFERENT_WORDS:
                return None
            self._found[key] = closest(key[1], choices)
        return self._found[key]
