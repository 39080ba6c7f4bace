"""spreadsheets.batchUpdate: all or nothing, what it says when it refuses, what it answers."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet
from tests.google_service.json_objects import JsonObject

ADD: JsonObject = {"addSheet": {"properties": {"title": "Báo cáo", "sheetId": 77}}}
CELL: JsonObject = {"range": {"endRowIndex": 1, "endColumnIndex": 1}, "cell": {"note": "x"}}


def message(program: gspread.Spreadsheet, *requests: JsonObject) -> str:
    with pytest.raises(gspread.exceptions.APIError) as refused:
        program.batch_update({"requests": list(requests)})
    assert refused.value.code == 400
    return str(refused.value.error["message"])


def test_one_bad_request_and_nothing_is_applied(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b"], ["c", "=A1"]])
    hoa.merges("Sheet1", "A5:B5")
    hoa.adds_conditional_format("Sheet1", "A1:A9", "=A1>0", {"red": 1})
    hoa.names_range("bang", "Sheet1", "A1:B2")
    before = google.look(book).contents()
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    good: list[JsonObject] = [
        ADD,
        {"insertDimension": {"range": rows}},
        {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
        {"updateSheetProperties": {"properties": {"title": "Khác"}, "fields": "title"}},
        {"repeatCell": {**CELL, "fields": "note"}},
        {"updateDimensionProperties": {"range": rows, "properties": {"pixelSize": 50}, "fields": "pixelSize"}},
        {"updateSpreadsheetProperties": {"properties": {"title": "Tên khác"}, "fields": "title"}},
        {"unmergeCells": {"range": {"sheetId": 0}}},
    ]
    said = message(program, *good, {"deleteSheet": {"sheetId": 999}})
    assert said == "Invalid requests[8].deleteSheet: No grid with id: 999"
    assert google.look(book).contents() == before


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({}, "Invalid requests[0]: No request set."),
        ({"repeatCell": CELL}, "At least one field must be listed in 'fields'"),
        (
            {"repeatCell": {**CELL, "fields": "userEnteredFormat(backgroundColour)"}},
            "Invalid field: userEnteredFormat.backgroundColour",
        ),
        (
            {"addSheet": {"properties": {"title": 5}}},
            "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 5",
        ),
        ({"addSheet": {"properties": {"sheetType": "GRIDD"}}}, "Invalid value at 'requests[0].add_sheet.properties.sheet_type'"),
        ({"addShet": {}}, "Unknown name \"addShet\" at 'requests[0]'"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(program: gspread.Spreadsheet, request_: JsonObject, said: str) -> None:
    assert said in message(program, request_)


def test_an_empty_batch_is_refused(program: gspread.Spreadsheet) -> None:
    assert message(program) == "Must specify at least one request."


def test_whole_numbers_may_be_written_as_text_and_null_is_not_given(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet
) -> None:
    program.batch_update({"requests": [{"addSheet": {"properties": {"title": "T", "sheetId": "12", "hidden": None}}}]})
    assert google.look(book)["T"].id == 12


def test_replies_are_in_the_order_of_the_requests(program: gspread.Spreadsheet) -> None:
    requests = [ADD, {"repeatCell": {**CELL, "fields": "note"}}, {"deleteSheet": {"sheetId": 77}}]
    replies = program.batch_update({"requests": requests})["replies"]
    assert [list(reply) for reply in replies] == [["addSheet"], [], []]


def _batch(program: gspread.Spreadsheet, body: JsonObject, **query: str) -> Any:
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{program.id}:batchUpdate"
    return program.client.request("post", address, json=body, params=dict(query)).json()


def test_the_spreadsheet_comes_with_the_answer_when_asked_for(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.types("Sheet1", "A1", "x")
    body = {
        "requests": [ADD],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1"],
        "responseIncludeGridData": True,
    }
    (sheet,) = _batch(program, body)["updatedSpreadsheet"]["sheets"]
    assert sheet["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "x"
    titles = "updatedSpreadsheet.sheets.properties.title"
    answer = _batch(
        program, {"requests": [{"deleteSheet": {"sheetId": 77}}], "includeSpreadsheetInResponse": True}, fields=titles
    )
    assert answer == {"updatedSpreadsheet": {"sheets": [{"properties": {"title": "Sheet1"}}]}}


def test_a_mask_on_the_answer_names_cells_too(program: gspread.Spreadsheet, hoa: Person) -> None:
    hoa.types("Sheet1", "A1", "x")
    mask = "replies.addSheet.properties.sheetId,updatedSpreadsheet(sheets(data(rowData(values(formattedValue)))))"
    body = {"requests": [ADD], "includeSpreadsheetInResponse": True, "responseRanges": ["Sheet1!A1"]}
    assert _batch(program, body, fields=mask) == {
        "replies": [{"addSheet": {"properties": {"sheetId": 77}}}],
        "updatedSpreadsheet": {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "x"}]}]}]}]},
    }


def test_a_body_of_more_than_ten_million_bytes_is_refused(program: gspread.Spreadsheet) -> None:
    note = {"repeatCell": {**CELL, "cell": {"note": "x" * 10_485_760}, "fields": "note"}}
    assert message(program, note) == "Request payload size exceeds the limit: 10485760 bytes."


def test_a_kind_that_is_not_modelled_fails_the_test_that_needs_it(google: GoogleService, program: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError) as refused:
        program.batch_update({"requests": [{"trimWhitespace": {"range": {"sheetId": 0}}}]})
    assert refused.value.code == 501
    assert google.defects == ["not modelled: batchUpdate with trimWhitespace"]
    google.defects.clear()
