"""What in a book points at entries of its styles, whether they are there or not: an entry of ours must not come to stand where
somebody's reference leads to nothing, for their cells and rules would then show in our looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.xml_editing import Element
from sheetsync.errors import BookUnreadable

FILLERS = {
    "fonts": "<{0}font/>",
    "fills": "<{0}fill><{0}patternFill/></{0}fill>",
    "borders": "<{0}border/>",
    "dxfs": "<{0}dxf/>",
}
"""What stands, by list, where a reference to nothing leads: an entry that changes no look, as nothing did."""
_LISTS = (("numfmtid", "numFmts"), ("dxfid", "dxfs"), ("fontid", "fonts"), ("fillid", "fills"), ("borderid", "borders"))
_REFERENCE = re.compile(rb"Id\s*=\s*[\"']\s*(\d{1,9})\s*[\"']")
_LONGEST_WORD = len("borderId")
_LONGEST_REFERENCE = 200


def list_of(attribute: str) -> str | None:
    """The list of the styles part that an attribute of this name, in lower case, counts in, wherever it stands."""
    if attribute in ("s", "style"):
        return "cellXfs"
    return next((name for ending, name in _LISTS if attribute.endswith(ending)), None)


def is_filler(element: Element) -> bool:
    """Whether an entry of the styles is one of `FILLERS`: nobody can need it."""
    inside = [child for child in element.children if child.local != "patternFill" or child.attributes or child.children]
    return not element.attributes and not inside


def may_be_xml(content: bytes) -> bool:
    """Whether a part that begins so is XML, in whatever encoding."""
    return content[:4].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n")[:1] == b"<"


def references(package: Package) -> Mapping[str, Set[int]]:
    """By list, the numbers that anything in the package as it was opened points at; cells are left out, whose format Excel wants
    to be there. A part that cannot be read points at nothing."""
    found: dict[str, set[int]] = {name: set() for _, name in _LISTS}
    for part in package.names():
        for name, number in _in_part(package.original_pieces(part)):
            found[name].add(number)
    return found


def _in_part(pieces: Iterable[bytes]) -> Iterator[tuple[str, int]]:
    """Piece by piece, for a book may hold a sheet of 100 MB."""
    rest = b""
    try:
        for number, piece in enumerate(pieces):
            if not number and not may_be_xml(piece):
                return
            content = rest + piece.replace(b"\0", b"")  # which leaves of UTF-16 what the pattern looks for
            rest = content[-_LONGEST_REFERENCE:]
            for match in _REFERENCE.finditer(content):
                at = match.start() + 2
                name = list_of(content[max(0, at - _LONGEST_WORD) : at].decode("ascii", "replace").lower())
                if name:
                    yield name, int(match[1])
    except BookUnreadable:
        return
