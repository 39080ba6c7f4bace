"""A finished workbook given macros and buttons, and the ribbon add-in: judged by olevba, openpyxl and Microsoft's rules."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from xlsxwriter.worksheet import Worksheet

from sheetsync.adapters.packaged import packaged_path
from sheetsync.adapters.xlsx.vba.addin_book import ADDIN_FILE, addin_book
from sheetsync.adapters.xlsx.vba.macro_book import PANEL_SHEET, TEXTS_SHEET, with_macros
from sheetsync.adapters.xlsx.vba.macro_texts import MACRO_TEXTS
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from sheetsync.cli import run_command_line
from sheetsync.errors import BookUnwritable
from tests.openxml_rules import new_errors
from tests.vba import olevba
from tests.vba.macro_office import Step, tried
from tests.vba.plan_tabs import plan_workbook
from tests.zoo.animals import ANIMALS
from tests.zoo.office_tab import NOTES, OTHER_TAB, TAB, by_xlsxwriter
from tests.zoo.tour import OUR_SHEETS, carried_out

NAMED_BY_HAND = "Sheet7"
MORE_TABS = tuple(f"Cán bộ {number}" for number in range(3, 13))
TWELVE_TABS = (TAB, OTHER_TAB, *MORE_TABS)


@cache
def book_of_everything() -> bytes:
    """Notes in the tab with the buttons, a chart sheet, a sheet with a code name of its own, one with that of another."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.write_comment("C5", "Xem lại")
        tab.set_column("A:A", 3)
        tab.set_row(0, 40)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": [NOTES, 0, 1, 5, 1]})
        book.add_chartsheet("Biểu đồ").set_chart(chart)
        for name in ("Một", "Hai"):
            book.add_worksheet(name).set_vba_name(NAMED_BY_HAND)

    return by_xlsxwriter(decorate)


@cache
def everything_with_macros() -> bytes:
    return with_macros(book_of_everything(), {TAB: "M1", OTHER_TAB: "B2"})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        return {name: read.read(name) for name in read.namelist()}


def code_names(data: bytes) -> list[str]:
    """The code names that the workbook part and the parts of the sheets state, in the order of the package."""
    stated = [re.findall(rb'<(?:workbookPr|sheetPr)[^>]* codeName="(\w+)"', content) for content in parts(data).values()]
    return [name.decode() for names in stated for name in names]


def document_modules(data: bytes) -> dict[str, str]:
    """The modules behind sheets and workbook, and the class of each, as olevba reads them."""
    found = {}
    for name, source in olevba.modules(data).items():
        if "VB_Base" in source:
            found[name] = re.findall(r'VB_Base = "0\{0*(\w+)-', source)[0]
    return found


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert with_macros(book_of_everything(), {TAB: "M1", OTHER_TAB: "B2"}) == everything_with_macros()
    assert addin_book() == addin_book()


@pytest.mark.parametrize("make", [everything_with_macros, addin_book, lambda: with_macros(plan_workbook(TAB), {TAB: "B2"})])
def test_there_is_a_document_module_for_each_code_name(make: Callable[[], bytes]) -> None:
    data = make()
    assert sorted(document_modules(data)) == sorted(code_names(data))
    sheets = [name for name in parts(data) if re.match(r"xl/(worksheets|chartsheets)/\w+\.xml", name)]
    assert len(code_names(data)) == 1 + len(sheets)


def test_code_names_stay_where_they_can() -> None:
    book = openpyxl.load_workbook(io.BytesIO(everything_with_macros()))
    names = {sheet.title: sheet.sheet_properties.codeName for sheet in book.worksheets}
    assert names["Một"] == NAMED_BY_HAND
    assert names["Hai"] != NAMED_BY_HAND, "two sheets had one name"
    assert document_modules(everything_with_macros())["Sheet4"] == "20821", "the class of a chart sheet"
    assert book.code_name == "ThisWorkbook"


def test_olevba_reads_every_module_as_it_was_written() -> None:
    for data, ribbon in ((everything_with_macros(), False), (addin_book(), True)):
        read = olevba.modules(data)
        for module in macro_modules(ribbon=ribbon):
            assert read[module.name].strip() == module.source.strip()
        assert len(read) == len(macro_modules(ribbon=ribbon)) + len(code_names(data))
        assert olevba.project_warnings(data) == []


