"""What a plan workbook becomes on Google: formulas, names, dropdowns. Nothing is sent to prove the requests themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync.adapters.google.form_limits import LimitMaker
from sheetsync.adapters.google.form_requests import form_requests
from sheetsync.adapters.google.formulas import formula_for
from sheetsync.adapters.google.named_ranges import add_named_ranges, read_reference
from sheetsync.adapters.google.shared_formulas import formula_runs, moved_down
from sheetsync.adapters.google.staging import size
from sheetsync.core.cells import Rectangle, a1
from sheetsync.core.sheets.form_design import BookName, FormCell, Formula, Limit, LimitKind
from sheetsync.core.sheets.looks import Look
from tests.google.new_sheet import AS_OF, calculating_google, fill, plan_design, plan_settings
from tests.google.shared_book import SharedBook
from tests.plan_workbook.fresh_book import TABS, make

GOOGLE_HAS = frozenset(
    (
        "IF", "AND", "OR", "NOT", "IFERROR", "ISNUMBER", "ISBLANK", "COUNTIF", "COUNTIFS", "SUMIFS", "SUMPRODUCT", "INDEX",
        "MATCH", "VLOOKUP", "LEN", "LEFT", "MID", "RIGHT", "TRIM", "SUBSTITUTE", "EXACT", "VALUE", "DATE", "TODAY", "EOMONTH",
        "NETWORKDAYS", "INT", "CHAR",
    )
)  # fmt: skip
"""Functions that Excel 2010 on, LibreOffice and Google have alike."""


def ids() -> Mapping[str, int]:
    return {sheet.name: 100 + number for number, sheet in enumerate(plan_design().sheets)}


def without_texts(formula: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def all_formulas() -> Iterator[str]:
    """Of cells, conditional formats and limits."""
    for sheet in plan_design().sheets:
        yield from (cell.value.text for cell in sheet.cells if isinstance(cell.value, Formula))
        yield from (live.formula for live in sheet.live_looks)
        for limit in sheet.limits:
            yield from (formula for formula in (limit.least, limit.most) if formula)


# formulas


def test_google_has_every_function_that_the_workbook_uses() -> None:
    used = Counter(name for formula in all_formulas() for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", without_texts(formula)))
    assert used["IF"] > 1_000
    assert used.keys() - GOOGLE_HAS == set()


def test_no_formula_has_what_a_comma_locale_reads_otherwise() -> None:
    """No array in braces, whose semicolons mean rows, and nothing that stands on several lines."""
    for formula in all_formulas():
        assert not set("{}\n") & set(without_texts(formula))


def test_colours_lean_on_their_own_sheet_alone() -> None:
    """Google's conditional formats know neither other sheets nor names of ranges there."""
    names = {name.name for name in plan_design().names}
    for sheet in plan_design().sheets:
        for live in sheet.live_looks:
            words = set(re.findall(r"[A-Za-z_]\w*", without_texts(live.formula)))
            assert "!" not in without_texts(live.formula)
            assert not words & names


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("IF($A5=1,B5,$C$5)", "IF($A7=1,B7,$C$5)"),
        ("INDEX(KH_Ma,MATCH($B5,DanhSach1,0))", "INDEX(KH_Ma,MATCH($B7,DanhSach1,0))"),
        ("\"A5\"&A5&'Sổ A5'!A5", "\"A5\"&A7&'Sổ A5'!A7"),
        ("LOG10(A5)+COUNTIF($A$4:$A5,A5)", "LOG10(A7)+COUNTIF($A$4:$A7,A7)"),
    ],
)
def test_what_moves_with_the_row(formula: str, moved: str) -> None:
    assert moved_down(formula, 2) == moved


