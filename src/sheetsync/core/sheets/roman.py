"""Roman numerals for sections and annexes."""

from __future__ import annotations

_PARTS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """1 → I, 14 → XIV."""
    written = ""
    for value, letters in _PARTS:
        written += letters * (number // value)
        number %= value
    return written
