"""Sheets of ours in workbooks of every kind: people's parts and cells stay, ours are right, Microsoft and LibreOffice agree."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sheetsync.adapters.xlsx.apply_edits import Applied, apply_edits
from sheetsync.adapters.xlsx.fresh_book import draw
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import SheetContent
from sheetsync.core.edits import Edit, RemoveOwnSheets, SetHighlights
from sheetsync.core.sheets.design import CellDesign
from sheetsync.errors import BookUnwritable
from tests.adapters.file_book import parts
from tests.adapters.people_books import BOOKS, TAB, plain, prefixed, rewritten, rich, strict, without_styles
from tests.adapters.small_designs import BODY, findings, highlights, put, report, whole_run
from tests.design_rows import rows_of
from tests.office import link_targets, shown_looks
from tests.openxml_rules import new_errors

CLEAN: tuple[Edit, ...] = (SetHighlights(TAB), RemoveOwnSheets())
OURS = {"Báo cáo Quý I-2023", "Kết quả kiểm tra"}


def apply(data: bytes, *edits: Edit) -> Applied:
    return apply_edits(data, read_book(data, "so.xlsx"), edits, draw)


@cache
def after_run(kind: str) -> bytes:
    return apply(BOOKS[kind](), *whole_run()).data


def people_s_cells(data: bytes) -> dict[str, SheetContent]:
    return {sheet.name: sheet for sheet in read_book(data, "so.xlsx").sheets if sheet.own is None}


def cells_by_openpyxl(data: bytes) -> dict[str, list[tuple[str, object, str]]]:
    """Every cell of people's sheets with its number format, read by a program that shares nothing with ours."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        page.title: [
            (cell.coordinate, getattr(cell.value, "text", cell.value), cell.number_format)
            for row in page.iter_rows()
            for cell in row
        ]
        for page in book.worksheets
        if page.title not in OURS
    }


MAY_CHANGE = re.compile(
    r"xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|\[Content_Types\]\.xml|xl/(styles|kieu-chu)\.xml|xl/worksheets/[^/]+\.xml"
)


@pytest.mark.parametrize("kind", BOOKS)
def test_every_part_that_is_not_ours_keeps_its_bytes(kind: str) -> None:
    before, after = parts(BOOKS[kind]()), parts(after_run(kind))
    assert before.keys() <= after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not MAY_CHANGE.fullmatch(name)} == set()
    assert len([name for name in changed if name.startswith("xl/worksheets/")]) == 1  # the tab with the marks


@pytest.mark.parametrize("kind", BOOKS)
def test_every_cell_of_people_s_is_as_it_was(kind: str) -> None:
    before, after = BOOKS[kind](), after_run(kind)
    assert people_s_cells(after) == people_s_cells(before)
    if kind not in ("strict", "prefixed"):  # openpyxl reads neither strict books nor styles under another part name
        assert cells_by_openpyxl(after) == cells_by_openpyxl(before)


@pytest.mark.parametrize("kind", BOOKS)
def test_our_sheets_say_what_was_designed(kind: str) -> None:
    sheets = {sheet.name: sheet for sheet in read_book(after_run(kind), "so.xlsx").sheets if sheet.own}
    assert set(sheets) == OURS
    ours = sheets["Báo cáo Quý I-2023"]
    assert ours.value(2, 1) == date(2023, 3, 14)
    assert ours.value(3, 2) == 12
    assert ours.value(5, 1) == '=HYPERLINK("http://x")'
    assert ours.value(5, 2) == " khoảng trắng\nhai dòng "
    assert ours.notes == {}  # above all: nothing became a formula
    assert {sheet.own.edited for sheet in sheets.values() if sheet.own} == {False}


@pytest.mark.parametrize("kind", BOOKS)
def test_doing_it_again_changes_no_byte(kind: str) -> None:
    assert apply(after_run(kind), *whole_run()).data == after_run(kind)


@pytest.mark.parametrize("kind", BOOKS)
def test_another_report_and_back_gives_the_same_parts(kind: str) -> None:
    other = apply(after_run(kind), *whole_run(text="Khác")).data
    back = parts(apply(other, *whole_run()).data)
    assert back == parts(after_run(kind))


