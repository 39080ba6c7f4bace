"""Sheets as a whole: adding, deleting, renaming, moving, hiding, duplicating, copying, freezing, resizing."""

from __future__ import annotations

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, refused
from tests.google_service.json_objects import JsonObject


def titles(google: GoogleService, book: Spreadsheet) -> list[str]:
    return google.look(book).titles


def test_a_sheet_gets_the_id_and_the_place_that_the_client_gives(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet
) -> None:
    properties = {
        "title": "Báo cáo",
        "sheetId": 4711,
        "index": 0,
        "gridProperties": {"rowCount": 9, "columnCount": 4, "frozenRowCount": 2},
    }
    reply = program.batch_update({"requests": [{"addSheet": {"properties": properties}}]})["replies"][0]
    assert reply["addSheet"]["properties"] == {**properties, "sheetType": "GRID"}
    assert titles(google, book) == ["Báo cáo", "Sheet1"]


def test_names_and_ids_are_there_only_once(hoa: Person) -> None:
    with refused('A sheet with the name "sheet1" already exists. Please enter another name.'):
        hoa.adds_sheet("sheet1")
    with refused("already exists"):
        hoa.asks({"addSheet": {"properties": {"title": "B", "sheetId": 0}}})
    hoa.adds_sheet("B")
    with refused("already exists"):
        hoa.renames_sheet("B", "Sheet1")


def test_the_last_visible_sheet_stays(hoa: Person) -> None:
    with refused("You can't remove all the sheets in a document."):
        hoa.deletes_sheet("Sheet1")
    hoa.adds_sheet("Ẩn")
    hoa.hides_sheet("Ẩn")
    with refused("You can't remove all the visible sheets in a document."):
        hoa.deletes_sheet("Sheet1")
    with refused("You can't hide all the sheets in a document."):
        hoa.hides_sheet("Sheet1")


