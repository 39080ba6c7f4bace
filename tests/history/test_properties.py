"""Whatever people do to a book: what history says of a moment is what was stored then."""

from __future__ import annotations

import os
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.adapters.history_db.book_history import BookHistory
from sheetsync.adapters.history_db.database import Database
from sheetsync.clock import vietnam
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import observed, quarter_of
from sheetsync.core.history.records import Observed, Occasion, PastChange
from sheetsync.core.history.tabs_read import TabsRead
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.settings import Settings
from tests.core.merge import two_books
from tests.core.merge.random_books import EDITS, Edit, books, edited

EXAMPLES = hypothesis_settings(
    max_examples=int(os.environ.get("SHEETSYNC_HISTORY_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MOMENT = datetime(2023, 3, 10, 8, tzinfo=vietnam())
State = dict[CellName, CellValue]


def stands(seen: Observed, before: State) -> State:
    """What is known after a run, said without differences: what was seen, and what nobody could look at."""
    unseen = {name: value for name, value in before.items() if not was_looked_at(name, seen)}
    return unseen | {name: value for name, value in seen.values().items() if not is_blank(value)}


def was_looked_at(name: CellName, seen: Observed) -> bool:
    official, key, field = name
    here = seen.officials.get(official)
    if here is None or key.task in here.twice or quarter_of(field) not in ("", here.period):
        return False
    return key not in here.rows or field not in here.rows[key].unknown


def alike(one: State, other: State) -> bool:
    return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())


@given(sheets=books(), rounds=st.lists(EDITS, min_size=1, max_size=4))
@EXAMPLES
def test_the_state_at_any_moment_is_the_one_stored_then(
    settings: Settings, sheets: tuple[SheetContent, ...], rounds: list[list[Edit]]
) -> None:
    office = two_books.office(settings)
    with tempfile.TemporaryDirectory() as folder:
        kept = BookHistory(Database(Path(folder) / "history.db", lambda: MOMENT), "sổ")
        stored: list[State] = [{}]
        for number, edits in enumerate([[], *rounds]):
            sheets = edited(sheets, edits)
            seen = observed(two_books.state(sheets, office, "sổ"))
            kept.record(seen, Occasion(MOMENT + timedelta(minutes=number), "run", "2023-Q1", date(2023, 3, 10)))
            stored.append(stands(seen, stored[-1]))
        for number, state in enumerate(stored):
            assert alike(dict(kept.state_at(MOMENT + timedelta(minutes=number - 1))), state)
        told: State = {}
        for past in (each for task in kept.tasks() for each in kept.changes(task=task)):
            assert same(past.change.old, told.get(past.change.name))
            told[past.change.name] = past.change.new
        assert alike({name: value for name, value in told.items() if value is not None}, stored[-1])


@given(sheets=books())
@EXAMPLES
def test_the_same_book_a_second_time_adds_no_change(settings: Settings, sheets: tuple[SheetContent, ...]) -> None:
    office = two_books.office(settings)
    with tempfile.TemporaryDirectory() as folder:
        kept = BookHistory(Database(Path(folder) / "history.db", lambda: MOMENT), "sổ")
        for number in range(2):
            seen = observed(two_books.state(sheets, office, "sổ"))
            kept.record(seen, Occasion(MOMENT + timedelta(minutes=number), "run", "2023-Q1", date(2023, 3, 10)))
        assert kept.changes() == ()


@given(sheets=books(), rounds=st.lists(EDITS, min_size=1, max_size=4))
@EXAMPLES
def test_tabs_that_are_looked_at_only_where_they_differ_give_the_same_history(
    settings: Settings, sheets: tuple[SheetContent, ...], rounds: list[list[Edit]]
) -> None:
    office = two_books.office(settings)
    with tempfile.TemporaryDirectory() as folder:
        lazy, whole = (BookHistory(Database(Path(folder) / f"{name}.db", lambda: MOMENT), "sổ") for name in "ab")
        for number, edits in enumerate([[], *rounds, []]):
            sheets = edited(sheets, edits)
            quarter = 1 + number % 2  # a quarter's own column is looked at in its quarter only
            occasion = Occasion(MOMENT + timedelta(minutes=number), "run", f"2023-Q{quarter}", date(2023, 3, 10))
            lazy.record(TabsRead(two_books.tabs(sheets, office, "sổ", quarter), office, occasion.period), occasion)
            whole.record(observed(two_books.state(sheets, office, "sổ", quarter)), occasion)
            assert lazy.state_at(occasion.moment) == whole.state_at(occasion.moment)
        assert by_cell(lazy.changes()) == by_cell(whole.changes())  # officials come in an order of their own


def by_cell(changes: tuple[PastChange, ...]) -> list[PastChange]:
    return sorted(changes, key=lambda past: (past.occasion.moment, past.change.name))
