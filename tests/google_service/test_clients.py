"""The real gspread and google-auth speak to the loopback as to Google."""

from __future__ import annotations

import gspread
import pytest
import requests
from gspread.utils import ValueInputOption, ValueRenderOption

from tests.google_service import (
    GoogleService,
    OffLoopbackError,
    Person,
    Spreadsheet,
    loopback_session,
    only_reaching,
    reads,
    writes,
)


def test_what_gspread_writes_a_person_sees(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    program.sheet1.update([["001", "15/3/2023"]], "A1", value_input_option=ValueInputOption.raw)
    assert google.look(book)["Sheet1"].rows() == [["001", "15/3/2023"]]


def test_what_a_person_types_gspread_reads(hoa: Person, program: gspread.Spreadsheet) -> None:
    hoa.types("Sheet1", "A1", "15/3/2023")
    assert program.sheet1.get("A1", value_render_option=ValueRenderOption.unformatted) == [[45000]]
    assert program.sheet1.get("A1") == [["15/03/2023"]]


def test_gspread_sheets_rows_notes_and_formats(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    tab = program.add_worksheet("Tư pháp", 20, 5)
    tab.append_row(["A", "B"], table_range="A1")
    tab.insert_row(["trước"], 1)
    tab.format("A1", {"textFormat": {"bold": True}})
    tab.insert_note("A1", "xem lại")
    tab.freeze(rows=1)
    seen = google.look(book)["Tư pháp"]
    assert seen.rows() == [["trước"], ["A", "B"]]
    assert seen.look("A1") == {"textFormat": {"bold": True}}
    assert (seen.note("A1"), seen.frozen_rows, seen.size) == ("xem lại", 1, (21, 5))


def test_every_call_is_logged_with_who_made_it_and_how_large_it_was(google: GoogleService, program: gspread.Spreadsheet) -> None:
    program.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})
    program.values_batch_get(["Sheet1!A1:B2"])
    (write,) = google.calls(writes)
    assert (write.verb, write.identity, write.status) == ("PUT", "sheets.spreadsheets.values.update", 200)
    assert write.email == "sheetsync@office.iam.gserviceaccount.com"
    assert write.size == len('{"values": [["x"]]}')
    assert [call.identity for call in google.calls(reads)] == ["sheets.spreadsheets.get", "sheets.spreadsheets.values.batchGet"]


def test_a_program_that_makes_its_own_sessions_reaches_only_the_loopback(google: GoogleService, book: Spreadsheet) -> None:
    with only_reaching(google):
        answer = requests.get(f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}", timeout=60)
        with pytest.raises(OffLoopbackError, match="example\\.org"):
            requests.get("https://example.org/", timeout=60)
    assert answer.status_code == 401


def test_a_session_for_the_loopback_refuses_every_other_address(google: GoogleService) -> None:
    with pytest.raises(OffLoopbackError, match="drive\\.example"):
        loopback_session(google).get("https://drive.example/", timeout=60)
