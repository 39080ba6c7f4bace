"""Rows that share a layout are read without a pattern a cell; what they hold is what the exact reader finds."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.exact import read_sheet_exactly
from sheetsync.adapters.xlsx.formats import CellFormats
from sheetsync.adapters.xlsx.raw_cells import BookContext, BrokenCell
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.row_layouts import Remembered, RowReader
from sheetsync.adapters.xlsx.scan import SheetCells, scan_sheet
from sheetsync.adapters.xlsx.shared_strings import SharedStrings, exact_shared_strings, quick_shared_strings
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup
from sheetsync.core.serials import FormatKind
from tests.adapters.packages import MAIN, book_with_sheet, changed, sheet_xml

FORMATS = CellFormats(kinds={1: FormatKind.DATE, 2: FormatKind.PERCENT}, old_fonts={3: ".VnTime"})
WORDS = ["Rà soát", None, '5"', "A5", "&", "đầu", "cuối"]
CELLS = (
    '<c r="{a}"><v>{n}</v></c>',
    '<c r="{a}" s="1"><v>{d}</v></c>',
    '<c r="{a}" s="2"><v>0.5</v></c>',
    '<c r="{a}" s="2" t="s"><v>{i}</v></c>',
    '<c r="{a}" s="3" t="s"><v>{i}</v></c>',
    '<c r="{a}" t="s"><v>{i}</v></c>',
    '<c r="{a}" s="4"/>',
    '<c r="{a}" t="b"><v>1</v></c>',
    '<c r="{a}" t="e"><v>#REF!</v></c>',
    '<c r="{a}" t="str"><v>{n}" &amp; {n}</v></c>',
    '<c r="{a}"><f>IF(A{r}="{r}",{n},"{r}")</f><v>{n}</v></c>',
    '<c r="{a}" t="inlineStr"><is><t>chữ {n}"</t></is></c>',
    "",
)  # fmt: skip
KINDS = st.lists(st.integers(0, len(CELLS) - 1), min_size=1, max_size=6)


def context(words: list[str | None] = WORDS) -> BookContext:
    return BookContext(SharedStrings(list(words), {}), FORMATS)


def row(number: int, kinds: list[int], value: int, attributes: str = "") -> str:
    cells = (
        CELLS[kind].format(a=f"{'ABCDEF'[place]}{number}", r=number, n=value, d=45_000 + value, i=value % len(WORDS))
        for place, kind in enumerate(kinds)
    )
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def quickly(xml: str, remembered: Remembered | None = None) -> SheetCells:
    return scan_sheet(xml.encode(), context(), remembered)


def same(quick: SheetCells, exact: SheetCells) -> bool:
    return (
        (quick.block.rows, quick.block.first_row, quick.block.far_rows, quick.notes, quick.merged)
        == (exact.block.rows, exact.block.first_row, exact.block.far_rows, exact.notes, exact.merged)
    )  # fmt: skip


@examples(max_examples=150, deadline=None)
@given(
    layouts=st.lists(KINDS, min_size=1, max_size=4),
    rows=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 60), st.sampled_from([1, 1, 1, 2, 1_005])), min_size=1, max_size=60
    ),
    attributes=st.sampled_from(["", ' spans="1:6"', ' ht="15.5" customHeight="1"']),
)
def test_rows_alike_are_read_as_the_exact_reader_reads_them(
    layouts: list[list[int]], rows: list[tuple[int, int, int]], attributes: str
) -> None:
    number, written = 0, []
    for layout, value, step in rows:
        number += step
        written.append(row(number, layouts[layout % len(layouts)], value, attributes))
    xml = sheet_xml("".join(written), after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
    exact = read_sheet_exactly(xml.encode(), context())
    remembered = Remembered()
    assert same(quickly(xml, remembered), exact)
    assert same(quickly(xml, remembered), exact)  # a sheet that has the layouts of the sheet before it


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that were read by a pattern a cell."""
    numbers: list[int] = []
    read_slowly = RowReader._read_slowly

    def noted(self: RowReader, text: str, number: int) -> None:
        numbers.append(number)
        read_slowly(self, text, number)

    monkeypatch.setattr(RowReader, "_read_slowly", noted)
    return numbers


