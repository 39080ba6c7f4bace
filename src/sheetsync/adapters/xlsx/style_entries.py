"""Entries of the styles part: what one means, by which it is found again, and the order of what is in one."""

from __future__ import annotations

from sheetsync.adapters.xlsx.xml_editing import Element

_FONT_CHILDREN = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)


def font_order(element: Element) -> int:
    """Where a font's property stands: openpyxl writes them in another order than Microsoft's rules ask for."""
    return _FONT_CHILDREN.index(element.local) if element.local in _FONT_CHILDREN else len(_FONT_CHILDREN)


def entries(root: Element, section: str) -> list[Element]:
    element = root.child(section)
    return element.children if element else []


def meaning(element: Element) -> object:
    """What a style entry means: the order of properties, and properties that say the default, do not count."""
    attributes = {key: value for key, value in element.attributes.items() if ":" not in key and key != "xmlns"}
    if element.local == "xf":
        kept = {key: value for key, value in attributes.items() if key.endswith("Id") or value not in ("0", "false")}
        attributes = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0"} | kept
    if element.local in ("b", "i") and attributes.get("val") in ("1", "true"):
        attributes = {}
    return (
        element.local,
        frozenset(attributes.items()),
        element.text.strip(),
        frozenset(meaning(child) for child in element.children),
    )
