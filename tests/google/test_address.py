"""How a Google Sheet is named on the command line."""

from __future__ import annotations

import pytest

from sheetsync.adapters.google.address import spreadsheet_id, web_address
from sheetsync.errors import UsageError

ID = "1VYZV6IRnymjtcrTiKitjSdyIpBjiKTnzjBT-J87QLjI"


@pytest.mark.parametrize(
    "written",
    [
        f"google:{ID}",
        f"Google: {ID} ",
        f'"google:{ID}"',
        ID,
        f"google:https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit",
        f"docs.google.com/spreadsheets/d/{ID}",
    ],
)
def test_the_id_is_found_in_what_people_paste(written: str) -> None:
    assert spreadsheet_id(written) == ID


@pytest.mark.parametrize(
    "written",
    [
        "google:",
        "google:  ",
        "google:ngắn",
        "https://example.com/spreadsheets/d/" + ID,
        "https://docs.google.com/document/d/" + ID,
        "https://docs.google.com.example.com/spreadsheets/d/" + ID,
        "https://docs.google.com/spreadsheets/d/e/2PACX-1vSomethingPublished/pubhtml",
        "google:../../etc/passwd",
    ],
)
def test_anything_else_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(UsageError) as refusal:
        spreadsheet_id(written)
    assert "docs.google.com" in refusal.value.next_step


def test_the_address_to_open() -> None:
    assert web_address(ID) == f"https://docs.google.com/spreadsheets/d/{ID}/edit"
