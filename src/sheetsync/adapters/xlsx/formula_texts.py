"""The formulas of people's sheets, wherever they stand: in cells, in what may be entered, in conditional formats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.element_stream import ElementStream
from sheetsync.adapters.xlsx.guard import open_package
from sheetsync.adapters.xlsx.parts import local_name
from sheetsync.adapters.xlsx.workbook_part import read_workbook_part
from sheetsync.adapters.xlsx.xml_text import unescape_excel, whole_number
from sheetsync.core.cells import MAX_COLUMN, MAX_ROW, a1, column_number
from sheetsync.core.highlight_mark import is_marked
from sheetsync.core.old_literals import Formula, FormulaKind

_MAY_HAVE_FORMULAS = re.compile(rb"[<:]f(?:ormula[12]?)?[\s/>]")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?[0-9]{1,7}")
_KINDS = {"dataValidation": FormulaKind.VALIDATION, "conditionalFormatting": FormulaKind.CONDITIONAL_FORMAT}
_FORMULAS = ("formula", "formula1", "formula2", "f")


def formulas_of(data: bytes, name: str) -> Iterator[Formula]:
    """One after the other: an office's book may hold a hundred thousand. A formula that cells share is given for each of them.
    Sheets and conditional formats of ours are left out. Raises BookUnreadable."""
    facts, parts = open_package(data, name)
    for sheet in read_workbook_part(parts, facts.workbook_part).sheets:
        if sheet.mark is not None:
            continue
        content, encoding = parts.read_xml(sheet.part)
        if encoding == "utf-8" and not _MAY_HAVE_FORMULAS.search(content):
            continue
        try:
            yield from _formulas_of_sheet(content, sheet.name)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refusals.damaged(parts.name, f"nội dung trang «{sheet.name}» không đúng") from error


def _formulas_of_sheet(content: bytes, sheet: str) -> Iterator[Formula]:
    shared: dict[str, str] = {}
    row = 0
    stream = ElementStream(content, ("{*}row", *(f"{{*}}{name}" for name in _KINDS)))
    for element in stream:
        kind = _KINDS.get(local_name(element.tag))
        if kind is not None:
            place, texts = _areas(element), _texts(element)
            yield from (Formula(sheet, place, kind, text) for text in texts if not is_marked(text))
        else:
            row = whole_number(element.get("r") or "") or row + 1
            for place, text in _formulas_of_row(element, row, shared):
                yield Formula(sheet, place, FormulaKind.CELL, text)


def _formulas_of_row(element: etree._Element, row: int, shared: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each cell with a formula and what it says, but none beyond the edge of a sheet. shared: by its number, the formula that
    other cells only point at."""
    if next(element.iter("{*}f"), None) is None:
        return
    column = 0
    for cell in element:
        if local_name(cell.tag) != "c":
            continue
        reference = _REFERENCE.fullmatch((cell.get("r") or "").strip())
        column = column_number(reference[1]) if reference else column + 1
        for child in cell:
            if local_name(child.tag) != "f":
                continue
            text = unescape_excel(child.text or "")
            number = child.get("si") or ""
            if child.get("t") == "shared" and text:
                shared[number] = text
            elif child.get("t") == "shared":
                text = shared.get(number, "")
            if text and row <= MAX_ROW and column <= MAX_COLUMN:
                yield a1(row, column), text


def _areas(element: etree._Element) -> str:
    """An attribute, or in what newer versions of Excel added an element of its own."""
    inside = next((each.text for each in element.iter("{*}sqref")), None)
    return " ".join((element.get("sqref") or inside or "").split())


def _texts(element: etree._Element) -> list[str]:
    return [unescape_excel(each.text) for each in element.iter() if local_name(each.tag) in _FORMULAS and each.text]
