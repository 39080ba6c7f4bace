"""Conditional formats of ours in a sheet: put in, found again by their mark, and taken out without a trace.

The mark is `N("sheetsync")=0` inside the AND of the rule's formula: always true, and kept by Excel, LibreOffice and Google.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, escaped
from sheetsync.core.cells import Rectangle
from sheetsync.core.highlight_mark import is_marked, marked
from sheetsync.records import dataclass

_MARK_WORD = re.compile(rb"sheetsync", re.IGNORECASE)
_LAST_PRIORITY = 0x7FFFFFFF
"""What a priority can hold (xsd:int). Where people's rules reach it, ours share the last place, and stand behind."""
_BEFORE = {  # children of a worksheet that stand before or among the conditional formats (ISO/IEC 29500-1, 18.3.1.99)
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
}


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """One rule to write. style: index of its look among the book's differential styles."""

    areas: tuple[Rectangle, ...]
    condition: str
    style: int


def replace_conditional_formats(sheet: bytes, formats: Sequence[ConditionalFormat], *, part: str) -> bytes:
    """The sheet's XML with all rules of ours exchanged for these, in order of precedence, after everybody else's.

    Every other byte stays, so that taking ours away gives the sheet as it was. Raises BookUnreadable.
    """
    if not formats and b"\0" not in sheet[:8] and not _MARK_WORD.search(sheet):
        return sheet  # nothing of ours can be in it, so that a book of thousands of sheets costs no parsing
    text = XmlText(sheet, part=part, unparsed="sheetData")
    root = text.root
    removed = _remove_ours(text)
    gone = {id(element) for element in removed}
    priorities = [0]
    for element in root.walk():
        if element.local == "cfRule" and not _within(element, gone):
            priorities.append(_whole_number(element.attributes.get("priority")))
    first = max(priorities) + 1
    prefix = root.prefix
    rules = (
        f'<{prefix}conditionalFormatting sqref="{" ".join(area.a1 for area in rule.areas)}">'
        f'<{prefix}cfRule type="expression" dxfId="{rule.style}" priority="{min(first + number, _LAST_PRIORITY)}">'
        f"<{prefix}formula>{escaped(marked(rule.condition))}</{prefix}formula>"
        f"</{prefix}cfRule></{prefix}conditionalFormatting>"
        for number, rule in enumerate(formats)
    )
    content = bytearray()  # never as one text: that of 250,000 marks would take four times as much
    for rule in rules:
        content += rule.encode()
    if content:
        stays = [
            child
            for child in root.children
            if child.local in _BEFORE and child.namespace == root.namespace and id(child) not in gone
        ]
        text.insert(stays[-1].end if stays else root.open_end, content)
    return text.result()


def _remove_ours(text: XmlText) -> list[Element]:
    """Take our rules out, with the elements that nothing is left in; the elements taken out."""
    gone: list[Element] = []
    for rule in text.root.walk():
        if rule.local == "cfRule" and any(is_marked(child.text) for child in rule.children if child.local in ("formula", "f")):
            gone.append(rule)
    removed: list[Element] = []
    going = {id(element) for element in gone}
    while gone:
        parents = {id(element.parent): element.parent for element in gone if element.parent and element.parent is not text.root}
        emptied = {number: parent for number, parent in parents.items() if _nothing_but(parent, going)}
        removed += [element for element in gone if id(element.parent) not in emptied]
        gone = list(emptied.values())
        going.update(emptied)
    for element in removed:
        text.remove(element)
    return removed


def _nothing_but(parent: Element, going: Set[int]) -> bool:
    """Whether only elements that go (by identity) stand in the parent; the area of an x14 format goes with its last rule."""
    return all(id(child) in going or child.local == "sqref" for child in parent.children)


def _within(element: Element | None, gone: Set[int]) -> bool:
    while element is not None:
        if id(element) in gone:
            return True
        element = element.parent
    return False


def _whole_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
