"""What we added to the styles part, noted down in it, so that `clean` can give the part back byte for byte.

The note is an extension at the end of the part: each list's form and length before our first entry, and the digest of the
part as it was. Whoever saves the book with another program drops or outdates the note; our entries then stay, unused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from xml.parsers import expat

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.style_references import is_filler, list_of, may_be_xml
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, as_utf8, quoted
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass

LISTS = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_NOTE = "{5E3D0B52-8C1B-4C0B-9C63-2C6B0E7B7A11}"
_NAMESPACE = "urn:sheetsync:added-styles"
_ABSENT, _CLOSED, _OPEN = "absent", "closed", "open"
_NOTE_LIST = "extLst"


@dataclass(frozen=True, slots=True)
class StylesBefore:
    """The styles part as it was before us. content: its bytes; created: the book had none. ours: by list, the indexes of entries
    of ours, without those that only keep a place; number_formats: the ids of ours."""

    content: bytes
    created: bool
    ours: Mapping[str, Set[int]]
    number_formats: frozenset[int]


def note(root: Element, before: bytes, defaults: Mapping[str, int], *, created: bool) -> str:
    """The extension that notes down what the part (its root, its bytes) is like now. defaults: how many entries a list that is
    not there gets before those asked for."""
    lines = []
    for name in (*LISTS, _NOTE_LIST):
        element = root.child(name)
        form = _ABSENT if element is None else _CLOSED if element.empty else _OPEN
        first = len(element.children) if element else defaults.get(name, 0)
        count = element.attributes.get("count") if element else None
        counted = f" count={quoted(count)}" if count is not None else ""
        lines.append(f'<s:list name="{name}" form="{form}" first="{first}"{counted}/>')
    digest = hashlib.sha256(before).hexdigest()
    start = f'<{root.prefix}ext uri="{_NOTE}"><s:before xmlns:s="{_NAMESPACE}" sha256="{digest}" created="{int(created)}">'
    return f"{start}{''.join(lines)}</s:before></{root.prefix}ext>"


def styles_before(content: bytes, part: str) -> StylesBefore | None:
    """What the part was before us; None where no note says so, or where somebody changed the part since."""
    text = XmlText(content, part=part)
    extensions = text.root.child(_NOTE_LIST)
    notes = [each for each in extensions.children if each.attributes.get("uri") == _NOTE] if extensions else []
    if not notes or not notes[-1].children:
        return None
    said = notes[-1].children[0]
    ours: dict[str, Set[int]] = {}
    number_formats: set[int] = set()
    for line in said.children:
        name = line.attributes.get("name", "")
        element = text.root.child(name)
        length = line.attributes.get("first", "")
        if name not in (*LISTS, _NOTE_LIST) or not (length.isascii() and length.isdigit() and len(length) < 10):
            return None
        if element is None:
            continue
        ours[name] = {index for index in range(int(length), len(element.children)) if not is_filler(element.children[index])}
        if name == "numFmts":
            written = [each.attributes.get("numFmtId", "0") for each in element.children[int(length) :]]
            if not all(number.isdecimal() and len(number) <= _LONGEST_NUMBER for number in written):
                return None
            number_formats |= set(map(int, written))
        _shorten(text, element, line.attributes.get("form", ""), int(length), line.attributes.get("count"))
    result = text.result()
    if hashlib.sha256(result).hexdigest() != said.attributes.get("sha256"):
        return None
    return StylesBefore(result, said.attributes.get("created") == "1", ours, frozenset(number_formats))


def in_use(package: Package, styles_part: str, before: StylesBefore) -> bool:
    """Whether anything in the package needs an entry that is ours: a cell format copied to another cell, a sheet of ours that a
    person edited. Any part that cannot be read might."""
    try:
        return any(_uses(package.read(name), before) for name in package.names() if name.lower() != styles_part.lower())
    except BookUnreadable:  # a part that nobody else reads may be damaged
        return True


_LONGEST_NUMBER = 9
"""Digits of an index; longer ones count nothing, and Python reads no number of thousands of digits."""


class _Found(Exception):
    """An entry of ours is needed."""


def _uses(content: bytes, before: StylesBefore) -> bool:
    if not may_be_xml(content):
        return False

    def opened(_: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if not value.isdecimal() or len(value) > _LONGEST_NUMBER:
                continue
            list_name = list_of(name.rpartition(":")[2].lower())
            if list_name == "numFmts":
                if int(value) in before.number_formats:
                    raise _Found
            elif list_name and int(value) in before.ours.get(list_name, ()):
                raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    try:
        parser.Parse(as_utf8(content), True)
    except (_Found, expat.ExpatError, UnicodeError, LookupError):
        return True
    return False


def _shorten(text: XmlText, element: Element, form: str, length: int, count: str | None) -> None:
    if form == _ABSENT:
        text.remove(element)
    elif len(element.children) > length:
        if form == _CLOSED:
            text.replace(element.open_end - 1, element.end, b"/>")
        else:
            text.replace(element.children[length].start, element.close_start, b"")
        if count is not None:
            text.set_attribute(element, "count", count)
