"""Texts of cells exchanged in place, for the conversion of old encodings: only these cells' bytes change, and what they share
with other cells (strings, styles) is not touched but added anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import read_relationships
from sheetsync.adapters.xlsx.scan import merged_area
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.adapters.xlsx.styles import StyleTable, font_renamed
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, escaped
from sheetsync.core.cells import Rectangle, a1, column_number
from sheetsync.core.edits import ConvertTexts
from sheetsync.core.old_encodings import is_old_font

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CELL_REFERENCE = re.compile(rb"""\sr\s*=\s*("[^"]*"|'[^']*')""")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SharedTexts:
    """The shared strings of a book, to which converted ones are added. Indexes given out are valid once `save` was called."""

    def __init__(self, sheets: SheetList) -> None:
        self._package = sheets.package
        targets = (
            relationship.target
            for relationship in read_relationships(sheets.package, sheets.part)
            if relationship.kind == "sharedStrings" and relationship.target and relationship.target in sheets.package
        )
        self._part = next(targets, None)
        self._text = XmlText(self._package.read(self._part), part=self._part) if self._part else None
        self._items = list(self._text.root.all("si")) if self._text else []
        self._new: list[bytes] = []
        self._known: dict[bytes, int] = {}

    def converted(self, index: int, runs: Sequence[str], font: str) -> int | None:
        """The index of a string like this one that says `runs`; None where it has another number of parts, or is not there."""
        if self._text is None or index >= len(self._items):
            return None
        item = converted_item(self._text.data, self._items[index], runs, font)
        if item is None:
            return None
        if item not in self._known:
            self._known[item] = len(self._items) + len(self._new)
            self._new.append(item)
        return self._known[item]

    def save(self) -> None:
        """Write what was added into the part, once all edits are done."""
        if self._text is None or self._part is None or not self._new:
            return
        count = self._text.root.attributes.get("uniqueCount", "")
        if count.isascii() and count.isdigit():
            self._text.set_attribute(self._text.root, "uniqueCount", str(int(count) + len(self._new)))
        self._text.append_child(self._text.root, b"".join(self._new))
        self._package.put(self._part, self._text.result())


def convert_texts(
    data: bytes, edit: ConvertTexts, *, part: str, texts: SharedTexts, styles: StyleTable, untouchable: Sequence[Rectangle]
) -> tuple[bytes, tuple[str, ...]]:
    """The sheet part after the edit, and the cells (A1) that had to stay: in `untouchable`, or holding no such text."""
    wanted = {(new.row, new.column): new.runs for new in edit.texts}
    text = XmlText(data, part=part)
    left = dict.fromkeys(wanted)
    exchanged: dict[int, int | None] = {}
    for place, cell in _cells(text.root):
        runs = wanted.get(place)
        if runs is None or any(area.contains(*place) for area in untouchable):
            continue
        if not _exchange(text, cell, runs, edit.font, texts):
            continue
        del left[place]
        style = _whole(cell.attributes.get("s", ""))
        if style not in exchanged:
            exchanged[style] = styles.with_font(style, edit.font) if is_old_font(styles.font_name(style)) else None
        new_style = exchanged[style]
        if new_style is not None:
            _set_style(text, cell, new_style)
    return text.result(), tuple(a1(row, column) for row, column in left)


def headings_of_tables(package: Package, sheet_part: str) -> tuple[Rectangle, ...]:
    """The heading rows of the sheet's Excel tables. Their texts stand in the table's own part as well, and in formulas."""
    areas = []
    for relationship in read_relationships(package, sheet_part):
        if relationship.kind != "table" or relationship.target is None or relationship.target not in package:
            continue
        table = XmlText(package.read(relationship.target), part=relationship.target).root
        area = merged_area(table.attributes.get("ref", ""))
        if area is not None and table.attributes.get("headerRowCount", "1") != "0":
            areas.append(Rectangle(area.first_row, area.first_column, area.first_row, area.last_column))
    return tuple(areas)


def converted_item(data: bytes, item: Element, runs: Sequence[str], font: str) -> bytes | None:
    """The bytes of an `si` or `is` element whose parts say `runs`, old fonts exchanged; None where it has not so many parts.
    A phonetic guide goes: it counts letters of the old text."""
    parts = [child for child in item.children if child.local in ("t", "r")]
    if len(parts) != len(runs):
        return None
    changes: list[tuple[int, int, bytes]] = []
    for part, new in zip(parts, runs, strict=True):
        holders = [element for element in part.walk() if element.local == "t"]
        if len(holders) != 1:
            return None
        holder = holders[0]
        if not holder.empty:
            changes.append((holder.open_end, holder.close_start, _written(new)))
        elif new:
            return None
        changes += _fonts_exchanged(data, part, font)
    changes += [(child.start, child.end, b"") for child in item.children if child.local in ("rPh", "phoneticPr")]
    pieces = []
    at = item.start
    for start, end, content in sorted(changes):
        pieces += [data[at:start], content]
        at = end
    return b"".join(pieces) + data[at : item.end]


def _fonts_exchanged(data: bytes, part: Element, font: str) -> list[tuple[int, int, bytes]]:
    properties = part.child("rPr") if part.local == "r" else None
    name = properties.child("rFont") if properties else None
    if properties is None or name is None or not is_old_font(name.attributes.get("val", "")):
        return []
    return [(properties.start, properties.end, font_renamed(data, properties, font, "rFont").encode())]


def _exchange(text: XmlText, cell: Element, runs: Sequence[str], font: str, texts: SharedTexts) -> bool:
    """Exchange a cell's text; whether it could be done."""
    value, inline = cell.child("v"), cell.child("is")
    kind = cell.attributes.get("t", "")
    if cell.child("f") is not None:
        return False
    if kind == "s" and value is not None:
        written = value.text.strip()
        index = texts.converted(int(written), runs, font) if written.isascii() and written.isdigit() else None
        if index is not None:
            text.replace(value.open_end, value.close_start, str(index).encode())
        return index is not None
    if kind == "inlineStr" and inline is not None:
        item = converted_item(text.data, inline, runs, font)
        if item is not None:
            text.replace(inline.start, inline.end, item)
        return item is not None
    if kind == "str" and value is not None and not value.empty and len(runs) == 1:
        text.replace(value.open_end, value.close_start, _written(runs[0]))
        return True
    return False


def _set_style(text: XmlText, cell: Element, style: int) -> None:
    """After `r`, where every program writes it and where quick readers look for it."""
    found = _CELL_REFERENCE.search(text.data[cell.start : cell.open_end])
    if "s" in cell.attributes or found is None:
        text.set_attribute(cell, "s", str(style))
    else:
        text.insert(cell.start + found.end(), f' s="{style}"'.encode())


def _cells(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Each cell with its row and column; those without `r` follow the one before (ECMA-376 part 1, 18.3.1.4)."""
    table = root.child("sheetData")
    row = 0
    for row_element in table.all("row") if table else ():
        row = _whole(row_element.attributes.get("r", "")) or row + 1
        column = 0
        for cell in row_element.all("c"):
            reference = _REFERENCE.fullmatch(cell.attributes.get("r", "").strip())
            column = column_number(reference[1]) if reference else column + 1
            yield (int(reference[2]) if reference else row, column), cell


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 8 else 0


def _written(text: str) -> bytes:
    """The text as a cell holds it: what looks like one of Excel's escapes is itself escaped, and a line end survives."""
    return escaped(_LOOKS_ESCAPED.sub("_x005F_", text)).replace("\r", "_x000D_").encode()
