"""Old text converted in a file: the cells asked for and nothing else, and LibreOffice shows what was meant."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.convert_texts import convert_texts
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.shared_texts import SharedTexts
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.xml_editing import escaped
from sheetsync.core.edits import ConvertTexts, NewText
from sheetsync.core.old_encodings import readable
from sheetsync.errors import SheetConflict
from sheetsync.usecases.fix_encoding import EncodingResult, fix_encoding
from tests.adapters.packages import MAIN, book_by_xlsxwriter, book_with_sheet, changed, parts_of, sheet_xml
from tests.hostile.limited_process import sheetsync
from tests.office import recalculated
from tests.old_fonts import as_tcvn3, as_tcvn3_capitals, as_vni
from tests.openxml_rules import new_errors

OURS = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}


def old_book() -> bytes:
    """An office's book as Excel would save it, with old fonts in all the ways people used them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    time = book.add_format({"font_name": ".VnTime", "font_size": 13, "bold": True, "border": 1, "text_wrap": True})
    capitals = book.add_format({"font_name": ".VnTimeH", "font_color": "#C00000"})
    vni = book.add_format({"font_name": "VNI-Times", "bg_color": "#FFFF00"})
    plain = book.add_format({"font_name": "Arial", "italic": True})
    sheet = book.add_worksheet("VP UBND")
    sheet.write("A1", as_tcvn3_capitals("ủy ban nhân dân"), capitals)
    sheet.write("A2", as_tcvn3("Đã hướng dẫn rà soát hương ước"), time)
    sheet.write("A3", as_vni("Được tuyên truyền pháp luật"), vni)
    sheet.write_rich_string(
        "A4", capitals, as_tcvn3_capitals("Ủ"), time, as_tcvn3("y ban "), plain, "nhân dân ", vni, as_vni("xã"), vni
    )
    sheet.write("B2", "UBND xa 12", time)
    sheet.write("B3", "Đã họp", time)
    sheet.write("B4", as_tcvn3("Đã hướng dẫn rà soát hương ước"), plain)  # the same shared string as A2, in a Unicode font
    sheet.write("B5", 12.5, time)
    sheet.write_formula("B6", "=A2", time, as_tcvn3("Đã hướng dẫn rà soát hương ước"))
    sheet.write_blank("B7", None, time)
    sheet.write_comment("A2", as_tcvn3("ghi chú"))
    sheet.data_validation("C1", {"validate": "list", "source": ["Hoàn thành"]})
    sheet.set_header("&C" + as_tcvn3("đầu trang"))
    other = book.add_worksheet("Khác")
    other.write("A1", "không đổi")
    book.close()
    return stream.getvalue()


def converted(data: bytes, folder: Path, suffix: str = ".xlsx") -> tuple[EncodingResult, bytes]:
    source, copy = folder / f"sổ{suffix}", folder / f"sổ - Unicode{suffix}"
    source.write_bytes(data)
    result = fix_encoding(XlsxBook(source, copy))
    assert source.read_bytes() == data
    return result, copy.read_bytes() if copy.exists() else b""


def test_each_old_cell_reads_as_it_was_shown(tmp_path: Path) -> None:
    result, data = converted(old_book(), tmp_path)
    sheet = read_book(data, "sổ.xlsx").sheets[0]
    assert [sheet.value(row, 1) for row in range(1, 5)] == [
        "ỦY BAN NHÂN DÂN",
        "Đã hướng dẫn rà soát hương ước",
        "Được tuyên truyền pháp luật",
        "Ủy ban nhân dân xã",
    ]
    assert [(text.cell, text.after) for text in result.converted] == [(f"A{row}", sheet.value(row, 1)) for row in range(1, 5)]
    assert [text.cell for text in result.left] == ["B6"]


def style_of(cell: Any) -> Any:
    return cell._style


