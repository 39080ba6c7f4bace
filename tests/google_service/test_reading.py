"""spreadsheets.get: field masks, ranges, grid data."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, google_service, gspread_client
from tests.google_service.formulas import FormulaPlace
from tests.google_service.service import ROBOT

WHITE = {"red": 1, "green": 1, "blue": 1}


def get(program: gspread.Spreadsheet, fields: str | None = None, ranges: list[str] | None = None, **more: str) -> Any:
    query: dict[str, Any] = dict(more)
    if fields is not None:
        query["fields"] = fields
    if ranges is not None:
        query["ranges"] = ranges
    return program.client.request("get", f"https://sheets.googleapis.com/v4/spreadsheets/{program.id}", params=query).json()


@pytest.mark.parametrize(
    "mask", ["sheets.properties.title", "sheets/properties/title", "sheets(properties(title))", "sheets(properties/title)"]
)
def test_all_forms_of_a_mask(program: gspread.Spreadsheet, mask: str) -> None:
    assert get(program, mask) == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_a_field_that_does_not_exist_is_refused(program: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refused:
        get(program, "sheets(properties(title,colour))")
    assert refused.value.code == 400
    (violation,) = refused.value.error["details"][0]["fieldViolations"]
    assert "Cannot find matching fields for path 'sheets.properties.colour'" in violation["description"]


def test_a_parameter_that_does_not_exist_is_refused(program: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError, match='Unknown name "includeGrid"'):
        get(program, includeGrid="true")


def test_without_a_mask_there_is_grid_data_only_when_asked_for(program: gspread.Spreadsheet) -> None:
    assert "data" not in get(program)["sheets"][0]
    assert "data" in get(program, includeGridData="true")["sheets"][0]
    assert "data" not in get(program, "sheets.properties", includeGridData="true")["sheets"][0]
    assert "data" in get(program, "sheets.data.rowData")["sheets"][0]


def test_cells_of_a_range_with_where_it_begins(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "B3", [["x", ""], [""], ["", "y"]])
    data = get(program, "sheets.data(startRow,startColumn,rowData.values.formattedValue)", ["Sheet1!B2:D9"])["sheets"][0]["data"]
    assert data == [
        {
            "startRow": 1,
            "startColumn": 1,
            "rowData": [{}, {"values": [{"formattedValue": "x"}]}, {}, {"values": [{}, {"formattedValue": "y"}]}],
        }
    ]


def test_several_ranges_of_several_sheets(program: gspread.Spreadsheet, hoa: Person) -> None:
    for title in ("Một", "Hai", "Ba"):
        hoa.adds_sheet(title)
        hoa.types(title, "A1", title)
    sheets = get(program, "sheets(properties.title,data.rowData.values.formattedValue)", ["Ba!A1", "Một!A1:B2", "Ba!B1"])[
        "sheets"
    ]
    assert [(sheet["properties"]["title"], len(sheet["data"])) for sheet in sheets] == [("Một", 1), ("Ba", 2)]


def test_everything_about_a_cell(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.types("Sheet1", "A1", '=HYPERLINK("#gid=0"; "tới việc")')
    hoa.notes("Sheet1", "A1", "ghi chú")
    hoa.formats("Sheet1", "A1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    hoa.validates("Sheet1", "A1", ["Hoàn thành"])
    cell = get(program, ranges=["Sheet1!A1"], includeGridData="true")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["userEnteredValue"] == {"formulaValue": '=HYPERLINK("#gid=0"; "tới việc")'}
    assert (cell["effectiveValue"], cell["formattedValue"]) == ({"stringValue": "tới việc"}, "tới việc")
    assert (cell["hyperlink"], cell["note"]) == ("#gid=0", "ghi chú")
    assert cell["userEnteredFormat"]["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
    assert cell["effectiveFormat"]["textFormat"]["bold"] is True
    assert cell["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert cell["effectiveFormat"]["verticalAlignment"] == "BOTTOM"
    assert cell["dataValidation"]["condition"] == {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Hoàn thành"}]}


def test_sizes_hidden_lines_and_what_is_bound_to_a_row(program: gspread.Spreadsheet, hoa: Person) -> None:
    run = {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    hoa.asks(
        {"updateDimensionProperties": {"range": run, "properties": {"pixelSize": 40, "hiddenByUser": True}, "fields": "*"}},
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 5,
                    "metadataKey": "task",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": run},
                }
            }
        },
    )
    rows = get(program, "sheets.data.rowMetadata", ["Sheet1!A1:A3"])["sheets"][0]["data"][0]["rowMetadata"]
    assert rows[0] == rows[2] == {"pixelSize": 21}
    assert (rows[1]["pixelSize"], rows[1]["hiddenByUser"]) == (40, True)
    assert rows[1]["developerMetadata"][0]["location"] == {"locationType": "ROW", "dimensionRange": run}


def test_what_lies_on_a_sheet(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.merges("Sheet1", "A1:C1")
    hoa.adds_conditional_format("Sheet1", "A2:A9", "=$A2>1", {"red": 1})
    hoa.protects("Sheet1", "A1:A2")
    hoa.names_range("bang", "Sheet1", "A1:B2")
    hoa.asks({"setBasicFilter": {"filter": {"range": {"endRowIndex": 9}}}})
    got = get(program)
    sheet = got["sheets"][0]
    block = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 3}
    assert sheet["merges"] == [block]
    assert sheet["conditionalFormats"][0]["ranges"] == [
        {"startRowIndex": 1, "endRowIndex": 9, "startColumnIndex": 0, "endColumnIndex": 1}
    ]
    assert "editors" not in sheet["protectedRanges"][0], "only who may edit it sees its editors"
    assert sheet["basicFilter"]["range"]["endRowIndex"] == 9
    assert got["namedRanges"][0]["name"] == "bang"


def test_the_same_by_data_filter(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.adds_sheet("Hai")
    hoa.types("Hai", "B2", "x")
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{program.id}:getByDataFilter"
    body = {"dataFilters": [{"a1Range": "Hai!B2"}], "includeGridData": True}
    (sheet,) = program.client.request("post", address, json=body).json()["sheets"]
    assert sheet["properties"]["title"] == "Hai"
    assert sheet["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "x"


def test_formulas_show_what_the_calculator_says_and_errors_as_such() -> None:
    def calculator(formula: str, place: FormulaPlace) -> str | float | bool:
        shown: dict[str, str | float | bool] = {"=NA()": "#N/A", "=TODAY()": 45000, "=A1": place.sheet}
        return shown[formula]

    with google_service(calculator=calculator) as google:
        book = google.new_spreadsheet("Công thức", "o@xa.vn", writers=[ROBOT])
        google.person("o@xa.vn", book).fills("Sheet1", "A1", [["=NA()", "=TODAY()", "=A1", "=1/0", "=2*3"]])
        sheet = google.look(book)["Sheet1"]
        assert sheet.effective("A1") == {"type": "N_A", "message": "Function result is #N/A"}
        assert [sheet.shown(name) for name in ("A1", "B1", "C1", "D1", "E1")] == ["#N/A", "45000", "Sheet1", "#DIV/0!", "6"]
        values = (
            gspread_client(google).open_by_key(book.id).values_get("Sheet1!A1:E1", {"valueRenderOption": "UNFORMATTED_VALUE"})
        )
        assert values["values"] == [["#N/A", 45000, "Sheet1", "#DIV/0!", 6]]


def test_where_the_comma_is_decimal_it_parts_no_arguments_and_the_semicolon_does_everywhere(
    google: GoogleService, book: Spreadsheet, hoa: Person
) -> None:
    formulas = ['=HYPERLINK("#gid=0","việc")', '=HYPERLINK("#gid=0";"việc")', '="a,b"']
    hoa.fills("Sheet1", "A1", [formulas])
    sheet = google.look(book)["Sheet1"]
    assert [sheet.shown(name) for name in ("A1", "B1", "C1")] == ["#ERROR!", "việc", "a,b"]
    hoa.sets_locale("en_US")
    assert [sheet.shown(name) for name in ("A1", "B1", "C1")] == ["việc", "việc", "a,b"]


def test_without_a_calculator_a_formula_shows_nothing(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.types("Sheet1", "A1", "=COUNTIF(A2:A9;1)")
    assert google.look(book)["Sheet1"].shown("A1") == ""
