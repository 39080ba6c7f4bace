"""Share a page's width among columns so that the table of these texts is as short as it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations, product

from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.text_fit import line_counts, widest_word

_STEPS = (1.0, 2.0, 4.0)
_MOST_MOVES = 24
_ROW_WEIGHT = 20
MOST_ROWS = 150
"""Rows looked at: the first ones of a longer table speak for the rest."""


def shared_widths(widths: Sequence[float], least: Mapping[int, float], rows: Sequence[Sequence[tuple[str, Look]]]) -> list[float]:
    """The widths (characters) after moving width from one column to another as long as that saves lines.

    least: the columns that may change, by index from 0, and the width each keeps; the sum never changes. rows: text and look
    of every column, row by row.
    """
    rows = rows[:MOST_ROWS]
    found = list(widths)
    known: dict[tuple[int, float], list[int]] = {}

    def lines_of(column: int, width: float) -> list[int]:
        if (column, width) not in known:
            known[column, width] = _column_lines(rows, column, width)
        return known[column, width]

    least = {column: _unbroken(rows, column, narrow, widths[column]) for column, narrow in least.items()}
    lines = [lines_of(column, width) for column, width in enumerate(found)]
    total = _total(lines)
    for _ in range(_MOST_MOVES):
        best: tuple[int, int, int, float] | None = None
        for (giver, taker), step in product(permutations(least, 2), _STEPS):
            if found[giver] - step < least[giver]:
                continue
            trial = lines.copy()
            trial[giver] = lines_of(giver, found[giver] - step)
            trial[taker] = lines_of(taker, found[taker] + step)
            cost = _total(trial)
            if cost < (best[0] if best else total):
                best = (cost, giver, taker, step)
        if best is None:
            break
        total, giver, taker, step = best
        found[giver] -= step
        found[taker] += step
        for column in (giver, taker):
            lines[column] = lines_of(column, found[column])
    return found


def _unbroken(rows: Sequence[Sequence[tuple[str, Look]]], column: int, narrow: float, width: float) -> float:
    """The least width that tears no word which the given width keeps whole."""
    words = (widest_word(*row[column]) for row in rows)
    return max([narrow, *(word for word in words if word <= width)])


def _column_lines(rows: Sequence[Sequence[tuple[str, Look]]], column: int, width: float) -> list[int]:
    cells = [row[column] for row in rows]
    # By identity: hashing a look costs more than looking a text up.
    counts = {number: line_counts(width, look) for number, look in {id(look): look for _, look in cells}.items()}
    return [counts[id(look)][text] for text, look in cells]


def _total(lines: Sequence[Sequence[int]]) -> int:
    """Lines of the tallest cell of every row; among equals, what the other cells take decides."""
    tallest: list[int] = [max(row) for row in zip(*lines, strict=True)]
    return _ROW_WEIGHT * sum(tallest) + sum(sum(column) for column in lines)
