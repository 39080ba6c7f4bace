"""Shared strings in every spelling that XML allows: the quick reader gives what the exact one gives, or leaves it to that one."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.shared_strings import SharedStrings, exact_shared_strings, quick_shared_strings
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup
from sheetsync.core.old_encodings import is_old_font
from sheetsync.usecases.fix_encoding import fix_encoding
from tests.adapters.packages import MAIN, book_with_sheet, changed, parts_of, sheet_xml
from tests.old_fonts import as_tcvn3, as_vni

Part = tuple[str, str | None]

FONTS = (".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman", "A & B")
USUAL = '<rFont val="{0}"/>'
FONT_SPELLINGS = (
    USUAL,
    '<rFont val="{0}" />',
    '<rFont val="{0}"></rFont>',
    "<rFont val='{0}'/>",
    '<rFont  val = "{0}"/>',
    '<rFont\nval="{0}"\n/>',
    "<rFont\tval='{0}' ></rFont >",
    '<rFont val="{1}"/>',
    '<rFont val="{0}"/><rFont val="Arial"/>',
    '<rFont val="{0}"><!-- a note --></rFont>',
)
TEXT_SPELLINGS = (
    "<t>{}</t>",
    '<t xml:space="preserve">{}</t>',
    "<t xml:space='preserve'>{}</t>",
    "<t >{}</t >",
    "<t\n>{}</t>",
    "<t><![CDATA[]]>{}</t>",
)
RUN_SPELLINGS = ("<r>{}</r>", "<r >{}</r>", "<r\n>{}</r >", "\n <r>{}</r>\n ", '<r a="">{}</r>')
ITEM_SPELLINGS = ("<si>{}</si>", "<si >{}</si>", "<si\n>{}</si>", "<si>{}</si >", "\n<si>{}</si>\n", "<si\t>{}</si>")
LOOKS = ("", "<b/>", '<sz val="13" />', "<b></b>", "<color rgb='FFC00000'/>")
GUIDES = (
    "",
    '<rPh sb="0" eb="1"><t>guide</t></rPh><phoneticPr fontId="1"/>',
    "<rPh sb='0' eb='1'><t>guide</t></rPh>",
    '<rPh\nsb="0" eb="1" ><t >guide</t></rPh ><phoneticPr fontId="1"></phoneticPr>',
)
LETTERS = st.text(st.sampled_from("a b§·µ®ùÑĐế<>&\"'\n\t_x0041_"), max_size=8)


def spelled(*choices: str) -> st.SearchStrategy[str]:
    """Mostly the first of them, as files are mostly written."""
    return st.just(choices[0]) | st.sampled_from(choices)


@st.composite
def items(draw: st.DrawFn) -> tuple[str, list[Part], bool]:
    """A string as markup, its parts, and whether it is rich."""
    rich = draw(st.booleans())
    parts: list[Part] = []
    markup = ""
    for _ in range(draw(st.integers(1, 3)) if rich else 1):
        text, font = draw(LETTERS), draw(st.sampled_from([None, *FONTS])) if rich else None
        parts.append((text, font))
        inside = draw(spelled(*TEXT_SPELLINGS)).format(escape(text, quote=False).replace("_x", "_x005F_x"))
        if not text and draw(st.booleans()):
            inside = draw(spelled("<t/>", "<t />"))
        if font is not None:
            name = draw(spelled(*FONT_SPELLINGS)).format(escape(font), "".join(f"&#{ord(letter)};" for letter in font))
            inside = f"<rPr>{draw(spelled(*LOOKS))}{name}{draw(spelled(*LOOKS))}</rPr>{inside}"
        elif rich and draw(st.booleans()):
            inside = draw(spelled("<rPr><b/></rPr>", "<rPr/>", "<rPr ><rFont/></rPr>")) + inside
        markup += draw(spelled(*RUN_SPELLINGS)).format(inside) if rich else inside
    return draw(spelled(*ITEM_SPELLINGS)).format(markup + draw(spelled(*GUIDES))), parts, rich


@given(st.lists(items(), max_size=4))
@bounded(max_examples=600, deadline=None)
def test_strings_are_what_was_written_however_they_are_spelled(written: list[tuple[str, list[Part], bool]]) -> None:
    content = f'<?xml version="1.0"?>\n<sst xmlns="{MAIN}">{"".join(item for item, _, _ in written)}</sst>'.encode()
    meant = SharedStrings(
        [("".join(text for text, _ in parts)) or None for _, parts, _ in written],
        {
            index: [font for _, font in parts if font and is_old_font(font)][-1]
            for index, (_, parts, _) in enumerate(written)
            if any(font and is_old_font(font) for _, font in parts)
        },
        {index: tuple(parts) for index, (_, parts, rich) in enumerate(written) if rich},
    )
    exact = exact_shared_strings(content)
    assert (exact.texts, exact.old_fonts, exact.runs) == (meant.texts, meant.old_fonts, meant.runs)
    try:
        quick = quick_shared_strings(content)
    except UnusualMarkup:
        return
    assert (quick.texts, quick.old_fonts, quick.runs) == (meant.texts, meant.old_fonts, meant.runs)


@pytest.mark.parametrize("end", ['"/>', '" />'])
def test_rich_strings_as_excel_and_as_net_write_them_are_read_quickly(end: str) -> None:
    """They are common, and an office's book may hold thousands."""
    rich = f'<r><rPr><b/><sz val="13{end}<color rgb="FFC00000{end}<rFont val=".VnTime{end}<family val="1{end}</rPr><t>§·</t></r>'
    content = f'<sst xmlns="{MAIN}"><si>{rich}<r><t xml:space="preserve"> xong</t></r></si></sst>'.encode()
    assert quick_shared_strings(content).runs == {0: (("§·", ".VnTime"), (" xong", None))}


