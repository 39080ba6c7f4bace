"""Most runs see nothing new: they are remembered as runs, and only officials whose rows differ are compared cell by cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from sheetsync.adapters.history_db import cell_changes
from sheetsync.adapters.history_db.schema import TABLES
from sheetsync.clock import vietnam
from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.entries import BookTabs
from sheetsync.core.history.records import Observed, Occasion, Seen, SeenPart, SeenRows
from sheetsync.core.history.tabs_read import TabsRead
from sheetsync.core.merge.state import RowKey
from sheetsync.core.settings import Settings
from sheetsync.records import replace
from tests.core.merge import two_books
from tests.history.seen_cells import saw

ROW = RowKey("A.1", "Chủ trì")
HEADINGS = ("Mã NV", "Nhiệm vụ", "Trạng thái", "Tiến độ (%)", "Ngày hoàn thành")
OFFICE = ("A.1", two_books.TITLES["A.1"], "Đang thực hiện", 40, None)
LAW = ("A.2", two_books.TITLES["A.2"], "Hoàn thành", 100, date(2023, 2, 1))


def sheet(name: str, *rows: tuple[CellValue, ...], notes: dict[tuple[int, int], CellNote] | None = None) -> SheetContent:
    return SheetContent(name, (HEADINGS, *rows), notes=notes or {})


class Asked:
    """What was read, and the officials whose cells history looked at."""

    def __init__(self, read: Seen) -> None:
        self._read = read
        self.officials: list[str] = []

    def parts(self) -> Iterator[SeenPart]:
        for part in self._read.parts():

            def look(part: SeenPart = part) -> SeenRows:
                self.officials.append(part.official)
                return part.look()

            yield SeenPart(part.official, part.digest, look)


@pytest.fixture
def history(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "history.db")
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO books (name) VALUES ('sổ')")
    return connection


def record(history: sqlite3.Connection, what: Seen, day: int) -> list[str]:
    """The officials whose cells were looked at."""
    asked = Asked(what)
    moment = datetime(2023, 3, day, 9, tzinfo=vietnam())
    cell_changes.record_run(history, 1, asked, Occasion(moment, "run", "2023-Q1", date(2023, 3, day)))
    return asked.officials


def changes(history: sqlite3.Connection) -> list[tuple[int, str | None]]:
    return history.execute("SELECT run, value FROM changes ORDER BY run, cell").fetchall()


def test_only_officials_whose_rows_differ_are_looked_at(history: sqlite3.Connection, settings: Settings) -> None:
    office = two_books.office(settings)

    def read(*sheets: SheetContent, period: str = "2023-Q1") -> TabsRead:
        return TabsRead(two_books.tabs(sheets, office, "sổ"), office, period)

    assert record(history, read(sheet("VP UBND", OFFICE), sheet("Tư pháp", LAW)), 1) == ["VPUB", "TPHT"]
    assert record(history, read(sheet("VP UBND", OFFICE), sheet("Tư pháp", LAW)), 2) == []
    finished = (*OFFICE[:2], "Hoàn thành", *OFFICE[3:])
    assert record(history, read(sheet("VP UBND", finished), sheet("Tư pháp", LAW)), 3) == ["VPUB"]
    assert record(history, read(sheet("VP UBND", finished), sheet("Tư pháp", LAW), period="2023-Q2"), 4) == ["VPUB", "TPHT"]
    assert record(history, read(sheet("VP UBND", finished)), 5) == ["VPUB"]  # and of the missing tab nothing is said
    assert record(history, read(sheet("VP UBND", finished), sheet("Tư pháp", LAW)), 6) == ["TPHT"]
    assert changes(history)[-1] == (3, '"Hoàn thành"')
    assert history.execute("SELECT count(*) FROM runs").fetchone() == (6,)


@pytest.mark.parametrize(
    ("row", "notes"),
    [
        (("A.1", OFFICE[1], "Đang thực hiện", 40.5, None), {}),
        (("A.1", OFFICE[1], "Đang thực hiện", "40", None), {}),
        (("A.3", OFFICE[1], "Đang thực hiện", 40, None), {}),
        (OFFICE, {(2, 4): CellNote(percent=True)}),
        (OFFICE, {(2, 4): CellNote(formula=True, uncached=True)}),
    ],
    ids=["a number", "a text for a number", "another task", "shown in percent", "a formula without a value"],
)
def test_whatever_may_change_what_is_seen_is_looked_at(
    history: sqlite3.Connection, settings: Settings, row: tuple[CellValue, ...], notes: dict[tuple[int, int], CellNote]
) -> None:
    office = two_books.office(settings)

    def read(*sheets: SheetContent) -> TabsRead:
        return TabsRead(two_books.tabs(sheets, office, "sổ"), office, "2023-Q1")

    record(history, read(sheet("VP UBND", OFFICE)), 1)
    assert record(history, read(sheet("VP UBND", row, notes=notes)), 2) == ["VPUB"]


def test_a_column_that_the_configuration_learns_is_looked_at(history: sqlite3.Connection, settings: Settings) -> None:
    office = two_books.office(settings)
    fewer = replace(office, columns=tuple(column for column in office.columns if column.key != "progress"))
    tabs: BookTabs = two_books.tabs([sheet("VP UBND", OFFICE)], office, "sổ")
    record(history, TabsRead(tabs, fewer, "2023-Q1"), 1)
    assert record(history, TabsRead(tabs, office, "2023-Q1"), 2) == ["VPUB"]
    assert changes(history)[-1] == (2, "40")


def seen(status: str, *, unknown: bool = False) -> Observed:
    name = ("VP", ROW, "status")
    return saw({} if unknown else {name: (status, ("Văn phòng", "Trạng thái"))}, {"VP"}, unknown={name} if unknown else ())


def test_what_could_not_be_seen_is_not_the_same(history: sqlite3.Connection) -> None:
    record(history, seen("Hoàn thành"), 1)
    record(history, seen("", unknown=True), 2)
    record(history, seen("Hoàn thành"), 3)
    record(history, seen("Tạm dừng"), 4)
    told = cell_changes.changes_of(history, 1, task="A.1", since=None)
    assert [(past.occasion.as_of.day, past.change.new) for past in told] == [(1, "Hoàn thành"), (4, "Tạm dừng")]


def test_what_was_written_since_is_compared_with_what_is_read_next(history: sqlite3.Connection, settings: Settings) -> None:
    office = two_books.office(settings)
    read = TabsRead(two_books.tabs([sheet("VP UBND", OFFICE)], office, "sổ"), office, "2023-Q1")
    record(history, read, 1)
    name = ("VPUB", ROW, "status")
    record(history, saw({name: ("Tạm dừng", ("VP UBND", "Trạng thái"))}, {"VPUB"}), 2)
    assert record(history, read, 3) == ["VPUB"]  # the file was taken back: its rows are those of the first run
    assert (3, '"Đang thực hiện"') in changes(history)


def sights(history: sqlite3.Connection) -> list[int]:
    return [run for (run,) in history.execute("SELECT run FROM sights ORDER BY run")]


def test_what_could_be_seen_is_stored_where_it_differs_from_the_time_before(history: sqlite3.Connection) -> None:
    for number, each in enumerate(
        [seen("Hoàn thành"), seen("Tạm dừng"), seen("", unknown=True), seen("", unknown=True), seen("Tạm dừng")], 1
    ):
        record(history, each, number)
    assert sights(history) == [1, 3, 5]
