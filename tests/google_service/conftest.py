"""The office of the loopback's own tests: one shared sheet, its owner, an official, the program."""

from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest

from tests.google_service import ROBOT, GoogleService, Person, Spreadsheet, google_service, gspread_client


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with google_service() as service:
        yield service


@pytest.fixture
def book(google: GoogleService) -> Spreadsheet:
    return google.new_spreadsheet("Kế hoạch 2023", "vanphong@xa.vn", writers=[ROBOT, "hoa@xa.vn"])


@pytest.fixture
def office(google: GoogleService, book: Spreadsheet) -> Person:
    """Who owns the sheet."""
    return google.person("vanphong@xa.vn", book)


@pytest.fixture
def hoa(google: GoogleService, book: Spreadsheet) -> Person:
    """An official who may edit."""
    return google.person("hoa@xa.vn", book)


@pytest.fixture
def program(google: GoogleService, book: Spreadsheet) -> gspread.Spreadsheet:
    """The sheet as gspread has it, signed in as the service account."""
    return gspread_client(google).open_by_key(book.id)
