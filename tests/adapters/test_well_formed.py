"""What is written is XML: a book damaged inside its cells, which the quick reader reads all the same, is not written."""

from __future__ import annotations

import pytest

from sheetsync.adapters.xlsx.apply_edits import apply_edits
from sheetsync.adapters.xlsx.fresh_book import draw
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.edits import SetHighlights
from sheetsync.errors import BookUnreadable
from tests.adapters.packages import book_with_sheet, sheet_xml
from tests.adapters.small_designs import highlights

CELL = '<row r="1"><c r="A1"{attribute}>{inside}<v>1</v></c></row>'
DAMAGED = {
    "an entity that nobody declared, in a formula": CELL.format(attribute="", inside="<f>&bad;</f>"),
    "a bare & in a formula": CELL.format(attribute="", inside="<f>A1&B1</f>"),
    "the end of a CDATA section in a formula": CELL.format(attribute="", inside='<f>"]]>"</f>'),
    "the end of a CDATA section in a text": '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
    "an attribute twice": '<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>',
    "an attribute of a prefix without a meaning": '<row r="1" x:y="1"><c r="A1"><v>1</v></c></row>',
    "an attribute that begins with a figure": '<row r="1" 2y="1"><c r="A1"><v>1</v></c></row>',
    "a bare & in an attribute": '<row r="1" ht="a&b"><c r="A1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_sheet_damaged_inside_its_cells_is_not_written(rows: str) -> None:
    data = book_with_sheet(sheet_xml(rows))
    with pytest.raises(BookUnreadable):
        read_book(data, "sổ.xlsx", exactly=True)
    with pytest.raises(BookUnreadable) as refusal:
        apply_edits(data, read_book(data, "sổ.xlsx"), (SetHighlights("VP UBND", highlights().highlights),), draw)
    assert "hỏng" in refusal.value.message
    assert refusal.value.next_step
