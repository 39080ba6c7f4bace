"""Values as people see them in the workbook, from files of every maker, by the quick pass and by the exact reader alike."""
# ruff: noqa: DTZ001 - times in a workbook have no zone

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import cast

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from sheetsync.adapters.xlsx.formats import NO_FORMATS
from sheetsync.adapters.xlsx.raw_cells import BookContext
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.scan import scan_sheet
from sheetsync.adapters.xlsx.shared_strings import SharedStrings
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup
from sheetsync.core.book import BookContent, CellNote, SheetContent, SheetKind, TextRun
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.fingerprint import Mark, fingerprint
from sheetsync.core.number_formats import format_kind
from sheetsync.core.serials import FormatKind, read_serial
from tests.adapters.packages import MAIN, book_by_xlsxwriter, book_with_sheet, changed, parts_of, plain_book, saved, sheet_xml
from tests.office import convert

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read_both(data: bytes) -> BookContent:
    """The book as read, after making sure that both readers agree on it."""
    content = read_book(data, "so.xlsx")
    assert content == read_book(data, "so.xlsx", exactly=True)
    return content


def only_sheet(data: bytes) -> SheetContent:
    return read_both(data).sheets[0]


def cells(sheet: SheetContent) -> dict[tuple[int, int], CellValue]:
    block = {
        (sheet.first_row + i, 1 + j): value
        for i, row in enumerate(sheet.rows)
        for j, value in enumerate(row)
        if value is not None
    }
    far = {(row, column): value for row, values in sheet.far_rows.items() for column, value in values.items()}
    return block | far


def is_quick(xml: str, book: BookContext) -> bool:
    try:
        scan_sheet(xml.encode(), book)
    except UnusualMarkup:
        return False
    return True