def test_fonts_change_in_these_cells_and_nothing_else_of_their_look(tmp_path: Path) -> None:
    before = openpyxl.load_workbook(io.BytesIO(old_book()), rich_text=True)["VP UBND"]
    after = openpyxl.load_workbook(io.BytesIO(converted(old_book(), tmp_path)[1]), rich_text=True)["VP UBND"]
    for row in after.iter_rows():
        for cell in row:
            old = before[cell.coordinate]
            if cell.coordinate in ("A1", "A2", "A3", "A4"):
                assert cell.font.name == "Times New Roman"
                assert (cell.font.sz, cell.font.b, cell.font.color) == (old.font.sz, old.font.b, old.font.color)
                assert [repr(look) for look in (cell.fill, cell.border, cell.alignment)] == [
                    repr(look) for look in (old.fill, old.border, old.alignment)
                ]
            else:
                assert style_of(cell) == style_of(old)
                assert cell.value == old.value
    parts = after["A4"].value
    assert isinstance(parts, CellRichText)
    assert [(part.text, part.font.rFont, bool(part.font.b)) for part in parts] == [  # type: ignore[union-attr]
        ("Ủ", "Times New Roman", False),
        ("y ban ", "Times New Roman", True),
        ("nhân dân ", "Arial", False),
        ("xã", "Times New Roman", False),
    ]


def test_every_other_part_and_cell_keeps_its_bytes(tmp_path: Path) -> None:
    data = old_book()
    before, after = parts_of(data), parts_of(converted(data, tmp_path)[1])
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == OURS
    cell = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*(?:/>|>.*?</c>)')
    sheets = [
        cell.sub(lambda found: b"" if found[1] in (b"A1", b"A2", b"A3", b"A4") else found[0], parts["xl/worksheets/sheet1.xml"])
        for parts in (before, after)
    ]
    assert sheets[0] == sheets[1]
    strings = before["xl/sharedStrings.xml"]
    start = strings.index(b"<si>")
    assert after["xl/sharedStrings.xml"][after["xl/sharedStrings.xml"].index(b"<si>") :].startswith(strings[start:-6])


def test_libreoffice_shows_what_was_meant(tmp_path: Path) -> None:
    copy = tmp_path / "ban-sao.xlsx"
    copy.write_bytes(converted(old_book(), tmp_path)[1])
    sheet = openpyxl.load_workbook(recalculated(copy, tmp_path / "lo"), data_only=True)["VP UBND"]
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "ỦY BAN NHÂN DÂN",
        "Đã hướng dẫn rà soát hương ước",
        "Được tuyên truyền pháp luật",
        "Ủy ban nhân dân xã",
    ]
    assert {sheet.cell(row, 1).font.name for row in range(1, 4)} == {"Times New Roman"}
    assert sheet["B4"].value == as_tcvn3("Đã hướng dẫn rà soát hương ước")
    assert sheet["B4"].font.name == "Arial"
    assert sheet["B6"].value == "Đã hướng dẫn rà soát hương ước"  # calculated anew


def test_microsofts_rules_find_no_new_error(tmp_path: Path) -> None:
    data = old_book()
    assert new_errors({"copy": (data, converted(data, tmp_path)[1])}) == {}


def test_a_converted_copy_has_nothing_left_to_convert(tmp_path: Path) -> None:
    _, data = converted(old_book(), tmp_path)
    (tmp_path / "hai").mkdir()
    result, again = converted(data, tmp_path / "hai")
    assert (result.converted, result.outcome, again) == ((), None, b"")


def test_headings_of_an_excel_table_stay_and_are_named(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    time = book.add_format({"font_name": ".VnTime"})
    sheet = book.add_worksheet()
    columns = [{"header": as_tcvn3("kết quả"), "header_format": time}]
    sheet.add_table("A1:A3", {"data": [[as_tcvn3("đã họp")], ["x"]], "columns": columns})
    sheet.write("A2", as_tcvn3("đã họp"), time)
    book.close()
    result, data = converted(stream.getvalue(), tmp_path)
    assert [(text.cell, text.left and text.left.value) for text in result.left] == [("A1", "heading-of-table")]
    assert [text.cell for text in result.converted] == ["A2"]
    assert read_book(data, "x.xlsx").sheets[0].value(1, 1) == as_tcvn3("kết quả")


OLD = as_tcvn3("đã họp")


@pytest.mark.parametrize(
    "cell",
    [
        f'<c r="A1" s="1" t="inlineStr"><is><t>{OLD}</t></is></c>',
        f'<c s="1" t="inlineStr"><is><t>{OLD}</t></is></c>',
        f'<c r="A1" s="1" t="str"><v>{OLD}</v></c>',
        '<c r="A1" s="1" t="s"><v>0</v></c>',
        f'<c r="A1" s="0" t="inlineStr"><is><r><rPr><rFont val=".VnTime"/><charset val="2"/><scheme val="minor"/></rPr>'
        f'<t>{OLD}</t></r></is></c>',
    ],
)  # fmt: skip
def test_every_way_to_store_a_text(cell: str, tmp_path: Path) -> None:
    data = book_with_sheet(sheet_xml(f'<row r="1">{cell}</row>'), strings=(OLD,))
    data = changed(data, {"xl/styles.xml": _second_style})
    _, copy = converted(data, tmp_path)
    sheet = read_book(copy, "x.xlsx").sheets[0]
    assert sheet.value(1, 1) == "đã họp"
    assert sheet.notes == {}
    assert b".VnTime" not in parts_of(copy)["xl/worksheets/sheet1.xml"]
    assert openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]["A1"].value == "đã họp"


