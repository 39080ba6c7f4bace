"""What is seen for the first time is kept by the page of rows, in new files and those of version 1: every answer is the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.adapters.history_db import first_sights
from sheetsync.adapters.history_db.book_history import BookHistory
from sheetsync.adapters.history_db.database import Database
from sheetsync.clock import vietnam
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import observed
from sheetsync.core.history.records import Observed, Occasion, Seen
from sheetsync.core.merge.state import RowKey
from sheetsync.core.settings import Settings
from sheetsync.errors import HistoryUnavailable
from tests.core.merge import two_books
from tests.core.merge.random_books import EDITS, Edit, books, edited
from tests.history.plain_history import PlainHistory
from tests.history.seen_cells import saw
from tests.history.test_database import KILLS
from tests.history.test_properties import EXAMPLES

DAY = date(2023, 3, 10)
PLACE = ("Văn phòng", "Kết quả trong kỳ")


def kept_in(path: Path, book: str = "sổ") -> BookHistory:
    return BookHistory(Database(path, lambda: moment(0)), book)


def moment(run: int) -> datetime:
    """Of two runs a day."""
    return datetime(2023, 3, 10, 8, tzinfo=vietnam()) + timedelta(hours=12 * run)


def occasion(run: int, quarter: int = 1) -> Occasion:
    return Occasion(moment(run), "run", f"2023-Q{quarter}", DAY)


def answers(kept: BookHistory | PlainHistory, runs: int) -> list[object]:
    """Everything that can be asked."""
    days = [moment(run).date() for run in range(0, runs, 2)]
    tasks = kept.tasks()
    return [
        tasks,
        kept.occasions(),
        kept.changes(),
        [kept.changes(since=day) for day in days],
        [kept.changes(task=task) for task in (*tasks, "Z.9")],
        [kept.changes(task=task, since=days[-1]) for task in tasks],
        *[(dict(kept.state_at(at)), kept.blanks_at(at)) for at in map(moment, range(-1, runs))],
    ]


def random_runs(settings: Settings, sheets: tuple[SheetContent, ...], rounds: Sequence[list[Edit]]) -> list[Observed]:
    office = two_books.office(settings)
    seen = []
    for number, edits in enumerate([[], *rounds]):
        sheets = edited(sheets, edits)
        seen.append(observed(two_books.state(sheets, office, "sổ", 1 + number % 2)))
    return seen


ROUNDS = st.lists(EDITS, min_size=1, max_size=5)


@given(sheets=books(), rounds=ROUNDS, rows=st.integers(1, 3), old=st.integers(0, 4))
@EXAMPLES
def test_every_answer_is_that_of_a_plain_history(
    settings: Settings, sheets: tuple[SheetContent, ...], rounds: list[list[Edit]], rows: int, old: int
) -> None:
    """old: so many runs were stored by the program of version 1."""
    plain = PlainHistory()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_sights, "_ROWS", rows)
        path = Path(folder) / "history.db"
        seen = random_runs(settings, sheets, rounds)
        for number, each in enumerate(seen):
            run = occasion(number, 1 + number % 2)
            plain.record(each, run)
            if number == min(old, len(seen)) - 1:
                plain.write_version_one(path, "sổ")
            elif number >= old:
                kept_in(path).record(each, run)
        assert answers(kept_in(path), len(seen)) == answers(plain, len(seen))


@given(sheets=books(), other=books(), rounds=ROUNDS)
@EXAMPLES
def test_books_in_one_file_keep_their_cells_apart(
    settings: Settings, sheets: tuple[SheetContent, ...], other: tuple[SheetContent, ...], rounds: list[list[Edit]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        plain = {"một": PlainHistory(), "hai": PlainHistory()}
        runs = {"một": random_runs(settings, sheets, rounds), "hai": random_runs(settings, other, rounds)}
        for number in range(len(rounds) + 1):
            for book, kept in plain.items():
                for each in (kept, kept_in(path, book)):
                    each.record(runs[book][number], occasion(number, 1 + number % 2))
        for book, kept in plain.items():
            assert answers(kept_in(path, book), len(rounds) + 1) == answers(kept, len(rounds) + 1)


@pytest.mark.parametrize(
    "value",
    [
        *("Hoàn thành", ' "trích" \\ ', "một\r\nhai\tba", "2023-03-05", "\u0000", "𝒜", "{}"),
        *(0, -3, 10**20, 3.5, 1e-9, True, False),
        *(date(2023, 3, 5), datetime.fromisoformat("2023-03-05T07:30:00"), clock_time(7, 5), timedelta(hours=30, microseconds=7)),
    ],
)
def test_a_value_comes_back_as_it_was_first_seen(tmp_path: Path, value: CellValue) -> None:
    kept = kept_in(tmp_path / "history.db")
    name = ("VP", RowKey('A "3", 4', "Chủ trì"), "result")
    kept.record(saw({name: (value, PLACE), ("VP", name[1], "note"): (" ", PLACE)}, {"VP"}), occasion(0))
    ((found, state),) = kept.state_at(moment(0)).items()
    assert (found, state, type(state)) == (name, value, type(value))
    (told,) = kept.changes(task='A "3", 4')
    assert (told.change.new, type(told.change.new), told.change.sheet, told.change.heading) == (value, type(value), *PLACE)
    kept.record(saw({name: ("khác", PLACE)}, {"VP"}), occasion(1))
    (changed,) = kept.changes()
    assert (changed.change.old, type(changed.change.old)) == (value, type(value))


def test_a_cell_that_has_not_changed_has_no_record_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    for number, text in enumerate(["một", "một", "hai"]):
        cells = {("VP", RowKey(f"A.{row}", ""), "result"): (text if row == 3 else "một", PLACE) for row in range(250)}
        kept_in(path).record(saw(cells, {"VP"}), occasion(number))
    assert asked(path, "SELECT task, value FROM cells") == [("A.3", '"hai"')]
    assert asked(path, "SELECT run, value FROM changes") == [(1, '"một"'), (3, '"hai"')]
    assert asked(path, "SELECT count(*), sum(size) FROM first_sights") == [(3, 250)]


def asked(path: Path, question: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(question, values).fetchall()
    connection.commit()
    connection.close()
    return found


def version(path: Path) -> object:
    return asked(path, "PRAGMA user_version")[0][0]


def result_is(text: str, *officials: str) -> Seen:
    return saw({(official, RowKey("A.1", ""), "result"): (text, PLACE) for official in officials}, officials)


def test_a_file_of_version_1_is_left_to_programs_that_know_no_other_as_long_as_it_can_be(tmp_path: Path) -> None:
    path, plain = tmp_path / "history.db", PlainHistory()
    plain.record(result_is("một", "VP"), occasion(0))
    plain.write_version_one(path, "sổ")
    kept_in(path).record(result_is("hai", "VP"), occasion(1))
    assert [past.change.new for past in kept_in(path).changes(task="A.1")] == ["một", "hai"]
    assert version(path) == 1
    kept_in(path).record(result_is("ba", "VP", "TP"), occasion(2))
    assert version(path) == 2
    found = kept_in(path).changes()
    assert [(past.change.name[0], past.change.old, past.change.new) for past in found] == [
        ("VP", "một", "hai"),
        ("VP", "hai", "ba"),
        ("TP", None, "ba"),
    ]


def test_a_page_that_is_not_stored_to_the_end_leaves_the_version_too(tmp_path: Path) -> None:
    path, plain = tmp_path / "history.db", PlainHistory()
    plain.record(result_is("một", "VP"), occasion(0))
    plain.write_version_one(path, "sổ")
    with pytest.raises(HistoryUnavailable):  # half a character, after the pages of another official
        kept_in(path).record(saw({**_cells("TP", "hai"), **_cells("VP", "\ud83d")}, {"TP", "VP"}), occasion(1))
    assert version(path) == 1
    assert kept_in(path).changes() == ()


def _cells(official: str, text: str) -> dict[tuple[str, RowKey, str], tuple[CellValue, tuple[str, str]]]:
    return {(official, RowKey("A.1", ""), "result"): (text, PLACE)}


QUESTIONS: list[Callable[[BookHistory], object]] = [
    lambda kept: kept.state_at(moment(5)),
    lambda kept: kept.changes(task="A.1"),
    lambda kept: kept.record(result_is("ba", "VP"), occasion(6)),
]


def page_of(text: str) -> bytes:
    return zlib.compress(text.encode())


WHOLE = page_of('[[["result","Văn phòng","Kết quả"]],[["A.1","",false,0,"một"]]]')


DAMAGED: list[bytes | str | int] = [
    *(b"", "chữ", 12, bytes(200), WHOLE[:-3], WHOLE[:20] + b"\x00" + WHOLE[21:]),
    *map(page_of, ("", "12", "[[]", "[[],[]", "[[],[],[]]", '[[],[["A.1","",false,0,"một"]]]')),
    *map(page_of, ('[[["result"]],[]]', '[[["result","",""]],[["A.1","",false,0]]]')),
    page_of('[[["result","",""]],[["A.1","",false,0,{"day":"hôm qua"}]]]'),
    zlib.compress(b'[[],["\xff"]]'),
]


@pytest.mark.parametrize("page", DAMAGED, ids=map(str, range(len(DAMAGED))))
def test_a_damaged_page_is_told_in_words(tmp_path: Path, page: bytes | str | int) -> None:
    path = tmp_path / "history.db"
    for number, text in enumerate(["một", "hai"]):
        kept_in(path).record(result_is(text, "VP"), occasion(number))
    asked(path, "UPDATE first_sights SET seen = ?", page)
    for question in QUESTIONS:
        with pytest.raises(HistoryUnavailable, match="không đọc được"):
            question(kept_in(path))


@pytest.mark.parametrize("tasks", ["", "12", '["A.1"'])
def test_a_damaged_list_of_tasks_is_told_in_words(tmp_path: Path, tasks: str) -> None:
    path = tmp_path / "history.db"
    kept_in(path).record(result_is("một", "VP"), occasion(0))
    asked(path, "UPDATE first_sights SET tasks = ?", tasks)
    with pytest.raises(HistoryUnavailable, match="không đọc được"):
        kept_in(path).tasks()


WRITER = """
import sys
from pathlib import Path
from tests.history.test_first_sights import ROWS_OF_A_BIG_BOOK, kept_in, occasion
number = 0
while True:
    number += 1
    print(number, flush=True)  # this book is under way
    kept_in(Path(sys.argv[1]), f"sổ {number}").record(ROWS_OF_A_BIG_BOOK, occasion(0))
"""
ROWS_OF_A_BIG_BOOK = saw(
    {(official, RowKey(f"A.{row}", ""), "result"): ("x", PLACE) for official in ("VP", "TP") for row in range(250)}, {"VP", "TP"}
)


def test_killed_while_it_stores_a_book_for_the_first_time_it_has_all_of_it_or_nothing(tmp_path: Path) -> None:
    for kill in range(KILLS):
        path = tmp_path / f"{kill}.db"
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.004 * kill)
            process.kill()
            last = [1, *map(int, process.stdout.read().split())][-1]
        stored = [len(kept_in(path, f"sổ {number}").state_at(moment(0))) for number in range(1, last + 1)]
        assert stored[:-1] == [500] * (last - 1)
        assert stored[-1] in (0, 500)