@pytest.mark.parametrize("kind", BOOKS)
def test_taking_ours_out_gives_the_book_as_it_was(kind: str) -> None:
    assert parts(apply(after_run(kind), *CLEAN).data) == parts(BOOKS[kind]())


def test_microsoft_s_rules_find_nothing_new() -> None:
    pairs = {kind: (make(), after_run(kind)) for kind, make in BOOKS.items()}
    pairs |= {f"{kind}, cleaned": (BOOKS[kind](), apply(after_run(kind), *CLEAN).data) for kind in ("rich", "without styles")}
    edited = rewritten(after_run("rich"), lambda name, content: (name, content.replace("Đã làm xong".encode(), b"tay")))
    pairs["rich, with a kept sheet"] = (rich(), apply(edited, *whole_run()).data)
    pairs["spoilt"] = (plain(), rewritten(plain(), spoil))
    errors = new_errors(pairs)
    assert {judge for error in errors.pop("spoilt") for judge in ("SDK", "port") if error.startswith(judge)} == {"SDK", "port"}
    assert errors == {}


def spoil(name: str, content: bytes) -> tuple[str, bytes]:
    """A mistake that both judges must see: an element where none may stand."""
    return name, content.replace(b"<pageMargins", b"<sheetPr/><pageMargins") if name == "xl/worksheets/sheet1.xml" else content


@pytest.mark.parametrize("kind", ["rich", "counted from 1904", "prefixed", "without styles"])
def test_libreoffice_shows_marks_and_follows_links(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(after_run(kind))
    row = next(row for row in (1, 2) if read_book(path.read_bytes(), "so.xlsx").sheet(TAB).value(row, 1) == "II.1.01")
    looks = shown_looks(path, {TAB: ["A2", "B2", "A3"], "Báo cáo Quý I-2023": ["A2", "B3"]})
    assert [looks[TAB][cell].fill == "FDE2E2" for cell in ("A2", "B2", "A3")] == [row == 2, row == 2, False]
    assert [looks["Báo cáo Quý I-2023"][cell].text for cell in ("A2", "B3")] == ["14/03/2023", "12"]
    links = [link for link in link_targets(path) if link.sheet in OURS]
    assert len(links) == 2
    assert all(link.resolved for link in links)


def test_only_one_sheet_is_selected() -> None:
    selected = [name for name, content in parts(after_run("rich")).items() if b'tabSelected="1"' in content]
    assert selected == ["xl/worksheets/sheet2.xml"]


def test_names_of_other_sheets_follow_when_ours_before_them_goes() -> None:
    """Ours stand between people's sheets: a person moved or added sheets since."""
    data = apply(plain(), *whole_run()).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    last = book.create_sheet("Sau cùng")
    last.print_title_rows = "1:3"
    book.active = book.index(last)
    out = io.BytesIO()
    book.save(out)
    cleaned = openpyxl.load_workbook(io.BytesIO(apply(out.getvalue(), *CLEAN).data))
    assert cleaned.sheetnames == [TAB, "Ghi chú", "Sau cùng"]
    assert cleaned["Sau cùng"].print_title_rows == "$1:$3"
    assert cleaned.active is not None
    assert cleaned.active.title == "Sau cùng"


def test_a_book_whose_only_visible_sheets_are_ours_keeps_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(apply(plain(), *whole_run()).data))
    for name in (TAB, "Ghi chú"):
        book[name].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BookUnwritable) as refusal:
        apply(out.getvalue(), *CLEAN)
    assert "ẩn" in refusal.value.next_step


def test_a_structure_that_is_locked_against_people_takes_our_sheets() -> None:
    locked = rewritten(
        rich(),
        lambda name, content: (
            name,
            content.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')
            if name == "xl/workbook.xml"
            else content,
        ),
    )
    after = apply(locked, *whole_run()).data
    assert b'lockStructure="1"' in parts(after)["xl/workbook.xml"]
    assert len(OURS & {sheet.name for sheet in read_book(after, "so.xlsx").sheets}) == 2


def test_styles_are_appended_and_found_again() -> None:
    before, once = styles(rich()), styles(after_run("rich"))
    for section in ("fonts", "fills", "borders", "cellXfs", "dxfs", "numFmts"):
        assert once[section][: len(before[section])] == before[section]
        assert len(once[section]) - len(before[section]) < 12
    assert styles(apply(after_run("rich"), *whole_run(text="Khác")).data) == once


