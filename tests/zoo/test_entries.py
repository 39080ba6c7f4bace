"""Entries written into every workbook of the zoo: these cells change, and what leads to them; everything else keeps its bytes."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pytest
from lxml import etree

from sheetsync.adapters.xlsx.apply_edits import apply_edits
from sheetsync.adapters.xlsx.book import _draw
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue, Rectangle, a1
from sheetsync.core.edits import CellChange, Edit, Highlight, PutSheet, SetCells, SetHighlights
from sheetsync.core.sheets.looks import Look
from sheetsync.errors import BookUnwritable
from tests.contract.entry_cells_contract import cells_of
from tests.contract.plan_book_contract import NAME, design
from tests.openxml_rules import new_errors
from tests.zoo.animals import ANIMALS
from tests.zoo.test_zoo import BEYOND_OPENPYXL, assert_only_appended, by_openpyxl, plain_names

TABS = ("Văn phòng", "Tư pháp")
NEW: tuple[CellValue, ...] = ("Hoàn thành", "=2+2", 12.5, date(2023, 3, 14), None, 7)
MARKS = SetHighlights(TABS[0], (Highlight((Rectangle(5, 1, 9, 3),), "$A5=1", Look(fill="FDE2E2")),))


@cache
def entries(name: str) -> tuple[bytes, tuple[SetCells, ...]]:
    """The animal, and entries for free cells of its tabs: some that hold something, some that do not."""
    data = ANIMALS[name].build()
    chance = random.Random(name)
    content = read_book(data, "so.xlsx")
    return data, tuple(SetCells(tab, _free(data, content.sheet(tab), chance)) for tab in TABS)


def _free(data: bytes, page: SheetContent, chance: random.Random) -> tuple[CellChange, ...]:
    places = [(row, column) for row in range(1, page.last_row + 3) for column in range(1, 10)]
    chance.shuffle(places)
    places.sort(key=lambda place: page.value(*place) is None)
    left = [
        CellChange(*place, page.value(*place), NEW[number % len(NEW)])
        for number, place in enumerate([*places[:12], *places[-6:]])
    ]
    while refusal := _refusal(data, SetCells(page.name, tuple(left))):
        named = [change for change in left if f"ô {a1(change.row, change.column)} " in refusal]
        assert len(named) == 1
        left.remove(named[0])
    assert len(left) > 6
    return tuple(left)


def _refusal(data: bytes, edit: SetCells) -> str | None:
    try:
        carried_out(data, edit)
    except BookUnwritable as refusal:
        return refusal.message
    return None


def carried_out(data: bytes, *edits: Edit) -> bytes:
    return apply_edits(data, read_book(data, "so.xlsx"), edits, _draw).data


@pytest.mark.parametrize("name", ANIMALS)
def test_entries_change_these_cells_and_nothing_else(name: str) -> None:
    data, edits = entries(name)
    after = carried_out(data, *edits)
    assert carried_out(data, *edits) == after, "the same bytes twice"
    expected = cells_of(read_book(data, "so.xlsx"))
    expected |= {(edit.sheet, each.row, each.column): each.new for edit in edits for each in edit.changes}
    assert cells_of(read_book(after, "so.xlsx")) == {place: value for place, value in expected.items() if value is not None}
    assert_only_the_tabs_change(data, after)
    whole = carried_out(data, PutSheet(design()), *edits, MARKS)
    people_s = {place: value for place, value in cells_of(read_book(whole, "so.xlsx")).items() if place[0] != NAME}
    assert people_s == cells_of(read_book(after, "so.xlsx"))
    if name not in BEYOND_OPENPYXL:
        assert_openpyxl_sees_only_these(edits, data, after)


def assert_only_the_tabs_change(data: bytes, after: bytes) -> None:
    old, new = plain_names(data), plain_names(after)
    added = new.keys() - old.keys()
    assert old.keys() <= new.keys()
    assert all("styles" in part for part in added), "only a book without styles gets a part"
    roots = {part: etree.QName(etree.fromstring(new[part])).localname for part in old if old[part] != new[part]}
    assert sum(root == "worksheet" for root in roots.values()) == len(TABS)
    allowed = {"worksheet", "workbook", "styleSheet", *({"Relationships", "Types"} if added else ())}
    assert set(roots.values()) <= allowed
    for part, root in roots.items():
        if root == "styleSheet":
            assert_only_appended(old[part], new[part])


def assert_openpyxl_sees_only_these(edits: tuple[SetCells, ...], data: bytes, after: bytes) -> None:
    written = {(edit.sheet, a1(each.row, each.column)) for edit in edits for each in edit.changes}

    def others(book: bytes) -> dict[str, list[object]]:
        seen = by_openpyxl(book)
        return {page: [cell for cell in cells if (page, cell[0]) not in written] for page, cells in seen.items()}

    assert others(after) == others(data)


def test_microsoft_s_rules_find_nothing_new() -> None:
    pairs: dict[str, tuple[bytes | None, bytes]] = {}
    for name in ANIMALS:
        data, edits = entries(name)
        pairs[name] = (data, carried_out(data, *edits))
    assert new_errors(pairs) == {}
