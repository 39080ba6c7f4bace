"""Rows and columns inserted, deleted and moved, and everything that is bound to them."""

from __future__ import annotations

import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, refused
from tests.google_service.formulas import move_references
from tests.google_service.json_objects import JsonObject
from tests.google_service.movement import Deleted, Inserted, Moved, Movement

BLOCKS = ("format", "name", "protected", "merge", "chart")


@pytest.fixture
def furnished(hoa: Person) -> Person:
    """Three rows of tasks with all that can be bound to them."""
    hoa.fills("Sheet1", "A1", [["Mã", "Số"], ["CV1", "1"], ["CV2", "2"], ["CV3", "=B2+B3"]])
    hoa.adds_conditional_format("Sheet1", "A2:B4", "=$B2>1", {"red": 1})
    hoa.names_range("viec", "Sheet1", "A2:B4")
    hoa.protects("Sheet1", "A2:A4", editors=["vanphong@xa.vn"])
    hoa.merges("Sheet1", "D2:D4")
    hoa.adds_chart("Sheet1", "A2:A4", "B2:B4", at="F3")
    run = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    mark: JsonObject = {
        "metadataKey": "task",
        "metadataValue": "CV2",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": run},
    }
    hoa.asks(
        {"createDeveloperMetadata": {"developerMetadata": mark}},
        {"updateDimensionProperties": {"range": run, "properties": {"pixelSize": 50}, "fields": "pixelSize"}},
    )
    return hoa


