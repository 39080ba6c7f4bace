"""The LibreOffice harness itself: a judge that always says yes would prove nothing."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests import office


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows 6 and 7 of a sheet with an awkward name, a conditional format that reddens what is over 10, links, a hidden sheet."""
    path = tmp_path_factory.mktemp("office") / "sổ nhỏ.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Nhà 'A' & B")
        sheet.write("C3", "Hạn")
        sheet.merge_range("C4:D5", "gộp")
        sheet.write("C6", 5)
        sheet.write("C7", 50)
        sheet.write("E6", "x", workbook.add_format({"bg_color": "#00FF00"}))
        red = workbook.add_format({"bg_color": "#FF8080", "bold": True, "font_color": "#0000AA"})
        over_ten = {"type": "formula", "criteria": '=AND(N("sheetsync")=0,$C6>10)', "format": red}
        sheet.conditional_format("C6:F7", over_ten)
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_formula("H6", "=C6+C7", None, 1)
        sheet.write_url("H8", "internal:'Nhà ''A'' & B'!C3", string="đi")
        sheet.write_url("H9", "internal:'Không có'!C3", string="lạc")
        sheet.write_url("H10", "https://example.org/", string="ra ngoài")
        hidden = workbook.add_worksheet("Ẩn")
        hidden.hide()
        hidden.write("B2", 1, workbook.add_format({"bg_color": "#123456"}))
    return path


def test_conditional_formats_count_in_the_fill_that_is_shown(small_book: Path) -> None:
    fills = office.computed_fills(small_book, {"Nhà 'A' & B": ["A1", "C6", "C7", "F7", "E6", "E7", "D5", "Z99"], "Ẩn": ["B2"]})
    assert fills == {
        "Nhà 'A' & B": {
            "A1": None,
            "C6": None,
            "C7": "FF8080",
            "F7": "FF8080",  # blank, past the last cell that holds something in its row
            "E6": "00FF00",
            "E7": "FF8080",
            "D5": None,
            "Z99": None,
        },
        "Ẩn": {"B2": "123456"},
    }


def test_the_shown_look_has_text_colour_and_weight(small_book: Path) -> None:
    looks = office.shown_looks(small_book, {"Nhà 'A' & B": ["C7", "C3"]})["Nhà 'A' & B"]
    assert looks["C7"] == office.ShownLook(fill="FF8080", colour="0000AA", bold=True, text="50")
    assert looks["C3"] == office.ShownLook(fill=None, colour="000000", bold=False, text="Hạn")


def test_links_are_followed(small_book: Path) -> None:
    links = {link.cell: link for link in office.link_targets(small_book)}
    assert {cell: link.resolved for cell, link in links.items()} == {"H8": True, "H9": False, "H10": None}
    assert links["H10"].target == "https://example.org/"


def test_formulas_are_calculated_anew(small_book: Path) -> None:
    assert openpyxl.load_workbook(small_book, data_only=True)["Nhà 'A' & B"]["H6"].value == 1
    again = office.recalculated(small_book)
    assert openpyxl.load_workbook(again, data_only=True)["Nhà 'A' & B"]["H6"].value == 55


def test_pages_are_printed(small_book: Path, tmp_path: Path) -> None:
    pages = office.render_png(small_book, tmp_path, dpi=40)
    assert len(pages) == 1
    assert pages[0].read_bytes().startswith(b"\x89PNG")


def test_a_missing_workbook_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(office.OfficeFailed):
        office.link_targets(tmp_path / "không có.xlsx")


def test_a_missing_tool_is_named(small_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(office.OfficeFailed, match="soffice is not installed"):
        office.to_pdf(small_book, tmp_path)


def test_what_hangs_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIMEOUT_SECONDS", 0.5)
    with pytest.raises(office.OfficeFailed, match="longer than"):
        office._run(["sleep", "30"])
