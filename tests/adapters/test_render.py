"""Designs as a workbook: texts stay texts, links find their cells, pages come out as a signed form should."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from sheetsync.adapters.xlsx.cell_table import clean_text, styles_used
from sheetsync.adapters.xlsx.drawn_by_openpyxl import draw_by_openpyxl
from sheetsync.adapters.xlsx.fresh_book import draw, render
from sheetsync.core.book import SheetKind
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle
from sheetsync.core.consolidate import consolidate
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.cell_text import MAX_TEXT
from sheetsync.core.sheets.design import CellDesign, CellLink, PrintSetup, SheetDesign
from sheetsync.core.sheets.findings_sheet import design_findings_sheet
from sheetsync.core.sheets.internal import design_internal
from sheetsync.core.sheets.looks import FONT, Align, Border, Look
from sheetsync.core.sheets.report import design_report
from tests.design_rows import rows_of
from tests.office import link_targets, recalculated, to_pdf
from tests.printed_pages import page_sizes, page_texts
from tests.report_example import example_tabs

TEXT = Look(wrap=True)
HARMFUL = (
    '=HYPERLINK("http://example.com","bấm vào đây")',
    "=1+1",
    "+1",
    "-2",
    "@x",
    "=cmd|'/c calc'!A1",
    "\t=1+1",
    "#REF!",
    "TRUE",
    "1/2",
    "007",
    "'quoted",
    " đầu và cuối ",
)


def design(
    *cells: CellDesign, name: str = "Báo cáo", merges: tuple[Rectangle, ...] = (), print_setup: PrintSetup | None = None
) -> SheetDesign:
    rows = rows_of(cells, merges=merges)
    return SheetDesign(name, SheetKind.REPORT, "2023-Q1", rows, (30.0, 12.0), print_setup=print_setup or PrintSetup())


def column(*values: str | float | date) -> tuple[CellDesign, ...]:
    return tuple(CellDesign(row, 1, value, TEXT) for row, value in enumerate(values, start=1))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_back(data: bytes, sheet: str = "Báo cáo") -> list[object]:
    return [row[0].value for row in load_workbook(io.BytesIO(data))[sheet].iter_rows(max_col=1)]


# --- texts ------------------------------------------------------------------------------------------------------


def test_no_text_becomes_a_formula_a_number_or_an_error() -> None:
    sheet = load_workbook(io.BytesIO(render([design(*column(*HARMFUL))])))["Báo cáo"]
    assert [sheet.cell(row, 1).value for row in range(1, len(HARMFUL) + 1)] == list(HARMFUL)
    assert {sheet.cell(row, 1).data_type for row in range(1, len(HARMFUL) + 1)} == {"s"}
    assert b"<f>" not in parts(render([design(*column(*HARMFUL))]))["xl/worksheets/sheet1.xml"]


def test_what_looks_like_a_formula_stays_text_when_somebody_edits_the_cell() -> None:
    sheet = load_workbook(io.BytesIO(render([design(*column("=1+1", "bình thường"))])))["Báo cáo"]
    assert (sheet["A1"].quotePrefix, sheet["A2"].quotePrefix) == (True, False)


def test_libreoffice_takes_them_for_texts_too(tmp_path: Path) -> None:
    path = tmp_path / "texts.xlsx"
    path.write_bytes(render([design(*column(*HARMFUL))]))
    sheet = load_workbook(recalculated(path, tmp_path / "out"))["Báo cáo"]
    assert [sheet.cell(row, 1).value for row in range(1, len(HARMFUL) + 1)] == list(HARMFUL)
    assert {sheet.cell(row, 1).data_type for row in range(1, len(HARMFUL) + 1)} == {"s"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("chuông\x07 và \x00 rỗng", "chuông� và � rỗng"),
        ("nửa cặp \ud83d", "nửa cặp �"),
        ("_x0041_ không phải A", "_x005F_x0041_ không phải A"),
        ("tên_x và _y", "tên_x và _y"),
        ("ổn 👍", "ổn 👍"),
        ("báo cáo\u202excod.exe\u2069", "báo cáo\u200bxcod.exe\u200b"),
    ],
)
def test_what_a_cell_cannot_hold_is_made_visible(typed: str, written: str) -> None:
    assert clean_text(typed) == written


def test_a_text_beyond_excel_s_limit_is_cut_with_a_note() -> None:
    kept = clean_text("dài " * 20_000)
    assert len(kept) <= MAX_TEXT
    assert kept.endswith("[văn bản dài, đã cắt bớt; xem ô gốc]")
    emoji = clean_text("👍" * 20_000)
    assert len(emoji.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert clean_text("x" * MAX_TEXT) == "x" * MAX_TEXT


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
@hypothesis_settings(max_examples=40, deadline=None)
def test_any_text_can_be_written_and_is_read_back(texts: list[str]) -> None:
    cells = tuple(CellDesign(row, 1, text, TEXT) for row, text in enumerate(texts, start=1))
    shown = [value or "" for value in read_back(render([design(*cells)]))]
    assert shown == [clean_text(text) for text in texts][: len(shown)]
    assert all(not text for text in texts[len(shown) :])


def test_numbers_and_days_stay_what_they_are() -> None:
    sheet = load_workbook(io.BytesIO(render([design(*column(76, 98.5, date(2023, 3, 14)))])))["Báo cáo"]
    assert [sheet.cell(row, 1).data_type for row in (1, 2, 3)] == ["n", "n", "d"]
    assert sheet["A3"].number_format == "dd/mm/yyyy"


# --- looks, links, pages ----------------------------------------------------------------------------------------


def test_a_look_is_translated_whole() -> None:
    look = Look(
        bold=True, italic=True, size=10.5, colour="1F4E79", fill="F4B6BB", border=Border.THIN, align=Align.CENTER, wrap=True
    )
    cell = load_workbook(io.BytesIO(render([design(CellDesign(1, 1, "x", look))])))["Báo cáo"]["A1"]
    assert (cell.font.name, cell.font.sz, cell.font.b, cell.font.i) == (FONT, 10.5, True, True)
    assert (cell.font.color.rgb, cell.fill.fgColor.rgb) == ("FF1F4E79", "FFF4B6BB")
    assert (cell.border.left.style, cell.border.bottom.style) == ("thin", "thin")
    assert (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text) == ("center", "center", True)


@pytest.mark.parametrize("border", list(Border))
def test_every_border_has_a_translation(border: Border) -> None:
    cell = load_workbook(io.BytesIO(render([design(CellDesign(1, 1, "x", Look(border=border)))])))["Báo cáo"]["A1"]
    drawn = [side.style for side in (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)]
    assert (drawn == [None] * 4) == (border is Border.NONE)


def test_same_looks_share_one_style() -> None:
    cells = tuple(CellDesign(row, column, "x", Look(bold=row % 2 == 0)) for row in range(1, 200) for column in (1, 2))
    styles = parts(render([design(*cells)]))["xl/styles.xml"].decode()
    assert int(re.findall(r'<cellXfs count="(\d+)"', styles)[0]) <= 3


def test_links_find_their_cells_whatever_the_sheet_is_called(tmp_path: Path) -> None:
    names = ("VP UBND", "Sổ của cô's", "Số liệu (1)", "2023")
    cells = [CellDesign(row, 1, f"tới {name}", TEXT, CellLink(name, "B7", "xem")) for row, name in enumerate(names, start=1)]
    others = [SheetDesign(name, SheetKind.REPORT, "", rows_of([CellDesign(7, 2, "đích", TEXT)]), (10.0,)) for name in names]
    path = tmp_path / "links.xlsx"
    path.write_bytes(render([design(*cells), *others]))
    links = link_targets(path)
    assert len(links) == len(names)
    assert all(link.resolved for link in links)
    assert load_workbook(path)["Báo cáo"]["A2"].hyperlink.location == "'Sổ của cô''s'!B7"


def test_a_name_that_could_mean_another_file_gets_no_link() -> None:
    names = ("[sổ khác.xlsx]Sheet1", "C:\\sổ.xlsx", "http://xau.example/", "Thật")
    cells = [CellDesign(row, 1, f"tới {name}", TEXT, CellLink(name, "B7")) for row, name in enumerate(names, start=1)]
    sheet = parts(render([design(*cells)]))["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r"<hyperlink [^>]*>", sheet) == ['<hyperlink ref="A4" location="\'Thật\'!B7"/>']
    bad_only = parts(render([design(*cells[:3])]))["xl/worksheets/sheet1.xml"].decode()
    assert "hyperlink" not in bad_only


def test_the_same_designs_give_the_same_parts() -> None:
    cells = column("một", 2, "ba")
    assert parts(render([design(*cells)])) == parts(render([design(*cells)]))


def test_openpyxl_draws_the_same(settings: Settings) -> None:
    """The text that we write is what openpyxl would: sheets, charts and drawings byte by byte, styles by what they mean."""
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(2023, 1, settings.periods, calendar)
    tabs = example_tabs(settings.plan)
    report = consolidate(tabs, settings.plan, (), period=chosen, as_of=chosen.cut_off, calendar=calendar, settings=settings)
    every_look = design(
        *(
            CellDesign(row, 1, text, Look(border=border, italic=row % 2 == 0, number_format=number_format, indent=row % 3))
            for row, (border, number_format, text) in enumerate(
                product(Border, ("General", '0;-0;"–"', "dd/mm/yyyy"), ("a", "=1")), start=1
            )
        )
    )
    findings = design_findings_sheet((), settings.plan, period=chosen, as_of=chosen.cut_off)
    designs = (design_report(report, settings), design_internal(report, settings), findings, every_look)
    ours, (data, _, style_of) = draw(designs), draw_by_openpyxl(designs)
    written, drawn = parts(ours.data), parts(data)
    same = [name for name in drawn if re.match(r"xl/(worksheets/sheet|charts/|drawings/drawing)", name)]
    assert len(same) == 7
    for name in same:
        assert "".join(without_cells(written[name])) == "".join(without_cells(drawn[name])), name
    mine: Any = load_workbook(io.BytesIO(ours.data))
    theirs: Any = load_workbook(io.BytesIO(data))
    for look, quoted in {used for each in designs for used in styles_used(each)}:
        a, b = mine._cell_styles[ours.style_of(look, quoted)], theirs._cell_styles[style_of(look, quoted)]
        assert (mine._fonts[a.fontId], mine._fills[a.fillId], mine._borders[a.borderId]) == (
            theirs._fonts[b.fontId],
            theirs._fills[b.fillId],
            theirs._borders[b.borderId],
        )
        assert mine._alignments[a.alignmentId] == theirs._alignments[b.alignmentId]
        assert bool(a.quotePrefix) == bool(b.quotePrefix) == quoted
        assert number_format(mine, a.numFmtId) == number_format(theirs, b.numFmtId) == look.number_format
    for a, b in zip(mine.worksheets, theirs.worksheets, strict=True):
        assert (a.print_area, a.print_title_rows) == (b.print_area, b.print_title_rows)


def without_cells(part: bytes) -> list[str]:
    """openpyxl's chart needs the figures of its sheet; relationships carry a namespace where they are used."""
    text = part.decode()
    return re.split(r"<sheetData>.*</sheetData>|<sheetData ?/>|<dimension [^>]*>", text, flags=re.DOTALL)