def styles(data: bytes) -> dict[str, list[bytes]]:
    root = etree.fromstring(parts(data)["xl/styles.xml"])
    for section in root:
        if section.get("count"):
            assert int(section.get("count", "0")) == len(section)
    return {etree.QName(section).localname: [etree.tostring(child) for child in section] for section in root}


@pytest.mark.parametrize("make", [strict, prefixed, without_styles])
def test_our_parts_speak_the_book_s_dialect(make: Callable[[], bytes]) -> None:
    old, new = parts(make()), parts(apply(make(), *whole_run()).data)
    for name in new.keys() - old.keys():
        if make is strict and name.endswith((".xml", ".rels")):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in new[name]
            assert b"schemas.openxmlformats.org/officeDocument" not in new[name]
    assert b"sharedStrings" not in b"".join(name.encode() for name in new.keys() - old.keys())


def test_columns_are_as_wide_in_a_book_with_another_default_font() -> None:
    times = rewritten(
        plain(),
        lambda name, content: (
            name,
            content.replace(b'val="Calibri"', b'val="Times New Roman"').replace(b'<sz val="11"', b'<sz val="13"')
            if name == "xl/styles.xml"
            else content,
        ),
    )

    def width(data: bytes) -> float:
        root = etree.fromstring(parts(data)["xl/worksheets/sheet3.xml"])
        return float(root.findall(".//{*}col")[1].get("width", "0"))

    assert width(apply(times, *whole_run()).data) * 9 == pytest.approx(width(after_run("plain")) * 7, rel=0.001)


def test_many_sheets_of_ours_in_any_order_settle_at_once() -> None:
    one, two, three = (put(report(name=f"Trang {number}")) for number in (1, 2, 3))
    data = apply(rich(), one, two, three).data
    turned = apply(data, three, one, two).data
    assert apply(turned, three, one, two).data == turned
    fewer = apply(data, put(report(name="Trang 1", chart=False)), two, three).data
    assert apply(fewer, put(report(name="Trang 1", chart=False)), two, three).data == fewer
    assert (
        len([name for name in parts(fewer) if name.startswith("xl/charts/")])
        == len([name for name in parts(data) if name.startswith("xl/charts/")]) - 1
    )


COMMANDS = st.lists(
    st.sampled_from(["report", "other report", "findings", "marks", "no marks", "remove"]), min_size=1, max_size=6
)
EDITS: dict[str, Edit] = {
    "report": put(report()),
    "other report": put(report("khác", chart=False)),
    "findings": put(findings()),
    "marks": highlights(),
    "no marks": SetHighlights(TAB),
    "remove": RemoveOwnSheets(),
}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["rich", "plain", "streamed"]), COMMANDS)
def test_whatever_was_done_cleaning_gives_people_s_book_back(kind: str, commands: list[str]) -> None:
    data = BOOKS[kind]()
    for command in commands:
        data = apply(data, EDITS[command]).data
        assert apply(data, EDITS[command]).data == data
    cleaned = parts(apply(data, *CLEAN).data)
    original = parts(BOOKS[kind]())
    assert cleaned.keys() == original.keys()
    assert {name for name in original if cleaned[name] != original[name]} <= {"xl/styles.xml", "xl/workbook.xml"}


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30) | st.sampled_from(
    ["_x0041_", " x ", "a\nb", "'=1", "1e5", "TRUE", "&amp;<b>", "]]>", "\u200b", "Đ\u0300"]
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        TEXTS | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.dates(date(1905, 1, 1), date(2100, 1, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_any_value_comes_back_and_looks_unedited(values: list[str | float | date]) -> None:
    design = report(chart=False)
    cells = [CellDesign(row, 1, value, BODY) for row, value in enumerate(values, start=30)]
    design = replace(design, rows=rows_of([*design.cells, *cells], merges=design.merges))
    for kind in ("plain", "counted from 1904"):
        ours = read_book(apply(BOOKS[kind](), put(design)).data, "so.xlsx").sheet(design.name)
        assert ours.own is not None
        assert not ours.own.edited
        for row, value in enumerate(values, start=30):
            read = ours.value(row, 1)
            if isinstance(value, float):
                assert read == pytest.approx(value)
            elif isinstance(value, str) and "_x00" not in value:
                assert read == value
