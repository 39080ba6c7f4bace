"""Whatever people do to a book: what comes back of a row that is there still is what history had of it, value for value, and
nothing else changes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.adapters.history_db.book_history import BookHistory
from sheetsync.adapters.history_db.database import Database
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.clock import vietnam
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.entry_cells import same_value
from sheetsync.core.history.observed import observed
from sheetsync.core.history.records import Occasion
from sheetsync.core.merge import BookState
from sheetsync.core.merge.same_value import same
from sheetsync.core.restoring.moments import AskedMoment
from sheetsync.core.settings import Settings
from sheetsync.errors import NoTabRecognised, UsageError
from sheetsync.ports import PlanBook
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.restore import RestoreResult, restore
from sheetsync.wiring import load_settings
from tests.core.merge import two_books
from tests.core.merge.random_books import EDITS, TABS, Edit, books, edited
from tests.opening.book_in_memory import BookInMemory
from tests.small_office import write_book, write_config

EXAMPLES = hypothesis_settings(
    max_examples=int(os.environ.get("SHEETSYNC_RESTORE_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FEW = hypothesis_settings(EXAMPLES, max_examples=int(os.environ.get("SHEETSYNC_RESTORE_FILES", "12")))
MOMENT = datetime(2023, 3, 10, 8, tzinfo=vietnam())
DAY = date(2023, 3, 10)
ENTRIES = ("status", "progress", "result", "note")
TAB = "Văn phòng"


def moment(number: int) -> datetime:
    return MOMENT + timedelta(minutes=number)


def restored(book: PlanBook, settings: Settings, kept: BookHistory, *, tab: str, at: datetime, now: datetime) -> RestoreResult:
    asked = AskedMoment(at, at)
    return restore(book, settings, Memory(kept, now), tab=tab, at=asked, as_of=DAY, period_key="2023-Q1")


def values(state: BookState) -> dict[tuple[str, int, str], CellValue]:
    """By sheet, row and field."""
    return {
        (row.sheet, row.row, field): value
        for tab in state.tabs.values()
        for row in tab.rows.values()
        for field, value in row.values.items()
    }


def not_at(places: Collection[tuple[str, int, str]], found: Mapping[tuple[str, int, str], CellValue]) -> dict[object, CellValue]:
    return {place: value for place, value in found.items() if place not in places}


@given(sheets=books(), rounds=st.lists(EDITS, min_size=1, max_size=3), back=st.integers(0, 3), tab=st.sampled_from(list(TABS)))
@EXAMPLES
def test_what_comes_back_is_what_history_had(
    settings: Settings, sheets: tuple[SheetContent, ...], rounds: list[list[Edit]], back: int, tab: str
) -> None:
    office = two_books.office(settings)
    with tempfile.TemporaryDirectory() as folder:
        kept = BookHistory(Database(Path(folder) / "history.db", lambda: MOMENT), "sổ")
        for number, edits in enumerate([[], *rounds]):
            sheets = edited(sheets, edits)
            seen = observed(two_books.state(sheets, office, "so.xlsx"))
            kept.record(seen, Occasion(moment(number), "run", "2023-Q1", DAY))
        at = moment(back % len(rounds))
        then, blanks = kept.state_at(at), kept.blanks_at(at)
        name = tab if any(sheet.name == tab for sheet in sheets) else TABS[tab]
        book = BookInMemory(*sheets)
        before = two_books.state(sheets, office, "so.xlsx")
        try:
            result = restored(book, office, kept, tab=name, at=at, now=moment(30))
        except (UsageError, NoTabRecognised):  # the tab was deleted
            assert all(sheet.name != name for sheet in sheets)
            return
        after = two_books.state(book.content.sheets, office, "so.xlsx")
        (official,) = (code for code, each in after.tabs.items() if name in each.sheets)
        here, known = after.tabs[official], {key for code, key, _ in then if code == official}
        for key, row in here.rows.items():
            for field in ENTRIES if key in known else ():
                cell = (official, key, field)
                if field in row.values and (cell in then or blanks.has(cell)):
                    assert same(row.values[field], then.get(cell)), cell
                elif field in row.values:  # not seen then, for the column was not there: it stays, whatever it holds
                    assert field not in {each.field for each in result.restoration.changes if each.key == key}, cell
        written = {(each.where.sheet, each.where.row, each.field) for each in result.restoration.changes}
        assert {field for _, _, field in written} <= set(ENTRIES)
        assert not_at(written, values(before)) == not_at(written, values(after))
        assert {each.key for each in result.restoration.new} == here.rows.keys() - known
        assert {each.key for each in result.restoration.lost} == known - here.rows.keys()
        if result.until_now is not None:
            again = restored(book, office, kept, tab=name, at=result.until_now, now=moment(31))
            assert len(again.restoration.changes) == len(result.restoration.changes)
            assert values(two_books.state(book.content.sheets, office, "so.xlsx")) == values(before)


TEXTS = st.one_of(
    st.sampled_from(
        ["0912345678", "+84 912 345 678", "001", "15/3/2023", "50%", "=1+1", "'trích", "37-KH/HU", "TRUE", "hai\ndòng"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z", "Cf", "Cn", "Co"]), min_size=1, max_size=12),
)
TYPED: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-1_000, 5_000),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
    st.booleans(),
    st.dates(date(1995, 1, 1), date(2050, 1, 1)),
    st.datetimes(datetime(1995, 1, 1), datetime(2050, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),  # noqa: DTZ001
    st.times().map(lambda at: at.replace(second=0, microsecond=0)).filter(lambda at: at != time(0)),
)
PLACES = tuple((row, column) for row in (5, 6, 7) for column in (6, 7, 8, 9, 10, 11))
"""The entry cells of the small office's tab; the last column shows percent."""
SHARES = st.one_of(st.none(), st.integers(0, 100).map(lambda number: number / 100), st.just("một nửa"))


