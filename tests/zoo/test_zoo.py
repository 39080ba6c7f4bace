"""A zoo of strangers' workbooks: whatever is in one, our commands change nothing that is not ours, and take ours out again."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from lxml import etree

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.xml_editing import as_utf8
from sheetsync.core.book import SheetContent
from tests.openxml_rules import new_errors
from tests.zoo.animals import ANIMALS
from tests.zoo.growing import parts_of
from tests.zoo.tour import OUR_SHEETS, Tour, after_run, tour

OUR_FORMATS = re.compile(
    rb"<((?:\w+:)?)conditionalFormatting sqref=\"[^\"]*\"><\1cfRule type=\"expression\" dxfId=\"\d+\" priority=\"\d+\">"
    rb"<\1formula>AND\(N\(\"sheetsync\"\)=0,[^<]*</\1formula></\1cfRule></\1conditionalFormatting>"
)


@pytest.mark.parametrize("name", ANIMALS)
def test_a_stranger_s_workbook_comes_to_no_harm(name: str) -> None:
    seen = tour(name)
    assert_only_our_parts_and_those_that_lead_to_them_change(seen)
    assert_every_cell_of_people_s_is_as_it_was(seen)
    assert_another_reader_sees_the_same_cells_and_formats(name, seen)
    for cleaned in (seen.unhighlighted, seen.cleaned):
        assert list(parts_of(cleaned).items()) == list(parts_of(seen.original).items()), "clean gives every part back"
    assert seen.once_more == seen.ran, "a second run changes no byte"
    assert seen.undone == seen.original, "undo gives back every byte"


def assert_only_our_parts_and_those_that_lead_to_them_change(seen: Tour) -> None:
    before, after = plain_names(seen.original), plain_names(seen.ran)
    assert before.keys() <= after.keys()
    changed = {part for part in before if before[part] != after[part]}
    roots = {part: etree.QName(etree.fromstring(before[part])).localname for part in changed}
    tabs = {part for part, root in roots.items() if root == "worksheet"}
    assert 1 <= len(tabs) <= 2, "tabs with wrong or late rows get marks, no other sheet does"
    for part in tabs:
        ours_taken_out = OUR_FORMATS.sub(b"", as_utf8(after[part]))
        assert ours_taken_out == as_utf8(before[part]), f"{part} differs beyond our conditional formats"
    assert {roots[part] for part in changed - tabs} <= {"workbook", "Relationships", "Types", "styleSheet"}
    for part in changed:
        if roots[part] == "styleSheet":
            assert_only_appended(before[part], after[part])
        if roots[part] == "Relationships":
            assert part.lower().rpartition("/")[2] in ("workbook.xml.rels", "quyen so.xml.rels"), "the workbook's own"


def assert_every_cell_of_people_s_is_as_it_was(seen: Tour) -> None:
    people_s = sheets(seen.original)
    assert {"Văn phòng", "Tư pháp", "Ghi chép"} <= people_s.keys()
    for data in (seen.highlighted, seen.ran, seen.cleaned):
        assert {sheet: content for sheet, content in sheets(data).items() if sheet not in OUR_SHEETS} == people_s
    assert set(sheets(seen.ran)) - people_s.keys() == set(OUR_SHEETS)


def assert_another_reader_sees_the_same_cells_and_formats(name: str, seen: Tour) -> None:
    """openpyxl, which shares nothing with our reader, where it can read the book at all."""
    if name not in BEYOND_OPENPYXL:
        assert by_openpyxl(seen.ran) == by_openpyxl(seen.original)


BEYOND_OPENPYXL = {
    *("backslashes", "by xlsx-populate", "comments in XML", "external links", "strict", "odd names", "odd targets"),
    *("pointing at no style", "numbers that are none", "left-over parts"),
}


def test_microsoft_s_rules_find_nothing_new() -> None:
    pairs: dict[str, tuple[bytes | None, bytes]] = {}
    for name in ANIMALS:
        pairs[name] = (ANIMALS[name].build(), after_run(name))
    for name in ("without styles", "prefixes"):
        pairs[f"{name}, cleaned"] = (tour(name).original, tour(name).cleaned)
    assert new_errors(pairs) == {}


def sheets(data: bytes) -> dict[str, SheetContent]:
    return {sheet.name: sheet for sheet in read_book(data, "so.xlsx").sheets}


def plain_names(data: bytes) -> dict[str, bytes]:
    return {part.replace("\\", "/"): content for part, content in parts_of(data).items()}


def by_openpyxl(data: bytes) -> dict[str, list[tuple[str, object, str, str]]]:
    """Every cell of people's sheets: value or formula, number format, font."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        page.title: [
            (cell.coordinate, getattr(cell.value, "text", cell.value), cell.number_format, cell.font.name or "")
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None and not repr(cell.value).startswith("<")
        ]
        for page in book.worksheets
        if page.title not in OUR_SHEETS
    }


def assert_only_appended(before: bytes, after: bytes) -> None:
    """Each list of the styles begins with what it held, count apart; new lists may stand between; nothing else differs."""
    old, new = etree.fromstring(before), etree.fromstring(after)
    assert new.attrib == old.attrib
    lists = {child.tag: child for child in new if isinstance(child.tag, str)}
    assert [tag for tag in lists if old.find(tag) is not None] == [child.tag for child in old if isinstance(child.tag, str)]
    for child in old.iterchildren("*"):
        grown = lists[child.tag]
        assert but_count(grown) == but_count(child)
        assert [canonical(item) for item in list(grown)[: len(child)]] == [canonical(item) for item in child]
        name = etree.QName(child).localname
        if name not in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs", "extLst"):
            assert len(grown) == len(child), name
        elif "count" in grown.attrib:
            assert int(grown.get("count", "")) == sum(1 for item in grown if isinstance(item.tag, str))


def but_count(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items() if key != "count"}


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)