@pytest.mark.parametrize(
    ("written", "after"),
    [("2", b"3"), ("9" * 5_000, b"3"), ("0", b"3"), ("", b"3"), ("-1", b"3"), ("hai", b"3"), ("\u0662", b"3")],
)
def test_a_count_of_strings_that_is_none_does_not_matter(written: str, after: bytes, tmp_path: Path) -> None:
    data = book_with_sheet(sheet_xml('<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>'))
    strings = f'<sst xmlns="{MAIN}" count="{written}" uniqueCount="{written}"><si><t>{OLD}</t></si><si><t>y</t></si></sst>'
    data = changed(data, {"xl/styles.xml": _second_style, "xl/sharedStrings.xml": strings.encode()})
    _, copy = converted(data, tmp_path)
    assert read_book(copy, "x.xlsx").sheets[0].value(1, 1) == "đã họp"
    assert b'uniqueCount="%b"' % after in parts_of(copy)["xl/sharedStrings.xml"]


def _second_style(styles: bytes) -> bytes:
    font = (
        b'<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        b'<font><sz val="12"/><name val=".VnTime"/></font></fonts>'
    )
    formats = (
        b'<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        b'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs>'
    )
    styles = re.sub(rb"<fonts.*</fonts>", font, styles, flags=re.DOTALL)
    return re.sub(rb"<cellXfs.*</cellXfs>", formats, styles, flags=re.DOTALL)


def test_a_book_whose_default_font_is_old_converts_cells_without_a_style(tmp_path: Path) -> None:
    data = book_by_xlsxwriter([[OLD, "x"]])
    data = changed(data, {"xl/styles.xml": lambda styles: styles.replace(b"Calibri", b".VnTime")})
    _, copy = converted(data, tmp_path)
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].font.name, sheet["B1"].font.name) == ("đã họp", "Times New Roman", ".VnTime")
    assert b'<c r="A1" s="1" t="s">' in parts_of(copy)["xl/worksheets/sheet1.xml"]  # where the quick reader expects it


