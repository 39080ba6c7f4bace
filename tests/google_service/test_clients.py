"""The real gspread and google-auth speak to the loopback as to Google."""

from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest
import requests
from gspread.utils import ValueInputOption, ValueRenderOption

from tests.google_service import (
    ROBOT,
    GoogleService,
    OffLoopbackError,
    Spreadsheet,
    google_service,
    gspread_client,
    loopback_session,
    only_reaching,
)


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with google_service() as service:
        yield service


@pytest.fixture
def book(google: GoogleService) -> Spreadsheet:
    return google.new_spreadsheet("Kế hoạch 2023", "vanphong@xa.vn", writers=[ROBOT, "hoa@xa.vn"])


def test_what_gspread_writes_a_person_sees(google: GoogleService, book: Spreadsheet) -> None:
    gspread_client(google).open_by_key(book.id).sheet1.update(
        [["001", "15/3/2023"]], "A1", value_input_option=ValueInputOption.raw
    )
    assert google.look(book)["Sheet1"].rows() == [["001", "15/3/2023"]]


def test_what_a_person_types_is_read_by_the_locale(google: GoogleService, book: Spreadsheet) -> None:
    google.person("hoa@xa.vn", book).types("Sheet1", "A1", "15/3/2023")
    sheet = gspread_client(google).open_by_key(book.id).sheet1
    assert sheet.get("A1", value_render_option=ValueRenderOption.unformatted) == [[45000]]
    assert sheet.get("A1") == [["15/03/2023"]]


def test_a_program_that_makes_its_own_sessions_reaches_only_the_loopback(google: GoogleService, book: Spreadsheet) -> None:
    with only_reaching(google):
        answer = requests.get(f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}", timeout=5)
        with pytest.raises(OffLoopbackError, match="example\\.org"):
            requests.get("https://example.org/", timeout=5)
    assert answer.status_code == 401


def test_a_session_for_the_loopback_refuses_every_other_address(google: GoogleService) -> None:
    with pytest.raises(OffLoopbackError, match="drive\\.example"):
        loopback_session(google).get("https://drive.example/", timeout=5)


def test_an_unknown_name_in_a_request_is_refused_as_google_does(google: GoogleService, book: Spreadsheet) -> None:
    spreadsheet = gspread_client(google).open_by_key(book.id)
    with pytest.raises(gspread.exceptions.APIError) as refused:
        spreadsheet.batch_update({"requests": [{"repeatCell": {"rnge": {}}}]})
    assert refused.value.error["message"] == (
        "Invalid JSON payload received. Unknown name \"rnge\" at 'requests[0].repeat_cell': Cannot find field."
    )
