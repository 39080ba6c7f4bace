"""Relationships between the parts of a package, and the declaration of each part's content type."""

from __future__ import annotations

import posixpath
from itertools import count
from urllib.parse import unquote

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.part_names import is_name_of, relationships_name, target_part
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, quoted
from sheetsync.adapters.xlsx.xml_text import written_number
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}"/>'.encode()
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship. kind: the last word of its type (`worksheet`); target: the part's name, None outside the package."""

    id: str
    kind: str
    target: str | None
    element: Element


def read_relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """The part's relationships in file order; none where it has no relationships part."""
    name = relationships_name(part)
    if name not in package:
        return ()
    return _listed(package, XmlText(package.read(name), part=name), part)


def add_relationship(package: Package, part: str, kind: str, target: str, *, strict: bool) -> str:
    """Relate the part to another part; its new id: an unused `rIdN` above all others. kind: a word, or a whole type (URI)."""
    name = relationships_name(part)
    text = XmlText(package.read(name) if name in package else _EMPTY, part=name)
    taken = {element.attributes.get("Id", "").lower() for element in text.root.children}
    numbers = (written_number(identity.removeprefix("rid")) or 0 for identity in taken)
    new_id = next(identity for number in count(max(numbers, default=0) + 1) if (identity := f"rId{number}").lower() not in taken)
    type_name = kind if "://" in kind else f"{STRICT if strict else TRANSITIONAL}/{kind}"
    relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
    prefix = text.root.prefix
    text.append_child(
        text.root,
        f'<{prefix}Relationship Id="{new_id}" Type="{type_name}" Target={quoted(relative)}/>'.encode(),
    )
    package.put(name, text.result())
    return new_id


def remove_relationship(package: Package, part: str, relationship_id: str) -> None:
    """Take one relationship away."""
    name = relationships_name(part)
    text = XmlText(package.read(name), part=name)
    for element in text.root.children:
        if element.attributes.get("Id") == relationship_id:
            text.remove(element)
    package.put(name, text.result())


def parts_below(package: Package, part: str) -> tuple[str, ...]:
    """The parts that only this part leads to (a sheet's drawing and its charts), itself left out: what goes with it."""
    below: list[str] = []
    queue = [part]
    while queue:
        for relationship in read_relationships(package, queue.pop()):
            target = relationship.target
            if (
                target
                and target in package
                and relationship.kind not in ("worksheet", "officeDocument", "slicerCache", "pivotCacheDefinition")
            ):
                target = package.actual_name(target)
                if target not in below and target != part:
                    below.append(target)
                    queue.append(target)
    while below:  # what a part that stays also needs, stays
        goes = {part.lower(), *(name.lower() for name in below)}
        needed = {
            relationship.target.lower()
            for owner in _owners(package)
            if owner.lower() not in goes
            for relationship in read_relationships(package, owner)
            if relationship.target
        }
        staying = [name for name in below if name.lower() in needed]
        if not staying:
            break
        below = [name for name in below if name not in staying]
    return tuple(below)


def remove_part(package: Package, part: str) -> None:
    """Take a part and its relationships part away (its content type goes with `drop_missing_content_types`)."""
    package.remove(part)
    if relationships_name(part) in package:
        package.remove(relationships_name(part))


def names_spoken_of(package: Package) -> frozenset[str]:
    """The names, in lower case, of parts that are gone but still declared in the content types or led to by a relationship: a new
    part of such a name would be taken for the one that is gone."""
    types = XmlText(package.read(CONTENT_TYPES), part=CONTENT_TYPES).root.children
    names = {element.attributes.get("PartName", "") for element in types if element.local == "Override"}
    names |= {unquote(name) for name in names}
    for owner in _owners(package):
        try:
            names |= {relationship.target or "" for relationship in read_relationships(package, owner)}
        except BookUnreadable:  # relationships that nobody can read lead nowhere
            continue
    return frozenset(name.lstrip("/").lower() for name in names if not package.has_held(name))


def content_type(package: Package, part: str) -> str | None:
    """The declared content type of a part."""
    root = XmlText(package.read(CONTENT_TYPES), part=CONTENT_TYPES).root
    suffix = part.rpartition(".")[2].lower()
    default = None
    for element in root.children:
        if element.local == "Override" and is_name_of(element.attributes.get("PartName", ""), part):
            return element.attributes.get("ContentType")
        if element.local == "Default" and element.attributes.get("Extension", "").lower() == suffix:
            default = element.attributes.get("ContentType")
    return default


def declare_content_type(package: Package, part: str, type_name: str) -> None:
    """Make sure that the part has this content type, without touching a declaration that already says so."""
    text = XmlText(package.read(CONTENT_TYPES), part=CONTENT_TYPES)
    for element in text.root.children:
        if element.local == "Override" and is_name_of(element.attributes.get("PartName", ""), part):
            text.set_attribute(element, "ContentType", type_name)
            break
    else:
        prefix = text.root.prefix
        text.append_child(text.root, f'<{prefix}Override PartName={quoted("/" + part)} ContentType="{type_name}"/>'.encode())
    package.put(CONTENT_TYPES, text.result())


def drop_content_types(package: Package, parts: set[str]) -> None:
    """Take away the declarations of those of `parts` that are no longer in the package."""
    text = XmlText(package.read(CONTENT_TYPES), part=CONTENT_TYPES)
    gone = {"/" + part.lower() for part in parts if part not in package}
    for element in text.root.children:
        if element.local == "Override" and element.attributes.get("PartName", "").lower() in gone:
            text.remove(element)
    package.put(CONTENT_TYPES, text.result())


def _listed(package: Package, text: XmlText, part: str) -> tuple[Relationship, ...]:
    found = []
    for element in text.root.children:
        if element.local != "Relationship":
            continue
        target: str | None = None
        if element.attributes.get("TargetMode") != "External":
            target = target_part(part, element.attributes.get("Target", ""), package.__contains__)
        kind = element.attributes.get("Type", "").rpartition("/")[2]
        found.append(Relationship(element.attributes.get("Id", ""), kind, target, element))
    return tuple(found)


def _owners(package: Package) -> list[str]:
    owners = []
    for name in package.names():
        folder, _, file = name.rpartition("/")
        if file.endswith(".rels") and (folder == "_rels" or folder.endswith("/_rels")):
            owners.append(posixpath.join(folder.rpartition("_rels")[0].rstrip("/"), file.removesuffix(".rels")))
    return owners
