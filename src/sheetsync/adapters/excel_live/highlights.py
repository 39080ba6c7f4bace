"""Conditional formats of ours in an open workbook: compared, put in, taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sheetsync.adapters.excel_live.areas import block_of
from sheetsync.core.cells import Rectangle, a1
from sheetsync.core.edits import Highlight
from sheetsync.core.highlight_mark import is_marked, marked
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass

_EXPRESSION = 2
LONGEST_GIVEN = 255
"""Excel may refuse longer formulas that a program gives it, though files can hold them: an OR is then given in its terms."""
_TOKEN = re.compile(r'"(?:[^"]|"")*"|[(),]')


@dataclass(frozen=True, slots=True)
class Wanted:
    """A format to put in. formula: with `=`, in the language of this Excel, as seen from the first cell of the first area."""

    areas: tuple[Rectangle, ...]
    formula: str
    look: Look

    @property
    def address(self) -> str:
        return ",".join(_absolute(area) for area in self.areas)

    @property
    def first_cell(self) -> str:
        return a1(self.areas[0].first_row, self.areas[0].first_column)


def own_formats(worksheet: Any) -> list[Any]:
    """Those of ours on the sheet, the strongest first."""
    formats = worksheet.Cells.FormatConditions
    every = (formats.Item(number) for number in range(1, int(formats.Count) + 1))
    return [each for each in every if int(each.Type) == _EXPRESSION and is_marked(str(each.Formula1))]


def translated(highlights: Sequence[Highlight], scratch: Any, *, split: bool) -> list[Wanted]:
    """The highlights in the language of this Excel. scratch: an empty worksheet of a workbook nobody needs. split: long lists of
    conditions as one format a condition, which shows the same."""
    wanted = []
    for highlight in highlights:
        conditions = terms(highlight.condition) if split else [highlight.condition]
        for condition in conditions:
            cell = block_of(scratch, _first_cell(highlight.areas[0]))
            cell.Formula = "=" + marked(condition)
            wanted.append(Wanted(highlight.areas, str(cell.FormulaLocal), highlight.look))
            cell.ClearContents()
    return wanted


def terms(condition: str) -> list[str]:
    """The conditions of an OR too long to be given as one; else the condition itself."""
    if len(marked(condition)) < LONGEST_GIVEN or not condition.startswith("OR("):
        return [condition]
    pieces: list[str] = []
    depth, start = 0, len("OR(")
    for token in _TOKEN.finditer(condition):
        sign = token.group()
        if sign in (",", ")") and depth == 1:
            pieces.append(condition[start : token.start()])
            start = token.end()
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            break
    whole = start == len(condition) and depth == 0  # nothing stands behind the OR
    return [term for piece in pieces for term in terms(piece)] if whole else [condition]


def same(worksheet: Any, existing: Sequence[Any], wanted: Sequence[Wanted]) -> bool:
    """Whether the sheet has just these already. Asked with the first cell of the areas selected: formulas are seen from there."""
    if len(existing) != len(wanted):
        return False
    return all(
        str(have.AppliesTo.Address) == want.address
        and _seen_from(worksheet, want.first_cell, have) == want.formula
        and _looks_like(have, want.look)
        for have, want in zip(existing, wanted, strict=True)
    )


def _seen_from(worksheet: Any, cell: str, have: Any) -> str:
    worksheet.Range(cell).Select()
    return str(have.Formula1)


def add(worksheet: Any, wanted: Sequence[Wanted]) -> Iterator[Any]:
    """Put them in behind all others, one by one, so that whoever takes them knows what is there to be taken out again."""
    for each in wanted:
        worksheet.Range(each.first_cell).Select()
        block = block_of(worksheet, each.areas[0])
        for area in each.areas[1:]:
            block = worksheet.Application.Union(block, block_of(worksheet, area))
        added = block.FormatConditions.Add(Type=_EXPRESSION, Formula1=each.formula)
        yield added
        added.StopIfTrue = False
        if each.look.fill:
            added.Interior.Color = colour_number(each.look.fill)
        if each.look.bold:
            added.Font.Bold = True
        if each.look.italic:
            added.Font.Italic = True
        if each.look.colour:
            added.Font.Color = colour_number(each.look.colour)


def colour_number(rrggbb: str) -> int:
    """Excel's number of a colour: blue, green, red."""
    return int(rrggbb[4:6] + rrggbb[2:4] + rrggbb[0:2], 16)


def _looks_like(have: Any, look: Look) -> bool:
    return (
        (not look.fill or have.Interior.Color == colour_number(look.fill))
        and (not look.colour or have.Font.Color == colour_number(look.colour))
        and bool(have.Font.Bold) == look.bold
        and bool(have.Font.Italic) == look.italic
    )


def _first_cell(area: Rectangle) -> Rectangle:
    return Rectangle(area.first_row, area.first_column, area.first_row, area.first_column)


def _absolute(area: Rectangle) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area.a1)
