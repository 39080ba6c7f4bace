"""Cells as few blocks as possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.rectangles import rectangles


def drawn(*rows: str) -> list[str]:
    """The blocks of a picture in which each letter is a kind and a dot is nothing."""
    cells = [(row, column, kind) for row, line in enumerate(rows, 1) for column, kind in enumerate(line, 1) if kind != "."]
    return sorted(f"{kind} {block.a1}" for block, kind in rectangles(cells))


def test_neighbours_of_one_kind_are_one_block() -> None:
    assert drawn("aab", "aab", "..b") == ["a A1:B2", "b C1:C3"]


def test_a_gap_parts_blocks() -> None:
    assert drawn("aa.a", "aa.a", "....", "aa..") == ["a A1:B2", "a A4:B4", "a D1:D2"]


def test_a_wider_row_begins_a_new_block() -> None:
    assert drawn("aa", "aaa", "aaa") == ["a A1:B1", "a A2:C3"]


@given(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), st.sampled_from("ab")))
def test_every_cell_is_in_one_block_of_its_kind(cells: dict[tuple[int, int], str]) -> None:
    covered = [
        ((row, column), kind)
        for block, kind in rectangles((row, column, kind) for (row, column), kind in cells.items())
        for row in range(block.first_row, block.last_row + 1)
        for column in range(block.first_column, block.last_column + 1)
    ]
    assert len(covered) == len(cells)
    assert dict(covered) == cells
