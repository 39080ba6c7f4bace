"""Most runs see nothing new: they are remembered as runs, and nothing is compared cell by cell."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest

from sheetsync.adapters.history_db import cell_changes
from sheetsync.adapters.history_db.schema import TABLES
from sheetsync.clock import vietnam
from sheetsync.core.history.records import Observed, Occasion, SeenValue
from sheetsync.core.merge.state import RowKey

ROW = RowKey("A.1", "Chủ trì")


def seen(status: str, *, unknown: bool = False) -> Observed:
    name = ("VP", ROW, "status")
    cells = {} if unknown else {name: SeenValue(status, "Văn phòng", "Trạng thái")}
    return Observed("2023-Q1", cells, frozenset({"VP"}), unknown_cells=frozenset({name} if unknown else ()))


@pytest.fixture
def history(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "history.db")
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO books (name) VALUES ('sổ')")
    return connection


def record(history: sqlite3.Connection, what: Observed, day: int) -> None:
    moment = datetime(2023, 3, day, 9, tzinfo=vietnam())
    cell_changes.record_run(history, 1, what, Occasion(moment, "run", "2023-Q1", date(2023, 3, day)))


def test_a_run_that_sees_the_same_compares_nothing(history: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    record(history, seen("Đang thực hiện"), 1)
    with monkeypatch.context() as patched:
        patched.delattr(cell_changes, "_last_state")
        record(history, seen("Đang thực hiện"), 2)
    record(history, seen("Hoàn thành"), 3)
    assert history.execute("SELECT run, value FROM changes").fetchall() == [(1, '"Đang thực hiện"'), (3, '"Hoàn thành"')]
    assert history.execute("SELECT count(*) FROM runs").fetchone() == (3,)


def test_what_could_not_be_seen_is_not_the_same(history: sqlite3.Connection) -> None:
    record(history, seen("Hoàn thành"), 1)
    record(history, seen("", unknown=True), 2)
    record(history, seen("Hoàn thành"), 3)
    record(history, seen("Tạm dừng"), 4)
    assert [run for (run,) in history.execute("SELECT run FROM changes")] == [1, 4]