def test_olevba_warns_of_nothing_that_we_do_not_want() -> None:
    """No macro that runs by itself, no shell, no file, no network. `Run` calls xlwings, `Lib` declares the message box; the
    digits are those of the classes of document modules."""
    for data in (everything_with_macros(), addin_book()):
        assert olevba.flags(data) == {
            ("Suspicious", keyword) for keyword in ("Run", "Lib", "Windows", "Hex Strings", "Base64 Strings")
        }


def test_microsoft_s_rules_find_nothing(tmp_path: Path) -> None:
    new = tmp_path / "ke-hoach.xlsm"
    assert run_command_line(["new", "--output", str(new), "--as-of", "2023-03-10"]) == 0
    plan = plan_workbook(TAB, OTHER_TAB)
    odd = {name: ANIMALS[name].build() for name in ("odd names", "odd sheets")}
    assert (
        new_errors(
            {
                "everything": (book_of_everything(), everything_with_macros()),
                "plan": (plan, with_macros(plan, {TAB: "B2", OTHER_TAB: "B2"})),
                "add-in": (None, addin_book()),
                "new plan workbook": (None, new.read_bytes()),
                **{name: (book, with_macros(book, {TAB: "L1"})) for name, book in odd.items()},
            }
        )
        == {}
    )


def test_everything_else_in_the_workbook_stays() -> None:
    before, after = parts(book_of_everything()), parts(everything_with_macros())
    changed = {name for name in before if before[name] != after[name]}
    sheets = {name for name in changed if name.startswith(("xl/worksheets/sheet", "xl/chartsheets/sheet"))}
    assert changed - sheets == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/drawings/vmlDrawing1.vml"),
    }
    added = rb'<legacyDrawing [^>]*/>|<sheetPr(?: codeName="\w+")?/>| codeName="\w+"'
    for name in sheets:
        assert re.sub(added, b"", after[name]) == re.sub(added, b"", before[name]), name


