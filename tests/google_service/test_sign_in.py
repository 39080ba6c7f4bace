"""Signing in: signatures, scopes, the end of a token, and what a stranger is told."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.oauth2.service_account import Credentials

from tests.google_service import (
    ROBOT,
    GoogleService,
    Spreadsheet,
    any_call,
    api_disabled,
    authorized_session,
    gspread_client,
    only_reaching,
    person_credentials,
    robot_credentials,
    token_calls,
)
from tests.google_service.json_objects import JsonObject

READ_ONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"


def _credentials(key: JsonObject) -> Credentials:
    found: Credentials = Credentials.from_service_account_info(key, scopes=[SHEETS])  # type: ignore[no-untyped-call]
    return found


def _refused(response: requests.Response) -> tuple[int, str, str]:
    error = response.json()["error"]
    return response.status_code, error["status"], error["message"]


def test_a_key_file_as_the_console_hands_it_out_opens_the_sheet(google: GoogleService, book: Spreadsheet, tmp_path: Path) -> None:
    path = google.key_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text(encoding="utf-8"))["client_email"] == ROBOT
    with only_reaching(google):
        assert gspread.service_account(path, scopes=[SHEETS]).open_by_key(book.id).title == "Kế hoạch 2023"


def test_a_signature_with_a_key_that_the_account_no_longer_has_is_refused(google: GoogleService, book: Spreadsheet) -> None:
    key = google.sign_in.service_account_key(ROBOT, google.token_uri, right_key=False)
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        gspread_client(google, _credentials(key)).open_by_key(book.id)


def test_an_account_that_was_deleted_is_not_found(google: GoogleService, book: Spreadsheet) -> None:
    credentials = robot_credentials(google)
    google.sign_in.forget_account(ROBOT)
    with pytest.raises(RefreshError, match="account not found"):
        gspread_client(google, credentials).open_by_key(book.id)


def test_an_expired_token_is_answered_401_and_the_client_signs_in_again(google: GoogleService, book: Spreadsheet) -> None:
    client = gspread_client(google)
    client.open_by_key(book.id)
    google.clock.advance(3601)
    client.open_by_key(book.id)
    assert [call.status for call in google.calls(token_calls)] == [200, 200]


def test_a_call_without_a_token_is_answered_401(google: GoogleService, book: Spreadsheet) -> None:
    response = requests.get(f"{google.address}/v4/spreadsheets/{book.id}", timeout=60)
    assert _refused(response)[:2] == (401, "UNAUTHENTICATED")


def test_a_scope_for_reading_does_not_cover_writing(google: GoogleService, book: Spreadsheet) -> None:
    client = gspread_client(google, robot_credentials(google, scopes=[READ_ONLY]))
    sheet = client.open_by_key(book.id)
    with pytest.raises(gspread.exceptions.APIError) as refused:
        sheet.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})
    assert refused.value.code == 403
    assert refused.value.error["message"] == "Request had insufficient authentication scopes."
    assert refused.value.error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_the_scope_of_sheets_does_not_cover_drive(google: GoogleService, book: Spreadsheet) -> None:
    session = authorized_session(google, robot_credentials(google))
    response = session.get(f"https://www.googleapis.com/drive/v3/files/{book.id}")
    assert response.status_code == 403
    session = authorized_session(google, robot_credentials(google, scopes=[DRIVE_FILE]))
    assert session.get(f"https://www.googleapis.com/drive/v3/files/{book.id}").status_code == 200


def test_a_sheet_that_is_not_shared_and_one_that_is_not_there(google: GoogleService) -> None:
    private = google.new_spreadsheet("Riêng", "ai@xa.vn")
    client = gspread_client(google)
    with pytest.raises(PermissionError):
        client.open_by_key(private.id)
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key("1khongco")


def test_a_reader_may_not_write(google: GoogleService) -> None:
    shown = google.new_spreadsheet("Chỉ xem", "ai@xa.vn")
    shown.permissions[ROBOT] = "reader"
    sheet = gspread_client(google).open_by_key(shown.id)
    with pytest.raises(gspread.exceptions.APIError, match="The caller does not have permission"):
        sheet.values_clear("Sheet1")


def test_a_person_signs_in_with_a_refresh_token_until_it_is_revoked(google: GoogleService, book: Spreadsheet) -> None:
    client = gspread_client(google, person_credentials(google, "hoa@xa.vn"))
    client.open_by_key(book.id)
    assert google.calls(any_call)[-1].email == "hoa@xa.vn"
    google.sign_in.revoke("hoa@xa.vn")
    with pytest.raises(RefreshError, match=r"expired or revoked"):
        client.open_by_key(book.id)


def test_a_person_agrees_on_the_consent_page_and_the_program_gets_its_tokens(google: GoogleService) -> None:
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    asked = {"redirect_uri": "http://127.0.0.1:1/", "scope": SHEETS, "state": "s1"}
    page = requests.get(f"{google.address}/o/oauth2/auth", params=asked, allow_redirects=False, timeout=60)
    said = dict(parse_qsl(urlsplit(page.headers["Location"]).query))
    assert said["state"] == "s1"
    form = {
        "grant_type": "authorization_code",
        "code": said["code"],
        "redirect_uri": "http://127.0.0.1:1/",
        "client_id": "100000000000-office.apps.googleusercontent.com",
        "client_secret": "loopback-client-secret",
    }
    tokens = requests.post(google.token_uri, data=form, timeout=60).json()
    assert set(tokens) == {"access_token", "refresh_token", "expires_in", "token_type", "scope"}


def test_nobody_at_the_browser_denies_access(google: GoogleService) -> None:
    asked = {"redirect_uri": "http://127.0.0.1:1/", "scope": SHEETS}
    page = requests.get(f"{google.address}/o/oauth2/auth", params=asked, allow_redirects=False, timeout=60)
    assert "error=access_denied" in page.headers["Location"]


def test_an_api_that_was_never_switched_on(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.next(any_call).answers(api_disabled())
    with pytest.raises(gspread.exceptions.APIError, match="has not been used in project"):
        program.fetch_sheet_metadata()


def test_an_excel_file_left_as_it_is_is_no_google_sheet(google: GoogleService) -> None:
    file = google.add_excel_file("kế hoạch.xlsx", "vanphong@xa.vn", writers=[ROBOT])
    with pytest.raises(gspread.exceptions.APIError, match="This operation is not supported for this document") as refused:
        gspread_client(google).open_by_key(file.id)
    assert (refused.value.code, refused.value.error["status"]) == (400, "FAILED_PRECONDITION")
