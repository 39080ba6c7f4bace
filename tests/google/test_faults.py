"""What goes wrong between here and Google: asked again where that can help, never done twice, told in words in the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sheetsync.errors import AccessDenied, BookUnreadable, BookUnwritable, ServiceUnavailable, SheetsyncError, StillBeingEdited
from tests.contract.plan_book_contract import HIGHLIGHTS, NAME, NOTES, TAB, put, write
from tests.google.shared_book import OWNER, SharedBook
from tests.google_service import (
    ROBOT,
    Call,
    GoogleService,
    Quota,
    Refusal,
    api_disabled,
    batch_updates,
    internal_error,
    no_permission,
    not_found,
    quota_exceeded,
    reads,
    unauthenticated,
    unavailable,
    writes,
)
from tests.google_service.faults import Rule

HARMLESS_TO_READS: dict[str, Callable[[Rule], None]] = {
    "503": lambda rule: rule.answers(unavailable()),
    "500 after it was done": lambda rule: rule.applies_then_answers(internal_error()),
    "no connection": lambda rule: rule.drops_connection(),
    "half an answer": lambda rule: rule.answers_garbled(),
    "429": lambda rule: rule.answers(quota_exceeded("Read")),
    "429 with Retry-After": lambda rule: rule.answers(quota_exceeded("Read", retry_after=21)),
    "token expired": lambda rule: rule.answers(unauthenticated()),
}


@pytest.fixture
def book(google: GoogleService) -> SharedBook:
    return SharedBook(google, (TAB, NOTES))


@pytest.mark.parametrize("fault", HARMLESS_TO_READS, ids=str)
def test_a_read_is_asked_again(google: GoogleService, book: SharedBook, fault: str) -> None:
    expected = book.read()
    HARMLESS_TO_READS[fault](google.next(reads, times=2))
    assert book.read() == expected
    if fault == "429 with Retry-After":
        assert min(book.waits) >= 21
    if fault != "token expired":
        assert len(book.waits) == 2
        assert all("Google" in sentence for sentence in book.told)


@pytest.mark.parametrize("comfortable", [2_000_000, 400], ids=["at once", "in pieces"])
@pytest.mark.parametrize("fault", HARMLESS_TO_READS, ids=str)
@pytest.mark.parametrize("skipped", range(4))
def test_a_write_is_done_once(google: GoogleService, fault: str, skipped: int, comfortable: int) -> None:
    """Whichever of its requests fails, and however: in the end all is there, and nothing twice."""
    quiet = SharedBook(google, (TAB, NOTES), title="Yên ổn", comfortable=comfortable)
    book = SharedBook(google, (TAB, NOTES), comfortable=comfortable)
    for each in (quiet, book):
        write(each, put("cũ"), HIGHLIGHTS)
    google.next(batch_updates, times=skipped).runs_before(lambda: None)  # those that go well
    skip_then(google, skipped, HARMLESS_TO_READS[fault])
    write(book, put("mới"), HIGHLIGHTS)
    google.faults.clear()
    write(quiet, put("mới"), HIGHLIGHTS)
    assert book.read().sheets == quiet.read().sheets
    assert book.mark_count("VP UBND") == quiet.mark_count("VP UBND") == 2
    assert len(book.state.titles) == 3


def skip_then(google: GoogleService, skipped: int, fault: Callable[[Rule], None]) -> None:
    """The fault meets the write after so many."""
    seen = [0]

    def matching(call: Call) -> bool:
        if not batch_updates(call):
            return False
        seen[0] += 1
        return seen[0] == skipped + 1

    fault(google.next(matching))


def test_patience_with_google_ends(google: GoogleService, book: SharedBook) -> None:
    google.next(reads, times=1_000).answers(unavailable())
    with pytest.raises(ServiceUnavailable) as failure:
        book.read()
    assert failure.value.exit_code == 4
    assert len(google.calls(reads)) <= 7
    assert sum(book.waits) <= 180


def test_a_write_that_never_gets_an_answer_ends_in_words(google: GoogleService, book: SharedBook) -> None:
    version = book.read().version
    google.next(batch_updates, times=1_000).drops_connection()
    with pytest.raises(ServiceUnavailable) as failure:
        book.open().write((put(), HIGHLIGHTS), version)
    assert failure.value.next_step
    google.faults.clear()
    assert [sheet.name for sheet in book.read().sheets] == ["VP UBND", "Ghi chú"]


@pytest.mark.parametrize(
    ("refusal", "kind", "words"),
    [
        (no_permission(), AccessDenied, ROBOT),
        (not_found(), BookUnreadable, "chép lại địa chỉ"),
        (api_disabled(), AccessDenied, "Google Sheets API > Enable"),
        (
            Refusal(400, {"error": {"code": 400, "message": "This operation is not supported for this document"}}),
            BookUnreadable,
            "Lưu dưới dạng Google Trang tính",
        ),
        (Refusal(400, {"error": {"code": 400, "message": "Điều lạ"}}), BookUnreadable, "Điều lạ"),
    ],
    ids=["not shared", "no such sheet", "API not enabled", "an Excel file", "something else"],
)
def test_a_refusal_is_told_at_once_with_what_to_do(
    google: GoogleService, book: SharedBook, refusal: Refusal, kind: type[SheetsyncError], words: str
) -> None:
    google.next(reads).answers(refusal)
    with pytest.raises(kind) as failure:
        book.read()
    assert words in failure.value.message + failure.value.next_step
    assert book.waits == []


def test_a_sheet_that_may_only_be_looked_at(google: GoogleService, book: SharedBook) -> None:
    google.person(OWNER, book.spreadsheet).shares_with(ROBOT, "reader")
    before = book.read()
    with pytest.raises(AccessDenied) as failure:
        book.open().write((put(),), before.version)
    assert "Người chỉnh sửa" in failure.value.next_step
    assert book.read() == before


def test_a_protected_tab_that_we_may_not_colour(google: GoogleService, book: SharedBook) -> None:
    before = book.read()
    google.next(batch_updates).answers(
        Refusal(400, {"error": {"code": 400, "message": "You are trying to edit a protected cell or object."}})
    )
    with pytest.raises(BookUnwritable) as failure:
        book.open().write((put(), HIGHLIGHTS), before.version)
    assert "Bảo vệ" in failure.value.next_step
    assert book.read() == before


def test_the_quota_is_waited_for(google: GoogleService, book: SharedBook) -> None:
    google.quota = Quota(reads=2, writes=2)
    for _ in range(5):
        book.read()
    assert book.waits


def test_a_sheet_deleted_in_the_very_moment_of_the_write(google: GoogleService, book: SharedBook) -> None:
    write(book, put("cũ"))
    version = book.read().version
    google.next(batch_updates).runs_before(lambda: book.owner.deletes_sheet(NAME))
    with pytest.raises(StillBeingEdited) as failure:
        book.open().write((put("mới"),), version)
    assert "chưa ghi gì" in failure.value.message
    assert [sheet.name for sheet in book.read().sheets] == ["VP UBND", "Ghi chú"]


def test_a_tab_changed_between_check_and_write_is_told(google: GoogleService, book: SharedBook) -> None:
    version = book.read().version
    google.next(writes).runs_before(lambda: book.owner.types("VP UBND", "D3", "Hoàn thành"))
    with pytest.raises(StillBeingEdited):
        book.open().write((put(), HIGHLIGHTS), version)
    assert book.read().sheet("VP UBND").value(3, 4) == "Hoàn thành"


def test_what_was_written_on_a_report_in_the_very_moment_stays(google: GoogleService, book: SharedBook) -> None:
    write(book, put("cũ"))
    version = book.read().version
    google.next(batch_updates).runs_before(lambda: book.owner.types(NAME, "A4", "lời của chủ tịch"))
    outcome = book.open().write((put("mới"),), version)
    assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
    content = book.read()
    assert content.sheet("Báo cáo Q1-2023 (bản sửa tay)").value(4, 1) == "lời của chủ tịch"
    assert content.sheet("Báo cáo Q1-2023 (bản sửa tay)").own is None
    assert content.sheet(NAME).value(4, 1) == "mới"
    assert not any(book.state[title].hidden for title in book.state.titles)


def test_a_colour_of_people_s_is_put_back_when_it_went_in_place_of_ours(google: GoogleService, book: SharedBook) -> None:
    write(book, HIGHLIGHTS)
    version = book.read().version
    pale = {"red": 0.9, "green": 0.9, "blue": 1}
    theirs = '=$A1="việc riêng"'
    book.owner.adds_conditional_format("VP UBND", "A1:D9", theirs, pale, index=2)
    version = book.read().version
    google.next(batch_updates).runs_before(
        lambda: book.owner.asks(
            {"deleteConditionalFormatRule": {"sheetId": book.state["VP UBND"].id, "index": 2}},
            {
                "addConditionalFormatRule": {
                    "index": 0,
                    "rule": {
                        "ranges": [{"sheetId": book.state["VP UBND"].id, "endRowIndex": 9, "endColumnIndex": 4}],
                        "booleanRule": {
                            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": theirs}]},
                            "format": {"backgroundColor": pale},
                        },
                    },
                }
            },
        )
    )
    write_of_one = (type(HIGHLIGHTS)("VP UBND", HIGHLIGHTS.highlights[:1]),)
    book.open().write(write_of_one, version)
    assert theirs in book.state["VP UBND"].condition_formulas


@pytest.mark.parametrize("cut_after", range(1, 5))
def test_a_write_cut_short_is_tidied_by_the_next(google: GoogleService, cut_after: int) -> None:
    """The program is killed between two of its requests; whatever stands there then, the next run mends it."""
    book = SharedBook(google, (TAB, NOTES), comfortable=400)
    write(book, put("cũ"))
    version = book.read().version
    seen = [0]

    def killed(call: Call) -> bool:
        seen[0] += batch_updates(call)
        return seen[0] > cut_after

    google.next(killed, times=1_000).drops_connection()
    with pytest.raises(SheetsyncError):
        book.open().write((put("mới"),), version)
    google.faults.clear()
    assert book.read().sheet(NAME).value(4, 1) in ("cũ", "mới")
    write(book, put("mới"))
    assert [sheet.name for sheet in book.read().sheets] == ["VP UBND", "Ghi chú", NAME]
    assert book.state.titles == ["VP UBND", "Ghi chú", NAME]
    assert book.read().sheet(NAME).value(4, 1) == "mới"
