"""Two books kept one: Excel with Excel, Excel with Google, through the real adapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.common_state import CommonStateFile
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.cells import CellValue, a1
from sheetsync.core.merge import Choice, Side, Typed
from sheetsync.core.settings import Settings
from sheetsync.errors import BookUnwritable, ConfigError
from sheetsync.ports import PlanBook
from sheetsync.usecases.sync import EVERY_OTHER, SyncResult, sync
from sheetsync.wiring import load_settings
from tests.google.shared_book import SharedBook
from tests.google_service import google_service
from tests.small_office import write_book, write_config

AS_OF = date(2023, 3, 15)
TAB = "Văn phòng"
PLACES = {"Thời hạn": 5, "Trạng thái": 6, "Ngày hoàn thành": 7, "Kết quả trong kỳ": 8, "Khó khăn": 10}
ROWS = {"A.2": 5, "A.3": 6, "A.4": 7}


class FileSide:
    """A workbook that a person edits and saves."""

    def __init__(self, path: Path) -> None:
        self.path = write_book(path)

    def open(self) -> PlanBook:
        return XlsxBook(self.path, in_place=True)

    def types(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        book = openpyxl.load_workbook(self.path)
        cell = book[sheet].cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        book.save(self.path)

    def shows_percent(self, sheet: str, row: int, column: int) -> None:
        book = openpyxl.load_workbook(self.path)
        book[sheet].cell(row, column).number_format = "0%"
        book.save(self.path)

    def chooses(self, row: int, word: str, value: CellValue = None) -> None:
        self.types("Xung đột", row, 8, word)
        if value is not None:
            self.types("Xung đột", row, 9, value)


class GoogleSide:
    """The same in a Google Sheet."""

    def __init__(self, book: SharedBook) -> None:
        self.book = book

    def open(self) -> PlanBook:
        return self.book.open()

    def types(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        if value is None:
            self.book.owner.clears(sheet, a1(row, column))
        else:
            self.book.type_into(sheet, row, column, value)

    def shows_percent(self, sheet: str, row: int, column: int) -> None:
        place = {"sheetId": self.book.state[sheet].id, "rowIndex": row - 1, "columnIndex": column - 1}
        cell = {"userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}}
        rows = [{"values": [cell]}]
        self.book.owner.asks({"updateCells": {"start": place, "rows": rows, "fields": "userEnteredFormat.numberFormat"}})


class Office:
    """The office's workbook, the other book, and what they last had in common."""

    def __init__(self, folder: Path, other: FileSide | GoogleSide) -> None:
        self.master = FileSide(folder / "chung.xlsx")
        self.other = other
        self.common = CommonStateFile(folder / "sync", ("chung.xlsx", "kia"))
        self.settings: Settings = load_settings(write_config(folder / "config"), None)

    def sync(self, choices: dict[str, Choice] | None = None, *, dry_run: bool = False) -> SyncResult:
        return sync(
            self.master.open(),
            self.other.open(),
            self.common,
            self.settings,
            as_of=AS_OF,
            period_key="2023-Q1",
            choices=choices,
            dry_run=dry_run,
        )

    def both(self, heading: str, task: str) -> tuple[CellValue, CellValue]:
        here, there = (side.open().read().sheet(TAB).value(ROWS[task], PLACES[heading]) for side in (self.master, self.other))
        return here, there

    def shown(self, heading: str, task: str) -> tuple[str, str]:
        """What people see of a number in either book."""
        row, column = ROWS[task], PLACES[heading]
        pages = [side.open().read().sheet(TAB) for side in (self.master, self.other)]
        percent = [(row, column) in page.notes and page.notes[row, column].percent for page in pages]
        values = zip(pages, percent, strict=True)
        here, there = (f"{page.value(row, column):.0%}" if share else f"{page.value(row, column)}" for page, share in values)
        return here, there

    def here(self, heading: str, task: str, value: CellValue) -> None:
        self.master.types(TAB, ROWS[task], PLACES[heading], value)

    def there(self, heading: str, task: str, value: CellValue) -> None:
        self.other.types(TAB, ROWS[task], PLACES[heading], value)


def excel(folder: Path) -> Iterator[FileSide | GoogleSide]:
    (folder / "kia").mkdir()
    yield FileSide(folder / "kia" / "kia.xlsx")


def at_google(folder: Path) -> Iterator[FileSide | GoogleSide]:
    with google_service() as google:
        yield GoogleSide(SharedBook(google, XlsxBook(write_book(folder / "mau.xlsx")).read().sheets))


@pytest.fixture(params=[excel, at_google], ids=["with Excel", "with Google"])
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    make: Callable[[Path], Iterator[FileSide | GoogleSide]] = request.param
    for other in make(tmp_path):
        yield Office(tmp_path, other)


