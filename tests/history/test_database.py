"""The file of the history: damaged, of a later version, somebody else's, in use, killed in the middle of a write."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sheetsync.adapters.history_db.book_history import BookHistory
from sheetsync.adapters.history_db.database import Database
from sheetsync.clock import vietnam
from sheetsync.core.history.records import Observed, Occasion
from sheetsync.core.merge.state import RowKey
from sheetsync.errors import HistoryUnavailable
from tests.history.seen_cells import saw
from tests.history.small_history import Q1, Office

MOMENT = datetime(2023, 3, 10, 8, tzinfo=vietnam())
KILLS = int(os.environ.get("SHEETSYNC_KILLS", "8"))


def history(path: Path, patience: float = 10.0) -> BookHistory:
    return BookHistory(Database(path, lambda: MOMENT, patience=patience), "Sổ.xlsx")


def seen(text: str, rows: int = 60) -> Observed:
    """A book in which every row says this."""
    place = ("Văn phòng", "Kết quả trong kỳ")
    return saw({("VP", RowKey(f"A.{row}", "Chủ trì"), "result"): (text, place) for row in range(rows)}, {"VP"})


def occasion(number: int) -> Occasion:
    return Occasion(MOMENT + timedelta(seconds=number), "run", Q1, date(2023, 3, 10))


def values_at(path: Path, number: int) -> set[object]:
    return set(history(path).state_at(occasion(number).moment).values())


def test_a_damaged_file_is_set_aside_and_told_and_the_job_goes_on(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.runs()
    damaged = b"SQLite format 3\0" + b"r\xe1c" * 5000
    office.database.write_bytes(damaged)
    with pytest.raises(HistoryUnavailable, match="bị hỏng"):
        office.told()
    result = office.runs()
    assert result.outcome is not None
    assert any("đã cất sang «history (hỏng 2023-03-10 080000).db»" in notice for notice in result.notices)
    assert any("Không biết kỳ này hoặc kỳ trước đã chốt chưa" in notice for notice in result.notices)
    (aside,) = office.database.parent.glob("history (*.db")
    assert aside.read_bytes() == damaged
    assert office.runs().notices == ()
    assert {past.first for past in office.told("A.3")} == {True}


def test_a_second_damaged_file_of_the_same_moment_takes_another_name(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    for number in range(3):
        path.write_bytes(b"not a database at all " * 300)
        history(path).record(seen("a"), occasion(number))
    assert len(list(tmp_path.glob("history (hỏng *.db"))) == 3


@pytest.mark.parametrize("version", [3, 99])
def test_a_later_version_is_refused_in_words_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    office = Office(tmp_path)
    office.runs()
    with sqlite3.connect(office.database) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = office.database.read_bytes()
    result = office.runs()
    assert [("bản sheetsync mới hơn" in notice) for notice in result.notices] == [True, True]
    assert office.database.read_bytes() == before
    with pytest.raises(HistoryUnavailable, match="mới hơn"):
        office.told()
    with pytest.raises(HistoryUnavailable, match="mới hơn"):
        office.closes(reason="x")


def test_somebody_else_s_database_of_that_name_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(HistoryUnavailable, match="không phải do sheetsync lập"):
        history(path).record(seen("a"), occasion(1))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


def test_a_file_in_use_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    history(path).record(seen("a"), occasion(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(HistoryUnavailable, match="một lệnh khác"):
        history(path, patience=0.5).record(seen("b"), occasion(2))
    other.execute("ROLLBACK")
    other.close()
    history(path).record(seen("b"), occasion(3))
    assert values_at(path, 3) == {"b"}


def test_a_file_that_is_given_free_while_it_is_waited_for_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.db"
    history(path).record(seen("a"), occasion(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    waits = []

    def waited(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            other.execute("ROLLBACK")
            other.close()

    monkeypatch.setattr("sheetsync.adapters.history_db.database.time.sleep", waited)
    history(path, patience=60).record(seen("b"), occasion(2))
    assert values_at(path, 2) == {"b"}
    assert len(waits) == 2


def test_a_folder_that_may_not_be_written_stops_no_job(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.database.parent.mkdir()
    office.database.mkdir()  # whoever may do everything cannot write into a folder either
    result = office.runs()
    assert result.outcome is not None
    assert [notice for notice in result.notices if notice.startswith("Chưa lưu được lịch sử")]
    assert len(result.notices) == 2


def test_a_closed_report_that_somebody_changed_is_not_taken_for_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.today = date(2023, 3, 16)
    office.closes(reason="x")
    with sqlite3.connect(office.database) as connection:
        connection.execute("UPDATE closings SET fingerprint = 'khác'")
    connection.close()
    with pytest.raises(HistoryUnavailable, match="không khớp dấu"):
        office.history().closing(Q1)
    result = office.runs()
    assert result.closing is None
    assert any("không khớp dấu" in notice for notice in result.notices)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_whoever_may_open_the_book_may_open_its_history(tmp_path: Path, mode: int) -> None:
    office = Office(tmp_path)
    office.path.chmod(mode)
    mask = os.umask(0o002)
    try:
        office.runs()
    finally:
        os.umask(mask)
    assert stat.S_IMODE(office.database.stat().st_mode) == mode & ~0o002


def record_many(path: Path, name: str, times: int) -> None:
    for number in range(times):
        BookHistory(Database(path, lambda: MOMENT), name).record(seen(f"{name} {number}", rows=5), occasion(number))


def test_two_commands_at_once_both_store_everything(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=record_many, args=(path, name, 25)) for name in ("một", "hai")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    for name in ("một", "hai"):
        kept = BookHistory(Database(path, lambda: MOMENT), name)
        assert len(kept.changes(task="A.3")) == 25


WRITER = """
import sys
from pathlib import Path
from tests.history.test_database import history, occasion, seen
number = int(sys.argv[2])
while True:
    number += 1
    print(number, flush=True)  # this one is under way
    history(Path(sys.argv[1])).record(seen(f"lần {number}"), occasion(number))
"""


def test_killed_while_it_writes_history_loses_the_last_entry_at_most(tmp_path: Path) -> None:
    """Every row of a book says the number of its run: whatever is found must be whole, and the last run or the one before."""
    path = tmp_path / "history.db"
    number = 0
    for kill in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        time.sleep(0.003 * kill)
        process.send_signal(signal.SIGKILL)
        begun = [int(line) for line in process.stdout.read().split()]
        process.wait()
        under_way = begun[-1] if begun else number + 3
        (found,) = values_at(path, under_way)
        assert found in {f"lần {under_way}", f"lần {under_way - 1}"}
        for run in range(number + 1, under_way):
            assert values_at(path, run) == {f"lần {run}"}
        number = under_way
    assert not list(tmp_path.glob("history (hỏng*"))
