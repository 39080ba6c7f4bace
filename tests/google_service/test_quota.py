"""The quota of a minute, without waiting for one."""

from __future__ import annotations

import gspread
import pytest

from tests.google_service import GoogleService, Person, Quota, Spreadsheet, gspread_client, person_credentials


def read(program: gspread.Spreadsheet) -> None:
    program.values_get("Sheet1!A1")


def test_the_sixty_first_read_of_a_minute_is_refused_and_the_next_minute_allows_it(
    google: GoogleService, program: gspread.Spreadsheet
) -> None:
    google.quota = Quota()
    google.clock.hold()
    for _ in range(60):
        read(program)
    with pytest.raises(gspread.exceptions.APIError) as refused:
        read(program)
    assert (refused.value.code, refused.value.error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert "Read requests per minute per user" in refused.value.error["message"]
    assert "Retry-After" not in refused.value.response.headers
    google.clock.advance(60)
    read(program)


def test_a_refusal_may_say_how_long_to_wait(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.quota = Quota(reads=1, retry_after=True)
    google.clock.hold()
    read(program)
    google.clock.advance(20)
    with pytest.raises(gspread.exceptions.APIError) as refused:
        read(program)
    assert refused.value.response.headers["Retry-After"] == "40"


def test_reads_and_writes_and_people_are_counted_apart(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet
) -> None:
    google.quota = Quota(reads=2, writes=1)
    read(program)
    program.values_clear("Sheet1!A1")
    gspread_client(google, person_credentials(google, "hoa@xa.vn")).open_by_key(book.id)
    read(program)


def test_the_project_has_a_quota_of_its_own(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    google.quota = Quota(project=1)
    read(program)
    with pytest.raises(gspread.exceptions.APIError, match="limit 'Read requests per minute' of"):
        gspread_client(google, person_credentials(google, "hoa@xa.vn")).open_by_key(book.id)


def test_people_at_a_browser_use_no_quota(google: GoogleService, hoa: Person) -> None:
    google.quota = Quota(writes=0)
    hoa.types("Sheet1", "A1", "x")