def number_format(book: Any, number: int) -> str:
    return BUILTIN_FORMATS.get(number) or str(book._number_formats[number - 164])


def test_page_setup_is_that_of_a_document(tmp_path: Path) -> None:
    setup = PrintSetup(margins=(20, 15, 20, 30), repeat_rows=(1, 1), breaks_before=(3,))
    sheet = load_workbook(io.BytesIO(render([design(*column("đầu", "a", "b"), print_setup=setup)])))["Báo cáo"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_margins.left == pytest.approx(30 / 25.4)
    assert sheet.print_title_rows == "$1:$1"
    assert [mark.id for mark in sheet.row_breaks.brk] == [2]
    assert sheet.HeaderFooter.differentFirst
    assert sheet.oddHeader is not None
    assert sheet.firstHeader is not None
    assert sheet.oddHeader.center.text == "&P"
    assert not sheet.firstHeader.center.text


# --- the real sheets, printed -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[SheetKind, Path]:
    """The three sheets of the configured plan with invented entries, printed: the annex by itself, the others together."""
    folder = tmp_path_factory.mktemp("printed")
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(2023, 1, settings.periods, calendar)
    tabs = example_tabs(settings.plan)
    report = consolidate(tabs, settings.plan, (), period=chosen, as_of=chosen.cut_off, calendar=calendar, settings=settings)
    internal = design_internal(report, settings)
    findings = design_findings_sheet((), settings.plan, period=chosen, as_of=chosen.cut_off)
    pages = {}
    for designs in ((design_report(report, settings),), (internal, findings)):
        path = folder / f"{designs[0].kind.value}.xlsx"
        path.write_bytes(render(designs))
        pages[designs[0].kind] = to_pdf(path, folder)
    return pages


def test_every_page_is_a4_landscape(printed: dict[SheetKind, Path]) -> None:
    for pdf in printed.values():
        sizes = page_sizes(pdf)
        assert sizes
        assert all(abs(width - 841.9) < 1 and abs(height - 595.3) < 1 for width, height in sizes)


def test_the_annex_repeats_its_headings_and_numbers_every_page_but_the_first(printed: dict[SheetKind, Path]) -> None:
    pages = page_texts(printed[SheetKind.REPORT])
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert "Kết quả trong kỳ" in page
        first_line = next(line.strip() for line in page.splitlines() if line.strip())
        assert (first_line == str(number)) == (number > 1)


def test_the_signature_block_is_not_torn(printed: dict[SheetKind, Path]) -> None:
    pages = page_texts(printed[SheetKind.REPORT])
    (page,) = (page for page in pages if "nhận:" in page or "Lưu: VT" in page)
    assert all(part in page for part in ("Nơi nhận", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lưu: VT"))
    assert "Tổng cộng" in page
    assert re.search(r"^ *76 +", page, flags=re.MULTILINE), "chữ ký không đứng riêng một trang"


def test_no_section_title_stands_alone_at_the_foot_of_a_page(printed: dict[SheetKind, Path]) -> None:
    for page in page_texts(printed[SheetKind.REPORT]):
        last = [line.strip() for line in page.splitlines() if line.strip()][-1]
        assert not re.match(r"[IVX]+ +[A-ZĐ]", last), last


def test_charts_stand_whole_on_one_page(printed: dict[SheetKind, Path]) -> None:
    pages = page_texts(printed[SheetKind.INTERNAL])
    titles = [page for page in pages if "Tình trạng theo lĩnh vực" in page]
    assert len(titles) == 1
    assert "Tình trạng theo bộ phận" in titles[0]


def test_chart_parts_are_right_for_excel(settings: Settings) -> None:
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(2023, 1, settings.periods, calendar)
    tabs = example_tabs(settings.plan)
    report = consolidate(tabs, settings.plan, (), period=chosen, as_of=chosen.cut_off, calendar=calendar, settings=settings)
    found = parts(render([design_internal(report, settings)]))
    charts = [part.decode() for name, part in found.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    for chart in charts:
        references = re.findall(r"<(?:\w+:)?f>([^<]+)</", chart)
        assert references
        assert all(reference.startswith("'Tổng hợp nội bộ Quý I-2023'!$") for reference in references)
        assert chart.count('<delete val="0"') == 2, "Excel hides an axis that does not say it is shown"
        assert '<overlap val="100"' in chart
        assert '<gapWidth val="' in chart
        assert '<legendPos val="b"' in chart


def test_a_merged_block_keeps_its_borders() -> None:
    look = Look(border=Border.THIN)
    cells = (CellDesign(1, 1, "rộng", look), CellDesign(1, 2, None, look))
    sheet = load_workbook(io.BytesIO(render([design(*cells, merges=(Rectangle(1, 1, 1, 2),))])))["Báo cáo"]
    assert [str(block) for block in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet["B1"].border.right.style == "thin"
