"""Entries written into a file: these cells change, their look and everything else stays; judged by openpyxl and calamine too."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, PatternFill, Protection, Side
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from sheetsync.adapters.xlsx.apply_edits import apply_edits
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.file_store import undo
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.set_cells import set_cells
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, Edit, SetCells
from sheetsync.errors import BookUnwritable
from tests.adapters import people_books
from tests.adapters.file_book import parts
from tests.contract.entry_cells_contract import cells_of

TAB = "Tư pháp"
DAY = date(2023, 3, 14)


def patched(data: bytes, *edits: Edit) -> bytes:
    return apply_edits(data, read_book(data, "so.xlsx"), edits, lambda _: pytest.fail("nothing is drawn")).data


def changed(data: bytes, **values: CellValue) -> bytes:
    """The book with cells of TAB (C4=…) written from whatever they hold."""
    page = read_book(data, "so.xlsx").sheet(TAB)
    places = {name: coordinate_to_tuple(name) for name in values}
    return patched(
        data, SetCells(TAB, tuple(CellChange(*places[name], page.value(*places[name]), values[name]) for name in values))
    )


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def styled() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = TAB
    edge = Side(style="thin", color="FF0000FF")
    for row in range(1, 7):
        for column in range(1, 7):
            cell = page.cell(row, column, f"{row}.{column}" if column != 5 else DAY)
            cell.font = Font(name="Times New Roman", size=13, bold=column == 2, color="FF112233")
            cell.fill = PatternFill("solid", fgColor="FFFFEEAA")
            cell.border = Border(edge, edge, edge, edge)
            cell.protection = Protection(locked=column != 3)
            cell.number_format = {4: "0.0%", 5: "d-mmm-yy", 6: "@"}.get(column, "General")
    page["B6"] = CellRichText("một ", TextBlock(InlineFont(b=True, rFont="Arial"), "hai"))
    page.protection.sheet = True
    page.protection.password = "khoa"
    return saved(book)


def by_openpyxl(data: bytes, name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)[TAB][name]


def look(cell: Any) -> tuple[str, ...]:
    """All of it but the number format."""
    return tuple(map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)))


@pytest.mark.parametrize(
    ("name", "value", "number_format"),
    [
        ("A2", "Hoàn thành", "General"),
        ("A2", 12, "General"),
        ("A2", DAY, "dd/mm/yyyy"),
        ("A2", datetime(2023, 3, 14, 7, 30), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
        ("A2", time(7, 30), "hh:mm"),
        ("A2", timedelta(hours=30), "[h]:mm"),
        ("D2", 0.5, "0.0%"),
        ("D2", DAY, "dd/mm/yyyy"),
        ("E2", date(2024, 2, 29), "d-mmm-yy"),
        ("E2", "15/3/2023", "d-mmm-yy"),
        ("E2", 7, "General"),
        ("E2", None, "d-mmm-yy"),
        ("F2", "1/2", "@"),
        ("F2", 5, "General"),
        ("F2", DAY, "dd/mm/yyyy"),
    ],
    ids=str,
)
def test_the_look_stays_and_the_value_is_what_it_is(name: str, value: CellValue, number_format: str) -> None:
    before = styled()
    after = changed(before, **{name: value})
    cell = by_openpyxl(after, name)
    assert look(cell) == look(by_openpyxl(before, name))
    assert cell.number_format == number_format
    seen = cell.value.date() if isinstance(cell.value, datetime) and type(value) is date else cell.value
    assert (seen, cell.data_type == "s") == (value, isinstance(value, str))


def test_a_text_that_looks_like_a_formula_is_marked_as_text_and_the_mark_goes_with_it() -> None:
    marked = changed(styled(), A2="=1+1", B2="-")
    assert [by_openpyxl(marked, name).quotePrefix for name in ("A2", "B2", "A3")] == [True, True, False]
    assert by_openpyxl(marked, "A2").data_type == "s"
    assert not by_openpyxl(changed(marked, A2=5), "A2").quotePrefix


def test_rich_text_gives_way_to_plain_text_in_the_cell_s_look() -> None:
    cell = by_openpyxl(changed(styled(), B6="ba"), "B6")
    assert cell.value == "ba"
    assert not isinstance(cell.value, CellRichText)
    assert (cell.font.name, cell.font.b) == ("Times New Roman", True)


def test_only_the_sheet_and_the_styles_change_and_styles_only_where_needed() -> None:
    before = styled()
    assert differing(before, changed(before, A2="Hoàn thành")) == {"xl/worksheets/sheet1.xml"}
    assert differing(before, changed(before, A2=DAY)) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    assert changed(before, A2=DAY) == changed(before, A2=DAY)


def differing(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


@pytest.mark.parametrize(
    "calculation", [b'<calcPr calcId="124519" calcMode="manual"/>', b""], ids=["ways of calculating", "none"]
)
def test_formulas_are_calculated_anew_by_whoever_opens_the_book(calculation: bytes) -> None:
    before = people_books.rewritten(
        people_books.rich(), lambda part, content: (part, re.sub(rb"<calcPr[^>]*/>", calculation, content))
    )
    page = read_book(before, "so.xlsx").sheet("VP UBND")
    after = patched(before, SetCells("VP UBND", (CellChange(5, 4, page.value(5, 4), "Tạm dừng"),)))
    assert {name.rpartition("/")[2] for name in differing(before, after)} == {"sheet2.xml", "workbook.xml"}
    assert re.findall(rb"</definedNames><calcPr([^>]*)/>", parts(after)["xl/workbook.xml"]) == [
        calculation[len(b"<calcPr") : -len(b"/>")] + b' fullCalcOnLoad="1"'
    ]
    kept = read_book(after, "so.xlsx").sheet("VP UBND")
    assert (kept.value(5, 5), kept.value(5, 4)) == (9, "Tạm dừng")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("D2", "công thức"), ("D3", "mảng"), ("C2", "công thức"), ("C3", "công thức"), ("E3", "gộp"), ("F4", "gộp"),
        ("H1", "tiêu đề"), ("I1", "tiêu đề"), ("J2", "lỗi"),
    ],
)  # fmt: skip
def test_cells_that_must_not_be_written_refuse_the_whole_write(name: str, words: str) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet(TAB)
    page.write_column("A1", [1, 2, 3, 4])
    page.write_formula("C2", "=A2*2", None, 4)
    page.write_formula("C3", "=A3*2", None, 6)
    page.write_array_formula("D2:D4", "{=A2:A4*2}", None, 4)
    page.merge_range("E2:F4", "gộp")
    page.add_table("H1:I3", {"columns": [{"header": "Một"}, {"header": "Hai"}]})
    page.write_string("J2", "x")
    book.close()
    data = people_books.rewritten(
        out.getvalue(),
        lambda part, content: (part, re.sub(rb'<c r="J2" t="s"><v>\d+</v>', b'<c r="J2" t="e"><v>#N/A</v>', content)),
    )
    with pytest.raises(BookUnwritable) as refusal:
        changed(data, A2=9, **{name: "x"})
    assert f"«{TAB}», ô {name}" in refusal.value.message
    assert words in refusal.value.message
    assert read_book(changed(data, E2="khối", H2="thân bảng"), "so.xlsx").sheet(TAB).value(2, 5) == "khối"


def test_members_of_an_array_that_openpyxl_wrote_are_refused() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = TAB
    page["B2"] = ArrayFormula("B2:C3", "=A1:B2")
    with pytest.raises(BookUnwritable, match="ô C3"):
        changed(saved(book), C3="x")


def raw(cells: str, *, before: str = "", root: str = "") -> bytes:
    """A book whose tab has just these rows."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = TAB
    for code in ("0.0", "dd/mm/yyyy"):
        page.append([1])
        page.cell(page.max_row, 1).number_format = code
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"{root}>{before}{cells}</worksheet>'.encode()
    return people_books.rewritten(
        saved(book), lambda part, content: (part, sheet if part == "xl/worksheets/sheet1.xml" else content)
    )