def test_equal_books_need_nothing(office: Office) -> None:
    result = office.sync()
    assert (result.changes, result.open) == ((), ())
    assert result.outcomes == (None, None)


def test_what_either_side_changed_crosses_over(office: Office) -> None:
    office.sync()
    office.here("Kết quả trong kỳ", "A.3", "Đã niêm yết 95 thủ tục")
    office.there("Trạng thái", "A.4", "Đang thực hiện")
    office.there("Ngày hoàn thành", "A.3", date(2023, 3, 14))
    office.there("Khó khăn", "A.3", None)
    result = office.sync()
    assert (len(result.left), len(result.right), result.open) == (3, 1, ())
    assert office.both("Kết quả trong kỳ", "A.3") == ("Đã niêm yết 95 thủ tục",) * 2
    assert office.both("Trạng thái", "A.4") == ("Đang thực hiện",) * 2
    assert office.both("Ngày hoàn thành", "A.3") == (date(2023, 3, 14),) * 2
    assert office.both("Khó khăn", "A.3") == (None, None)
    assert office.sync().changes == ()


def test_text_that_looks_like_a_formula_crosses_as_text(office: Office) -> None:
    office.sync()
    office.there("Kết quả trong kỳ", "A.3", "'=1+1" if isinstance(office.other, GoogleSide) else "=1+1")
    office.sync()
    assert office.both("Kết quả trong kỳ", "A.3") == ("=1+1", "=1+1")


@pytest.mark.parametrize("shares", ["office", "other", "office and other"])
@pytest.mark.parametrize(("stood", "typed"), [(None, 120), (0.95, 120), (1, 1), ("một nửa", 0.5)], ids=str)
def test_a_number_stays_what_it_is_where_somebody_once_typed_a_share(
    office: Office, shares: str, stood: CellValue, typed: float
) -> None:
    """A cell into which somebody typed `95%` shows percent ever after, also once it is blank again."""
    office.sync()
    office.there("Kết quả trong kỳ", "A.3", stood)
    for side, name in ((office.master, "office"), (office.other, "other")):
        if name in shares:
            side.shows_percent(TAB, ROWS["A.3"], PLACES["Kết quả trong kỳ"])
    office.sync()
    office.here("Kết quả trong kỳ", "A.3", typed)
    seen = office.shown("Kết quả trong kỳ", "A.3")[0]
    office.sync()
    assert office.shown("Kết quả trong kỳ", "A.3") == (seen, seen)
    for _ in range(2):
        assert (office.sync().changes, office.shown("Kết quả trong kỳ", "A.3")) == ((), (seen, seen))


def test_a_number_chosen_instead_of_the_share_that_is_stored_as_the_same_number_is_shown(office: Office) -> None:
    office.sync()
    office.here("Kết quả trong kỳ", "A.3", 1)
    office.there("Kết quả trong kỳ", "A.3", 1)
    office.other.shows_percent(TAB, ROWS["A.3"], PLACES["Kết quả trong kỳ"])
    assert [
        (conflict.left.value, conflict.right.value) for conflict in office.sync().open if conflict.left and conflict.right
    ] == [(1, "100%")]
    office.sync({EVERY_OTHER: Side.LEFT})
    assert office.shown("Kết quả trong kỳ", "A.3") == ("1", "1")
    assert (office.sync().changes, office.sync().open) == ((), ())


def test_different_changes_to_one_cell_are_left_to_people(office: Office) -> None:
    office.sync()
    office.here("Trạng thái", "A.3", "Hoàn thành")
    office.there("Trạng thái", "A.3", "Tạm dừng")
    result = office.sync()
    assert len(result.open) == 1
    assert office.both("Trạng thái", "A.3") == ("Hoàn thành", "Tạm dừng")
    sheet = office.master.open().read().sheet("Xung đột")
    assert [sheet.value(5, column) for column in (2, 4, 5, 6, 7, 10)] == [
        "A.3",
        "Trạng thái",
        "Hoàn thành",
        "Tạm dừng",
        "Đang thực hiện",
        result.open[0].mark,
    ]
    assert [found.name for found in office.other.open().read().sheets if found.name == "Xung đột"] == []
    assert len(office.sync().open) == 1  # nobody has chosen yet


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(Side.LEFT, "Hoàn thành"), (Side.RIGHT, "Tạm dừng"), (Typed("Đang thực hiện"), "Đang thực hiện")],
    ids=["the office's", "the other's", "another"],
)
def test_a_conflict_is_settled_by_a_command(office: Office, choice: Choice, expected: str) -> None:
    office.sync()
    office.here("Trạng thái", "A.3", "Hoàn thành")
    office.there("Trạng thái", "A.3", "Tạm dừng")
    (conflict,) = office.sync().open
    result = office.sync({conflict.mark: choice})
    assert (result.open, len(result.settled)) == ((), 1)
    assert office.both("Trạng thái", "A.3") == (expected, expected)
    assert "Xung đột" not in [sheet.name for sheet in office.master.open().read().sheets]
    assert office.sync().changes == ()


