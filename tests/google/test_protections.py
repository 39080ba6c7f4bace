"""Who may edit what in a plan workbook on Google: the service itself refuses what is not allowed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sheetsync.adapters.google.client import PatientClient
from sheetsync.adapters.google.new_book import NewGoogleBook
from sheetsync.adapters.google.protections import OURS, WHOLE_SHEET
from sheetsync.adapters.google.rights import GoogleRights
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.console.protect_text import protect_document, protect_text
from sheetsync.core.access import AccessChange, AccessNews, AccessPart
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.requests_sheet import ASKED_BY, TICK
from sheetsync.errors import StillBeingEdited, UsageError
from sheetsync.records import replace
from sheetsync.usecases.main_job import run
from sheetsync.usecases.new_plan import new_plan
from sheetsync.usecases.protect import Protected, protect
from tests.google.new_sheet import ADDRESSES, AS_OF, OFFICE, calculating_google, fill, plan_design, small_settings
from tests.google.shared_book import SharedBook
from tests.google_service import ROBOT, GoogleService, Person, authorized_session, batch_updates, person_credentials, refused
from tests.plan_workbook.fresh_book import TABS

HERS, HIS, OPEN_TAB = TABS[0], TABS[1], TABS[2]
HOA, NAM, MAI = ADDRESSES["VPDU_NV"], ADDRESSES["VPUB"], "mai@gmail.com"


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with calculating_google(plan_design(small=True)) as service:
        yield service


def shared_workbook(google: GoogleService) -> SharedBook:
    """A new plan workbook that is shared with two officials, the office and a colleague."""
    book = SharedBook(google, ())
    for address in (HOA, NAM, MAI, OFFICE):
        book.owner.shares_with(address)
    fill(book, small_settings())
    return book


@pytest.fixture
def book(google: GoogleService) -> SharedBook:
    return shared_workbook(google)


@pytest.fixture
def hoa(book: SharedBook) -> Person:
    return book.google.person(HOA, book.spreadsheet)


@pytest.fixture(scope="module")
def workbook() -> Iterator[SharedBook]:
    """One for all tests that only try what they may."""
    with calculating_google(plan_design(small=True)) as service:
        yield shared_workbook(service)


@pytest.fixture
def official(workbook: SharedBook) -> Person:
    return workbook.google.person(HOA, workbook.spreadsheet)


def with_address(settings: Settings, code: str, address: str) -> Settings:
    officials = tuple(
        replace(official, email=address) if official.code == code else official for official in settings.plan.officials
    )
    return replace(settings, plan=replace(settings.plan, officials=officials))


def again(book: SharedBook, settings: Settings | None = None, *, dry_run: bool = False) -> Protected:
    """What `sheetsync protect google:…` does."""
    rights = GoogleRights(Spreadsheet(book.client(), book.spreadsheet.id))
    return protect(rights, settings or small_settings(), dry_run=dry_run)


# what binds


def test_an_official_fills_in_the_own_tab(workbook: SharedBook, official: Person) -> None:
    for cell, text in (
        ("J5", "Đang thực hiện"),
        ("K5", 60),
        ("L5", "28/2/2023"),
        ("N5", "Đã làm"),
        ("R5", "ghi chú"),
        ("F3", "14/3/2023"),
    ):
        official.types(HERS, cell, text)
    assert workbook.state[HERS].entered("J5") == "Đang thực hiện"
    assert workbook.state[HERS].shown("L5") == "28/02/2023"


@pytest.mark.parametrize("cell", ["A1", "F2", "B5", "D5", "H5", "J4", "M5", "S5", "T5", "U5", "AT5"])
def test_what_the_plan_says_and_what_checks_is_closed(official: Person, cell: str) -> None:
    with refused("protected"):
        official.types(HERS, cell, "sửa")


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (HIS, "J5"),
        (HIS, "F3"),
        ("Kế hoạch", "I4"),
        ("Cán bộ", "F4"),
        ("Danh mục", "A4"),
        ("Hướng dẫn", "A1"),
        ("_sheetsync", "B1"),
    ],
)
def test_what_is_somebody_elses_is_closed(official: Person, sheet: str, cell: str) -> None:
    with refused("protected"):
        official.types(sheet, cell, "sửa")


def test_a_tab_whose_official_has_no_address_is_open_to_everybody(official: Person) -> None:
    official.types(OPEN_TAB, "F3", "14/3/2023")
    with refused("protected"):
        official.types(OPEN_TAB, "A1", "sửa")


def test_a_colleague_without_a_tab_writes_only_where_it_is_open(workbook: SharedBook) -> None:
    mai = workbook.google.person(MAI, workbook.spreadsheet)
    mai.types(OPEN_TAB, "F3", "14/3/2023")
    with refused("protected"):
        mai.types(HERS, "J5", "Đang thực hiện")


@pytest.mark.parametrize("address", [OFFICE, "owner"])
def test_office_and_owner_edit_everything(book: SharedBook, address: str) -> None:
    who = book.owner if address == "owner" else book.google.person(address, book.spreadsheet)
    for sheet, cell in ((HERS, "J5"), (HERS, "A1"), (HIS, "N5"), ("Kế hoạch", "I4"), ("Cán bộ", "F4"), ("_sheetsync", "A40")):
        who.types(sheet, cell, "")
    who.inserts_rows(HERS, 6)


def test_rows_and_columns_stay_where_they_are(official: Person) -> None:
    with refused("protected"):
        official.inserts_rows(HERS, 5)
    with refused("protected"):
        official.deletes_columns(HERS, "D")
    with refused("protected"):
        official.renames_sheet(HERS, "Khác")
    with refused("protected"):
        official.deletes_sheet("_sheetsync")


def test_nobody_takes_the_protection_away(workbook: SharedBook, official: Person) -> None:
    for protected in workbook.state[HERS].protected_ranges:
        if HOA not in protected["editors"]["users"]:
            with refused("protected"):
                official.asks({"deleteProtectedRange": {"protectedRangeId": protected["protectedRangeId"]}})


def test_the_main_job_runs_in_the_protected_workbook(book: SharedBook) -> None:
    book.google.person(NAM, book.spreadsheet).types(HIS, "K5", 150)
    result = run(book.open(), small_settings(), as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    assert result.outcome is not None
    assert result.outcome.changed
    assert any(title.startswith("Báo cáo Quý I") for title in book.state.titles)
    assert book.mark_count(HIS) > 0


def test_all_of_ours_say_so(workbook: SharedBook) -> None:
    for title in workbook.state.titles:
        for protected in workbook.state[title].protected_ranges:
            assert protected["description"].startswith(OURS)
            assert ROBOT in protected["editors"]["users"]
    assert len(workbook.state[HERS].protected_ranges) == 4
    assert [one["description"] for one in workbook.state["Kế hoạch"].protected_ranges] == [WHOLE_SHEET]


# put on again


def test_a_fresh_workbook_needs_nothing(book: SharedBook) -> None:
    before = book.state.contents()
    reads, writes = book.counts
    assert again(book).changes == ()
    assert book.counts == (reads + 1, writes)
    assert book.state.contents() == before


def test_a_new_official_takes_over_the_tab(book: SharedBook, hoa: Person) -> None:
    reads, writes = book.counts
    result = again(book, with_address(small_settings(), "VPDU_NV", MAI))
    assert book.counts == (reads + 1, writes + 1)
    assert result.changes == (AccessChange(HERS, AccessPart.ENTRIES, AccessNews.CHANGED, (MAI,), (HOA,)),)
    book.google.person(MAI, book.spreadsheet).types(HERS, "J5", "Đang thực hiện")
    with refused("protected"):
        hoa.types(HERS, "J5", "Đang thực hiện")
    assert again(book, with_address(small_settings(), "VPDU_NV", MAI)).changes == ()


def test_an_address_that_is_gone_opens_the_tab(book: SharedBook) -> None:
    result = again(book, with_address(small_settings(), "VPDU_NV", ""))
    assert [(change.part, change.news) for change in result.changes] == [(AccessPart.ENTRIES, AccessNews.GONE)]
    assert HERS in result.open_to_all
    book.google.person(NAM, book.spreadsheet).types(HERS, "J5", "Đang thực hiện")


def test_the_office_changes_everywhere(book: SharedBook) -> None:
    new = "vp2@gmail.com"
    result = again(book, replace(small_settings(), office_addresses=(new,)))
    assert {(change.added, change.removed) for change in result.changes} == {((new,), (OFFICE,))}
    assert len(result.changes) == 12 + 2  # every sheet, and the entries of two


def test_a_dry_run_changes_nothing(book: SharedBook) -> None:
    before = book.state.contents()
    settings = with_address(small_settings(), "VPDU_NV", MAI)
    seen = again(book, settings, dry_run=True)
    assert book.state.contents() == before
    assert seen.changes == again(book, settings).changes
    assert seen.dry


def test_what_people_protect_themselves_stays(book: SharedBook) -> None:
    mine = book.owner.protects(HERS, "N5:N6", editors=[NAM])
    again(book, with_address(small_settings(), "VPDU_NV", MAI))
    kept = [one for one in book.state[HERS].protected_ranges if one["protectedRangeId"] == mine]
    assert len(kept) == 1
    assert set(kept[0]["editors"]["users"]) == {NAM, book.owner.email}


def test_a_protection_that_was_taken_off_comes_back(book: SharedBook, hoa: Person) -> None:
    (whole,) = book.state["Kế hoạch"].protected_ranges
    book.owner.asks({"deleteProtectedRange": {"protectedRangeId": whole["protectedRangeId"]}})
    hoa.types("Kế hoạch", "C4", "sửa được")
    result = again(book)
    assert [(change.sheet, change.news) for change in result.changes] == [("Kế hoạch", AccessNews.NEW)]
    with refused("protected"):
        hoa.types("Kế hoạch", "C4", "sửa")


def test_rows_that_the_office_adds_are_taken_in(book: SharedBook, hoa: Person) -> None:
    last = book.state[HERS].size[0]
    book.owner.asks({"appendDimension": {"sheetId": book.state[HERS].id, "dimension": "ROWS", "length": 1}})
    book.owner.fills(HERS, f"B{last + 1}", [["X.1", "", "Việc thêm"]])
    with refused("protected"):
        hoa.types(HERS, f"N{last + 1}", "làm")
    result = again(book)
    assert [(change.sheet, change.part, change.moved) for change in result.changes] == [
        (HERS, AccessPart.SHEET, True),
        (HERS, AccessPart.ENTRIES, True),
    ]
    hoa.types(HERS, f"N{last + 1}", "làm")


def test_rows_that_move_in_the_very_moment_are_followed(book: SharedBook, hoa: Person) -> None:
    book.google.next(batch_updates).runs_before(lambda: book.owner.inserts_rows(HERS, 1))
    reads, writes = book.counts
    result = again(book, with_address(small_settings(), "VPDU_NV", MAI))
    assert book.counts == (reads + 1, writes + 2)
    assert (MAI,) in [change.added for change in result.changes]
    mai = book.google.person(MAI, book.spreadsheet)
    mai.types(HERS, "J6", "Đang thực hiện")
    for cell in ("J5", "B6"):
        with refused("protected"):
            mai.types(HERS, cell, "sửa")


def test_a_book_whose_rows_never_rest_is_told(book: SharedBook) -> None:
    book.google.next(batch_updates, times=3).runs_before(lambda: book.owner.inserts_rows(HERS, 1))
    with pytest.raises(StillBeingEdited):
        again(book, with_address(small_settings(), "VPDU_NV", MAI))


def test_the_request_for_a_check_stays_open_to_all(book: SharedBook) -> None:
    book.requests().prepare()
    again(book, with_address(small_settings(), "VPDU_NV", MAI))
    nam = book.google.person(NAM, book.spreadsheet)
    nam.types("Yêu cầu kiểm tra", TICK.a1, True)
    nam.types("Yêu cầu kiểm tra", ASKED_BY.a1, "Nam")
    asked = book.requests().asked()
    assert asked is not None
    assert asked.by == "Nam"


def test_sheets_of_other_people_stay_open(book: SharedBook, hoa: Person) -> None:
    book.add_sheet("Ghi chép", "ai cũng ghi")
    again(book, with_address(small_settings(), "VPDU_NV", MAI))
    hoa.types("Ghi chép", "A1", "được")


def test_a_tab_that_is_not_known_any_more_keeps_its_rights(book: SharedBook, hoa: Person) -> None:
    book.owner.renames_sheet(HIS, "Tên mới chưa ai biết")
    result = again(book, with_address(small_settings(), "VPDU_NV", MAI))
    assert result.left == ("Tên mới chưa ai biết",)
    assert result.missing == (HIS,)
    with refused("protected"):
        hoa.types("Tên mới chưa ai biết", "J5", "sửa")


def test_another_spreadsheet_is_left_alone(google: GoogleService) -> None:
    other = SharedBook(google, ())
    other.add_sheet(HERS, "Nhiệm vụ")
    before = other.state.contents()
    with pytest.raises(UsageError) as caught:
        again(other)
    assert "không phải sổ do «sheetsync new» lập" in caught.value.message
    assert "Bảo vệ trang tính và dải ô" in caught.value.next_step
    assert other.state.contents() == before


def test_a_person_who_signs_in_keeps_the_right_and_hears_no_news_of_it(google: GoogleService) -> None:
    """Google adds whoever protects a range to its editors, and of a person's sign-in the address is not known here."""
    book = SharedBook(google, ())
    credentials = person_credentials(google, MAI)
    book.owner.shares_with(MAI)
    client = PatientClient(credentials, authorized_session(google, credentials), account="tài khoản đang đăng nhập")
    spreadsheet = Spreadsheet(client, book.spreadsheet.id)
    new_plan(NewGoogleBook(spreadsheet), small_settings(), as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    assert protect(GoogleRights(spreadsheet), small_settings()).changes == ()
    changed = protect(GoogleRights(spreadsheet), with_address(small_settings(), "VPDU_NV", NAM)).changes
    assert [(change.sheet, change.added, change.removed) for change in changed] == [(HERS, (NAM,), (HOA,))]
    google.person(MAI, book.spreadsheet).types("Kế hoạch", "C4", "sửa được")


# what is said


def test_the_table_says_who_comes_and_who_goes(book: SharedBook) -> None:
    text = protect_text(again(book, with_address(small_settings(), "VPDU_NV", MAI), dry_run=True))
    assert f"thêm {MAI}; bớt {HOA}" in text
    assert "Mới xem trước, chưa đổi gì" in text
    assert f"«{OPEN_TAB}»" in text
    assert "không phải đổi gì" in protect_text(again(book))


def test_the_document_has_the_same(book: SharedBook) -> None:
    document = protect_document(again(book, with_address(small_settings(), "VPDU_NV", MAI)))
    assert document["changes"] == [
        {"sheet": HERS, "part": "entries", "news": "changed", "added": [MAI], "removed": [HOA], "moved": False}
    ]
    assert document["dry_run"] is False