def tab_of(data: bytes) -> str:
    return parts(data)["xl/worksheets/sheet1.xml"].decode()


def test_a_new_cell_has_the_style_of_its_row_or_column_and_stands_in_its_place() -> None:
    data = raw(
        '<sheetData><row r="2" spans="2:4"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row>'
        '<row r="4" s="1" customFormat="1"/><row r="6" s="1"><c r="A6"/></row></sheetData>',
        before='<dimension ref="B2:D6"/><cols><col min="3" max="5" width="9" style="2"/></cols>',
    )
    after = changed(data, C2="x", F2=1, A4=2, C4=3, C5=4, E6=5, B8="cuối", A2=0)
    text = tab_of(after)
    assert re.findall(r'<row r="(\d+)"', text) == ["2", "4", "5", "6", "8"]
    assert re.findall(r'<c r="([A-Z]+\d)"', text) == ["A2", "B2", "C2", "D2", "F2", "A4", "C4", "C5", "A6", "E6", "B8"]
    assert 'spans="1:6"' in text
    assert '<dimension ref="A2:F8"/>' in text
    styles = dict(re.findall(r'<c r="([A-Z]+\d)" s="(\d+)"', text))
    assert (styles["C2"], styles["A4"], styles["C4"]) == ("2", "1", "1")
    assert "F2" not in styles
    assert by_openpyxl(after, "C5").number_format == by_openpyxl(after, "E6").number_format == "General"


