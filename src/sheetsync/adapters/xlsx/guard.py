"""Looks at a file before any parser does, and refuses what is no workbook, cannot be trusted, or cannot be read.

Time and memory are bounded by the constants of `parts.py` and of this file, whatever the file says about itself.
"""

from __future__ import annotations

import posixpath

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.other_formats import refuse_other_file, refuse_other_package
from sheetsync.adapters.xlsx.parts import Parts, normal_name
from sheetsync.adapters.xlsx.whole_file import MAX_FILE_BYTES
from sheetsync.records import dataclass

NEEDED_KINDS = ("worksheet", "styles", "sharedStrings")


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the guard learned. signed: it carries a digital signature, so it may be read but never written (any change voids
    it). has_macros: it carries a VBA project. workbook_part: name of the workbook part; parts: all part names, normalised."""

    workbook_part: str
    signed: bool
    has_macros: bool
    parts: tuple[str, ...]


def open_package(data: bytes, name: str) -> tuple[PackageFacts, Parts]:
    """The package's facts and its parts, safe to read. Raises BookUnreadable."""
    base = posixpath.basename(name.replace("\\", "/"))
    if base.startswith(("~$", ".~lock.")):
        raise refusals.owner_file(base)
    if not data:
        raise refusals.empty_file(base)
    if len(data) > MAX_FILE_BYTES:
        raise refusals.too_big(base, f"{len(data) // 1_000_000} MB")
    refuse_other_file(data, base)
    parts = Parts(data, base)
    refuse_other_package(parts)
    parts.check_prologs()
    workbook = next((link.target for link in parts.relationships("").values() if link.kind == "officeDocument"), None)
    if workbook is None:
        raise refusals.damaged(base, "không tìm thấy sổ làm việc bên trong")
    if not parts.has(workbook):
        raise refusals.damaged(base, f"thiếu phần «{workbook}»")
    facts = PackageFacts(
        workbook_part=workbook,
        signed=any(part.startswith("_xmlsignatures/") for part in parts.names),
        has_macros=any(posixpath.basename(part) == "vbaproject.bin" for part in parts.names),
        parts=parts.names,
    )
    return facts, parts


def check_package(data: bytes, name: str) -> PackageFacts:
    """Check a workbook's bytes whole, the checksums of all parts that reading needs included.

    Raises BookUnreadable, with what to do next, for everything that cannot or may not be read.
    """
    facts, parts = open_package(data, name)
    links = parts.relationships(facts.workbook_part)
    parts.read(facts.workbook_part)
    for part in sorted({normal_name(link.target) for link in links.values() if link.kind in NEEDED_KINDS}):
        parts.read(part)
    return facts
