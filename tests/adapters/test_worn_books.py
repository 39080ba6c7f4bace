"""What leads to nothing in a book goes on leading to nothing after a run, what is no number is passed over, and Excel's limits
are kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.errors import BookUnwritable
from tests.zoo import worn_books
from tests.zoo.growing import packed, parts_of
from tests.zoo.office_tab import TAB_PART, by_xlsxwriter
from tests.zoo.tour import OUR_SHEETS, carried_out, carry_out
from tests.zoo.worn_books import STYLES, TYPES, WORKBOOK, rewritten

MOST_CELL_FORMATS = 65_490


def test_no_name_and_no_window_comes_to_belong_to_a_sheet_of_ours() -> None:
    ran = carried_out("run", worn_books.pointing_at_no_sheet())
    sheets = SheetList(Package(ran))
    ours = [sheet for sheet in sheets.sheets() if sheet.name in OUR_SHEETS]
    assert len(ours) == len(OUR_SHEETS)
    for sheet in ours:
        names = {name.name: name.formula for name in sheets.local_names(sheet)}
        assert "Cua_toi" not in names
        assert "Ghi chép" not in "".join(names.values())
    text = parts_of(ran)[WORKBOOK].decode()
    shown = re.findall(r'(?:activeTab|firstSheet)="(\d+)"', text)
    assert [int(place) >= len(sheets.sheets()) for place in shown] == [True, True]
    assert 'activeSheetId="4"' in text
    assert 4 not in {sheet.sheet_id for sheet in ours}


def test_our_sheets_that_were_taken_away_leave_every_place_as_it_was() -> None:
    original = worn_books.pointing_at_no_sheet()
    cleaned = carried_out("clean", carried_out("run", original))
    assert parts_of(cleaned)[WORKBOOK] == parts_of(original)[WORKBOOK]


@pytest.mark.parametrize("place", ["3", "09", "099", "999999999"])
def test_places_are_given_back_as_they_were_written(place: str) -> None:
    original = rewritten(
        by_xlsxwriter(), {WORKBOOK: ((r'activeTab="\d+"|<workbookView ', f'<workbookView activeTab="{place}" '),)}
    )
    cleaned = carried_out("clean", carried_out("run", original))
    assert parts_of(cleaned)[WORKBOOK] == parts_of(original)[WORKBOOK]


def test_ids_of_relationships_may_be_as_long_as_they_like() -> None:
    relationship = '<Relationship Id="rId{}" Type="urn:x" Target="theme/theme1.xml"/></Relationships>'
    far = relationship.format("9" * 5_000)
    original = rewritten(by_xlsxwriter(), {"xl/_rels/workbook.xml.rels": ((r"</Relationships>", far),)})
    assert parts_of(carried_out("clean", carried_out("run", original))) == parts_of(original)


def test_without_a_free_number_format_nothing_is_written() -> None:
    formats = "".join(f'<numFmt numFmtId="{number}" formatCode="0{number}"/>' for number in range(164, 65_536))
    full = f'<numFmts count="65372">{formats}</numFmts>'
    original = rewritten(by_xlsxwriter(), {STYLES: ((r"<numFmts.*?</numFmts>", full),)})
    with pytest.raises(BookUnwritable, match="hết các định dạng số"):
        carried_out("run", original)


def test_nothing_that_leads_to_no_style_shows_one_of_ours() -> None:
    styles = etree.fromstring(parts_of(carried_out("run", worn_books.pointing_at_no_style()))[STYLES])
    assert styles.find("{*}numFmts/{*}numFmt[@numFmtId='164']") is None, "people's dates stand in format 164"
    entries = {name: styles.findall(f"{{*}}{name}/*") for name in ("dxfs", "fonts", "fills", "borders")}
    led_to = [entries["dxfs"][0], entries["dxfs"][2], entries["fonts"][1], entries["fills"][2], entries["borders"][1]]
    assert [looks_of(entry) for entry in led_to] == [[]] * 5
    assert looks_of(entries["dxfs"][1]), "what nobody leads to is ours"
    assert len(entries["dxfs"]) < 20, "a reference far away costs nothing"


def looks_of(entry: etree._Element) -> list[str]:
    return [
        etree.QName(child).localname for child in entry.iter("{*}color", "{*}fgColor", "{*}bgColor", "{*}b", "{*}sz", "{*}name")
    ]


def test_behind_the_last_number_format_the_lowest_free_one_is_taken() -> None:
    book = rewritten(
        by_xlsxwriter(),
        {
            STYLES: (
                (r'<numFmts count="1">', r'<numFmts count="2"><numFmt numFmtId="65535" formatCode="0.000"/>'),
                (r"</cellXfs>", r'<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'),
            )
        },
    )
    styles = etree.fromstring(parts_of(carried_out("run", book))[STYLES])
    assert [each.get("numFmtId") for each in styles.findall("{*}numFmts/{*}numFmt")] == ["65535", "164", "166"]


@pytest.mark.parametrize("number", ["", "-1", "abc", "9" * 5_000])
def test_a_number_format_without_a_number_formats_nothing(number: str) -> None:
    original = rewritten(by_xlsxwriter(), {STYLES: ((r'numFmtId="164"', f'numFmtId="{number}"'),)})
    ran = carried_out("run", original)
    assert [sheet.own.edited for sheet in read_book(ran, "so.xlsx").sheets if sheet.own] == [False] * 3
    assert parts_of(carried_out("clean", ran)) == parts_of(original)


@pytest.mark.parametrize("size", ["11,5", "INF", "-INF", "NaN", "", "1e300"])
def test_where_the_default_font_has_no_size_columns_are_as_wide_as_usual(size: str) -> None:
    odd = rewritten(by_xlsxwriter(), {STYLES: ((r'<sz val="11"/>', f'<sz val="{size}"/>'),)})
    assert column_widths(carried_out("run", odd)) == column_widths(carried_out("run", by_xlsxwriter()))


@pytest.mark.parametrize("font", ["x", "", "-1", "9" * 5_000])
def test_where_the_default_style_has_no_font_columns_are_as_wide_as_in_the_first(font: str) -> None:
    style = r'(<cellStyleXfs count="1"><xf numFmtId="0" fontId=)"0"'
    odd = rewritten(by_xlsxwriter(), {STYLES: ((style, rf'\1"{font}"'),)})
    assert column_widths(carried_out("run", odd)) == column_widths(carried_out("run", by_xlsxwriter()))


def column_widths(data: bytes) -> list[str | None]:
    sheets = SheetList(Package(data))
    report = sheets.find(OUR_SHEETS[0])
    assert report is not None
    return [column.get("width") for column in etree.fromstring(sheets.package.read(report.part)).iter("{*}col")]


def test_no_part_of_ours_takes_the_place_of_one_that_is_gone() -> None:
    original = parts_of(worn_books.left_over_parts())
    ran = parts_of(carried_out("run", worn_books.left_over_parts()))
    gone = {"xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml", "xl/charts/chart1.xml"}
    gone |= {f"xl/drawings/drawing{number}.xml" for number in (1, 2, 3)}
    assert not gone & ran.keys()
    left_over = {
        name for name in original if name.endswith(".rels") and name not in ("_rels/.rels", "xl/_rels/workbook.xml.rels")
    }
    assert len(left_over) == 4
    assert {name: ran[name] for name in left_over} == {name: original[name] for name in left_over}
    assert original[TYPES].removesuffix(b"</Types>") in ran[TYPES]


def test_a_styles_part_that_is_gone_but_declared_stays_gone() -> None:
    """Its relationship and its content type are still there: ours is another part, which goes again."""
    parts = parts_of(by_xlsxwriter())
    del parts[STYLES]
    parts = {
        name: re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", content) if name.startswith("xl/worksheets/") else content
        for name, content in parts.items()
    }
    original = packed(parts)
    ran = carried_out("run", original)
    assert STYLES not in parts_of(ran)
    assert parts_of(carried_out("clean", ran)) == parts


def test_a_book_with_as_many_cell_formats_as_excel_takes_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(crowded := with_cell_formats(MOST_CELL_FORMATS))
    with pytest.raises(BookUnwritable) as refusal:
        carry_out("run", path)
    assert "65.490 kiểu định dạng ô" in refusal.value.message
    assert "xóa định dạng" in refusal.value.next_step
    assert path.read_bytes() == crowded


def test_a_book_with_room_for_our_cell_formats_takes_them() -> None:
    ran = parts_of(carried_out("run", with_cell_formats(MOST_CELL_FORMATS - 60)))[STYLES]
    assert MOST_CELL_FORMATS - 60 < ran.count(b"<xf ") - 1 <= MOST_CELL_FORMATS


def with_cell_formats(count: int) -> bytes:
    more = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * (count - 2)
    changes = ((r'<cellXfs count="2">', f'<cellXfs count="{count}">'), (r"</cellXfs>", f"{more}</cellXfs>"))
    return rewritten(by_xlsxwriter(), {STYLES: changes})


def test_sheet_ids_stay_below_excel_s_last() -> None:
    sheets = SheetList(Package(carried_out("run", worn_books.last_numbers()))).sheets()
    assert [sheet.sheet_id for sheet in sheets] == [1, 2, 65_534, 3, 4, 5]


def test_priorities_stay_numbers_that_excel_reads_and_ours_come_last() -> None:
    tab = etree.fromstring(parts_of(carried_out("run", worn_books.last_numbers()))[TAB_PART])
    priorities = [int(rule.get("priority", "0")) for rule in tab.iter("{*}cfRule")]
    assert len(priorities) > 1
    assert set(priorities) == {2_147_483_647}
    assert "sheetsync" not in "".join(map(str, next(tab.iter("{*}cfRule")).itertext()))