@pytest.mark.parametrize("cells", ["<sheetData/>", "<sheetData></sheetData>", '<sheetData><row r="3"/></sheetData>'])
def test_an_empty_sheet_takes_entries(cells: str) -> None:
    after = changed(raw(cells, before='<dimension ref="A1"/>'), B2="hai", C3=3)
    page = read_book(after, "so.xlsx").sheet(TAB)
    assert (page.value(2, 2), page.value(3, 3)) == ("hai", 3)
    assert '<dimension ref="A1:C3"/>' in tab_of(after)


ODD = {
    "without places": "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c><v>3</v></c></row></sheetData>",
    "out of order": '<sheetData><row r="4"><c r="B4"><v>4</v></c></row>'
    '<row r="2"><c r="C2"><v>2</v></c><c r="A2"><v>1</v></c></row></sheetData>',
    "twice": '<sheetData><row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>',
    "comments": '<sheetData><!-- <c r="B2"/> --><row r="2"><!-- x --><c r="B2"><v>1</v></c></row></sheetData>',
    "extensions": '<sheetData><row r="2"><c r="B2" cm="1" vm="1" ph="1"><v>1</v><extLst/></c></row></sheetData>',
}


@pytest.mark.parametrize("cells", ODD.values(), ids=ODD)
def test_odd_markup_takes_entries_too(cells: str) -> None:
    data = raw(cells)
    before = cells_of(read_book(data, "so.xlsx"))
    after = changed(data, B2="hai", D4=DAY, A1=None, A9=True)
    expected = {**before, (TAB, 2, 2): "hai", (TAB, 4, 4): DAY, (TAB, 9, 1): True}
    expected.pop((TAB, 1, 1), None)
    assert cells_of(read_book(after, "so.xlsx")) == expected
    if "extLst" in cells:
        assert '<c r="B2" t="inlineStr" ph="1"><is><t>hai</t></is><extLst/></c>' in tab_of(after)


MADE = {
    "plain": people_books.plain, "rich": people_books.rich, "by LibreOffice": people_books.by_libreoffice,
    "prefixed": people_books.prefixed, "strict": people_books.strict, "UTF-16": people_books.utf16,
    "without styles": people_books.without_styles, "streamed": people_books.streamed,
    "from 1904": lambda: people_books.rich(date_1904=True),
}  # fmt: skip


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_the_quick_pass_gives_what_the_parser_gives(make: Any) -> None:
    data = make()
    content = read_book(data, "so.xlsx").sheet("VP UBND")
    changes = tuple(free_changes(content, random.Random(7), 12))
    package = Package(data)
    sheets = SheetList(package)
    part = sheets.worksheet("VP UBND")
    assert part is not None
    quick, exact = (
        set_cells(
            package.read(part.part),
            "VP UBND",
            changes,
            part=part.part,
            styles=StyleTable(sheets),
            headings=(),
            date_1904=sheets.date_1904,
            exactly=exactly,
        )
        for exactly in (False, True)
    )
    assert quick == exact
    after = read_book(patched(data, SetCells("VP UBND", changes)), "so.xlsx")
    assert cells_of(after) == expected_cells(data, "VP UBND", changes)


def test_large_and_early_days_in_both_calendars() -> None:
    for data in (people_books.plain(), people_books.rich(date_1904=True)):
        days = (date(1904, 1, 2), date(9999, 12, 31), date(2023, 1, 1))
        changes = tuple(CellChange(60 + row, 1, None, day) for row, day in enumerate(days))
        page = read_book(patched(data, SetCells("VP UBND", changes)), "so.xlsx").sheet("VP UBND")
        assert tuple(page.value(60 + row, 1) for row in range(3)) == days
        with pytest.raises(BookUnwritable, match="ô A60"):
            patched(data, SetCells("VP UBND", (CellChange(60, 1, None, date(1899, 12, 31)),)))