# ---- round trips: what a writer wrote is what we read ----

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
TEXT_VALUES = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            " đầu và cuối ",
            "a\nb",
            "\tthụt",
            "& < > \" '",
            "Quý I/2023",
            "1.234",
            "=1+1",
            "1899",
            "xin_x0041_chào",
            "<v>1</v>",
            "&amp;",
        ]
    ),
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: float(f"{number:.12g}"))
)
DATES = st.dates(dt.date(1904, 1, 2), dt.date(2100, 12, 31))  # a 1904 book holds no day before its first
MOMENTS = st.datetimes(dt.datetime(1904, 1, 2, 0, 0, 1), dt.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
TIMES = st.times().map(lambda moment: moment.replace(microsecond=0))
VALUES = st.one_of(st.none(), TEXT_VALUES, NUMBERS, st.booleans(), DATES, MOMENTS, TIMES)
GRIDS = st.lists(st.lists(VALUES, max_size=6), max_size=8)


def as_read(value: CellValue) -> CellValue:
    """Whole floats are ints; a moment at midnight is a day."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time(0):
        return value.date()
    return value


def expected(grid: list[list[CellValue]]) -> dict[tuple[int, int], CellValue]:
    return {(i, j): as_read(value) for i, row in enumerate(grid, 1) for j, value in enumerate(row, 1) if value is not None}


@examples(max_examples=60, deadline=None)
@given(grid=GRIDS, date_1904=st.booleans(), gap=st.sampled_from([0, 3, 5_000]))
def test_what_xlsxwriter_wrote_is_read(grid: list[list[CellValue]], date_1904: bool, gap: int) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": date_1904, "strings_to_formulas": False})
    formats = {dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm:ss", dt.time: "hh:mm:ss"}
    styles = {kind: book.add_format({"num_format": code}) for kind, code in formats.items()}
    sheet = book.add_worksheet("a")
    rows: list[list[CellValue]] = [*grid, *[[] for _ in range(gap)], ["cuối"]]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(i, j, value)
            elif type(value) in styles:
                sheet.write_datetime(i, j, value, styles[type(value)])
            elif value is not None:
                sheet.write(i, j, value)
    book.close()
    assert cells(only_sheet(stream.getvalue())) == expected(rows)


@examples(max_examples=60, deadline=None)
@given(grid=GRIDS)
def test_what_openpyxl_wrote_is_read(grid: list[list[CellValue]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for i, row in enumerate(grid, 1):
        for j, value in enumerate(row, 1):
            if isinstance(value, str):
                # openpyxl writes escapes as they are, so Excel and we resolve them
                cell = sheet.cell(i, j)
                cell.value = value.replace("_x0041_", "_")
                cell.data_type = "s"
            elif value is not None:
                sheet.cell(i, j, value)
    wanted = {
        place: value.replace("_x0041_", "_") if isinstance(value, str) else value for place, value in expected(grid).items()
    }
    assert cells(only_sheet(saved(book))) == wanted


def test_what_libreoffice_saved_is_read(tmp_path: Path) -> None:
    source = tmp_path / "nguon" / "so.xlsx"
    source.parent.mkdir()
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Tư pháp - HT")
    date, percent = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0%"})
    sheet.write_row("A1", ["Mã NV", "  Nhiệm vụ ", "dòng 1\ndòng 2", True, 98.5])
    sheet.write_datetime("A2", dt.datetime(2023, 3, 14), date)
    sheet.write_number("B2", 1, percent)
    sheet.write_formula("C2", "=1/0")
    sheet.write_formula("D2", "=B2*2")
    sheet.merge_range("A3:C3", "I. Mục gộp")
    book.add_worksheet("ẩn").hide()
    book.close()
    source.write_bytes(stream.getvalue())
    content = read_both(convert(source, "xlsx", tmp_path / "ra").read_bytes())
    saved_sheet = content.sheets[0]
    assert [list(row) for row in saved_sheet.rows] == [
        ["Mã NV", "  Nhiệm vụ ", "dòng 1\ndòng 2", True, 98.5],
        [dt.date(2023, 3, 14), 1, None, 2],
        ["I. Mục gộp"],
    ]
    assert saved_sheet.merged == (Rectangle(3, 1, 3, 3),)
    assert saved_sheet.notes[2, 2] == CellNote(percent=True)
    assert saved_sheet.notes[2, 3] == CellNote(error="#DIV/0!", formula=True)
    assert saved_sheet.notes[2, 4].formula
    assert [sheet.hidden for sheet in content.sheets] == [False, True]


# ---- values, one by one ----


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12</v></c>', 12),
        ('<c r="A1"><v>12.0</v></c>', 12),
        ('<c r="A1"><v>-0.5</v></c>', -0.5),
        ('<c r="A1"><v>1E3</v></c>', 1000),
        ('<c r="A1"><v>1e300</v></c>', 1e300),
        ('<c r="A1"><v>9007199254740993</v></c>', 9007199254740992.0),
        ('<c r="A1" t="n"><v> 7 </v></c>', 7),
        ('<c r="A1"><v>nan</v></c>', "nan"),
        ('<c r="A1"><v>1_000</v></c>', "1_000"),
        ('<c r="A1"><v>&#49;2</v></c>', 12),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><f>A2</f><v>x &amp; y</v></c>', "x & y"),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>Quý</t></is></c>', "Quý"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1" t="inlineStr"><is/></c>', None),
        (
            '<c r="A1" t="inlineStr"><is><r><t>Hoàn </t></r><r><t>thành</t></r><rPh sb="0" eb="1"><t>X</t></rPh></is></c>',
            "Hoàn thành",
        ),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_c</t></is></c>', "a\rb_x000D_c"),
        ('<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
        ('<c r="A1" t="inlineStr"><is><t>_xD83D_</t></is></c>', "\ufffd"),
        ('<c r="A1" t="inlineStr"><is><t>a\r\nb\rc</t></is></c>', "a\nb\nc"),
        ('<c r="A1" t="inlineStr"><is><t>a&#13;&#10;b&#x1EA1;</t></is></c>', "a\r\nbạ"),
        ('<c r="A1" t="d"><v>2023-03-14</v></c>', dt.date(2023, 3, 14)),
        ('<c r="A1" t="d"><v>2023-03-14T00:00:00Z</v></c>', dt.date(2023, 3, 14)),
        ('<c r="A1" t="d"><v>2023-03-14T08:30:00</v></c>', dt.datetime(2023, 3, 14, 8, 30)),
        ('<c r="A1" t="d"><v>mai</v></c>', "mai"),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1" t="s"><v></v></c>', None),
        ('<c r="A1" t="s"><v>0</v></c>', "x"),
    ],
)
def test_a_cell_is_what_people_see(cell: str, value: CellValue) -> None:
    sheet = only_sheet(book_with_sheet(sheet_xml(f'<row r="1">{cell}</row>')))
    assert sheet.value(1, 1) == value
    assert type(sheet.value(1, 1)) is type(value)


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellNote(error="#REF!")),
        ('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', CellNote(error="#N/A", formula=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f><v>3</v></c>', CellNote(formula=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f></c>', CellNote(formula=True, uncached=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f><v></v></c>', CellNote(formula=True, uncached=True)),
        ('<c r="A1"><f>SUM(B1:B2)</f><v/></c>', CellNote(formula=True, uncached=True)),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', CellNote(formula=True)),
        ('<c r="A1"><f t="shared" si="0"/><v>3</v></c>', CellNote(formula=True)),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>3</v></c>', CellNote(formula=True)),
    ],
)
def test_a_cell_with_more_to_say_has_a_note(cell: str, note: CellNote) -> None:
    sheet = only_sheet(book_with_sheet(sheet_xml(f'<row r="1">{cell}</row>')))
    assert sheet.notes == {(1, 1): note}


def test_rows_alike_in_markup_differ_in_formulas_errors_and_styles() -> None:
    """Rows share a remembered layout only where nothing but values can differ."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"><v>{row}</v></c>'
        f'<c r="B{row}" s="0">{"<f>A1*2</f>" if row % 3 == 0 else ""}<v>{row * 2}</v></c>'
        f'<c r="C{row}" t="{"e" if row % 5 == 0 else "str"}"><v>{"#REF!" if row % 5 == 0 else "t"}</v></c></row>'
        for row in range(1, 31)
    )
    sheet = only_sheet(book_with_sheet(sheet_xml(rows)))
    assert [sheet.value(row, 2) for row in range(1, 31)] == [row * 2 for row in range(1, 31)]
    assert {place for place, note in sheet.notes.items() if note.formula} == {(row, 2) for row in range(3, 31, 3)}
    assert {place for place, note in sheet.notes.items() if note.error} == {(row, 3) for row in range(5, 31, 5)}


