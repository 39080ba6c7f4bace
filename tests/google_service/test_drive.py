"""The little of Drive that is used."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import (
    ROBOT,
    GoogleService,
    Person,
    Spreadsheet,
    authorized_session,
    gspread_client,
    refused,
    robot_credentials,
)

DRIVE = "https://www.googleapis.com/auth/drive"


@pytest.fixture
def client(google: GoogleService) -> gspread.Client:
    return gspread_client(google, robot_credentials(google, scopes=[DRIVE]))


def get(google: GoogleService, path: str, **query: str) -> Any:
    session = authorized_session(google, robot_credentials(google, scopes=[DRIVE]))
    return session.get(f"https://www.googleapis.com/drive/v3/{path}", params=query)


def test_a_file_has_a_version_that_grows_with_every_change(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    fields = "id,name,mimeType,version,modifiedTime,capabilities(canEdit)"
    before = get(google, f"files/{book.id}", fields=fields).json()
    google.clock.advance(60)
    hoa.types("Sheet1", "A1", "x")
    after = get(google, f"files/{book.id}", fields=fields).json()
    assert before["capabilities"] == {"canEdit": True}
    assert before["mimeType"] == "application/vnd.google-apps.spreadsheet"
    assert int(after["version"]) == int(before["version"]) + 1
    assert after["modifiedTime"] > before["modifiedTime"]


def test_without_a_mask_four_fields_come(google: GoogleService, book: Spreadsheet) -> None:
    assert set(get(google, f"files/{book.id}").json()) == {"kind", "id", "name", "mimeType"}


def test_a_file_that_is_not_shared_is_not_found(google: GoogleService) -> None:
    private = google.new_spreadsheet("Riêng", "ai@xa.vn")
    response = get(google, f"files/{private.id}")
    assert response.status_code == 404
    assert response.json()["error"]["errors"][0] == {
        "domain": "global",
        "reason": "notFound",
        "message": f"File not found: {private.id}.",
    }


def test_an_unknown_field_in_a_mask(google: GoogleService, book: Spreadsheet) -> None:
    response = get(google, f"files/{book.id}", fields="colour")
    assert (response.status_code, response.json()["error"]["message"]) == (400, "Invalid field selection colour")


def test_gspread_opens_by_name_lists_creates_copies_and_deletes(
    google: GoogleService, book: Spreadsheet, client: gspread.Client
) -> None:
    assert client.open("Kế hoạch 2023").id == book.id
    assert [file["name"] for file in client.list_spreadsheet_files()] == ["Kế hoạch 2023"]
    made = client.create("Mới")
    copy = client.copy(made.id, "Bản sao")
    assert google.look(google.spreadsheets[copy.id]).titles == ["Sheet1"]
    client.del_spreadsheet(made.id)
    assert made.id not in google.spreadsheets
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open("không có")


def test_a_service_account_without_storage_cannot_create(google: GoogleService, client: gspread.Client) -> None:
    google.drive.service_accounts_have_storage = False
    with pytest.raises(gspread.exceptions.APIError, match="storage quota has been exceeded"):
        client.create("Mới")


def test_sharing_and_its_end(google: GoogleService, book: Spreadsheet, client: gspread.Client, office: Person) -> None:
    client.open_by_key(book.id).share("lan@xa.vn", perm_type="user", role="reader", notify=False)
    lan = google.person("lan@xa.vn", book)
    with refused("The caller does not have permission"):
        lan.types("Sheet1", "A1", "x")
    roles = {each["emailAddress"]: each["role"] for each in client.list_permissions(book.id)}
    assert roles == {"vanphong@xa.vn": "owner", ROBOT: "writer", "hoa@xa.vn": "writer", "lan@xa.vn": "reader"}
    office.stops_sharing_with(ROBOT)
    with pytest.raises(PermissionError):
        client.open_by_key(book.id)