def bound(google: GoogleService, book: Spreadsheet) -> dict[str, list[tuple[int, int]]]:
    """The rows that everything bound to rows has, from first to last, the last one excluded."""
    sheet = google.look(book)["Sheet1"]
    ranges = {
        "format": [each for rule in sheet.conditional_formats for each in rule["ranges"]],
        "name": list(google.look(book).named_ranges.values()),
        "protected": [each["range"] for each in sheet.protected_ranges],
        "merge": sheet.merges,
        "chart": [
            each
            for chart in sheet.charts
            for each in chart["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]
        ],
    }
    rows = {name: [(each["startRowIndex"], each["endRowIndex"]) for each in found] for name, found in ranges.items()}
    rows["metadata"] = [
        (run["startIndex"], run["endIndex"]) for each in sheet.developer_metadata for run in [each["location"]["dimensionRange"]]
    ]
    rows["anchor"] = [(chart["position"]["overlayPosition"]["anchorCell"]["rowIndex"], 0) for chart in sheet.charts]
    return rows


def test_a_row_put_in_above(google: GoogleService, book: Spreadsheet, furnished: Person) -> None:
    furnished.inserts_rows("Sheet1", 2)
    sheet = google.look(book)["Sheet1"]
    assert sheet.column("A") == ["Mã", "", "CV1", "CV2", "CV3"]
    assert sheet.entered("B5") == "=B3+B4"
    assert sheet.condition_formulas == ["=$B3>1"]
    blocks = {name: [(2, 5)] for name in BLOCKS}
    assert bound(google, book) == {**blocks, "metadata": [(3, 4)], "anchor": [(3, 0)]}
    assert (sheet.pixels("ROWS", 3), sheet.size) == (50, (1001, 26))


def test_a_row_put_in_between(google: GoogleService, book: Spreadsheet, furnished: Person) -> None:
    furnished.inserts_rows("Sheet1", 3, 2)
    assert google.look(book)["Sheet1"].entered("B6") == "=B2+B5"
    blocks = {name: [(1, 6)] for name in BLOCKS}
    assert bound(google, book) == {**blocks, "metadata": [(4, 5)], "anchor": [(4, 0)]}


def test_a_deleted_row(google: GoogleService, book: Spreadsheet, furnished: Person) -> None:
    furnished.deletes_rows("Sheet1", 3)
    sheet = google.look(book)["Sheet1"]
    assert sheet.column("A") == ["Mã", "CV1", "CV3"]
    assert sheet.entered("B3") == "=B2+#REF!"
    blocks = {name: [(1, 3)] for name in BLOCKS}
    assert bound(google, book) == {**blocks, "metadata": [], "anchor": [(2, 0)]}


def test_all_rows_of_a_block_deleted(google: GoogleService, book: Spreadsheet, furnished: Person) -> None:
    furnished.deletes_rows("Sheet1", 2, 3)
    assert all(found == [] for name, found in bound(google, book).items() if name != "anchor")


def test_a_moved_row_takes_its_cells_and_its_metadata(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a"], ["b"], ["c"], ["d"], ["=A2"]])
    run = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    mark: JsonObject = {"metadataKey": "task", "visibility": "DOCUMENT", "location": {"dimensionRange": run}}
    hoa.asks({"createDeveloperMetadata": {"developerMetadata": mark}})
    hoa.moves_rows("Sheet1", 2, 1, before=5)
    sheet = google.look(book)["Sheet1"]
    assert [sheet.entered(name) for name in ("A1", "A2", "A3", "A4", "A5")] == ["a", "c", "d", "b", "=A4"]
    assert bound(google, book)["metadata"] == [(3, 4)]
    hoa.moves_rows("Sheet1", 4, 1, before=1)
    assert sheet.entered("A1") == "b"
    assert bound(google, book)["metadata"] == [(0, 1)]


def test_columns_put_in_deleted_and_moved(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a", "b", "c", "=A1&C1"]])
    hoa.inserts_columns("Sheet1", "B")
    assert google.look(book)["Sheet1"].entered("E1") == "=A1&D1"
    hoa.deletes_columns("Sheet1", "B")
    hoa.moves_columns("Sheet1", "C", 1, before="A")
    sheet = google.look(book)["Sheet1"]
    assert [sheet.entered(name) for name in ("A1", "B1", "C1", "D1")] == ["c", "a", "b", "=B1&A1"]


def test_a_new_row_looks_like_its_neighbour_and_is_empty(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.fills("Sheet1", "A1", [["a"], ["b"]])
    hoa.formats("Sheet1", "A1", {"textFormat": {"bold": True}})
    hoa.validates("Sheet1", "A1", ["a"])
    hoa.inserts_rows("Sheet1", 2)
    sheet = google.look(book)["Sheet1"]
    assert (sheet.entered("A2"), sheet.look("A2")) == (None, {"textFormat": {"bold": True}})
    assert sheet.validation("A2") is not None


def test_what_cannot_be_done_with_rows(hoa: Person) -> None:
    hoa.adds_sheet("B", rows=5, columns=3)
    hoa.freezes("B", rows=2)
    with refused("You can't delete all the rows on the sheet."):
        hoa.deletes_rows("B", 1, 5)
    with refused("it is not possible to delete all non-frozen rows"):
        hoa.deletes_rows("B", 3, 3)
    with refused("past the last of 5"):
        hoa.deletes_rows("B", 9)
    with refused("inheritFromBefore cannot be true"):
        rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
        hoa.asks({"insertDimension": {"range": rows, "inheritFromBefore": True}})
    hoa.merges("B", "A3:A4")
    with refused("You cannot move only part of a merged cell."):
        hoa.moves_rows("B", 4, 1, before=6)


def test_a_frozen_row_that_is_deleted_is_frozen_no_more(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.freezes("Sheet1", rows=3)
    hoa.deletes_rows("Sheet1", 2)
    assert google.look(book)["Sheet1"].frozen_rows == 2


def test_appended_rows_and_hidden_columns(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    columns = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    hoa.asks(
        {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 10}},
        {"updateDimensionProperties": {"range": columns, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
    )
    sheet = google.look(book)["Sheet1"]
    assert (sheet.size, sheet.hidden_lines("COLUMNS")) == ((1010, 26), [1, 2])


@pytest.mark.parametrize(
    ("formula", "dimension", "movement", "expected"),
    [
        ("=A1+$A$5", "ROWS", Inserted(1, 2), "=A1+$A$7"),
        ("=SUM(A1:A5)", "ROWS", Inserted(2, 1), "=SUM(A1:A6)"),
        ("=SUM(A1:A5)", "ROWS", Deleted(0, 2), "=SUM(A1:A3)"),
        ("=SUM(A1:A2)", "ROWS", Deleted(0, 2), "=SUM(#REF!)"),
        ("=COUNTA(B:B)+SUM(2:3)", "ROWS", Inserted(0, 1), "=COUNTA(B:B)+SUM(3:4)"),
        ("=COUNTA(B:B)", "COLUMNS", Inserted(0, 1), "=COUNTA(C:C)"),
        ('="A5"&A5', "ROWS", Inserted(0, 1), '="A5"&A6'),
        ("='Quý I'!A5+Khác!A5", "ROWS", Inserted(0, 1), "='Quý I'!A5+Khác!A5"),
        ("=Sheet1!A5", "ROWS", Inserted(0, 1), "=Sheet1!A6"),
        ("=LOG10(A5)", "ROWS", Inserted(0, 1), "=LOG10(A6)"),
        ("=A2+A3", "ROWS", Moved(1, 2, 5), "=A5+A2"),
    ],
)
def test_references_follow(formula: str, dimension: str, movement: Movement, expected: str) -> None:
    assert move_references(formula, "Sheet1", "Sheet1", dimension, movement.span) == expected