def test_percents_and_old_fonts_are_noted() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = 1, "chữ", "§· h­íng dÉn"
    sheet["A1"].number_format, sheet["B1"].number_format = "0%", "0.0%"
    sheet["C1"].font = Font(name=".VnTime")
    sheet["D1"].font = Font(name="VNI-Times")
    content = only_sheet(saved(book))
    assert content.notes == {(1, 1): CellNote(percent=True), (1, 3): CellNote(font=".VnTime")}


def test_a_rich_text_run_in_an_old_font_is_noted() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_rich_string("A1", "Kết quả: ", book.add_format({"font_name": "VNI-Times"}), "höôùng daãn", " xong")
    sheet.write("A2", "bình thường")
    book.close()
    content = only_sheet(stream.getvalue())
    assert content.value(1, 1) == "Kết quả: höôùng daãn xong"
    runs = (TextRun("Kết quả: "), TextRun("höôùng daãn", "VNI-Times"), TextRun(" xong"))
    assert content.notes == {(1, 1): CellNote(font="VNI-Times", runs=runs)}


def test_phonetic_guides_in_shared_strings_are_not_text() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh><phoneticPr fontId="1"/></si>'
        '<si><r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></si><si/><si><t/></si></sst>'
    )
    rows = (
        '<row r="1">' + "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCD")) + "</row>"
    )
    data = changed(book_with_sheet(sheet_xml(rows)), {"xl/sharedStrings.xml": strings.encode()})
    assert [list(row) for row in only_sheet(data).rows] == [["課", "a b"]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", FormatKind.PLAIN),
        ("0.00", FormatKind.PLAIN),
        ('0 "ngày"', FormatKind.PLAIN),
        ("0\\d", FormatKind.PLAIN),
        ('#,##0 "đ"', FormatKind.PLAIN),
        ("[Red]0", FormatKind.PLAIN),
        ("@", FormatKind.PLAIN),
        ("0.00E+00", FormatKind.PLAIN),
        ("0%", FormatKind.PERCENT),
        ('0"%"', FormatKind.PLAIN),
        ("dd/mm/yyyy", FormatKind.DATE),
        ("[$-42A]dd mmmm yyyy;@", FormatKind.DATE),
        ("mmm-yy", FormatKind.DATE),
        ("mmmm", FormatKind.DATE),
        ("hh:mm", FormatKind.TIME),
        ("mm:ss.0", FormatKind.TIME),
        ("h:mm AM/PM", FormatKind.TIME),
        ("dd/mm/yyyy hh:mm", FormatKind.DATE),
        ("[h]:mm:ss", FormatKind.DURATION),
        ("[mm]:ss", FormatKind.DURATION),
    ],
)
def test_number_formats_say_what_a_number_is(code: str, kind: FormatKind) -> None:
    assert format_kind(code) is kind