def rich_book() -> bytes:
    """Cells that mix old text with text in Unicode, or two old encodings."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        old, vni, new = (book.add_format({"font_name": name}) for name in (".VnTime", "VNI-Times", "Times New Roman"))
        sheet = book.add_worksheet("Văn phòng")
        sheet.write_rich_string("A1", new, "Công tác: ", old, as_tcvn3("đã hoàn thành"), old)
        sheet.write_rich_string("A2", vni, as_vni("Thôn hòa bình "), old, as_tcvn3("đã hoàn thành"), old)
        sheet.write_rich_string("A3", old, as_tcvn3("đã hoàn thành"), new, " 5 ngày")
    return stream.getvalue()


@pytest.mark.parametrize("spelling", FONT_SPELLINGS)
@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
def test_rich_text_is_converted_run_by_run_whoever_wrote_the_file(spelling: str, inline: bool, tmp_path: Path) -> None:
    def respelled(part: bytes) -> bytes:
        text = part.decode()
        for font in ("Times New Roman", ".VnTime", "VNI-Times"):
            entities = "".join(f"&#{ord(letter)};" for letter in font)
            text = text.replace(USUAL.format(font), spelling.format(font, entities))
        return text.encode()

    data = rich_book()
    if inline:
        strings = parts_of(data)["xl/sharedStrings.xml"].decode()
        texts = strings[strings.index("<si>") : strings.index("</sst>")].replace("<si>", "").split("</si>")[:3]
        rows = "".join(
            f'<row r="{row}"><c r="A{row}" s="1" t="inlineStr"><is>{text}</is></c></row>' for row, text in enumerate(texts, 1)
        )
        styles = parts_of(data)["xl/styles.xml"]
        data = changed(
            book_with_sheet(sheet_xml(rows)),
            {"xl/styles.xml": styles, "xl/worksheets/sheet1.xml": respelled(sheet_xml(rows).encode())},
        )
    else:
        data = changed(data, {"xl/sharedStrings.xml": respelled})
    source, copy = tmp_path / "sổ.xlsx", tmp_path / "mới.xlsx"
    source.write_bytes(data)
    fix_encoding(XlsxBook(source, copy))
    sheet = read_book(copy.read_bytes(), "mới.xlsx").sheets[0]
    assert [sheet.value(row, 1) for row in (1, 2, 3)] == [
        "Công tác: đã hoàn thành",
        "Thôn hòa bình đã hoàn thành",
        "đã hoàn thành 5 ngày",
    ]
