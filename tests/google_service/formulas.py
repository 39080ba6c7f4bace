"""Formulas: the little that is calculated here, and the movement of their references when rows or columns move.

Calculated: arithmetic of numbers, a text or number alone, HYPERLINK of two texts, #REF!, and #ERROR! for a formula with commas
between arguments where the comma is decimal. Everything else shows what the calculator given to the service answers; without one,
an empty text.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import NamedTuple

from tests.google_service.areas import column_letters, column_number
from tests.google_service.json_objects import JsonObject
from tests.google_service.typed_text import decimal_comma

ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
}


class FormulaPlace(NamedTuple):
    """Where a formula stands; row and column count from 0."""

    spreadsheet_id: str
    sheet: str
    row: int
    column: int
    locale: str


Calculator = Callable[[str, FormulaPlace], str | float | bool]
"""The shown value of a formula; an error is its text, such as "#N/A"."""

_OPERATIONS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*', re.IGNORECASE)


def calculated(formula: str, place: FormulaPlace, calculator: Calculator | None) -> JsonObject:
    """The effective value of a formula: an ExtendedValue."""
    if "#REF!" in formula:
        return error_value("#REF!")
    if decimal_comma(place.locale) and _COMMA_BETWEEN_ARGUMENTS.search(_LITERAL.sub("", formula)):
        return error_value("#ERROR!")
    if link := _HYPERLINK.fullmatch(formula):
        label = link.group(1) if link.group(2) is None else link.group(2)
        return {"stringValue": label.replace('""', '"')}
    if text := re.fullmatch(r'=\s*"((?:[^"]|"")*)"\s*', formula):
        return {"stringValue": text.group(1).replace('""', '"')}
    try:
        return _extended(_arithmetic(ast.parse(formula[1:].strip(), mode="eval").body))
    except ZeroDivisionError:
        return error_value("#DIV/0!")
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return _extended("" if calculator is None else calculator(formula, place))


def hyperlink(cell: JsonObject) -> str | None:
    """The address that a cell as a whole leads to."""
    found = _HYPERLINK.fullmatch(cell.get("userEnteredValue", {}).get("formulaValue", ""))
    if found is not None:
        return found.group(1).replace('""', '"')
    looks = [cell.get("userEnteredFormat", {}).get("textFormat", {})]
    looks += [run.get("format", {}) for run in cell.get("textFormatRuns", [])]
    addresses = {look["link"]["uri"] for look in looks if "uri" in look.get("link", {})}
    return str(addresses.pop()) if len(addresses) == 1 else None


def error_value(shown: str) -> JsonObject:
    return {"errorValue": {"type": ERROR_TYPES[shown], "message": f"Function result is {shown}"}}


def _extended(value: str | float | bool) -> JsonObject:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, (int, float)):
        return {"numberValue": int(value) if value == int(value) else value}
    return error_value(value) if value in ERROR_TYPES else {"stringValue": value}


def _arithmetic(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_arithmetic(node.left), _arithmetic(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_arithmetic(node.operand)
    raise ValueError(node)


_LITERAL = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
_COMMA_BETWEEN_ARGUMENTS = re.compile(r",(?!\d)|(?<!\d),")
"""Where the comma is the decimal sign, it parts no arguments: such a formula cannot be read. Semicolons are read everywhere."""

Span = tuple[int, int]
MoveSpan = Callable[[Span], Span | None]
"""Where the rows (or columns) from first to last, the last one excluded, are afterwards; None: they are gone."""

_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*")                                                        # a text
    |((?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?                                      # a sheet
    (?<![\w.$])(?:
        (\$?)([A-Za-z]{1,3})(\$?)(\d+)(?::(\$?)([A-Za-z]{1,3})(\$?)(\d+))?      # A1, A1:B2
        |(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})                              # A:C
        |(\$?)(\d+):(\$?)(\d+)                                                  # 3:5
    )(?![\w(!])""",
    re.VERBOSE,
)