@pytest.mark.parametrize("count", [999, 1_000, 1_001, 2_500])
def test_a_long_sheet_of_few_layouts_is_read_without_a_pattern_a_cell(count: int, slowly: list[int]) -> None:
    xml = sheet_xml("".join(row(number, [0, 5, 1, 6, 3], number) for number in range(1, count + 1)))
    cells = quickly(xml)
    assert cells.block.rows[-1][:3] == [count, WORDS[count % 7], date(1899, 12, 30) + timedelta(45_000 + count)]
    assert same(cells, read_sheet_exactly(xml.encode(), context()))
    assert slowly == [1, 2, 3, 4]  # 1, 2 and 4 are also numbers of styles; 3 is the first of its layout


def test_rows_with_formulas_are_read_without_a_pattern_a_cell(slowly: list[int]) -> None:
    rows = (f'<row r="{n}"><c r="A{n}"><f>B{n}*{n}</f><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(1, 300))
    xml = sheet_xml("".join(rows))
    cells = quickly(xml)
    assert same(cells, read_sheet_exactly(xml.encode(), context()))
    assert len(cells.notes) == 299
    assert len(slowly) == 1


ALIKE_BUT = {
    "a blank text in another sheet": (
        '<row r="1"><c r="A1" t="inlineStr"><v></v></c></row>',
        '<row r="2"><c r="A2" t="inlineStr"><v>chữ</v></c></row>',
    ),
    "a blank text beside a value": (
        '<row r="1"><c r="A1" t="str"><is><t></t></is></c><c r="B1"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="str"><is><t></t></is></c><c r="B2"><v>2</v></c></row>',
    ),
    "a text that is a formula's": (
        '<row r="1"><c r="A1" t="inlineStr"><f>X</f><is><t>a</t></is></c></row>',
        '<row r="1"><c r="B1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><f>X</f><is><t>b</t></is></c></row>',
    ),
    "a reference without its row's number": (
        '<row r="4"><c r="A4" t="str"><v>x</v></c></row>',
        '<row r="5"><c r="A" t="str"><v>5"</v></c></row>',
    ),
    "a style that ends like the row's number": (
        '<row r="4"><c r="A4" s="1"><v>1</v></c></row>',
        '<row r="5"><c r="A" s="15"><v>1</v></c></row>',
    ),
}


@pytest.mark.parametrize("sheets", ALIKE_BUT.values(), ids=ALIKE_BUT.keys())
def test_a_layout_learned_in_one_sheet_reads_no_other_row_wrongly(sheets: tuple[str, str]) -> None:
    remembered = Remembered()
    for rows in sheets:
        xml = sheet_xml(rows)
        try:
            quick = quickly(xml, remembered)
        except UnusualMarkup:
            continue  # the exact reader decides
        assert same(quick, read_sheet_exactly(xml.encode(), context()))


FINE = row(1, [0, 5], 1) + row(2, [0, 5], 2)
ODD = {
    "tags of a value exchanged": '<row r="3"><c r="A3"></v>7<v></c><c r="B3" t="s"><v>0</v></c></row>',
    "a value within a value": '<row r="3"><c r="A3"><v>7<v>8</v></v></c><c r="B3" t="s"><v>0</v></c></row>',
    "a value without an end": '<row r="3"><c r="A3"><v>7</c><c r="B3" t="s"><v>0</v></c></row>',
    "the end of a value without a value": '<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="s"><v>0</v></c></v></row>',
    "the same after blank cells": row(3, [6, 6], 0) + row(4, [6, 6], 0) + row(5, [6, 6], 0).replace("</row>", "</v></row>"),
    "an element in a value": '<row r="3"><c r="A3"><v>7<b/></v></c><c r="B3" t="s"><v>0</v></c></row>',
    "the mark of an end": '<row r="3"><c r="A3"><v>7<v>\1</c><c r="B3" t="s"><v>0</v></c></row>',
    "the mark between values": '<row r="3"><c r="A3">\0</c><c r="B3" t="s"><v>0</v></c></row>',
    "a character that no XML holds": '<row r="3"><c r="A3"><v>\x02</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "the same in a formula": '<row r="3"><c r="A3"><f>"\x02"</f><v>7</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "a row of the wrong number": '<row r="3"><c r="A4"><v>7</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "a row that was there": row(2, [0, 5], 3),
    "a row beyond the last": row(1_048_577, [0, 5], 3),
    "a row after the last": row(1_048_576, [0, 5], 3) + row(1_048_577, [0, 5], 4),
    "no white space after the rows": row(3, [0, 5], 3) + "\x1f",
    "another namespace": '<row r="3" xmlns:x="urn:x"><c r="A3"><v>7</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "words between the rows": 'chữ<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "words after the rows": row(3, [0, 5], 3) + "chữ",
    "a comment": '<!-- --><row r="3"><c r="A3"><v>7</v></c><c r="B3" t="s"><v>0</v></c></row>',
    "the end of the table in between": row(3, [0, 5], 3) + "</sheetData><sheetData>" + row(4, [0, 5], 4),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_what_only_looks_like_the_rows_before_is_left_to_the_exact_reader(odd: str) -> None:
    with pytest.raises(UnusualMarkup):
        quickly(sheet_xml(FINE + odd))


@pytest.mark.parametrize("index", ["7", "", " 1", "+1", "1_0", "-1", "1" * 5_000, "٣"])
def test_a_wrong_index_of_a_shared_string_is_judged_alike_among_right_ones(index: str) -> None:
    rows = FINE + f'<row r="3"><c r="A3"><v>3</v></c><c r="B3" t="s"><v>{index}</v></c></row>' + row(4, [0, 5], 4)
    xml = sheet_xml(rows)

    def outcome(read: object) -> object:
        try:
            found = quickly(xml) if read is quickly else read_sheet_exactly(xml.encode(), context())
        except BrokenCell:
            return BrokenCell
        return found.block.rows

    assert outcome(quickly) == outcome(read_sheet_exactly)


def test_rows_closed_in_their_own_tag_stand_before_after_and_between() -> None:
    closed = "".join(f'<row r="{number}" ht="20"/>' for number in range(3, 500))
    xml = sheet_xml(FINE + closed + row(500, [0, 5], 5) + row(501, [0, 5], 6) + '<row r="502"/>\n')
    quick = quickly(xml)
    assert same(quick, read_sheet_exactly(xml.encode(), context()))
    assert quick.block.rows[499] == [5, "đầu"]


# ---- shared strings ----

STRINGS = st.lists(st.text(st.sampled_from("aĐ &<>\"'\n\t_x0041 ế"), max_size=8), max_size=8)


@given(strings=STRINGS, keeps_blanks=st.booleans(), rich=st.booleans())
def test_plain_shared_strings_are_split_as_a_parser_reads_them(strings: list[str], keeps_blanks: bool, rich: bool) -> None:
    space = ' xml:space="preserve"' if keeps_blanks else ""
    items = [f"<si><t{space}>{escape(text, quote=False)}</t></si>" for text in strings]
    if rich:
        items.append("<si><r><t>a</t></r><r><t>b</t></r></si>")
    content = f'<?xml version="1.0"?>\n<sst xmlns="{MAIN}">{"".join(items)}</sst>'.encode()
    assert quick_shared_strings(content).texts == exact_shared_strings(content).texts


NFD = "Ra\u0300"


@pytest.mark.parametrize(
    ("cell", "strings", "composed"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', ("Rà soát",), True),
        ('<c r="A1" t="s"><v>0</v></c>', (NFD,), False),
        ('<c r="A1" t="s"><v>0</v></c>', ("Ra&#768;",), False),
        ('<c r="A1" t="s"><v>0</v></c>', ("a <\u0338 b",), False),
        ('<c r="A1" t="s"><v>0</v></c>', ("a & b",), True),
        (f'<c r="A1" t="inlineStr"><is><t>{NFD}</t></is></c>', ("Rà",), False),
        (f'<c r="A1" t="str"><f>A2</f><v>{NFD}</v></c>', ("Rà",), False),
        (f'<c r="A1"><v>{NFD}</v></c>', ("Rà",), False),
    ],
)
def test_a_book_is_known_to_be_composed_only_where_all_its_texts_were_looked_at(
    cell: str, strings: tuple[str, ...], composed: bool
) -> None:
    data = book_with_sheet(sheet_xml(f'<row r="1">{cell}</row>'), strings=strings)
    if "&#" in strings[0]:
        data = changed(data, {"xl/sharedStrings.xml": lambda content: content.replace(b"Ra&amp;#768;", b"Ra&#768;")})
    assert read_book(data, "so.xlsx").composed is composed