def test_macros_stay_in_a_copy_with_macros(tmp_path: Path) -> None:
    data = changed(old_book(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
    _, copy = converted(data, tmp_path, ".xlsm")
    assert parts_of(copy)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"


def test_a_sheet_that_is_gone_is_a_conflict(tmp_path: Path) -> None:
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(old_book())
    book = XlsxBook(path, tmp_path / "kết quả.xlsx")
    edit = ConvertTexts("không có", (NewText(1, 1, ("a",)),), "Times New Roman")
    with pytest.raises(SheetConflict, match="không có"):
        book.write((edit,), book.read().version)
    assert not (tmp_path / "kết quả.xlsx").exists()


awkward = st.text(
    st.characters(min_codepoint=1, max_codepoint=0xFF, exclude_categories=["Cs"]) | st.sampled_from(list("_x000D_<>&\r\n\t")),
    max_size=40,
)


@given(awkward)
@bounded(max_examples=60, deadline=None)
def test_whatever_a_text_holds_comes_back_as_it_was_shown(text: str) -> None:
    data = book_by_xlsxwriter([["x", "y"]])
    written = escaped(text.replace("_", "_x005F_")).replace("\r", "_x000D_")
    strings = f'<sst xmlns="{MAIN}"><si><t xml:space="preserve">§·{written}</t></si><si><t>y</t></si></sst>'
    styles = parts_of(data)["xl/styles.xml"].replace(b"Calibri", b".VnTime")
    data = changed(data, {"xl/sharedStrings.xml": strings.encode(), "xl/styles.xml": styles})
    with tempfile.TemporaryDirectory() as folder:
        assert read_book(data, "x.xlsx").sheets[0].value(1, 1) == "§·" + text
        _, copy = converted(data, Path(folder))
    assert read_book(copy, "x.xlsx").sheets[0].value(1, 1) == readable("§·" + text, ".VnTime")


ZERO, TWO = '" s="1" t="s"><v>0</v></c>', '" s="1" t="s"><v>2</v></c>'  # the indexes of an old text and of a rich one
ROWS_OF_CELLS = (
    f'<c r="A1{ZERO}<c r="B1" t="s"><v>1</v></c><c r="C1" s="1"><v>5</v></c><c r="D1{TWO}',
    f'<c r="A1" s="1" t="s"><f>B1</f><v>0</v></c><c r="B1" s="1" t="inlineStr"><is><t>{OLD}</t></is></c>',
    f'<c r="A1" t="s" s="1"><v>0</v></c><c t="s" s="1" r="B1" ph="1"><v>0</v></c><c r="C1" t="str"><v>{OLD}</v></c><c r="D1"/>',
    "<c r='A1' s='1' t='s'><v>0</v></c><c s='1' t='s'><v> 0 </v></c>",
    f'<c r="$A$1{ZERO}<c r="b1{ZERO}',
    '<c r="A1" s="1" t="s"><!-- a note --><v>0</v></c>',
    f'<c r="A1" s="1" t="s"><v>0</v><extLst><ext xmlns:x="urn:x" uri="u"><x:c/></ext></extLst></c><c r="B1{ZERO}',
    f'<c r="A1" s="1" t="s"><v>99</v></c><c r="B1{ZERO}',
    '<c r="A1" s=" 1" t="s"><v>0</v></c><c r="B1" s="00000001" t="s"><v>0</v></c>',
)


@pytest.mark.parametrize("cells", ROWS_OF_CELLS)
@pytest.mark.parametrize("strings", ["<si><t>{0}</t></si>", "<!-- a --><si ><t >{0}</t ></si>"], ids=["usual", "unusual"])
def test_the_quick_pass_gives_what_the_parser_gives(cells: str, strings: str) -> None:
    """Every cell of a row asked for, whether it holds old text or not: the same bytes, and the same cells left."""
    runs = '<si><r><rPr><rFont val=".VnTime"/></rPr><t>§·</t></r><r><t xml:space="preserve"> x</t></r></si>'
    shared = f'<sst xmlns="{MAIN}" uniqueCount="3">{strings.format(OLD)}{strings.format("y")}{runs}</sst>'
    rows = f'<row r="1">{cells}</row><row>{cells.replace("1", "2", 1)}</row>'
    data = book_with_sheet(sheet_xml(rows), strings=("a", "b", "c"))
    data = changed(data, {"xl/styles.xml": _second_style, "xl/sharedStrings.xml": shared.encode()})
    texts = tuple(NewText(row, column, ("đã họp",) if column < 4 else ("Đã", " x")) for row in (1, 2) for column in range(1, 5))
    assert _parts_after(data, texts, exactly=False) == _parts_after(data, texts, exactly=True)


def _parts_after(data: bytes, texts: tuple[NewText, ...], *, exactly: bool) -> tuple[object, ...]:
    package = Package(data)
    sheets = SheetList(package)
    shared, styles = SharedTexts(sheets), StyleTable(sheets)
    part = "xl/worksheets/sheet1.xml"
    edit = ConvertTexts("Sheet1", texts, "Times New Roman")
    content, left = convert_texts(
        package.read(part), edit, part=part, texts=shared, styles=styles, untouchable=(), exactly=exactly
    )
    shared.save()
    styles.save()
    return content, left, package.read("xl/sharedStrings.xml"), package.read("xl/styles.xml")


def test_memory_grows_by_little_with_each_converted_cell(tmp_path: Path) -> None:
    """2.5 kB a cell are 440 MB for the 175,000 cells of seven tabs of 5,000 rows; a tree of the whole book took 3.5 kB."""
    memory = []
    for rows in (1, 800):
        path = tmp_path / f"{rows}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            old = book.add_format({"font_name": ".VnTime"})
            for _ in range(5):
                sheet = book.add_worksheet()
                for row in range(rows):
                    for column in range(5):
                        sheet.write(row, column, f"{OLD} {len(book.worksheets())} {row} {column}", old)
        answer = sheetsync("fix-encoding", path)
        assert answer.code == 0
        memory.append(answer.memory)
    assert (memory[1] - memory[0]) / (5 * 5 * 800) < 2_500
