"""Suggestions stay affordable in a book full of strangers' rows."""

from __future__ import annotations

import pytest

from sheetsync.core.rules import suggestions
from sheetsync.core.rules.suggestions import MAX_DIFFERENT_WORDS, Suggestions


def test_the_closest_choice_is_looked_for_once_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def closest(word: str, choices: tuple[str, ...]) -> str:
        asked.append(word)
        return choices[0]

    monkeypatch.setattr(suggestions, "closest", closest)
    found = Suggestions()
    words = [f"X.{number}" for number in range(MAX_DIFFERENT_WORDS + 50)]
    first = [found.closest(word, ("A.01",), "ids") for word in words]
    again = [found.closest(word, ("A.01",), "ids") for word in words]
    assert first == again == ["A.01"] * MAX_DIFFERENT_WORDS + [None] * 50
    assert len(asked) == MAX_DIFFERENT_WORDS
