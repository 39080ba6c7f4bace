"""Conditional formats of ours go in after everybody else's, and come out without a trace."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sheetsync.adapters.xlsx.conditional_formats import ConditionalFormat, replace_conditional_formats
from sheetsync.core.cells import Rectangle
from sheetsync.core.highlight_mark import marked
from sheetsync.errors import BookUnreadable
from tests.adapters.file_book import parts
from tests.adapters.people_books import rich

AREA = (Rectangle(2, 1, 9, 4),)
OURS = (ConditionalFormat(AREA, '$A2="a & b"', 0), ConditionalFormat((*AREA, Rectangle(20, 2, 20, 2)), "$A2<3", 1))
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
THEIRS = (
    '<conditionalFormatting sqref="A1">'
    '<cfRule type="expression" priority="7"><formula>A1&gt;2</formula></cfRule></conditionalFormatting>'
)


def sheet(
    before: str = "", after: str = "", *, data: str = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"
) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet {MAIN}>{before}{data}{after}</worksheet>'.encode()


def put(content: bytes, formats: tuple[ConditionalFormat, ...] = OURS) -> bytes:
    return replace_conditional_formats(content, formats, part="sheet1.xml")


def children(content: bytes) -> list[str]:
    return [etree.QName(child).localname for child in etree.fromstring(content)]


def rules(content: bytes) -> list[tuple[str, int]]:
    """(formula, priority) of every rule in the order of the file."""
    found = etree.fromstring(content).iter("{*}cfRule")
    return [("".join(map(str, rule.itertext())), int(rule.get("priority", "0"))) for rule in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", "sheetData OURS"),
        (
            "<sheetPr/><cols/>",
            "<mergeCells/><phoneticPr/><dataValidations/>",
            "sheetPr cols sheetData mergeCells phoneticPr OURS dataValidations",
        ),
        (
            "",
            f"<autoFilter/>{THEIRS}<hyperlinks/><pageMargins/><extLst/>",
            "sheetData autoFilter conditionalFormatting OURS hyperlinks pageMargins extLst",
        ),
        (
            "",
            "<sheetProtection/><customSheetViews/><printOptions/>",
            "sheetData sheetProtection customSheetViews OURS printOptions",
        ),
        ("", '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice/></mc:AlternateContent>', "sheetData OURS AlternateContent"),
    ],
)
def test_they_stand_where_the_format_wants_them(before: str, after: str, expected: str) -> None:
    wanted = expected.replace("OURS", "conditionalFormatting conditionalFormatting").split()
    result = put(sheet(before, after))
    assert children(result) == wanted
    formulas = [formula for formula, _ in rules(result)]
    assert formulas[-2:] == ['AND(N("sheetsync")=0,$A2="a & b")', 'AND(N("sheetsync")=0,$A2<3)']


@pytest.mark.parametrize(
    "content",
    [sheet(), sheet(after=THEIRS + "<pageMargins/>"), sheet(data="<sheetData/>"), parts(rich())["xl/worksheets/sheet2.xml"]],
)
def test_taking_them_out_gives_the_bytes_as_they_were(content: bytes) -> None:
    assert put(put(content), ()) == content


def test_putting_them_again_changes_no_byte() -> None:
    once = put(sheet(after=THEIRS))
    assert put(once) == once


def test_all_of_people_s_come_first_the_new_kind_too() -> None:
    new_kind = (
        '<extLst><ext uri="x" xmlns:x14="urn:x14"><x14:conditionalFormattings><x14:conditionalFormatting>'
        '<x14:cfRule type="dataBar" priority="40"/></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>'
    )
    assert [priority for _, priority in rules(put(sheet(after=THEIRS + new_kind)))] == [7, 41, 42, 40]


def test_where_people_s_reach_the_last_priority_ours_share_it_and_stand_behind() -> None:
    for last, expected in ((2_147_483_646, [2_147_483_646, *[2_147_483_647] * 2]), (2_147_483_647, [2_147_483_647] * 3)):
        result = put(sheet(after=THEIRS.replace('"7"', f'"{last}"')))
        assert [priority for _, priority in rules(result)] == expected
        assert [formula.startswith("AND(N") for formula, _ in rules(result)] == [False, True, True]


def test_a_rule_of_ours_that_excel_grouped_with_people_s_goes_alone() -> None:
    ours = '<cfRule type="expression" priority="8"><formula>AND(N("sheetsync")=0,A1=1)</formula></cfRule>'
    grouped = THEIRS.replace("</conditionalFormatting>", ours + "</conditionalFormatting>")
    assert put(sheet(after=grouped), ()) == sheet(after=THEIRS)


def test_a_rule_of_ours_that_was_saved_as_the_new_kind_goes_too() -> None:
    def new_kind(content: str) -> str:
        area = f'<x14:conditionalFormatting xmlns:xm="urn:xm">{content}<xm:sqref>A1</xm:sqref></x14:conditionalFormatting>'
        areas = f"<x14:conditionalFormattings>{area}</x14:conditionalFormattings>"
        return f'<extLst><ext uri="x" xmlns:x14="urn:x14">{areas}</ext></extLst>'

    ours = '<x14:cfRule priority="1"><xm:f>AND( n("SheetSync")=0,A1=1)</xm:f></x14:cfRule>'
    theirs = '<x14:cfRule priority="2"><xm:f>A1=2</xm:f></x14:cfRule>'
    assert put(sheet(after=new_kind(ours + theirs)), ()) == sheet(after=new_kind(theirs))
    assert put(sheet(after=new_kind(ours)), ()) == sheet()


def test_people_s_rule_that_only_speaks_of_us_stays() -> None:
    theirs = THEIRS.replace("A1&gt;2", 'A1="sheetsync"')
    assert put(sheet(after=theirs), ()) == sheet(after=theirs)


def test_a_prefix_is_kept() -> None:
    content = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:sheetData/><x:pageMargins/></x:worksheet>"
    )
    result = put(content.encode())
    assert children(result) == ["sheetData", "conditionalFormatting", "conditionalFormatting", "pageMargins"]
    assert len(set(re.findall(rb"</?([a-z]+:)", result))) == 1


@pytest.mark.parametrize(
    "data",
    [
        "<sheetData><!-- </sheetData><conditionalFormatting/> --><row r='1'/></sheetData>",
        "<sheetData><row r='1'><c t='inlineStr'><is><t><![CDATA[</sheetData>]]></t></is></c></row></sheetData>",
        "<sheetData><row r='1'><c t='str'><v>&lt;/sheetData&gt;</v></c></row></sheetData>",
        "<sheetData ><row r='1' a=\"x>y\"/></sheetData >",
    ],
)
def test_cells_that_look_like_the_end_of_the_cells_deceive_nobody(data: str) -> None:
    content = sheet(after="<pageMargins/>", data=data)
    result = put(content)
    assert children(result) == ["sheetData", "conditionalFormatting", "conditionalFormatting", "pageMargins"]
    assert put(result, ()) == content


def test_a_sheet_in_utf_16_is_understood() -> None:
    content = sheet(after=THEIRS).decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")
    result = put(content)
    assert [priority for _, priority in rules(result)] == [7, 8, 9]
    assert put(content, ()) == content


@pytest.mark.parametrize("content", [b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>", b"<a>" * 3000])
def test_damaged_or_unsafe_sheets_are_refused(content: bytes) -> None:
    with pytest.raises(BookUnreadable):
        put(content)


def test_a_formula_longer_than_excel_takes_is_no_formula() -> None:
    assert len(marked("1" * 8168)) == 8190
    with pytest.raises(ValueError, match="characters"):
        marked("1" * 8200)


def test_what_xml_cannot_hold_spoils_no_sheet() -> None:
    pasted = (ConditionalFormat(AREA, 'EXACT($A2,"a\x0b\ud800]]>\ufffe")', 0),)
    result = put(sheet(), pasted)
    assert rules(result) == [('AND(N("sheetsync")=0,EXACT($A2,"a_x000B__xD800_]]>_xFFFE_"))', 1)]
    assert put(result, ()) == sheet()


PIECES = st.sampled_from(
    ["<mergeCells/>", THEIRS, "<dataValidations/>", "\n  ", "<!-- ghi chú -->", "<hyperlinks/>", "<drawing/>"]
)


@given(st.lists(PIECES, max_size=6), st.lists(st.integers(0, 3), max_size=4))
def test_whatever_was_put_before_the_end_is_as_if_nothing_had_been(pieces: list[str], counts: list[int]) -> None:
    original = content = sheet(after="".join(pieces))
    for count in counts:
        content = put(content, tuple(ConditionalFormat(AREA, f"$A2={number}", 0) for number in range(count)))
        assert len(rules(content)) == pieces.count(THEIRS) + count
    assert put(content, ()) == original
