"""What is offered for an unknown word: exactly what comparing every choice in full would offer."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import example, given
from hypothesis import strategies as st

from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key, unaccented

_WORDS = st.text(alphabet="aàbcdđeghi o nh", max_size=12)


def by_comparing_all(word: str, choices: list[str]) -> str | None:
    def likeness(one: str, other: str) -> float:
        return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0

    best, best_score = None, (0.75, 0.0)
    for choice in choices if unaccented(word) else ():
        score = likeness(unaccented(word), unaccented(choice)), likeness(match_key(word), match_key(choice))
        if score > best_score:
            best, best_score = choice, score
    return best


@given(_WORDS, st.lists(_WORDS, max_size=6))
@example("hoàn thàn", ["Hoàn thành", "Hoàn tất"])
@example("hoan thanh", ["Hoàn thanh", "Hoàn thành"])
def test_ruling_out_early_changes_no_answer(word: str, choices: list[str]) -> None:
    near = [*choices, word[1:], word[:-1] + "g", word + "nh"]
    assert closest(word, choices) == by_comparing_all(word, choices)
    assert closest(word, near) == by_comparing_all(word, near)
