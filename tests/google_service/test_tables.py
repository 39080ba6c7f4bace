"""Sorting, filters, banding, copying, finding and replacing, borders, charts, developer metadata, cells."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, refused
from tests.google_service.json_objects import JsonObject
from tests.google_service.state import SheetState


@pytest.fixture
def sheet(google: GoogleService, book: Spreadsheet) -> SheetState:
    return google.look(book)["Sheet1"]


def block(top: int, bottom: int, left: int, right: int) -> JsonObject:
    return {"sheetId": 0, "startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


def test_sorting_takes_formats_and_notes_along_but_no_metadata(sheet: SheetState, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["b", "2"], ["a", "10"], ["", ""], ["C", "1"]])
    hoa.notes("Sheet1", "A1", "của b")
    run = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    mark: JsonObject = {"metadataKey": "task", "visibility": "DOCUMENT", "location": {"dimensionRange": run}}
    hoa.asks({"createDeveloperMetadata": {"developerMetadata": mark}})
    hoa.sorts("Sheet1", "A1:B4", by="A")
    assert sheet.rows() == [["a", "10"], ["b", "2"], ["C", "1"]]
    assert sheet.note("A2") == "của b"
    assert sheet.developer_metadata[0]["location"]["dimensionRange"]["startIndex"] == 0
    hoa.sorts("Sheet1", "A1:B4", by="B", descending=True)
    assert sheet.column("B") == ["10", "2", "1"]


def test_a_sorted_formula_means_its_own_row_afterwards(sheet: SheetState, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["b", "=A1&$A$1"], ["a", "=A2&$A$1"]])
    hoa.sorts("Sheet1", "A1:B2", by="A")
    assert (sheet.entered("B1"), sheet.entered("B2")) == ("=A1&$A$1", "=A2&$A$1")


def test_a_basic_filter_is_set_and_taken_away(sheet: SheetState, hoa: Person) -> None:
    hoa.asks({"setBasicFilter": {"filter": {"range": block(0, 9, 0, 2)}}})
    assert sheet.basic_filter == {"range": block(0, 9, 0, 2)}
    hoa.asks({"clearBasicFilter": {"sheetId": 0}})
    assert sheet.basic_filter is None


def test_banding(sheet: SheetState, hoa: Person) -> None:
    colours = {"firstBandColor": {"red": 1}, "secondBandColor": {"green": 1}}
    (reply,) = hoa.asks({"addBanding": {"bandedRange": {"range": block(0, 9, 0, 2), "rowProperties": colours}}})
    identity = reply["addBanding"]["bandedRange"]["bandedRangeId"]
    with refused("already has alternating background colors"):
        hoa.asks({"addBanding": {"bandedRange": {"range": block(5, 6, 0, 1), "rowProperties": colours}}})
    hoa.asks({"deleteBanding": {"bandedRangeId": identity}})
    assert sheet.banded_ranges == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("PASTE_NORMAL", ("=$A2+B2", {"textFormat": {"bold": True}})),
        ("PASTE_FORMAT", (None, {"textFormat": {"bold": True}})),
        ("PASTE_VALUES", (3, {})),
    ],
)
def test_copying(sheet: SheetState, hoa: Person, kind: str, expected: tuple[Any, JsonObject]) -> None:
    hoa.types("Sheet1", "C1", "=1+2")
    if kind == "PASTE_NORMAL":
        hoa.types("Sheet1", "C1", "=$A1+B1")
    hoa.formats("Sheet1", "C1", {"textFormat": {"bold": True}})
    hoa.asks({"copyPaste": {"source": block(0, 1, 2, 3), "destination": block(1, 3, 2, 3), "pasteType": kind}})
    assert (sheet.entered("C2"), sheet.look("C2")) == expected


def test_a_small_source_fills_a_large_destination(sheet: SheetState, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b"]])
    hoa.asks({"copyPaste": {"source": block(0, 1, 0, 2), "destination": block(1, 3, 0, 4)}})
    assert sheet.rows() == [["a", "b"], ["a", "b", "a", "b"], ["a", "b", "a", "b"]]


def test_find_and_replace_counts(sheet: SheetState, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["xã A, xã B", "=1+1"], ["Xã C", "không"]])
    (reply,) = hoa.asks({"findReplace": {"find": "xã", "replacement": "phường", "allSheets": True}})
    assert reply["findReplace"] == {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 3}
    assert sheet.column("A") == ["phường A, phường B", "phường C"]


def test_borders_round_a_block_and_inside_it(sheet: SheetState, hoa: Person) -> None:
    thin = {"style": "SOLID"}
    hoa.asks({"updateBorders": {"range": block(0, 2, 0, 2), "top": thin, "left": thin, "innerHorizontal": thin}})
    assert set(sheet.look("A1")["borders"]) == {"top", "left", "bottom"}
    assert set(sheet.look("B1")["borders"]) == {"top", "bottom"}
    assert set(sheet.look("A2")["borders"]) == {"left"}
    hoa.asks({"updateBorders": {"range": block(0, 2, 0, 2), "top": {"style": "NONE"}}})
    assert set(sheet.look("B1")["borders"]) == {"bottom"}


def test_a_merge_keeps_only_the_first_value(sheet: SheetState, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b"], ["c", "d"]])
    hoa.merges("Sheet1", "A1:B2")
    assert (sheet.rows(), sheet.merges) == ([["a"]], [block(0, 2, 0, 2)])
    with refused("You must select all cells in a merged range"):
        hoa.merges("Sheet1", "B2:C3")
    hoa.asks({"unmergeCells": {"range": {"sheetId": 0}}})
    hoa.asks({"mergeCells": {"range": block(4, 6, 0, 2), "mergeType": "MERGE_ROWS"}})
    assert sheet.merges == [block(4, 5, 0, 2), block(5, 6, 0, 2)]


def test_update_cells_by_start_and_by_range(sheet: SheetState, hoa: Person) -> None:
    rows = [{"values": [{"userEnteredValue": {"stringValue": "a"}}, {"userEnteredValue": {"numberValue": 2}}]}]
    hoa.asks(
        {"updateCells": {"start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}, "rows": rows, "fields": "userEnteredValue"}}
    )
    assert sheet.rows() == [[], ["", "a", "2"]]
    hoa.asks({"updateCells": {"range": block(0, 5, 0, 5), "fields": "userEnteredValue"}})
    assert sheet.rows() == []
    with refused("beyond the last requested column of: 1"):
        hoa.asks({"updateCells": {"range": block(0, 1, 1, 2), "rows": rows, "fields": "*"}})


def test_a_star_clears_everything_of_a_cell(sheet: SheetState, hoa: Person) -> None:
    hoa.types("Sheet1", "A1", "x")
    hoa.notes("Sheet1", "A1", "y")
    hoa.formats("Sheet1", "A1", {"textFormat": {"bold": True}})
    hoa.asks({"updateCells": {"range": block(0, 1, 0, 1), "fields": "*"}})
    assert sheet.cell("A1") == {}


def test_a_mask_changes_only_what_it_names(sheet: SheetState, hoa: Person) -> None:
    hoa.formats("Sheet1", "A1", {"textFormat": {"bold": True, "italic": True}, "backgroundColor": {"red": 1}})
    hoa.formats("Sheet1", "A1", {"textFormat": {}}, fields="userEnteredFormat(textFormat/bold)")
    assert sheet.look("A1")["textFormat"] == {"italic": True}
    assert sheet.look("A1")["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
    hoa.formats("Sheet1", "A1", {}, fields="userEnteredFormat.backgroundColorStyle")
    assert "backgroundColor" not in sheet.look("A1")


def test_a_new_value_takes_away_formats_of_parts_of_the_text(sheet: SheetState, hoa: Person) -> None:
    runs = [{"startIndex": 1, "format": {"bold": True}}]
    cell = {"userEnteredValue": {"stringValue": "abc"}, "textFormatRuns": runs}
    fields = "userEnteredValue,textFormatRuns"
    hoa.asks({"updateCells": {"range": block(0, 1, 0, 1), "rows": [{"values": [cell]}], "fields": fields}})
    assert sheet.cell("A1")["textFormatRuns"] == runs
    hoa.types("Sheet1", "A1", "khác")
    assert "textFormatRuns" not in sheet.cell("A1")


def test_a_strict_list_binds_whoever_types(sheet: SheetState, hoa: Person, program: gspread.Spreadsheet) -> None:
    hoa.validates("Sheet1", "A1:A9", ["Hoàn thành", "Đang thực hiện"])
    hoa.types("Sheet1", "A1", "Hoàn thành")
    with refused("violates the data validation rules"):
        hoa.types("Sheet1", "A2", "xong")
    hoa.asks({"setDataValidation": {"range": block(0, 9, 0, 1)}})
    hoa.types("Sheet1", "A2", "xong")
    assert sheet.validation("A1") is None


def test_charts_are_added_moved_redrawn_and_deleted(sheet: SheetState, hoa: Person) -> None:
    identity = hoa.adds_chart("Sheet1", "A2:A9", "B2:B9", title="Theo lĩnh vực", at="D2")
    place = {"overlayPosition": {"widthPixels": 900}}
    (reply,) = hoa.asks({"updateEmbeddedObjectPosition": {"objectId": identity, "newPosition": place, "fields": "widthPixels"}})
    position = reply["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]
    assert position == {"widthPixels": 900, "heightPixels": 371, "anchorCell": {"rowIndex": 1, "columnIndex": 3}}
    spec = {**sheet.charts[0]["spec"], "title": "Tên mới"}
    hoa.asks({"updateChartSpec": {"chartId": identity, "spec": spec}})
    assert sheet.charts[0]["spec"]["title"] == "Tên mới"
    hoa.asks({"deleteEmbeddedObject": {"objectId": identity}})
    assert sheet.charts == []
    with refused(f"No chart with id: {identity}"):
        hoa.asks({"updateChartSpec": {"chartId": identity, "spec": spec}})


def test_named_ranges(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.names_range("bang", "Sheet1", "A1:B2")
    with refused("already exists"):
        hoa.names_range("BANG", "Sheet1", "C1")
    with refused("is invalid for a named range"):
        hoa.names_range("A1", "Sheet1", "C1")
    identity = book.named_ranges[0]["namedRangeId"]
    hoa.asks({"updateNamedRange": {"namedRange": {"namedRangeId": identity, "name": "moi"}, "fields": "name"}})
    assert google.look(book).named_ranges == {"moi": block(0, 2, 0, 2)}
    hoa.asks({"deleteNamedRange": {"namedRangeId": identity}})
    assert google.look(book).named_ranges == {}


def test_developer_metadata_is_made_found_changed_and_deleted(program: gspread.Spreadsheet) -> None:
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{program.id}/developerMetadata"

    def found(lookup: JsonObject) -> list[str]:
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        answer = program.client.request("post", f"{address}:search", json=body).json()
        return [each["developerMetadata"].get("metadataValue", "") for each in answer.get("matchedDeveloperMetadata", [])]

    run = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    places: list[JsonObject] = [{"spreadsheet": True}, {"sheetId": 0}, {"dimensionRange": run}]
    for number, place in enumerate(places, start=1):
        made = {
            "metadataId": number,
            "metadataKey": "k",
            "metadataValue": str(number),
            "visibility": "DOCUMENT",
            "location": place,
        }
        program.batch_update({"requests": [{"createDeveloperMetadata": {"developerMetadata": made}}]})
    assert found({"metadataKey": "k"}) == ["1", "2", "3"]
    assert found({"metadataKey": "k", "locationType": "SHEET"}) == ["2"]
    assert found({"metadataLocation": {"sheetId": 0}}) == ["2", "3"]
    assert found({"metadataLocation": {"sheetId": 0}, "locationType": "ROW"}) == ["3"]
    assert found({"metadataLocation": {"sheetId": 0}, "locationMatchingStrategy": "EXACT_LOCATION"}) == ["2"]
    assert program.client.request("get", f"{address}/3").json()["location"]["locationType"] == "ROW"

    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataId": 3}}]}
    change = {"updateDeveloperMetadata": {**lookup, "developerMetadata": {"metadataValue": "mới"}, "fields": "metadataValue"}}
    program.batch_update({"requests": [change]})
    assert found({"metadataId": 3}) == ["mới"]
    delete = {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": "k"}}}}
    gone = program.batch_update({"requests": [delete]})["replies"][0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert len(gone) == 3
    assert found({"metadataKey": "k"}) == []


def test_metadata_needs_a_key_a_visibility_and_one_place(hoa: Person) -> None:
    two_rows = {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    for metadata, words in (
        ({"visibility": "DOCUMENT", "location": {"spreadsheet": True}}, "metadataKey must be set"),
        ({"metadataKey": "k", "location": {"spreadsheet": True}}, "visibility must be set"),
        ({"metadataKey": "k", "visibility": "DOCUMENT"}, "must be exactly one of"),
        ({"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": two_rows}}, "a single row or column"),
    ):
        with refused(words):
            hoa.asks({"createDeveloperMetadata": {"developerMetadata": metadata}})