def test_a_write_of_entries_has_its_backup_and_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    before = styled()
    path.write_bytes(before)
    book = XlsxBook(path, clock=lambda: datetime(2023, 3, 15, 8, 30, tzinfo=UTC))
    outcome = book.write((SetCells(TAB, (CellChange(2, 1, "2.1", "mới"),)),), book.read().version)
    assert outcome.backup is not None
    assert Path(outcome.backup).read_bytes() == before
    undo(path, clock=lambda: datetime(2023, 3, 15, 9, 30, tzinfo=UTC))
    assert path.read_bytes() == before


# random books

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12),
    st.sampled_from(("=1+1", "-", "15/3/2023", "001", "_x000D_", " a ", "a\nb", "]]>", "&amp;", "\u0301")),
)
VALUES = st.one_of(
    st.none(), TEXTS, st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).map(lambda number: round(number, 4)), st.booleans(),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
)  # fmt: skip
CODES = ("General", "dd/mm/yyyy", "0%", "@", "0.00", "hh:mm")


@st.composite
def books(draw: st.DrawFn) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = TAB
    for _ in range(draw(st.integers(0, 25))):
        cell = page.cell(draw(st.integers(1, 12)), draw(st.integers(1, 8)))
        value = draw(VALUES)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        if not isinstance(value, date):
            cell.number_format = draw(st.sampled_from(CODES[:1] if isinstance(value, int | float) else CODES))
    return saved(book)


@settings(max_examples=40, deadline=None)
@given(books(), st.dictionaries(st.tuples(st.integers(1, 15), st.integers(1, 10)), VALUES, min_size=1, max_size=8))
def test_exactly_the_asked_cells_change_in_any_book(data: bytes, wanted: dict[tuple[int, int], CellValue]) -> None:
    page = read_book(data, "so.xlsx").sheet(TAB)
    changes = tuple(CellChange(*place, page.value(*place), value) for place, value in wanted.items())
    after = patched(data, SetCells(TAB, changes))
    expected = expected_cells(data, TAB, changes)
    assert cells_of(read_book(after, "so.xlsx")) == expected
    assert kinds(cells_of(read_book(after, "so.xlsx"))) == kinds(expected)
    assert cells_of(read_book(after, "so.xlsx", exactly=True)) == expected
    other = openpyxl.load_workbook(io.BytesIO(after))[TAB]
    for change in changes:
        cell = other.cell(change.row, change.column)
        assert cell.data_type != "f"
        assert isinstance(cell.value, str) == isinstance(change.new, str)
    third = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(TAB).to_python(skip_empty_area=False)
    seen = {(i, j) for i, row in enumerate(third, start=1) for j, value in enumerate(row, start=1) if value != ""}
    assert {(row, column) for _, row, column in expected} == seen
    assert set(differing(data, after)) <= {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    if after != data:
        back = tuple(CellChange(change.row, change.column, change.new, change.old) for change in changes)
        assert cells_of(read_book(patched(after, SetCells(TAB, back)), "so.xlsx")) == cells_of(read_book(data, "so.xlsx"))


def kinds(cells: dict[Any, CellValue]) -> dict[Any, type]:
    return {place: float if type(value) is int else type(value) for place, value in cells.items()}


def expected_cells(data: bytes, sheet: str, changes: Iterable[CellChange]) -> dict[Any, CellValue]:
    expected = {**cells_of(read_book(data, "so.xlsx")), **{(sheet, each.row, each.column): each.new for each in changes}}
    return {place: value for place, value in expected.items() if value is not None}


def free_changes(page: Any, chance: random.Random, count: int) -> Iterable[CellChange]:
    """Changes of cells that may be written: some that hold something, some that do not."""
    places = [(row, column) for row in range(1, page.last_row + 3) for column in range(1, 9)]
    chance.shuffle(places)
    new: tuple[CellValue, ...] = ("mới", "=2+2", 12.5, DAY, None, 7, True)
    free = (
        place
        for place in places
        if not any(area.contains(*place) for area in page.merged)
        and not (page.notes.get(place) and (page.notes[place].formula or page.notes[place].error))
    )
    for number, place in zip(range(count), free, strict=False):
        yield CellChange(*place, page.value(*place), new[number % len(new)])
