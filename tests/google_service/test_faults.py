"""Faults on purpose: before and after applying, for the next calls that match, and people who act in the gap."""

from __future__ import annotations

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError

from tests.google_service import (
    GoogleService,
    Person,
    Refusal,
    Spreadsheet,
    any_call,
    batch_updates,
    internal_error,
    no_permission,
    not_found,
    quota_exceeded,
    reads,
    token_calls,
    unauthenticated,
    unavailable,
    with_kind,
    writes,
)
from tests.google_service.refusals import oauth_refusal


def write(program: gspread.Spreadsheet, text: str = "x") -> None:
    program.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [[text]]})


def shown(google: GoogleService, book: Spreadsheet) -> str:
    return google.look(book)["Sheet1"].shown("A1")


@pytest.mark.parametrize(
    ("refusal", "code"),
    [(unavailable(), 503), (internal_error(), 500), (no_permission(), 403), (not_found(), 404), (quota_exceeded(), 429)],
)
def test_a_call_is_refused_and_nothing_is_applied(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, refusal: Refusal, code: int
) -> None:
    google.next(writes).answers(refusal)
    with pytest.raises(gspread.exceptions.APIError) as refused:
        write(program)
    assert refused.value.code == code
    assert shown(google, book) == ""
    write(program)
    assert shown(google, book) == "x"


def test_a_call_is_applied_and_the_client_told_that_it_failed(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet
) -> None:
    google.next(writes).applies_then_answers(internal_error())
    with pytest.raises(gspread.exceptions.APIError, match="Internal error"):
        write(program)
    assert shown(google, book) == "x"


def test_a_fault_meets_as_many_calls_as_it_is_for_and_no_others(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.next(writes, times=2).answers(unavailable())
    program.fetch_sheet_metadata()
    for _ in range(2):
        with pytest.raises(gspread.exceptions.APIError):
            write(program)
    assert google.faults.waiting == 0
    write(program)
    assert [call.status for call in google.calls(writes)] == [503, 503, 200]


@pytest.mark.parametrize("applied", [False, True])
def test_a_connection_breaks_before_or_after_applying(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, applied: bool
) -> None:
    rule = google.next(writes)
    if applied:
        rule.applies_then_drops_connection()
    else:
        rule.drops_connection()
    with pytest.raises(requests.ConnectionError):
        write(program)
    assert shown(google, book) == ("x" if applied else "")


@pytest.mark.parametrize("applied", [False, True])
def test_a_silent_service_meets_the_patience_of_the_client(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, applied: bool
) -> None:
    rule = google.next(writes)
    if applied:
        rule.applies_then_stays_silent()
    else:
        rule.stays_silent()
    program.client.set_timeout(0.05)
    with pytest.raises(requests.ReadTimeout):
        write(program)
    assert shown(google, book) == ("x" if applied else "")


def test_a_slow_answer_comes_all_the_same(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    google.next(writes).is_slow(0.01)
    write(program)
    assert shown(google, book) == "x"


def test_an_answer_is_cut_in_half(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.next(reads).answers_garbled()
    with pytest.raises(requests.exceptions.JSONDecodeError):
        program.fetch_sheet_metadata()


def test_a_refusal_says_how_long_to_wait(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.next(reads).answers(quota_exceeded("Read", retry_after=30))
    with pytest.raises(gspread.exceptions.APIError) as refused:
        program.fetch_sheet_metadata()
    assert refused.value.response.headers["Retry-After"] == "30"


def test_a_token_that_has_ended_is_renewed_by_the_client(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.next(any_call).answers(unauthenticated())
    write(program)
    assert [call.status for call in google.calls(writes)] == [401, 200]


def test_the_token_endpoint_can_fail_too(google: GoogleService, program: gspread.Spreadsheet) -> None:
    google.sign_in.expire_tokens()
    google.next(token_calls).answers(oauth_refusal("invalid_grant", "Token has been expired or revoked."))
    with pytest.raises(RefreshError, match="expired or revoked"):
        write(program)
    assert [call.status for call in google.calls(token_calls)] == [200, 400]


def test_somebody_inserts_a_row_right_before_a_write_is_applied(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    hoa.fills("Sheet1", "A1", [["CV1"], ["CV2"]])
    google.next(writes).runs_before(lambda: hoa.inserts_rows("Sheet1", 2))
    program.values_update("Sheet1!B2", {"valueInputOption": "RAW"}, {"values": [["quá hạn"]]})
    assert google.look(book)["Sheet1"].rows() == [["CV1"], ["", "quá hạn"], ["CV2"]]


def test_somebody_acts_right_after_a_write_whose_answer_is_lost(
    google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet, hoa: Person
) -> None:
    google.next(batch_updates).runs_after(lambda: hoa.renames_sheet("Báo cáo", "Báo cáo của Hoa"))
    google.next(with_kind("addSheet")).applies_then_drops_connection()
    with pytest.raises(requests.ConnectionError):
        program.add_worksheet("Báo cáo", 10, 5)
    assert google.look(book).titles == ["Sheet1", "Báo cáo của Hoa"]


def test_an_act_in_the_gap_that_is_refused_fails_the_test(
    google: GoogleService, program: gspread.Spreadsheet, hoa: Person
) -> None:
    google.next(writes).runs_before(lambda: hoa.deletes_sheet("Sheet1"))
    write(program)
    assert "can't remove all the sheets" in google.defects.pop()


def test_faults_can_be_taken_back(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    google.next(writes, times=100).answers(unavailable())
    google.faults.clear()
    write(program)
    assert shown(google, book) == "x"