@pytest.mark.parametrize(
    ("word", "value", "expected"),
    [
        ("Sổ văn phòng", None, "Hoàn thành"),
        ("sổ kia", None, "Tạm dừng"),
        ("Giá trị khác", "Chưa thực hiện", "Chưa thực hiện"),
    ],
)
def test_a_conflict_is_settled_in_the_sheet(office: Office, word: str, value: CellValue, expected: str) -> None:
    office.sync()
    office.here("Trạng thái", "A.3", "Hoàn thành")
    office.there("Trạng thái", "A.3", "Tạm dừng")
    office.sync()
    office.master.chooses(5, word, value)
    result = office.sync()
    assert (result.open, len(result.settled)) == ((), 1)
    assert office.both("Trạng thái", "A.3") == (expected, expected)


def test_a_choice_for_values_that_stand_no_more_settles_nothing(office: Office) -> None:
    office.sync()
    office.here("Trạng thái", "A.3", "Hoàn thành")
    office.there("Trạng thái", "A.3", "Tạm dừng")
    office.sync()
    office.master.chooses(5, "Sổ kia")
    office.there("Trạng thái", "A.3", "Không phát sinh")
    result = office.sync()
    assert len(result.open) == 1
    assert len(result.stale) == 1
    assert office.both("Trạng thái", "A.3") == ("Hoàn thành", "Không phát sinh")


def test_everything_else_by_one_side(office: Office) -> None:
    office.sync()
    for heading, ours, theirs in (("Trạng thái", "Hoàn thành", "Tạm dừng"), ("Kết quả trong kỳ", "một", "hai")):
        office.here(heading, "A.3", ours)
        office.there(heading, "A.3", theirs)
    first = next(conflict for conflict in office.sync().open if conflict.field == "status")
    office.sync({first.mark: Side.LEFT, EVERY_OTHER: Side.RIGHT})
    assert office.both("Trạng thái", "A.3") == ("Hoàn thành",) * 2
    assert office.both("Kết quả trong kỳ", "A.3") == ("hai",) * 2


def test_a_plan_column_only_leaves_the_office(office: Office) -> None:
    office.sync()
    office.here("Thời hạn", "A.4", date(2023, 5, 31))
    office.there("Thời hạn", "A.3", date(2023, 12, 31))
    result = office.sync()
    assert office.both("Thời hạn", "A.4") == (date(2023, 5, 31),) * 2
    assert office.both("Thời hạn", "A.3") == (date(2023, 3, 1), date(2023, 12, 31))
    assert "plan-not-taken" in [notice.code for notice in result.merge.notices]


def test_a_dry_run_writes_nothing(office: Office) -> None:
    office.sync()
    office.there("Trạng thái", "A.4", "Đang thực hiện")
    before = office.master.open().read(), office.other.open().read()
    result = office.sync(dry_run=True)
    assert len(result.left) == 1
    assert (office.master.open().read(), office.other.open().read()) == before
    assert len(office.sync().left) == 1


def test_cut_short_between_the_two_writes_the_next_sync_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.sync()
    office.here("Trạng thái", "A.4", "Tạm dừng")
    office.there("Kết quả trong kỳ", "A.3", "mới")

    def cut(*_: object) -> None:
        raise BookUnwritable("ổ đĩa đầy", "xóa bớt")

    with monkeypatch.context() as patched:
        patched.setattr(CommonStateFile, "save", cut)
        with pytest.raises(BookUnwritable):
            office.sync()
    result = office.sync()
    assert (result.changes, result.open) == ((), ())
    assert office.both("Trạng thái", "A.4") == ("Tạm dừng",) * 2
    assert office.both("Kết quả trong kỳ", "A.3") == ("mới",) * 2


def test_a_book_that_somebody_has_open_is_not_written_beside_it(office: Office) -> None:
    office.sync()
    office.there("Trạng thái", "A.4", "Tạm dừng")
    path = office.master.path
    path.with_name(f".~lock.{path.name}#").write_text(",Hoa,may,15.03.2023 08:00,file:///;", encoding="utf-8")
    with pytest.raises(BookUnwritable) as refusal:
        office.sync()
    assert "Hoa" in refusal.value.message
    assert [found.name for found in path.parent.glob("chung*")] == ["chung.xlsx"]


def test_a_damaged_common_state_is_told(office: Office, tmp_path: Path) -> None:
    office.sync()
    office.there("Trạng thái", "A.4", "Tạm dừng")
    (kept,) = (tmp_path / "sync").glob("*.json")
    kept.write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        office.sync()
    assert str(kept) in refusal.value.message