def test_a_column_of_one_formula_is_one_request() -> None:
    cells = [FormCell(row, 3, Formula(f"$A{row}+1"), Look()) for row in (5, 6, 7)]
    cells += [FormCell(8, 3, Formula("$A1+1"), Look()), FormCell(10, 3, Formula("$A10+1"), Look())]
    found = [(run.first, run.last, run.text) for run in formula_runs(cells)]
    assert found == [(5, 7, "$A5+1"), (8, 8, "$A1+1"), (10, 10, "$A10+1")]


def test_formulas_that_the_design_calls_alike_are() -> None:
    """So that one may stand for all of them."""
    for sheet in plan_design().sheets:
        texts = {(cell.row, cell.column): cell.value.text for cell in sheet.cells if isinstance(cell.value, Formula)}
        for run in formula_runs(sheet.cells):
            for row in range(run.first, run.last + 1):
                assert moved_down(run.text, row - run.first) == texts.pop((row, run.column))
        assert not texts


def with_commas(formula: str) -> str:
    """A formula of the sheet as the file has it."""
    parts = re.split(r'("(?:[^"]|"")*")', formula.removeprefix("="))
    return "".join(part if place % 2 else part.replace(";", ",") for place, part in enumerate(parts))


def formulas_of_file(path: Path) -> dict[tuple[str, str], str]:
    """As openpyxl reads the file that `new --output` makes, what rows share written out for each."""
    make(path, plan_settings(), as_of=AS_OF)
    book = openpyxl.load_workbook(path)
    cells = ((sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {(title, cell.coordinate): str(cell.value)[1:] for title, cell in cells if cell.data_type == "f"}


@pytest.mark.parametrize("locale", ["vi_VN", "en_US"])
def test_every_cell_of_the_sheet_has_the_formula_of_the_file(locale: str, tmp_path: Path) -> None:
    with calculating_google(plan_design()) as google:
        book = SharedBook(google, (), locale=locale)
        fill(book)
        found = {
            (sheet.title, a1(row + 1, column + 1)): with_commas(cell["userEnteredValue"]["formulaValue"])
            for sheet in book.spreadsheet.sheets
            for row, line in sheet.rows.items()
            for column, cell in line.items()
            if "formulaValue" in cell.get("userEnteredValue", {})
        }
    assert len(found) == 3_295
    assert found == formulas_of_file(tmp_path / "so.xlsx")


# size


def test_the_whole_workbook_is_one_comfortable_request() -> None:
    requests = form_requests(plan_design(), ids()).all
    assert sum(map(size, requests)) < 800_000
    formulas = [request for request in requests if "formulaValue" in str(request.get("repeatCell", {}).get("cell", ""))]
    assert len(formulas) < 230


# names


def test_names_of_the_workbook_and_of_a_tab() -> None:
    names = [BookName("KH_Ma", "'Kế hoạch'!$A$4:$A$109"), BookName("ss_first", "'VP UBND'!$J$5", "VP UBND")]
    made = list(add_named_ranges(names, {"Kế hoạch": 7, "VP UBND": 8}))
    assert [request["addNamedRange"]["namedRange"]["name"] for request in made] == ["KH_Ma", "ss_first_8"]
    assert made[1]["addNamedRange"]["namedRange"]["range"] == {
        "sheetId": 8, "startRowIndex": 4, "endRowIndex": 5, "startColumnIndex": 9, "endColumnIndex": 10,
    }  # fmt: skip


def test_a_name_that_is_no_block_is_refused() -> None:
    with pytest.raises(ValueError, match="TODAY"):
        list(add_named_ranges([BookName("Nay", "TODAY()")], {}))


def test_a_sheet_with_a_quote_in_its_name() -> None:
    found = read_reference("'Tổ ''A'''!$B$2")
    assert found is not None
    assert (found.sheet, found.area) == ("Tổ 'A'", Rectangle(2, 2, 2, 2))


def test_every_name_is_one_that_google_takes() -> None:
    with calculating_google(plan_design(small=True)) as google:
        book = SharedBook(google, ())
        fill(book)
        names = book.state.named_ranges
        tab_ids = {tab: book.state[tab].id for tab in TABS}
    wanted = {f"{name.name}_{tab_ids[name.sheet]}" if name.sheet else name.name for name in plan_design().names}
    assert names.keys() == wanted


def test_names_come_before_the_formulas_that_use_them() -> None:
    kinds = [next(iter(request)) for request in form_requests(plan_design(), ids()).all]
    texts = [str(request) for request in form_requests(plan_design(), ids()).all]
    first_formula = next(place for place, text in enumerate(texts) if "formulaValue" in text)
    assert max(place for place, kind in enumerate(kinds) if kind == "addNamedRange") < first_formula


# dropdowns and limits


@pytest.fixture(scope="module")
def rules() -> dict[tuple[str, str], Mapping[str, Any]]:
    """By sheet and first cell, the rules of the workbook."""
    by_id = {number: name for name, number in ids().items()}
    found = {}
    for request in form_requests(plan_design(), ids()).all:
        if "setDataValidation" in request:
            block = request["setDataValidation"]["range"]
            first = a1(block["startRowIndex"] + 1, block["startColumnIndex"] + 1)
            found[by_id[block["sheetId"]], first] = request["setDataValidation"]["rule"]
    return found


def values(rule: Mapping[str, Any]) -> list[str]:
    return [value["userEnteredValue"] for value in rule["condition"]["values"]]


def test_the_status_is_chosen_from_the_list_in_its_sheet(rules: Any) -> None:
    rule = rules["VP UBND", "J5"]
    assert rule["condition"]["type"] == "ONE_OF_RANGE"
    assert values(rule) == ["='Danh mục'!$A$4:$A$8"]
    assert rule["strict"]
    assert rule["showCustomUi"]
    assert rule["inputMessage"].startswith("Bấm mũi tên")


def test_a_word_of_its_own_is_a_list_of_one(rules: Any) -> None:
    assert values(rules["Kế hoạch", "E4"]) == ["Có"]


def test_days_stand_between_days_that_every_locale_reads(rules: Any) -> None:
    rule = rules["VP UBND", "L5"]
    assert rule["condition"]["type"] == "DATE_BETWEEN"
    assert values(rule) == ["2022-12-15", "2024-12-31"]
    assert values(rules["VP UBND", "F3"]) == ["2022-12-15", "2024-12-31"]


def test_a_share_is_a_whole_number(rules: Any) -> None:
    assert values(rules["VP UBND", "K5"]) == ["=IF(ISNUMBER(K5);AND(K5=INT(K5);K5>=0;K5<=100);FALSE)"]


def test_texts_have_a_greatest_length(rules: Any) -> None:
    assert values(rules["VP UBND", "N5"]) == ["=LEN(N5)<=2000"]


def test_a_prompt_alone_refuses_nothing(rules: Any) -> None:
    rule = rules["Kế hoạch", "A4"]
    assert values(rule) == ["=TRUE"]
    assert rule["inputMessage"].startswith("Mỗi nhiệm vụ một mã")


def test_a_day_that_a_formula_gives_stays_a_formula() -> None:
    limit = Limit((Rectangle(5, 2, 9, 2),), LimitKind.DATE, "NgayXet", "NgayXet+5")
    maker = LimitMaker({"NgayXet": "'_'!$B$1"}, {}, "vi_VN")
    (request,) = maker.requests(limit, 1)
    assert values(request["setDataValidation"]["rule"]) == ["=NgayXet", "=NgayXet+5"]
    known = LimitMaker({}, {"NgayXet": date(2023, 3, 1)}, "vi_VN")
    (request,) = known.requests(limit, 1)
    assert values(request["setDataValidation"]["rule"])[0] == "2023-03-01"


def test_semicolons_part_the_arguments_everywhere() -> None:
    """Not one formula of ours has a decimal point, and none a comma outside of a text."""
    for formula in all_formulas():
        assert "," not in without_texts(formula_for(formula, "vi_VN"))
        assert not re.search(r"\d\.\d", without_texts(formula))
