"""`new google:<id>`: an empty Google Sheet becomes the plan workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetsync.adapters.google.form_requests import LOCALE, TIME_ZONE
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.named_ranges import read_reference
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.console.json_document import run_pieces
from sheetsync.core.cells import a1
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import Formula, Visibility
from sheetsync.errors import AccessDenied, SheetsyncError, UsageError
from sheetsync.ports import PlanBook
from sheetsync.usecases.main_job import validate
from tests.google.new_sheet import AS_OF, calculating_google, fill, plan_design, plan_settings, small_settings
from tests.google.shared_book import SharedBook
from tests.google_service import ROBOT, GoogleService, Person, batch_updates, refused, unavailable, writes
from tests.plan_workbook.fresh_book import TABS, make

SHEETS = ["Hướng dẫn", *TABS, "Kế hoạch", "Cán bộ", "Danh mục", "_sheetsync"]


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with calculating_google(plan_design(small=True)) as service:
        yield service


@pytest.fixture(scope="module", params=["vi_VN", "en_US"])
def filled(request: pytest.FixtureRequest) -> Iterator[SharedBook]:
    """The whole plan of 2023 in a spreadsheet that was of this locale."""
    with calculating_google(plan_design()) as service:
        book = SharedBook(service, (), locale=request.param)
        result = fill(book)
        assert result.outcome.saved_to == f"https://docs.google.com/spreadsheets/d/{book.spreadsheet.id}/edit"
        assert result.tasks == 76
        assert book.counts == (1, 2)
        yield book


def document(book: PlanBook, settings: Settings) -> str:
    """The JSON of `validate`, without the book's own name."""
    result = validate(book, settings, as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    pieces = "".join(run_pieces(result))
    return pieces.replace(result.assessment.content.name, "SỔ")


def test_the_sheets_are_those_of_the_file_in_their_order(filled: SharedBook) -> None:
    assert filled.state.titles == SHEETS
    assert [title for title in filled.state.titles if filled.state[title].hidden] == ["_sheetsync"]
    assert filled.state.properties["locale"] == LOCALE
    assert filled.state.properties["timeZone"] == TIME_ZONE


def test_all_of_it_comes_in_one_comfortable_write(filled: SharedBook) -> None:
    assert filled.largest_write() < 800_000


def test_it_is_judged_as_the_file_of_the_same_day(filled: SharedBook, tmp_path: Path) -> None:
    make(tmp_path / "so.xlsx", plan_settings(), as_of=AS_OF)
    shared = validate(filled.open(), plan_settings(), as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    assert sum(tab.row_count for tab in shared.assessment.tabs.tabs) == 99
    assert shared.errors == ()
    assert shared.assessment.edition is not None
    assert document(filled.open(), plan_settings()) == document(XlsxBook(tmp_path / "so.xlsx"), plan_settings())


def test_values_are_exactly_those_of_the_design(filled: SharedBook) -> None:
    content = filled.read()
    for sheet in plan_design().sheets:
        read = content.sheet(sheet.name)
        for cell in sheet.cells:
            value = cell.value.shows if isinstance(cell.value, Formula) else cell.value
            assert read.value(cell.row, cell.column) == (value or None if isinstance(value, str) else value), (sheet.name, cell)


def test_the_guide_speaks_of_the_browser(filled: SharedBook) -> None:
    text = " ".join(" ".join(row) for row in filled.state["Hướng dẫn"].rows())
    assert "thấy ngay, không phải gửi" in text
    assert "Dữ liệu → Tạo chế độ xem bộ lọc" in text
    assert not any(word in text for word in ("Excel", "Protected View", "Ctrl+S", "Unprotect"))


def test_hidden_columns_frozen_rows_and_colours(filled: SharedBook) -> None:
    for sheet in plan_design().sheets:
        state = filled.state[sheet.name]
        assert state.hidden_lines("COLUMNS") == sorted(column - 1 for column in sheet.hidden_columns)
        assert (state.frozen_rows, state.frozen_columns) == (sheet.freeze_row, sheet.freeze_column)
        assert state.hidden == (sheet.visibility is Visibility.VERY_HIDDEN)
        assert ("tabColorStyle" in state.properties) == bool(sheet.tab_colour)
        assert len(state.conditional_formats) == len(sheet.live_looks)
        assert (state.basic_filter is not None) == (sheet.filter_area is not None)


def test_a_title_over_frozen_columns_is_not_joined_but_runs_on(filled: SharedBook) -> None:
    """Google joins no frozen cell with another."""
    assert filled.state["Kế hoạch"].merges == []
    assert filled.state["Kế hoạch"].look("A2").get("wrapStrategy", "OVERFLOW_CELL") == "OVERFLOW_CELL"
    assert len(filled.state["VP UBND"].merges) == 2


def test_names_stand_for_the_cells_that_they_stand_for_in_the_file(filled: SharedBook) -> None:
    found = filled.state.named_ranges
    for name in plan_design().names:
        reference = read_reference(name.refers_to)
        assert reference is not None
        sheet_id = filled.state[reference.sheet].id
        written = f"{name.name}_{filled.state[name.sheet].id}" if name.sheet else name.name
        assert found.pop(written) == grid_range(sheet_id, reference.area)
    assert not found


def test_every_cell_of_a_limit_has_it(filled: SharedBook) -> None:
    for sheet in plan_design().sheets:
        state = filled.state[sheet.name]
        for limit in sheet.limits:
            for area in limit.areas:
                rules = [state.validation(a1(row, area.first_column)) for row in (area.first_row, area.last_row)]
                assert rules[0] is not None
                assert rules[0]["strict"]
                assert rules[0].get("inputMessage", "") == limit.prompt
                assert rules[1] is not None


def test_a_word_that_the_list_has_not_is_refused_in_the_browser(filled: SharedBook) -> None:
    filled.owner.types("Kế hoạch", "E4", "Có")  # as it is
    with refused("violates the data validation"):
        filled.owner.types("Kế hoạch", "E4", "có lẽ")


def test_links_lead_to_the_tabs(filled: SharedBook) -> None:
    guide = filled.state["Hướng dẫn"]
    links = [
        guide.look(f"{letter}{row}").get("textFormat", {}).get("link", {}).get("uri") for row in range(30, 60) for letter in "AEI"
    ]
    assert [link for link in links if link] == [f"#gid={filled.state[tab].id}&range=A5" for tab in TABS]


# where it is refused


@pytest.mark.parametrize("title", ["Trang tính1", "Sheet1", "hướng dẫn", "_sheetsync"])
def test_the_empty_sheet_may_have_any_name(google: GoogleService, title: str) -> None:
    book = SharedBook(google, ())
    if book.state.titles[0] != title:
        book.owner.renames_sheet(book.state.titles[0], title)
    fill(book, small_settings())
    assert book.state.titles == SHEETS


def untouched(book: SharedBook, error: type[SheetsyncError] = UsageError) -> SheetsyncError:
    """What is said when the spreadsheet is not taken; nothing in it changes."""
    before = book.state.contents()
    with pytest.raises(error) as caught:
        fill(book, small_settings())
    assert book.state.contents() == before
    return caught.value


def test_a_sheet_with_a_word_in_it_is_refused(google: GoogleService) -> None:
    book = SharedBook(google, ())
    book.owner.types("Sheet1", "D20", "ghi chú")
    problem = untouched(book)
    assert "đã có nội dung ở sheet «Sheet1»" in problem.message
    assert "sheets.new" in problem.next_step


def test_several_sheets_are_refused(google: GoogleService) -> None:
    book = SharedBook(google, ())
    book.owner.adds_sheet("Khác")
    assert "có 2 sheet" in untouched(book).message


LAID_OVER: tuple[Callable[[Person], object], ...] = (
    lambda owner: owner.notes("Sheet1", "A1", "ai đó"),
    lambda owner: owner.merges("Sheet1", "A1:B2"),
    lambda owner: owner.protects("Sheet1", "A1:B2"),
    lambda owner: owner.names_range("Vung", "Sheet1", "A1:B2"),
)


@pytest.mark.parametrize("change", LAID_OVER)
def test_notes_merges_rights_and_names_are_not_nothing(google: GoogleService, change: Callable[[Person], object]) -> None:
    book = SharedBook(google, ())
    change(book.owner)
    assert "Chưa ghi gì" in untouched(book).message


def test_a_plan_workbook_is_never_written_over(google: GoogleService) -> None:
    book = SharedBook(google, ())
    fill(book, small_settings())
    problem = untouched(book)
    assert "đã là một sổ kế hoạch" in problem.message
    assert f'sheetsync protect "google:{book.spreadsheet.id}"' in problem.next_step


def test_who_may_only_look_is_told_what_to_do(google: GoogleService) -> None:
    book = SharedBook(google, ())
    book.owner.stops_sharing_with(ROBOT)
    book.owner.shares_with(ROBOT, "reader")
    assert "Người chỉnh sửa" in untouched(book, AccessDenied).next_step


def test_who_writes_into_the_empty_sheet_meanwhile_keeps_it(google: GoogleService) -> None:
    book = SharedBook(google, ())
    google.next(batch_updates).runs_before(lambda: book.owner.types("Sheet1", "A1", "vội"))
    result = fill(book, small_settings())
    assert book.state.titles == [*SHEETS, "Sheet1"]
    assert not book.state["Sheet1"].hidden
    assert book.state["Sheet1"].entered("A1") == "vội"
    assert result.outcome.kept_sheets == ("Sheet1",)


# what goes wrong on the way


def test_a_lost_answer_does_not_fill_it_twice(google: GoogleService) -> None:
    book = SharedBook(google, ())
    google.next(batch_updates, times=2).applies_then_drops_connection()
    fill(book, small_settings())
    assert book.state.titles == SHEETS


def test_a_service_that_is_away_leaves_nothing_half(google: GoogleService) -> None:
    book = SharedBook(google, ())
    before = book.state.contents()
    google.next(writes, times=4).answers(unavailable())
    with pytest.raises(SheetsyncError):
        fill(book, small_settings())
    assert book.state.contents()["sheets"] == before["sheets"]


def test_a_large_workbook_comes_in_pieces_out_of_sight(google: GoogleService) -> None:
    book = SharedBook(google, ())
    fill(book, small_settings(), comfortable=20_000)
    whole = SharedBook(google, ())
    fill(whole, small_settings())
    assert book.state.titles == SHEETS
    for title in SHEETS:
        (one, other) = (each.state[title] for each in (book, whole))
        assert one.rows() == other.rows()
        assert len(one.conditional_formats) == len(other.conditional_formats)
        assert len(one.protected_ranges) == len(other.protected_ranges)
        assert one.developer_metadata == []
    assert book.state.named_ranges.keys() - whole.state.named_ranges.keys() == set()


@pytest.mark.parametrize("lost", [1, 4, 9])
def test_a_write_cut_short_is_taken_up_by_the_next_try(google: GoogleService, lost: int) -> None:
    book = SharedBook(google, ())
    google.next(batch_updates, times=lost).runs_before(lambda: None)
    google.next(batch_updates, times=4).answers(unavailable())
    with pytest.raises(SheetsyncError):
        fill(book, small_settings(), comfortable=20_000)
    assert [title for title in book.state.titles if not book.state[title].hidden] == ["Sheet1"]
    fill(book, small_settings(), comfortable=20_000)
    assert book.state.titles == SHEETS
    assert len(book.state.named_ranges) == len(plan_design(small=True).names)
    assert document(book.open(), small_settings()) == document(_whole(google), small_settings())


def _whole(google: GoogleService) -> PlanBook:
    book = SharedBook(google, ())
    fill(book, small_settings())
    return book.open()
