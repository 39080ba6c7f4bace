"""Working days of the unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.calendar import WorkCalendar

TET_2023 = frozenset(date(2023, 1, 20) + timedelta(days=n) for n in range(7))
PLAIN = WorkCalendar(frozenset())


def test_weekends_are_off_unless_saturdays_are_worked() -> None:
    saturday, sunday = date(2023, 3, 18), date(2023, 3, 19)
    assert not PLAIN.is_working(saturday)
    assert WorkCalendar(frozenset(), saturday_works=True).is_working(saturday)
    assert not WorkCalendar(frozenset(), saturday_works=True).is_working(sunday)


def test_a_saturday_worked_in_exchange_for_another_day_counts() -> None:
    """29/4–3/5/2023 off, Saturday 6/5 worked."""
    closed = frozenset(date(2023, 5, 1) + timedelta(days=n) for n in range(3))
    exchanged = WorkCalendar(closed, made_up=frozenset({date(2023, 5, 6)}))
    assert exchanged.is_working(date(2023, 5, 6))
    assert exchanged.last_working_day(date(2023, 5, 7)) == date(2023, 5, 6)
    assert exchanged.working_days_left(date(2023, 4, 28), date(2023, 5, 8)) == 4  # 4, 5, 6 and 8 May


def test_the_built_in_calendar_knows_tet_and_the_day_that_was_missing(calendar: WorkCalendar) -> None:
    assert not any(calendar.is_working(day) for day in TET_2023)
    assert calendar.last_working_day(date(2023, 1, 26)) == date(2023, 1, 19)
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2023, 3, 14))


@pytest.mark.parametrize(
    ("day", "back", "arrives"),
    [
        (date(2023, 3, 17), 3, date(2023, 3, 14)),
        (date(2023, 3, 20), 1, date(2023, 3, 17)),
        (date(2023, 3, 18), 1, date(2023, 3, 17)),
        (date(2023, 3, 18), 0, date(2023, 3, 18)),
        (date(2023, 1, 27), 1, date(2023, 1, 19)),
    ],
)
def test_working_days_back(day: date, back: int, arrives: date) -> None:
    assert WorkCalendar(TET_2023).back(day, back) == arrives


@pytest.mark.parametrize(
    ("as_of", "due", "left"),
    [
        (date(2023, 3, 15), date(2023, 3, 20), 3),  # Thursday, Friday, Monday
        (date(2023, 3, 15), date(2023, 3, 17), 2),
        (date(2023, 3, 15), date(2023, 3, 15), 0),
        (date(2023, 3, 16), date(2023, 3, 15), 0),
        (date(2023, 3, 17), date(2023, 3, 19), 0),  # only a weekend is left
        (date(2023, 1, 19), date(2023, 1, 27), 1),  # Tết between
    ],
)
def test_working_days_left(as_of: date, due: date, left: int) -> None:
    assert WorkCalendar(TET_2023).working_days_left(as_of, due) == left


def test_a_calendar_without_any_working_day_is_refused() -> None:
    always_off = WorkCalendar(frozenset(date(2022, 1, 1) + timedelta(days=n) for n in range(800)))
    with pytest.raises(ValueError, match="no working day"):
        always_off.last_working_day(date(2023, 12, 31))


DAYS = st.dates(date(2022, 6, 1), date(2023, 12, 31))
CALENDARS = st.builds(WorkCalendar, st.frozensets(DAYS, max_size=40), st.booleans(), st.frozensets(DAYS, max_size=5))


@given(CALENDARS, DAYS, st.integers(-10, 60))
def test_days_left_are_the_working_days_one_counts_one_by_one(calendar: WorkCalendar, as_of: date, ahead: int) -> None:
    due = as_of + timedelta(days=ahead)
    counted = sum(calendar.is_working(as_of + timedelta(days=n)) for n in range(1, ahead + 1))
    assert calendar.working_days_left(as_of, due) == counted


@pytest.mark.parametrize("due", [date.max, date.min])
def test_soon_begins_within_the_calendar(due: date) -> None:
    soon = WorkCalendar(frozenset()).soon_from(due, 5)
    assert (due - soon).days in (0, 7)


@given(CALENDARS, DAYS, st.integers(0, 8))
def test_soon_begins_on_the_first_day_with_so_few_days_left(calendar: WorkCalendar, due: date, few: int) -> None:
    soon = calendar.soon_from(due, few)
    assert calendar.working_days_left(soon, due) <= few
    assert calendar.working_days_left(soon - timedelta(days=1), due) > few
