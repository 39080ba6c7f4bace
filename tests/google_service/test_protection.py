"""Protected ranges and sheets bind people and programs alike; owners and editors pass."""

from __future__ import annotations

from collections.abc import Callable

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, refused

PROTECTED = "You are trying to edit a protected cell or object."


@pytest.fixture
def locked(office: Person, hoa: Person) -> Person:
    """The plan columns A:B are the office's; Hoa may edit the rest."""
    hoa.fills("Sheet1", "A1", [["Mã", "Việc", "Kết quả"], ["CV1", "a", ""], ["CV2", "b", ""]])
    office.protects("Sheet1", "A1:B3")
    return hoa


@pytest.mark.parametrize(
    "act",
    [
        lambda hoa: hoa.types("Sheet1", "B2", "x"),
        lambda hoa: hoa.clears("Sheet1", "A1:C9"),
        lambda hoa: hoa.formats("Sheet1", "A1:C1", {"textFormat": {"bold": True}}),
        lambda hoa: hoa.deletes_rows("Sheet1", 2),
        lambda hoa: hoa.inserts_rows("Sheet1", 2),
        lambda hoa: hoa.inserts_columns("Sheet1", "B"),
        lambda hoa: hoa.moves_rows("Sheet1", 2, 1, before=9),
        lambda hoa: hoa.sorts("Sheet1", "A2:C3", by="A"),
        lambda hoa: hoa.merges("Sheet1", "B2:C2"),
        lambda hoa: hoa.validates("Sheet1", "A2", ["x"]),
        lambda hoa: hoa.adds_conditional_format("Sheet1", "A2:C3", "=TRUE", {"red": 1}),
        lambda hoa: hoa.deletes_sheet("Sheet1"),
    ],
)
def test_what_a_protected_range_stops(
    google: GoogleService, book: Spreadsheet, locked: Person, act: Callable[[Person], None]
) -> None:
    locked.adds_sheet("Khác")
    before = google.look(book).contents()
    with refused(PROTECTED):
        act(locked)
    assert google.look(book).contents() == before


@pytest.mark.parametrize(
    "act",
    [
        lambda hoa: hoa.types("Sheet1", "C2", "x"),
        lambda hoa: hoa.inserts_rows("Sheet1", 4),
        lambda hoa: hoa.deletes_rows("Sheet1", 9),
        lambda hoa: hoa.duplicates_sheet("Sheet1", "Bản sao"),
        lambda hoa: hoa.renames_sheet("Sheet1", "Tên khác"),
    ],
)
def test_what_it_does_not_stop(locked: Person, act: Callable[[Person], None]) -> None:
    act(locked)


def test_the_owner_and_the_named_editors_pass(locked: Person, google: GoogleService, book: Spreadsheet, office: Person) -> None:
    office.types("Sheet1", "B2", "văn phòng")
    office.shares_with("lan@xa.vn")
    office.protects("Sheet1", "E1:E5", editors=["Lan@xa.vn"])
    google.person("lan@xa.vn", book).types("Sheet1", "E2", "của Lan")
    with refused(PROTECTED):
        locked.types("Sheet1", "E2", "x")


def test_whoever_protects_is_an_editor_and_only_editors_see_the_editors(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    reply = program.batch_update({"requests": [{"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}}]})["replies"][
        0
    ]
    assert reply["addProtectedRange"]["protectedRange"]["editors"] == {}
    (kept,) = google.look(book)["Sheet1"].protected_ranges
    assert kept["editors"] == {"users": ["sheetsync@office.iam.gserviceaccount.com"]}
    (seen,) = program.list_protected_ranges(0)
    assert seen["requestingUserCanEdit"] is True
    with refused(PROTECTED):
        hoa.asks({"deleteProtectedRange": {"protectedRangeId": seen["protectedRangeId"]}})


def test_a_protected_range_is_changed_and_taken_away(
    google: GoogleService, book: Spreadsheet, office: Person, hoa: Person
) -> None:
    identity = office.protects("Sheet1", "A1:B3")
    change = {"protectedRangeId": identity, "range": {"sheetId": 0, "endColumnIndex": 1}, "editors": {"users": ["hoa@xa.vn"]}}
    office.asks({"updateProtectedRange": {"protectedRange": change, "fields": "range,editors"}})
    hoa.types("Sheet1", "A1", "x")
    (kept,) = google.look(book)["Sheet1"].protected_ranges
    assert kept["editors"]["users"] == ["hoa@xa.vn", "vanphong@xa.vn"]
    office.asks({"deleteProtectedRange": {"protectedRangeId": identity}})
    assert google.look(book)["Sheet1"].protected_ranges == []


def test_a_protected_sheet_with_holes(office: Person, hoa: Person) -> None:
    hole = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    office.asks({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "unprotectedRanges": [hole]}}})
    hoa.types("Sheet1", "C5", "x")
    with refused(PROTECTED):
        hoa.types("Sheet1", "B5", "x")
    with refused(PROTECTED):
        hoa.renames_sheet("Sheet1", "Tên khác")


def test_a_range_that_only_warns_stops_nobody(office: Person, hoa: Person) -> None:
    office.asks({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "warningOnly": True}}})
    hoa.types("Sheet1", "A1", "x")


def test_the_program_is_bound_too(program: gspread.Spreadsheet, locked: Person) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="Please contact the spreadsheet owner"):
        program.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})
    with pytest.raises(
        gspread.exceptions.APIError, match=r"Invalid requests\[0\]\.updateCells: You are trying to edit a protected cell"
    ):
        program.sheet1.insert_note("A1", "x")
    program.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [[None, None, "kết quả"]]})
