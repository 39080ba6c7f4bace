"""Words that were probably meant. (Stands in until the core has its own.)"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def closest(word: str, choices: Sequence[str]) -> str | None:
    import difflib

    folded = {match_key(choice): choice for choice in reversed(choices)}
    near = difflib.get_close_matches(match_key(word), list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def match_key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