@pytest.mark.parametrize(
    ("serial", "kind", "date_1904", "value"),
    [
        (44999, FormatKind.DATE, False, dt.date(2023, 3, 14)),
        (44999.5, FormatKind.DATE, False, dt.datetime(2023, 3, 14, 12)),
        (44998.9999999999, FormatKind.DATE, False, dt.date(2023, 3, 14)),
        (0.5, FormatKind.TIME, False, dt.time(12)),
        (0, FormatKind.TIME, False, dt.time(0)),
        (1.5, FormatKind.DURATION, False, dt.timedelta(hours=36)),
        (1, FormatKind.DATE, False, dt.date(1900, 1, 1)),
        (59, FormatKind.DATE, False, dt.date(1900, 2, 28)),
        (60, FormatKind.DATE, False, 60),
        (61, FormatKind.DATE, False, dt.date(1900, 3, 1)),
        (0, FormatKind.DATE, False, 0),
        (-5, FormatKind.DATE, False, -5),
        (2_958_465, FormatKind.DATE, False, dt.date(9999, 12, 31)),
        (2_958_466, FormatKind.DATE, False, 2_958_466),
        (0, FormatKind.DATE, True, dt.date(1904, 1, 1)),
        (43_537, FormatKind.DATE, True, dt.date(2023, 3, 14)),
        (0.25, FormatKind.TIME, True, dt.time(6)),
        (2_957_004, FormatKind.DATE, True, 2_957_004),
    ],
)
def test_serial_days(serial: float, kind: FormatKind, date_1904: bool, value: CellValue) -> None:
    assert read_serial(serial, kind, date_1904=date_1904) == value


# ---- where cells stand ----


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    last = '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>' + last
    sheet = only_sheet(book_with_sheet(sheet_xml(rows)))
    assert [list(row) for row in sheet.rows] == [[1], [None, 2]]
    assert sheet.far_rows == {1_048_576: {16_384: 3}}
    assert sheet.value(1_048_576, 16_384) == 3
    assert sheet.last_row == 2


def test_a_block_that_begins_far_down_begins_there() -> None:
    rows = '<row r="9000"><c r="B9000"><v>1</v></c></row><row r="9002"><c r="A9002"><v>2</v></c></row>'
    sheet = only_sheet(book_with_sheet(sheet_xml(rows)))
    assert sheet.first_row == 9000
    assert [list(row) for row in sheet.rows] == [[None, 1], [], [2]]
    assert not sheet.far_rows


def test_rows_after_a_thousand_blank_ones_are_far_but_none_is_lost() -> None:
    numbers = [1, 2, 1_500, 1_501, 40_000]
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in numbers)
    sheet = only_sheet(book_with_sheet(sheet_xml(rows)))
    assert [row for row in numbers if sheet.value(row, 1) == row] == numbers
    assert list(sheet.far_rows) == [1_500, 1_501, 40_000]


@pytest.mark.parametrize(
    "merges",
    [
        '<mergeCells count="1"><mergeCell ref="A1:B2" /></mergeCells>',
        "<mergeCells\n><mergeCell ref='A1:B2'/></mergeCells >",
        '<mergeCells>\n<mergeCell\nref="A1:B2"></mergeCell></mergeCells>',
        '<x:mergeCells xmlns:x="' + MAIN + '"><x:mergeCell\tref="A1:B2"/></x:mergeCells>',
        '<mergeCells\tcount="1"><mergeCell\tref="A1:B2"/></mergeCells >',
    ],
)
def test_merged_blocks_are_found_however_they_are_spelled(merges: str) -> None:
    sheet = only_sheet(book_with_sheet(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=merges)))
    assert sheet.merged == (Rectangle(1, 1, 2, 2),)


def test_merged_blocks() -> None:
    references = ("A1:C2", "$D$4:$D$5", "B9", "C12:A11")
    merges = "<mergeCells>" + "".join(f'<mergeCell ref="{reference}"/>' for reference in references) + "</mergeCells>"
    sheet = only_sheet(book_with_sheet(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=merges)))
    assert sheet.merged == (Rectangle(1, 1, 2, 3), Rectangle(4, 4, 5, 4), Rectangle(11, 1, 12, 3))


# ---- markup that is right but unusual ----

