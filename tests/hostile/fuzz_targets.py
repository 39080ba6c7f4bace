"""What must hold for any bytes whatever: what a fuzzer, hypothesis or a person's damaged file is thrown at."""

from __future__ import annotations

import hashlib
from functools import cache

from lxml import etree

from sheetsync.adapters.xlsx.apply_edits import apply_edits
from sheetsync.adapters.xlsx.fresh_book import FreshBook, draw
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.edits import Edit, RemoveOwnSheets, SetHighlights
from sheetsync.errors import SheetsyncError
from tests.adapters.small_designs import findings, highlights, put, report

NAME = "sổ.xlsx"
DESIGNS = (report("Đã làm xong", chart=False), findings())


@cache
def _drawn() -> FreshBook:
    return draw(DESIGNS)


def _drawn_once(_: object) -> FreshBook:
    return _drawn()


def worded(refusal: SheetsyncError) -> None:
    """A refusal says what happened and what to do."""
    assert refusal.message
    assert refusal.next_step


def read_or_refused(data: bytes) -> BookContent | None:
    """The reader and its guard: the content, or None where it refuses in words. Any other exception is a failure."""
    try:
        content = read_book(data, NAME)
    except SheetsyncError as refusal:
        worded(refusal)
        return None
    assert content.version == hashlib.sha256(data).hexdigest()
    return content


def holds(data: bytes) -> None:
    """All of it for one file."""
    content = read_or_refused(data)
    if content is not None:
        readers_agree(content, data)
        patched_or_refused(data, content)


def readers_agree(content: BookContent, data: bytes) -> None:
    """The quick pass and the exact reader make the same of what both can read (the quick one does not look behind the cells)."""
    try:
        exact = read_book(data, NAME, exactly=True)
    except SheetsyncError as refusal:
        worded(refusal)
        return
    for quick, slow in zip(content.sheets, exact.sheets, strict=True):
        assert _cells(quick) == _cells(slow), quick.name
        assert quick.merged == slow.merged


def patched_or_refused(data: bytes, content: BookContent) -> bytes | None:
    """The patcher: None where it refuses in words; else a book in which every sheet reads as before, ours are added, every
    part that is not ours is as it was, and taking ours away again leaves no sheet of ours."""
    tabs = [sheet.name for sheet in content.sheets]
    own = [design.name for design in DESIGNS]
    edits: tuple[Edit, ...] = (put(DESIGNS[0]), put(DESIGNS[1]))
    if tabs:
        edits = (*edits, SetHighlights(tabs[0], highlights().highlights))
    try:
        applied = apply_edits(data, content, edits, _drawn_once)
    except SheetsyncError as refusal:
        worded(refusal)
        return None
    _well_formed_where_changed(data, applied.data)
    after = read_book(applied.data, NAME)
    names = [sheet.name for sheet in after.sheets]
    assert set(own) <= set(names)
    for before, now in zip(content.sheets, after.sheets, strict=False):
        if before.own is None:
            assert _cells(before) == _cells(now), before.name
    _untouched(data, applied.data)
    taken_away = apply_edits(
        applied.data, after, (RemoveOwnSheets(()), *(SetHighlights(tab, ()) for tab in tabs[:1])), _drawn_once
    )
    left = read_book(taken_away.data, NAME)
    assert not [sheet.name for sheet in left.sheets if sheet.own is not None]
    return applied.data


MAY_CHANGE = (
    "xl/worksheets/",
    "xl/styles",
    "[content_types].xml",
    "xl/workbook",
    "xl/_rels/workbook",
    "xl/drawings/",
    "xl/charts/",
)


def _untouched(before: bytes, after: bytes) -> None:
    old, new = Package(before), Package(after)
    for name in old.names():
        if name.lower().startswith(MAY_CHANGE) or name.lower().endswith(".rels"):
            continue
        # a part that nobody reads may be damaged: its stored bytes are copied as they are
        assert _read(new, name) == _read(old, name), name


def _well_formed_where_changed(before: bytes, after: bytes) -> None:
    """Every part that is not the bytes it was is XML (lxml judges; the product asks expat)."""
    old, new = Package(before), Package(after)
    for name in new.names():
        if name not in old or _read(old, name) != _read(new, name):
            etree.fromstring(new.read(name), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _read(package: Package, name: str) -> bytes | None:
    try:
        return package.read(name)
    except SheetsyncError:
        return None


def _cells(sheet: SheetContent) -> tuple[object, ...]:
    rows = [tuple(map(repr, row)) for row in sheet.rows]
    far = {row: {column: repr(value) for column, value in cells.items()} for row, cells in sheet.far_rows.items()}
    return (sheet.first_row if rows else 1, rows, far, dict(sheet.notes))