@st.composite
def typing(draw: st.DrawFn) -> dict[tuple[int, int], CellValue]:
    places = draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=12))
    return {place: draw(SHARES if place[1] == 11 else TYPED) for place in places}


def type_into(path: Path, typed: Mapping[tuple[int, int], CellValue]) -> None:
    book = XlsxBook(path)
    content = book.read()
    page = content.sheet(TAB)
    changes = tuple(CellChange(*place, page.value(*place), value) for place, value in typed.items())
    book.write([SetCells(TAB, changes)], content.version)


def read(path: Path) -> tuple[SheetContent, ...]:
    return XlsxBook(path).read().sheets


def held(path: Path) -> list[CellValue]:
    page = XlsxBook(path).read().sheet(TAB)
    return [page.value(*place) for place in PLACES]


@given(rounds=st.lists(typing(), min_size=2, max_size=4), back=st.integers(0, 3))
@FEW
def test_every_value_comes_back_into_the_file_as_what_it_was(rounds: list[dict[tuple[int, int], CellValue]], back: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(write_config(Path(folder) / "cấu hình"), None)
        path = write_book(Path(folder) / "so.xlsx")
        book = openpyxl.load_workbook(path)
        book[TAB]["K4"] = "Tiến độ (%)"
        for row in (5, 6, 7):
            book[TAB][f"K{row}"].number_format = "0%"
        book.save(path)
        kept = BookHistory(Database(Path(folder) / "history.db", lambda: MOMENT), "sổ")
        stood: list[list[CellValue]] = []
        for number, typed in enumerate(rounds):
            type_into(path, typed)
            stood.append(held(path))
            kept.record(
                observed(two_books.state(read(path), settings, "so.xlsx")), Occasion(moment(number), "run", "2023-Q1", DAY)
            )
        number = back % len(rounds)
        restored(XlsxBook(path), settings, kept, tab=TAB, at=moment(number), now=moment(30))
        pairs = list(zip(PLACES, stood[number], held(path), strict=True))
        assert [pair for pair in pairs if not same_value(pair[1], pair[2])] == []
