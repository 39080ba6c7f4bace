"""The values methods: by A1 range and by data filter."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet
from tests.google_service.json_objects import JsonObject


def post(program: gspread.Spreadsheet, method: str, body: JsonObject) -> Any:
    """A method that gspread has no function for."""
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{program.id}/values:{method}"
    return program.client.request("post", address, json=body).json()


def test_empty_cells_at_the_ends_are_left_out(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "", "c", ""], [""], ["", "b"]])
    answer = program.values_get("Sheet1!A1:D9")
    assert answer == {"range": "Sheet1!A1:D9", "majorDimension": "ROWS", "values": [["a", "", "c"], [], ["", "b"]]}


def test_by_columns(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "c"], ["b"]])
    assert program.values_get("Sheet1!A1:C3", {"majorDimension": "COLUMNS"})["values"] == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("how", "dates", "expected"),
    [
        ("FORMATTED_VALUE", "SERIAL_NUMBER", ["15/03/2023", "1.234,50", "50%", "TRUE", "3"]),
        ("UNFORMATTED_VALUE", "SERIAL_NUMBER", [45000, 1234.5, 0.5, True, 3]),
        ("UNFORMATTED_VALUE", "FORMATTED_STRING", ["15/03/2023", 1234.5, 0.5, True, 3]),
        ("FORMULA", "SERIAL_NUMBER", [45000, 1234.5, 0.5, True, "=1+2"]),
    ],
)
def test_values_are_rendered_as_asked(
    program: gspread.Spreadsheet, hoa: Person, how: str, dates: str, expected: list[Any]
) -> None:
    hoa.fills("Sheet1", "A1", [["15/3/2023", "1.234,50", "50%", "true", "=1+2"]])
    answer = program.values_get("Sheet1!A1:E1", {"valueRenderOption": how, "dateTimeRenderOption": dates})
    assert answer["values"] == [expected]


def test_null_leaves_a_cell_alone_and_an_empty_text_empties_it(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b", "c"]])
    answer = program.values_update("Sheet1!A1:C1", {"valueInputOption": "RAW"}, {"values": [[None, "", "C"]]})
    assert answer["updatedCells"] == 2
    assert google.look(book)["Sheet1"].rows() == [["a", "", "C"]]


def test_raw_is_kept_as_it_is(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    program.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [["'007", "=1+1", "1/2/2023", 5, True]]})
    sheet = google.look(book)["Sheet1"]
    assert [sheet.cell(name)["userEnteredValue"] for name in ("A1", "B1", "C1", "D1", "E1")] == [
        {"stringValue": "'007"},
        {"stringValue": "=1+1"},
        {"stringValue": "1/2/2023"},
        {"numberValue": 5},
        {"boolValue": True},
    ]


@pytest.mark.parametrize(
    ("where", "values", "words"),
    [
        ("Sheet1!A1:B1", [["a", "b", "c"]], "tried writing to column [C]"),
        ("Sheet1!A1:B1", [["a"], ["b"]], "tried writing to row [2]"),
        ("Sheet1!A1000", [["a"], ["b"]], "exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Sheet1!AB1", [["a"]], "exceeds grid limits"),
        ("Nope!A1", [["a"]], "Unable to parse range: Nope!A1"),
        ("Sheet1!A1", [["x" * 50_001]], "more than the maximum of 50000 characters in a single cell"),
        ("Sheet1!A1", [[{"a": 1}]], "Invalid values[0][0]: struct_value"),
    ],
)
def test_what_cannot_be_written_is_refused(program: gspread.Spreadsheet, where: str, values: list[Any], words: str) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refused:
        program.values_update(where, {"valueInputOption": "RAW"}, {"values": values})
    assert refused.value.code == 400
    assert words in refused.value.error["message"]


def test_the_input_option_must_be_said(program: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="'valueInputOption' is required but not specified"):
        program.values_update("Sheet1!A1", {}, {"values": [["x"]]})


def test_several_ranges_are_all_written_or_none(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    data = [{"range": "Sheet1!A1", "values": [["a"]]}, {"range": "Nope!A1", "values": [["b"]]}]
    with pytest.raises(gspread.exceptions.APIError, match=r"Invalid data\[1\]: Unable to parse range: Nope!A1"):
        program.values_batch_update({"valueInputOption": "RAW", "data": data})
    assert google.look(book)["Sheet1"].rows() == []
    data[1]["range"] = "Sheet1!B2:C2"
    answer = program.values_batch_update({"valueInputOption": "RAW", "data": data})
    assert (answer["totalUpdatedRows"], answer["totalUpdatedCells"], answer["totalUpdatedSheets"]) == (2, 2, 1)


def test_appended_rows_go_below_the_table_and_shift_when_the_last_row_has_gaps(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "", "c"]])
    answer = program.values_append("Sheet1", {"valueInputOption": "RAW"}, {"values": [["x", "y"]]})
    assert answer["tableRange"] == "Sheet1!C1"
    assert answer["updates"]["updatedRange"] == "Sheet1!C2:D2"


def test_appending_grows_the_sheet(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.adds_sheet("Nhỏ", rows=2, columns=2)
    hoa.fills("Nhỏ", "A1", [["1"], ["2"]])
    program.values_append("Nhỏ", {"valueInputOption": "RAW"}, {"values": [["3"], ["4"]]})
    assert google.look(book)["Nhỏ"].size == (4, 2)


def test_clearing_keeps_formats_and_notes(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.types("Sheet1", "A1", "x")
    hoa.notes("Sheet1", "A1", "ghi chú")
    hoa.formats("Sheet1", "A1", {"textFormat": {"bold": True}})
    assert program.values_clear("Sheet1!A1:B2")["clearedRange"] == "Sheet1!A1:B2"
    sheet = google.look(book)["Sheet1"]
    assert (sheet.entered("A1"), sheet.note("A1"), sheet.look("A1")) == (None, "ghi chú", {"textFormat": {"bold": True}})


def _mark_rows(program: gspread.Spreadsheet, codes: list[str]) -> None:
    requests = []
    for row, code in enumerate(codes, start=1):
        place = {"sheetId": 0, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        metadata = {"metadataKey": "task", "metadataValue": code, "visibility": "DOCUMENT", "location": {"dimensionRange": place}}
        requests.append({"createDeveloperMetadata": {"developerMetadata": metadata}})
    program.batch_update({"requests": requests})


def _task(code: str) -> JsonObject:
    return {"developerMetadataLookup": {"metadataKey": "task", "metadataValue": code}}


def test_a_write_by_metadata_finds_the_row_after_somebody_inserted_one(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["Mã"], ["CV1"], ["CV2"]])
    _mark_rows(program, ["CV1", "CV2"])
    hoa.inserts_rows("Sheet1", 2)
    data = [{"dataFilter": _task("CV2"), "values": [[None, "quá hạn"]]}]
    answer = post(program, "batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    assert answer["responses"] == [
        {
            "updatedRange": "Sheet1!A4:B4",
            "updatedRows": 1,
            "updatedColumns": 2,
            "updatedCells": 1,
            "dataFilter": _task("CV2"),
        }
    ]
    assert google.look(book)["Sheet1"].rows()[3] == ["CV2", "quá hạn"]
    read = post(program, "batchGetByDataFilter", {"dataFilters": [_task("CV2"), {"a1Range": "Sheet1!A1"}]})
    assert [each["valueRange"]["values"] for each in read["valueRanges"]] == [[["CV2", "quá hạn"]], [["Mã"]]]


def test_a_write_by_metadata_of_a_deleted_row_writes_nothing(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["Mã"], ["CV1"], ["CV2"]])
    _mark_rows(program, ["CV1", "CV2"])
    hoa.deletes_rows("Sheet1", 2)
    data = [{"dataFilter": _task("CV1"), "values": [["x"]]}]
    post(program, "batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    assert google.look(book)["Sheet1"].rows() == [["Mã"], ["CV2"]]


def test_ranges_are_cleared_by_filter_too(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b"]])
    post(program, "batchClearByDataFilter", {"dataFilters": [{"gridRange": {"endColumnIndex": 1}}]})
    assert google.look(book)["Sheet1"].rows() == [["", "b"]]
    program.values_batch_clear({}, {"ranges": ["Sheet1!B1"]})
    assert google.look(book)["Sheet1"].rows() == []
