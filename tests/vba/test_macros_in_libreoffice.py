"""The buttons pressed and the macros run in a real LibreOffice, on a stand-in for the plan workbook."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.vba import macro_book
from sheetsync.adapters.xlsx.vba.addin_book import addin_book
from sheetsync.adapters.xlsx.vba.macro_book import PANEL_SHEET, TEXTS_SHEET, with_macros
from sheetsync.adapters.xlsx.vba.macro_texts import MACRO_TEXTS
from sheetsync.adapters.xlsx.vba.project import Module, ModuleKind
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from sheetsync.cli import run_command_line
from tests.vba.macro_office import Step, tried
from tests.vba.plan_tabs import plan_workbook

pytestmark = pytest.mark.xdist_group("macros")  # one start of LibreOffice answers for all
TAB, OTHER = "VP UBND", "Tổ d'An"
CHECK = ("press", TAB, "Kiểm tra")
A_MACRO_OF_EACH_MODULE = (
    ("run", "SheetsyncCheck.KiemTra", TAB),
    ("run", "SheetsyncPrint.InTabNay", TAB),
    ("run", "SheetsyncPython.TinhHinhNop", TAB),
    ("run_from_ribbon", "SheetsyncRibbon.RibbonKiemTra", TAB),
)


def panel(*places: str) -> list[tuple[str, ...]]:
    return [("cell", PANEL_SHEET, place) for place in places]


@cache
def office_says() -> dict[str, list[Any]]:
    """Everything that is asked of LibreOffice about working macros, in one start of it."""
    book = with_macros(plan_workbook(TAB, OTHER), {TAB: "B2", OTHER: "B2"})
    steps: dict[str, list[Step]] = {
        "what is there": [("modules",), ("sheets",), ("buttons", TAB), ("buttons", OTHER)],
        "all fine": [CHECK, *panel("A1", "A2", "A4", "A5")],
        "two wrong": [
            ("type", TAB, "B6", "nhiều"),
            ("type", TAB, "C8", "xong"),
            CHECK,
            *panel("A1", "A2", "A4", "B4", "A5", "B5", "A6", "B6", "A7"),
            ("selected", TAB),
            ("type", TAB, "B6", "12"),
            CHECK,
            *panel("A2", "A5", "A6", "B6"),
        ],
        "blank rows wait": [
            ("type", TAB, "C6", ""),
            ("type", TAB, "C8", ""),
            CHECK,
            *panel("A2", "A5"),
            ("selected", TAB),
        ],
        "a broken formula": [("type", TAB, "D7", "=1/0"), ("type", TAB, "F7", '=""'), CHECK, *panel("A2", "A5", "B5")],
        "a quote in the name": [
            ("type", OTHER, "B5", "x"),
            ("press", OTHER, "Kiểm tra"),
            *panel("A1", "A5"),
            ("selected", OTHER),
        ],
        "no tab of a plan": [CHECK, ("run", "SheetsyncCheck.KiemTra", PANEL_SHEET), *panel("A2")],
        "printing": [CHECK, ("press", TAB, "In tab này"), ("printed",), ("run", "SheetsyncPrint.InTabNay", PANEL_SHEET)],
        "locked": [("lock_structure",), ("structure_locked",), CHECK, ("structure_locked",), ("sheets",)],
        "a failure": [("remove_name", "ss_text_tick"), CHECK, *panel("A1", "A2")],
        "no texts": [("remove_name", "ss_text_failed"), ("remove_name", "ss_text_tick"), CHECK, *panel("A2")],
        "nobody tries": [("press_as_people_do", TAB, "Kiểm tra"), ("cell", TEXTS_SHEET, "B1")],
        "no python": [("run", "SheetsyncPython.DanhDauQuaHan", TAB), ("run", "SheetsyncPython.TongHopQuy", TAB), *panel("A2")],
    }
    answers = tried({f"{name}.xlsm": (book, given) for name, given in steps.items()})
    addin_steps = [
        ("modules",),
        ("type_beside", TAB, "C7", "xong"),
        ("run_beside", "SheetsyncRibbon.RibbonKiemTra", TAB),
        ("selected_beside",),
        ("new_workbook", "A1", "A2", "A5", "B5"),
        ("run_beside", "SheetsyncRibbon.RibbonInTabNay", OTHER),
    ]
    answers |= tried({"sheetsync.xlam": (addin_book(), addin_steps)}, beside=plan_workbook(TAB, OTHER))
    return {name.rpartition(".")[0]: given for name, given in answers.items()}


def said(key: str, first: object = "", second: object = "") -> str:
    return MACRO_TEXTS[key].replace("{1}", str(first)).replace("{2}", str(second))


def test_modules_sheets_and_buttons_are_there() -> None:
    modules, sheets, *buttons = office_says()["what is there"]
    assert modules == sorted(
        ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Sheet4", *(module.name for module in macro_modules(ribbon=False))]
    )
    assert sheets == {TAB: True, OTHER: True, PANEL_SHEET: False, TEXTS_SHEET: False}
    for on_tab in buttons:
        assert {caption: re.findall(r"VBAProject\.(\w+\.\w+)", code) for caption, code in on_tab.items()} == {
            "Kiểm tra": ["SheetsyncCheck.KiemTra"],
            "In tab này": ["SheetsyncPrint.InTabNay"],
        }


def test_a_right_tab_hears_that_nothing_is_wrong() -> None:
    done, *shown = office_says()["all fine"]
    assert done == {"signed": "KiemTra:0", "sheet": PANEL_SHEET, "cell": "A1"}
    assert shown == [said("check_title_of", TAB), said("check_fine"), "", ""]


def test_wrong_cells_are_listed_and_the_cursor_goes_to_the_first() -> None:
    _, _, done, *shown, selected, _, again, summary, first, second, nothing = office_says()["two wrong"]
    assert done["signed"] == "KiemTra:2:B6"
    assert shown == [
        said("check_title_of", TAB),
        said("check_wrong", 2, "B6"),
        "Ô",
        "Cần xem lại",
        *("B6", "Số lượng: không phải là số."),
        *("C8", "=Trạng thái: không có trong danh sách."),
        "",
    ]
    assert selected == "B6"
    assert again["signed"] == "KiemTra:1:C8"
    assert (summary, first, second, nothing) == (said("check_wrong", 1, "C8"), "C8", "", ""), "the list before is gone"


def test_rows_not_reported_yet_are_no_errors() -> None:
    _, _, done, summary, listed, selected = office_says()["blank rows wait"]
    assert done["signed"] == "KiemTra:0:C6"
    assert (summary, listed, selected) == (said("check_waiting", 2, "C6"), "", "C6")


def test_a_formula_that_fails_is_a_problem_of_its_row() -> None:
    _, _, done, summary, place, text = office_says()["a broken formula"]
    assert done["signed"] == "KiemTra:1:D7"
    assert (summary, place, text) == (said("check_wrong", 1, "D7"), "D7", said("check_broken"))


def test_a_tab_with_a_quote_in_its_name() -> None:
    _, done, title, place, selected = office_says()["a quote in the name"]
    assert (done["signed"], title, place, selected) == ("KiemTra:1:B5", said("check_title_of", OTHER), "B5", "B5")


def test_a_sheet_that_is_no_tab_is_told_what_to_do() -> None:
    _, done, text = office_says()["no tab of a plan"]
    assert (done["signed"], text) == ("KiemTra:no tab", said("no_tab"))


def test_a_tab_is_printed_and_another_sheet_is_not() -> None:
    _, printed, jobs, refused = office_says()["printing"]
    assert (printed["signed"], refused["signed"]) == (f"InTabNay:{TAB}", "InTabNay:no tab")
    (page,) = jobs
    assert page.count("\f") == 1, "one page: the tab alone, of the three sheets that are shown"
    assert f"Kế hoạch của {TAB}" in page
    assert "In tab này" not in page, "buttons are not printed"


def test_the_panel_is_shown_in_a_locked_workbook_which_stays_locked() -> None:
    _, before, _, after, sheets = office_says()["locked"]
    assert (before, after) == (True, True)
    assert sheets[PANEL_SHEET]
    assert not sheets[TEXTS_SHEET]


def test_a_failure_is_told_in_vietnamese() -> None:
    _, done, title, text = office_says()["a failure"]
    assert done["signed"] == "KiemTra:failed:1"
    assert (title, text) == (said("failed_title"), said("failed", 1))


def test_a_workbook_that_lost_its_texts_tells_the_number_of_the_failure() -> None:
    _, _, done, text = office_says()["no texts"]
    assert (done["signed"], text) == ("KiemTra:failed:1", "KiemTra: 1")


def test_in_daily_use_the_sentinel_stays_blank() -> None:
    assert office_says()["nobody tries"][-1] == ""


def test_the_office_s_commands_say_what_is_missing() -> None:
    overdue, quarter, text = office_says()["no python"]
    assert (overdue["signed"], quarter["signed"], text) == ("DanhDauQuaHan:no python", "TongHopQuy:no python", said("no_python"))


def test_the_add_in_checks_a_workbook_without_macros() -> None:
    modules, _, checked, selected, listed, printed = office_says()["sheetsync"]
    assert modules == sorted(["ThisWorkbook", "Sheet1", *(module.name for module in macro_modules(ribbon=True))])
    assert (checked, selected) == ("KiemTra:1:C7", "C7")
    assert listed == [
        *(said("check_title_of", TAB), said("check_wrong", 1, "C7"), "C7", "=Trạng thái: không có trong danh sách."),
    ], "in a workbook of its own: nothing of the macros is put into people's"
    assert printed == f"InTabNay:{OTHER}"


def test_the_buttons_of_a_new_plan_workbook_work(tmp_path: Path) -> None:
    book = tmp_path / "ke-hoach.xlsm"
    assert run_command_line(["new", "--output", str(book), "--as-of", "2023-03-10"]) == 0
    steps = [
        ("press", "VP UBND", "Kiểm tra"),
        ("selected", "VP UBND"),
        ("type", "VP UBND", "J6", "Hoàn thành"),
        ("type", "VP UBND", "J8", "xong"),
        ("press", "VP UBND", "Kiểm tra"),
        *panel("B5", "A6", "B6", "A7"),
        ("press", "Tư pháp - HT", "In tab này"),
        ("printed",),
    ]
    waiting, first, _, _, done, *listed, _, jobs = tried({book.name: (book.read_bytes(), steps)})[book.name]
    assert (waiting["signed"], first) == ("KiemTra:0:J5", "J5")
    assert done["signed"] == "KiemTra:2:L6"
    date_missing, place, status_unknown, nothing = listed
    assert date_missing.startswith("Ngày hoàn thành: ")
    assert place == "J8"
    assert status_unknown.startswith("Trạng thái: ")
    assert nothing == ""
    (page,) = jobs
    assert page.count("\f") == 1
    assert "TƯ PHÁP - HỘ TỊCH" in page
    assert "In tab này" not in page


@cache
def broken_modules() -> dict[str, list[Any]]:
    """What the sentinel tells of a workbook in which one module does not compile, for every module of ours."""
    books = {}
    for name in ["", *(module.name for module in macro_modules(ribbon=True))]:
        modules = tuple(broken(module) if module.name == name else module for module in macro_modules(ribbon=True))
        package = Package(with_macros(plan_workbook(TAB), {TAB: "B2"}))
        package.remove("xl/vbaProject.bin")
        macro_book.add_project(package, modules)
        books[f"{name}.xlsm"] = (package.save(), A_MACRO_OF_EACH_MODULE)
    return {name.removesuffix(".xlsm"): answer for name, answer in tried(books).items()}


def broken(module: Module) -> Module:
    return Module(module.name, ModuleKind.STANDARD, module.source + "\nPublic Sub Broken()\n    If Then (\nEnd Sub\n")


@pytest.mark.parametrize("name", [module.name for module in macro_modules(ribbon=True)])
def test_a_module_that_does_not_compile_is_noticed(name: str) -> None:
    """Without this the tests above might pass though a module is broken: LibreOffice says nothing about it."""
    assert all(done["signed"] not in ("", "?") for done in broken_modules()[""])
    assert any(done["signed"] == "?" for done in broken_modules()[name])


def test_nothing_of_a_test_is_left_in_the_workbook() -> None:
    with zipfile.ZipFile(BytesIO(with_macros(plan_workbook(TAB), {TAB: "B2"}))) as read:
        assert b"Broken" not in b"".join(read.read(name) for name in read.namelist())
