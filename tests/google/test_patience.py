"""How long Google is asked again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetsync.adapters.google.patience import Patience, Trouble

PATIENCE = Patience()


def waits(trouble: Trouble, *, repeatable: bool = True, asked: float | None = None) -> list[float]:
    """All waits of a request that fails each time in the same way, in the middle of chance."""
    found: list[float] = []
    while True:
        seconds = PATIENCE.wait(len(found) + 1, trouble, repeatable=repeatable, waited=sum(found), asked=asked, chance=0.5)
        if seconds is None:
            return found
        found.append(seconds)


def test_waits_grow_and_end() -> None:
    assert waits(Trouble.BUSY) == [1, 2, 4, 8, 16, 32]


def test_what_google_asks_for_is_waited_as_long_as_the_budget_lasts() -> None:
    assert waits(Trouble.BUSY, asked=33) == [33.5] * 5
    assert waits(Trouble.BUSY, asked=3600) == []


def test_a_refusal_is_final() -> None:
    assert waits(Trouble.FINAL) == []


def test_a_write_of_unknown_fate_is_not_sent_again_blindly() -> None:
    assert waits(Trouble.UNKNOWN_FATE, repeatable=False) == []
    assert waits(Trouble.UNKNOWN_FATE) == [1, 2, 4, 8, 16, 32]


def test_a_write_that_was_never_sent_or_refused_as_too_much_may_go_again() -> None:
    assert waits(Trouble.NEVER_SENT, repeatable=False)
    assert waits(Trouble.BUSY, repeatable=False)


@given(
    st.integers(1, 50),
    st.sampled_from(Trouble),
    st.booleans(),
    st.floats(0, 400),
    st.none() | st.floats(0, 4000),
    st.floats(0, 1),
)
def test_patience_is_bounded(  # noqa: PLR0917 - hypothesis gives them by place
    attempt: int, trouble: Trouble, repeatable: bool, waited: float, asked: float | None, chance: float
) -> None:
    seconds = PATIENCE.wait(attempt, trouble, repeatable=repeatable, waited=waited, asked=asked, chance=chance)
    if seconds is not None:
        assert attempt < PATIENCE.attempts
        assert waited + seconds <= PATIENCE.budget
        assert asked is None or seconds >= asked
