"""Rows that are made when they are taken are the rows of a list."""

from __future__ import annotations

from sheetsync.core.sheets.design import Block, RowDesign, RowShape
from sheetsync.core.sheets.late_rows import LateRows
from sheetsync.core.sheets.looks import Look

SHAPE = RowShape((Block(1, 1, Look()), Block(2, 3, Look(bold=True))))


def test_they_are_the_rows_of_a_list() -> None:
    made: list[int] = []

    def values(number: int, about: str) -> tuple[int, str]:
        made.append(number)
        return number, about.upper()

    rows: LateRows[str] = LateRows(values, lambda _: ())
    heading = RowDesign(SHAPE, ("TT", "Nội dung"), 24.0)
    rows.append(heading)
    for number, about in enumerate("abc", start=1):
        rows.add(SHAPE, 18.0 + number, number, about)
    wanted = [heading, *(RowDesign(SHAPE, (n, about), 18.0 + n) for n, about in enumerate("ABC", start=1))]
    assert len(rows) == 4
    assert [(shape, height) for shape, height, _ in rows.outlines()] == [(row.shape, row.height) for row in wanted]
    assert made == []  # nobody asked for a value
    assert list(rows) == wanted
    assert rows[1:3] == wanted[1:3]
    assert rows[-1] == wanted[-1]
    assert made == [1, 2, 3, 1, 2, 3]  # and nothing is kept
