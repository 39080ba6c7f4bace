"""The shared strings of a book, to which converted ones are added. Only where each string stands is kept in memory: an office's
book may hold a hundred thousand of them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from sheetsync.adapters.xlsx.relationships import read_relationships
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.adapters.xlsx.styles import font_renamed
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, escaped
from sheetsync.adapters.xlsx.xml_text import whole_number
from sheetsync.core.old_encodings import is_old_font

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ITEM = re.compile(rb"\s*(<si>.*?</si>|<si/>)", re.DOTALL)
_PLAIN_ITEM = re.compile(rb'(<si><t(?: xml:space="preserve")?>)[^<]*(</t></si>)')


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
        self._text = XmlText(self._package.read(self._part), part=self._part, unparsed="sst") if self._part else None
        self._starts, self._ends = array("Q"), array("Q")
        self._new: dict[bytes, int] = {}
        if self._text is not None:
            self._find_items(self._text)

    def converted(self, index: int, runs: Sequence[str], font: str) -> int | None:
        """The index of a string like this one that says `runs`; None where it has another number of parts, or is not there."""
        if self._text is None or index >= len(self._starts):
            return None
        item = self._converted_item(self._text.data[self._starts[index] : self._ends[index]], runs, font)
        if item is None:
            return None
        return self._new.setdefault(item, len(self._starts) + len(self._new))

    def save(self) -> None:
        """Write what was added into the part, once all edits are done."""
        if self._text is None or self._part is None or not self._new:
            return
        written = self._text.root.attributes.get("uniqueCount")
        if written is not None:  # one that is no count of strings is put right: the next reader may believe it
            count = whole_number(written) or len(self._starts)
            self._text.set_attribute(self._text.root, "uniqueCount", str(count + len(self._new)))
        self._text.append_child(self._text.root, b"".join(self._new))
        self._package.put(self._part, self._text.result())

    def _find_items(self, text: XmlText) -> None:
        """By pattern where nothing but plain `si` elements stands in the part, else by a parser."""
        root, data = text.root, text.data
        at, usual = root.open_end, root.name == "sst" and b"<!" not in data and data.find(b"<?", root.open_end) < 0
        while usual and (found := _ITEM.match(data, at, root.close_start)):
            self._starts.append(found.start(1))
            self._ends.append(found.end(1))
            at = found.end()
        if not usual or data[at : root.close_start].strip():
            items = list(XmlText(data, part=text.part).root.all("si"))
            self._starts, self._ends = array("Q", (item.start for item in items)), array("Q", (item.end for item in items))

    def _converted_item(self, item: bytes, runs: Sequence[str], font: str) -> bytes | None:
        plain = _PLAIN_ITEM.fullmatch(item)
        if plain:
            return plain[1] + written_text(runs[0]) + plain[2] if len(runs) == 1 else None
        assert self._text is not None
        root = self._text.root
        opening = self._text.data[root.start : root.open_end]  # with the prefixes that the item may use
        alone = XmlText(b"".join((opening, item, b"</", root.name.encode(), b">")), part=self._text.part)
        return converted_item(alone.data, alone.root.children[0], runs, font)


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
            changes.append((holder.open_end, holder.close_start, written_text(new)))
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


def written_text(text: str) -> bytes:
    """The text as a cell holds it: what looks like one of Excel's escapes is itself escaped, and a line end survives."""
    return escaped(_LOOKS_ESCAPED.sub("_x005F_", text)).replace("\r", "_x000D_").encode()


def _fonts_exchanged(data: bytes, part: Element, font: str) -> list[tuple[int, int, bytes]]:
    properties = part.child("rPr") if part.local == "r" else None
    name = properties.child("rFont") if properties else None
    if properties is None or name is None or not is_old_font(name.attributes.get("val", "")):
        return []
    return [(properties.start, properties.end, font_renamed(data, properties, font, "rFont").encode())]
