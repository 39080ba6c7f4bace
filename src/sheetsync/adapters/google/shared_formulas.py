"""Formulas that a column repeats from row to row, as one: Google moves the references of a formula that it is told to repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sheetsync.core.sheets.form_design import FormCell, Formula
from sheetsync.records import dataclass

_REFERENCES = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|(?<![\w.$])(\$?[A-Za-z]{1,3})(\$?)(\d+)(?![\w.(!])""")


@dataclass(frozen=True, slots=True)
class FormulaRun:
    """The same formula in the rows from first to last of one column. text: as it stands in the first row."""

    column: int
    first: int
    last: int
    text: str


def formula_runs(cells: Iterable[FormCell]) -> Iterator[FormulaRun]:
    """Every formula of a sheet, those that follow from the one above joined with it; by columns."""
    found = [(cell.column, cell.row, cell.value) for cell in cells if isinstance(cell.value, Formula)]
    run: list[tuple[int, int, Formula]] = []
    for column, row, formula in sorted(found, key=lambda place: place[:2]):
        if run and not (column == run[0][0] and row == run[-1][1] + 1 and _follows(run[0][2], formula, row - run[0][1])):
            yield _joined(run)
            run = []
        run.append((column, row, formula))
    if run:
        yield _joined(run)


def moved_down(formula: str, rows: int) -> str:
    """The formula as it says the same so many rows further down."""

    def moved(found: re.Match[str]) -> str:
        literal, column, fixed, row = found.groups()
        return str(literal) if literal is not None else f"{column}{fixed}{row if fixed else int(row) + rows}"

    return _REFERENCES.sub(moved, formula)


def _follows(first: Formula, other: Formula, rows: int) -> bool:
    if first.alike and first.alike == other.alike:
        return True
    return moved_down(first.text, rows) == other.text


def _joined(run: list[tuple[int, int, Formula]]) -> FormulaRun:
    return FormulaRun(run[0][0], run[0][1], run[-1][1], run[0][2].text)