def test_sheets_move_left_and_right(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    for title in ("B", "C"):
        hoa.adds_sheet(title)
    hoa.moves_sheet("Sheet1", 2)
    assert titles(google, book) == ["B", "C", "Sheet1"]
    hoa.moves_sheet("Sheet1", 0)
    assert titles(google, book) == ["Sheet1", "B", "C"]


def test_formulas_follow_a_renamed_sheet_and_lose_a_deleted_one(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.adds_sheet("VP UBND")
    hoa.fills("Sheet1", "A1", [["='VP UBND'!B2+1", '="VP UBND!B2"']])
    hoa.renames_sheet("VP UBND", "Tư pháp")
    assert google.look(book)["Sheet1"].entered("A1") == "='Tư pháp'!B2+1"
    hoa.deletes_sheet("Tư pháp")
    assert google.look(book)["Sheet1"].entered("A1") == "='Tư pháp'!#REF!+1"
    assert google.look(book)["Sheet1"].shown("A1") == "#REF!"
    assert google.look(book)["Sheet1"].entered("B1") == '="VP UBND!B2"'


def test_what_is_bound_to_a_deleted_sheet_goes_with_it(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    sheet_id = hoa.adds_sheet("B")
    hoa.names_range("bang", "B", "A1:B2")
    place = {"sheetId": sheet_id}
    hoa.asks(
        {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "k", "visibility": "DOCUMENT", "location": place}}}
    )
    hoa.adds_chart("Sheet1", "A1:A2", "B1:B2")
    source = {"sheetId": sheet_id, "endRowIndex": 5, "endColumnIndex": 1}
    series = [{"series": {"sourceRange": {"sources": [source]}}}]
    hoa.asks({"addChart": {"chart": {"spec": {"basicChart": {"chartType": "BAR", "series": series}}}}})
    hoa.deletes_sheet("B")
    first, second = google.look(book)["Sheet1"].charts
    assert len(first["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]) == 1
    assert second["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"] == []
    assert google.look(book).named_ranges == {}
    assert google.look(book).developer_metadata == []


def _furnish(hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["Việc", "Số"], ["a", "1"], ["b", "2"]])
    hoa.formats("Sheet1", "A1:B1", {"textFormat": {"bold": True}})
    hoa.merges("Sheet1", "D1:E1")
    hoa.adds_conditional_format("Sheet1", "A2:B3", "=$B2>1", {"red": 1})
    hoa.validates("Sheet1", "A2:A3", ["a", "b"])
    hoa.protects("Sheet1", "A1:B1")
    hoa.adds_chart("Sheet1", "A2:A3", "B2:B3", at="D3")


def test_a_duplicate_has_all_that_the_original_has_with_ids_of_its_own(
    google: GoogleService, book: Spreadsheet, hoa: Person
) -> None:
    _furnish(hoa)
    new_id = hoa.duplicates_sheet("Sheet1", "Bản sao")
    original, copy = google.look(book)["Sheet1"], google.look(book)["Bản sao"]
    assert titles(google, book) == ["Sheet1", "Bản sao"]
    assert copy.rows() == original.rows()
    assert copy.look("A1") == original.look("A1")
    assert copy.validation("A2") == original.validation("A2")
    assert copy.merges == [{**original.merges[0], "sheetId": new_id}]
    assert copy.condition_formulas == ["=$B2>1"]
    assert copy.conditional_formats[0]["ranges"][0]["sheetId"] == new_id
    (chart,) = copy.charts
    assert chart["chartId"] != original.charts[0]["chartId"]
    series = chart["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]
    assert [source["sheetId"] for source in series] == [new_id]
    assert copy.protected_ranges[0]["protectedRangeId"] != original.protected_ranges[0]["protectedRangeId"]
    assert copy.protected_ranges[0]["range"]["sheetId"] == new_id


def test_a_duplicate_gets_the_name_id_and_place_asked_for(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.adds_sheet("B")
    hoa.asks({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "insertSheetIndex": 2, "newSheetName": "C"}})
    assert titles(google, book) == ["Sheet1", "B", "C"]
    hoa.asks({"duplicateSheet": {"sourceSheetId": 0}})
    assert titles(google, book)[0] == "Copy of Sheet1"


@pytest.mark.parametrize("copied", [False, True])
def test_whether_a_duplicate_takes_the_metadata_of_the_sheet_can_be_chosen(
    google: GoogleService, book: Spreadsheet, hoa: Person, copied: bool
) -> None:
    google.unknowns.duplicate_copies_sheet_metadata = copied
    mark: JsonObject = {"metadataKey": "ours", "visibility": "DOCUMENT", "location": {"sheetId": 0}}
    hoa.asks({"createDeveloperMetadata": {"developerMetadata": mark}})
    hoa.duplicates_sheet("Sheet1", "B")
    assert len(google.look(book)["B"].developer_metadata) == copied


def test_a_sheet_is_copied_into_another_spreadsheet(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet
) -> None:
    other = google.new_spreadsheet("Khác", "vanphong@xa.vn", writers=["sheetsync@office.iam.gserviceaccount.com"])
    program.sheet1.update([["x"]], "A1")
    assert program.sheet1.copy_to(other.id)["title"] == "Copy of Sheet1"
    assert google.look(other)["Copy of Sheet1"].rows() == [["x"]]


def test_a_new_spreadsheet_with_the_sheets_asked_for(google: GoogleService, program: gspread.Spreadsheet) -> None:
    body = {"properties": {"title": "Mới", "locale": "vi_VN"}, "sheets": [{"properties": {"title": "Một", "sheetId": 3}}]}
    made = program.client.request("post", "https://sheets.googleapis.com/v4/spreadsheets", json=body).json()
    look = google.look(google.spreadsheets[made["spreadsheetId"]])
    assert (look.titles, look.properties["locale"], look["Một"].id) == (["Một"], "vi_VN", 3)


def test_not_everything_can_be_frozen_nor_through_a_merged_cell(hoa: Person) -> None:
    hoa.adds_sheet("B", rows=3, columns=4)
    with refused("You can't freeze all visible rows on the sheet."):
        hoa.freezes("B", rows=3)
    hoa.merges("B", "A1:D1")
    with refused("You can't freeze columns which contain only part of a merged cell."):
        hoa.freezes("B", rows=1, columns=2)
    hoa.freezes("B", rows=1)
    hoa.asks({"unmergeCells": {"range": {"sheetId": hoa.spreadsheet.sheets[1].id}}})
    with refused("You can't merge frozen and non-frozen"):
        hoa.merges("B", "A1:A2")
    grid = {"rowCount": 1, "frozenRowCount": 0}
    change = {"properties": {"sheetId": hoa.spreadsheet.sheets[1].id, "gridProperties": grid}}
    with refused("it is not possible to delete all non-frozen rows"):
        hoa.asks({"updateSheetProperties": {**change, "fields": "gridProperties(rowCount,frozenRowCount)"}})


def test_a_smaller_grid_forgets_what_was_outside_and_a_huge_one_is_refused(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b"], ["c", "d"]])
    program.sheet1.resize(1, 1)
    program.sheet1.resize(5, 5)
    assert google.look(book)["Sheet1"].rows() == [["a"]]
    with refused("above the limit of 10000000 cells"):
        hoa.adds_sheet("To", rows=1_000_000, columns=10)


def test_locale_and_title_of_the_spreadsheet(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.sets_locale("en_US")
    hoa.renames_spreadsheet("Plan")
    hoa.types("Sheet1", "A1", "3/15/2023")
    assert (book.title, google.look(book)["Sheet1"].shown("A1")) == ("Plan", "3/15/2023")