def test_buttons_stand_at_their_cell_beside_the_notes() -> None:
    content = parts(everything_with_macros())
    notes, own = (
        etree.fromstring(content["xl/drawings/vmlDrawing1.vml"]),
        etree.fromstring(content["xl/drawings/vmlDrawing2.vml"]),
    )
    shapes = [*notes.iter("{urn:schemas-microsoft-com:vml}shape"), *own.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len({shape.get("id") for shape in shapes}) == len(shapes) == 5, (
        "a note and four buttons, each with a number of its own"
    )
    kinds = [data.get("ObjectType") for data in notes.iter("{*}ClientData")]
    assert kinds == ["Note", "Button", "Button"]
    captions = ["".join(map(str, shape.itertext("{*}font"))) for shape in shapes]
    assert captions == ["", "Kiểm tra", "In tab này", "Kiểm tra", "In tab này"]
    anchors = [[int(number) for number in (anchor.text or "").split(",")] for anchor in notes.iter("{*}Anchor")]
    assert anchors[1][:4] == [12, 0, 0, 0], "the top left of M1"
    assert anchors[1][6:] == [0, 28], "28 pixels high, in a row of 53"
    assert anchors[2][0] * 64 + anchors[2][1] == anchors[1][4] * 64 + anchors[1][5] + 6, "six pixels to the right"
    assert [data.text for data in own.iter("{*}FmlaMacro")] == ["[0]!KiemTra", "[0]!InTabNay"]
    assert {data.text for data in own.iter("{*}PrintObject")} == {"False"}


@pytest.mark.parametrize(
    ("book", "tabs", "message"),
    [
        (plan_workbook(TAB), {"Không có": "B2"}, "không có sheet «Không có»"),
        (plan_workbook(TAB, PANEL_SHEET), {TAB: "B2"}, f"đã có sheet tên «{PANEL_SHEET}»"),
        (plan_workbook(TAB, TEXTS_SHEET.upper()), {TAB: "B2"}, f"đã có sheet tên «{TEXTS_SHEET}»"),
        (with_macros(plan_workbook(TAB), {TAB: "B2"}), {TAB: "B2"}, "đã có macro"),
    ],
)
def test_what_cannot_be_done_is_said(book: bytes, tabs: dict[str, str], message: str) -> None:
    with pytest.raises(BookUnwritable, match=message) as refused:
        with_macros(book, tabs)
    assert refused.value.next_step


def test_a_place_that_is_no_cell_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no cell"):
        with_macros(plan_workbook(TAB), {TAB: "B"})


def test_the_macros_find_every_text_and_need_every_one() -> None:
    source = "".join(module.source for module in macro_modules(ribbon=True))
    assert set(re.findall(r'(?:TextOf|Filled)\("(\w+)"', source)) == MACRO_TEXTS.keys()
    one_place = set(re.findall(r'Filled\("(\w+)", .*?, ""\)', source))
    for key, text in MACRO_TEXTS.items():
        assert text == unicodedata.normalize("NFC", text).strip()
        places = set(re.findall(r"\{\w*\}", text))
        filled = f'Filled("{key}"' in source
        assert places == (set() if not filled else {"{1}"} if key in one_place else {"{1}", "{2}"}), key
    content = parts(addin_book())
    sheet = etree.fromstring(content["xl/worksheets/sheet1.xml"])
    texts = {cell.get("r"): "".join(map(str, cell.itertext())) for cell in sheet.iter("{*}c")}
    names = {
        name.get("name", ""): name.text or "" for name in etree.fromstring(content["xl/workbook.xml"]).iter("{*}definedName")
    }
    kept = {name: texts.get(place.removeprefix(f"{TEXTS_SHEET}!").replace("$", "")) for name, place in names.items()}
    assert kept == {"ss_sentinel": None, **{f"ss_text_{key}": text for key, text in MACRO_TEXTS.items()}}


def test_every_button_of_the_ribbon_has_its_macro_and_says_what_it_does() -> None:
    content = parts(addin_book())
    ribbon = etree.fromstring(content["customUI/customUI14.xml"])
    assert etree.QName(ribbon).namespace == "http://schemas.microsoft.com/office/2009/07/customui"
    buttons = list(ribbon.iter("{*}button"))
    assert [button.get("label") for button in buttons] == [
        *("Kiểm tra", "In tab này", "Đánh dấu quá hạn", "Tổng hợp quý", "Tình hình nộp"),
    ]
    source = olevba.modules(addin_book())["SheetsyncRibbon"]
    assert [button.get("onAction") for button in buttons] == re.findall(r"Public Sub (\w+)\(control As Object\)", source)
    identities = [element.get("id") for element in ribbon.iter() if element.get("id")]
    assert len(identities) == len(set(identities)) == 8
    for button in buttons:
        assert button.get("imageMso")
        assert button.get("screentip")
        assert button.get("supertip")
    relations = content["_rels/.rels"].decode()
    assert 'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"' in relations


def test_the_add_in_in_the_repository_is_up_to_date() -> None:
    committed = packaged_path("workbooks", ADDIN_FILE)
    assert committed.read_bytes() == addin_book(), f"build it anew: sheetsync addin --output {Path('workbooks')}"


def test_buttons_of_twelve_tabs_survive_a_run() -> None:
    def decorate(book: xlsxwriter.Workbook, _: Worksheet) -> None:
        for name in MORE_TABS:
            book.add_worksheet(name).write("C5", "Trạng thái: chưa chọn.")
        for name in TWELVE_TABS:
            book.define_name(f"'{name}'!ss_check", f"='{name}'!$C$5:$C$6")

    buttoned = with_macros(by_xlsxwriter(decorate), dict.fromkeys(TWELVE_TABS, "L1"))
    after = carried_out("run", buttoned, ".xlsm")
    read = parts(after)
    for name, content in parts(buttoned).items():
        if name.endswith((".vml", ".bin", "vmlDrawing.rels")) or name.startswith("xl/worksheets/_rels/"):
            assert read[name] == content, name
    assert sum(name.endswith(".vml") for name in read) == 12
    steps: list[Step] = [("sheets",), *(("buttons", name) for name in TWELVE_TABS)]
    steps += [("press", name, "Kiểm tra") for name in TWELVE_TABS]
    sheets, *answers = tried({"so.xlsm": (after, steps)})["so.xlsm"]
    assert set(OUR_SHEETS) <= sheets.keys()
    assert [sorted(answer) for answer in answers[:12]] == [["In tab này", "Kiểm tra"]] * 12
    assert {answer["signed"] for answer in answers[14:]} == {"KiemTra:1:C5"}
    assert [answer["signed"] for answer in answers[12:14]] == ["KiemTra:2:C5", "KiemTra:2:C5"]