def move_references(formula: str, own_sheet: str, moved_sheet: str, dimension: str, move: MoveSpan) -> str:
    """The formula after rows or columns of a sheet have moved; what it pointed at and is gone becomes #REF!."""

    def moved(found: re.Match[str]) -> str:
        if found.group(1) is not None:
            return found.group()
        prefix = found.group(2) or ""
        sheet = prefix[:-1].strip("'").replace("''", "'") if prefix else own_sheet
        if sheet.casefold() != moved_sheet.casefold():
            return found.group()
        return prefix + (_moved_block(found, dimension, move) or "#REF!")

    return _REFERENCE.sub(moved, formula)


def repeated_formula(formula: str, down: int, right: int) -> str:
    """The formula as a cell further down and right repeats it: what is not fixed by a `$` moves along."""

    def column(fixed: str, letters: str) -> str:
        return fixed + (letters if fixed else column_letters(column_number(letters) + right))

    def row(fixed: str, number: str) -> str:
        return fixed + (number if fixed else str(int(number) + down))

    def moved(found: re.Match[str]) -> str:
        if found.group(1) is not None:
            return found.group()
        parts = found.groups()[2:]
        cells = column(*parts[0:2]) + row(*parts[2:4]) if parts[1] else ""
        if parts[5]:
            cells += ":" + column(*parts[4:6]) + row(*parts[6:8])
        if parts[9]:
            cells = column(*parts[8:10]) + ":" + column(*parts[10:12])
        if parts[13]:
            cells = row(*parts[12:14]) + ":" + row(*parts[14:16])
        return (found.group(2) or "") + cells

    return _REFERENCE.sub(moved, formula)


def forget_sheet(formula: str, own_sheet: str, gone_sheet: str) -> str:
    """The formula after a sheet was deleted."""
    return move_references(
        move_references(formula, own_sheet, gone_sheet, "ROWS", lambda _: None), own_sheet, gone_sheet, "COLUMNS", lambda _: None
    )


def rename_sheet(formula: str, old: str, new_quoted: str) -> str:
    """The formula after a sheet was renamed."""

    def renamed(found: re.Match[str]) -> str:
        prefix = found.group(2)
        if found.group(1) is None and prefix and prefix[:-1].strip("'").replace("''", "'").casefold() == old.casefold():
            return f"{new_quoted}!" + found.group()[len(prefix) :]
        return found.group()

    return _REFERENCE.sub(renamed, formula)


def _moved_block(found: re.Match[str], dimension: str, move: MoveSpan) -> str | None:
    rows = dimension == "ROWS"
    if found.group(4) is not None:
        d1, c1, d2, r1, d3, c2, d4, r2 = found.groups()[2:10]
        first, last = (int(r1) - 1, int(r2 or r1)) if rows else (column_number(c1), column_number(c2 or c1) + 1)
        span = move((first, last))
        if span is None:
            return None
        if rows:
            r1, r2 = str(span[0] + 1), (str(span[1]) if r2 else None)
        else:
            c1, c2 = column_letters(span[0]), (column_letters(span[1] - 1) if c2 else None)
        block = f"{d1}{c1}{d2}{r1}"
        return f"{block}:{d3}{c2}{d4}{r2}" if r2 is not None or c2 is not None else block
    if found.group(12) is not None:
        if rows:
            return found.group()[len(found.group(2) or "") :]
        d1, c1, d2, c2 = found.groups()[10:14]
        span = move((column_number(c1), column_number(c2) + 1))
        return None if span is None else f"{d1}{column_letters(span[0])}:{d2}{column_letters(span[1] - 1)}"
    if not rows:
        return found.group()[len(found.group(2) or "") :]
    d1, r1, d2, r2 = found.groups()[14:18]
    span = move((int(r1) - 1, int(r2)))
    return None if span is None else f"{d1}{span[0] + 1}:{d2}{span[1]}"
