"""A target means the same part to the reader and to the writers, however it is written and however the part is stored."""

from __future__ import annotations

import pytest

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.part_names import target_part
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.relationships import content_type
from sheetsync.adapters.xlsx.sheet_list import SheetList
from tests.adapters.people_books import TAB, plain
from tests.zoo.growing import changed

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
WRITTEN_AND_STORED = {
    "from the root": ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    "from the workbook": ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    "wandering from the root": ("/xl/../xl/./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    "climbing": ("../xl/worksheets/../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
    "a place inside": ("worksheets/sheet1.xml#x", "xl/worksheets/sheet1.xml"),
    "backslashes": (r"worksheets\sheet1.xml", "xl/worksheets/sheet1.xml"),
    "another case": ("Worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml"),
    "escaped, stored escaped": ("worksheets/sheet%20one.xml", "xl/worksheets/sheet%20one.xml"),
    "escaped, stored plain": ("worksheets/sheet%20one.xml", "xl/worksheets/sheet one.xml"),
    "plain, stored plain": ("worksheets/sheet one.xml", "xl/worksheets/sheet one.xml"),
    "escaped accents": ("worksheets/k%E1%BB%B3.xml", "xl/worksheets/kỳ.xml"),
}


@pytest.mark.parametrize(("written", "stored"), WRITTEN_AND_STORED.values(), ids=WRITTEN_AND_STORED)
def test_reader_and_writers_find_the_same_part(written: str, stored: str) -> None:
    book = moved(written, stored)
    sheet = read_book(book, "so.xlsx").sheet(TAB)
    assert sheet.value(1, 1) == "II.1.01"
    sheets = SheetList(Package(book))
    entry = sheets.find(TAB)
    assert entry is not None
    assert entry.part == stored
    assert content_type(sheets.package, entry.part) == SHEET_TYPE


def test_where_both_names_are_stored_the_written_one_is_meant() -> None:
    stored = {"xl/a%20b.xml", "xl/a b.xml"}
    assert target_part("xl/workbook.xml", "a%20b.xml", stored.__contains__) == "xl/a%20b.xml"
    assert target_part("xl/workbook.xml", "a b.xml", stored.__contains__) == "xl/a b.xml"


def moved(written: str, stored: str) -> bytes:
    """The plain book with its tab stored under one name and led to by another."""
    old = "xl/worksheets/sheet1.xml"

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "xl/_rels/workbook.xml.rels":
            content = content.replace(b"/" + old.encode(), written.encode())
        if name == "[Content_Types].xml":
            declared = written.rpartition("/")[2].partition("#")[0] if "%" in written else stored.rpartition("/")[2]
            content = content.replace(b"/" + old.encode(), f"/xl/worksheets/{declared}".encode())
        return stored if name == old else name, content

    return changed(plain(), change)