USUAL = sheet_xml('<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="inlineStr"><is><t>b</t></is></c></row>')
UNUSUAL = {
    "prefixes": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c>'
    '<x:c r="C2" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    "single quotes": USUAL.replace('"', "'"),
    "other attribute order": USUAL.replace('r="C2" t="inlineStr"', 't="inlineStr" r="C2"'),
    "cells without r": sheet_xml('<row/><row><c><v>1</v></c><c/><c t="inlineStr"><is><t>b</t></is></c></row>'),
    "rows without r": USUAL.replace('<row r="2">', "<row/><row>"),
    "comments": USUAL.replace("<v>1</v>", "<!-- <v>7</v> --><v>1</v>"),
    "cdata": USUAL.replace("<t>b</t>", "<t><![CDATA[b]]></t>"),
    "processing instructions": USUAL.replace("<sheetData>", "<?x y?><sheetData>"),
    "space inside": USUAL.replace("><", ">\n  <").replace("<t>\n  b", "<t>b"),
    "rows out of order": sheet_xml(
        '<row r="3"/><row r="2"><c r="C2" t="inlineStr"><is><t>b</t></is></c><c r="A2"><v>1</v></c></row>'
    ),
    "strict": USUAL.replace(MAIN, STRICT),
    "foreign elements": USUAL.replace("</row>", '</row><z:row xmlns:z="urn:z" r="5"><z:c r="A5"><z:v>9</z:v></z:c></z:row>'),
    "a table of the same names elsewhere": USUAL.replace(
        "</worksheet>",
        f'<extLst><ext xmlns:a="{MAIN}"><a:row r="8"><a:c r="A8"><a:v>1</a:v></a:c></a:row></ext></extLst></worksheet>',
    ),
}


@pytest.mark.parametrize("xml", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_unusual_markup_is_read_right(xml: str) -> None:
    sheet = only_sheet(book_with_sheet(xml))
    assert cells(sheet) == {(2, 1): 1, (2, 3): "b"}


def test_the_usual_makers_are_read_quickly() -> None:
    """Otherwise large books would be slow and nobody would notice."""
    context = read_context()
    makers = [plain_book(), book_by_xlsxwriter([["a", 1, 2.5, True]])]
    for data in makers:
        assert is_quick(parts_of(data)["xl/worksheets/sheet1.xml"].decode(), context)
    assert is_quick(USUAL, context)
    assert is_quick(UNUSUAL["strict"], context)
    assert not is_quick(UNUSUAL["prefixes"], context)
    assert not is_quick(UNUSUAL["comments"], context)


def read_context() -> BookContext:
    return BookContext(SharedStrings(["x"] * 9, {}), NO_FORMATS)


# ---- sheets and marks ----


def test_the_sample_is_read_as_openpyxl_reads_it() -> None:
    data = (Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx").read_bytes()
    other = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    errors = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!")
    content = read_both(data)
    assert [sheet.name for sheet in content.sheets] == [sheet.title for sheet in other.worksheets]
    for sheet, theirs in zip(content.sheets, other.worksheets, strict=True):
        wanted = {
            (cell.row, cell.column): as_read(cast("CellValue", cell.value))
            for row in theirs.iter_rows()
            for cell in row
            if cell.value is not None and cell.value not in errors
        }
        assert cells(sheet) == wanted
        assert {area.a1 for area in sheet.merged} == {str(area) for area in theirs.merged_cells.ranges}


def test_only_worksheets_are_sheets() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    first = book.add_worksheet("Một")
    first.write("A1", 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Một!$A$1"})
    book.add_chartsheet("Biểu đồ").set_chart(chart)
    hidden = book.add_worksheet("Hai")
    hidden.very_hidden()
    book.close()
    content = read_both(stream.getvalue())
    assert [(sheet.name, sheet.hidden) for sheet in content.sheets] == [("Một", False), ("Hai", True)]


def marked(fingerprint_text: str) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "VP UBND"
    ours = book.create_sheet("Báo cáo Quý I-2023")
    ours["A1"], ours["B2"] = "BÁO CÁO", 3.0
    mark = Mark(SheetKind.REPORT, "2023-Q1", fingerprint_text)
    ours.defined_names["_sheetsync"] = DefinedName("_sheetsync", attr_text=mark.formula, hidden=True)
    return saved(book)


def test_a_sheet_of_ours_is_known_by_its_mark() -> None:
    content = read_both(marked(fingerprint([(1, 1, "BÁO CÁO"), (2, 2, 3)])))
    assert content.sheets[0].own is None
    own = content.sheets[1].own
    assert own is not None
    assert (own.kind, own.period, own.edited) == (SheetKind.REPORT, "2023-Q1", False)


def test_a_sheet_of_ours_that_someone_edited_is_known_too() -> None:
    own = read_both(marked("0" * 32)).sheets[1].own
    assert own is not None
    assert own.edited


def test_the_version_is_the_digest_of_the_bytes_and_the_name_is_the_files() -> None:
    data = plain_book()
    content = read_book(data, "/thư mục/sổ.xlsx")
    assert content.version == hashlib.sha256(data).hexdigest()
    assert content.name == "sổ.xlsx"
