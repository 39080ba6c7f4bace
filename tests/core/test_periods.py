"""Reporting periods with their dates, and the months in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import (
    Period,
    default_period,
    month_end,
    months_named,
    months_of,
    next_period,
    parse_period,
    period,
    previous_period,
)
from sheetsync.core.settings import PeriodSettings, Settings

RULES = PeriodSettings()
NO_HOLIDAYS = WorkCalendar(frozenset())
Q1 = period(2023, 1, RULES, NO_HOLIDAYS)

DATES_OF_2023 = """
| 1 | 2022-12-15 | 2023-03-14 | 2023-03-14 | 2023-03-17 |
| 2 | 2023-03-15 | 2023-06-14 | 2023-06-14 | 2023-06-19 |
| 3 | 2023-06-15 | 2023-09-14 | 2023-09-14 | 2023-09-19 |
| 4 | 2023-09-15 | 2023-12-14 | 2023-12-14 | 2023-12-19 |
"""
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in DATES_OF_2023.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS)
def test_the_dates_of_2023(row: list[str], settings: Settings, calendar: WorkCalendar) -> None:
    quarter, *days = row
    got = period(2023, int(quarter), settings.periods, calendar)
    assert [day.isoformat() for day in (got.start, got.cut_off, got.hand_in, got.send)] == days
    assert got.cumulative_start == date(2022, 12, 15)


def test_sending_days_of_2026(settings: Settings, calendar: WorkCalendar) -> None:
    sent = [period(2026, quarter, settings.periods, calendar).send for quarter in (1, 2, 3, 4)]
    assert sent == [date(2026, 3, 19), date(2026, 6, 19), date(2026, 9, 18), date(2026, 12, 18)]


def test_names_of_a_period() -> None:
    assert (Q1.key, Q1.title, Q1.sheet_title, Q1.short_title) == ("2023-Q1", "Quý I/2023", "Quý I-2023", "Q1-2023")
    assert Q1.contains(date(2022, 12, 15))
    assert Q1.contains(date(2023, 3, 14))
    assert not Q1.contains(date(2023, 3, 15))


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_are_four_quarters(quarter: int) -> None:
    with pytest.raises(ValueError, match="not 1-4"):
        period(2023, quarter, RULES, NO_HOLIDAYS)


@pytest.mark.parametrize(
    ("as_of", "key"),
    [
        (date(2023, 1, 1), "2023-Q1"),
        (date(2023, 3, 15), "2023-Q1"),
        (date(2023, 3, 17), "2023-Q1"),
        (date(2023, 3, 18), "2023-Q2"),
        (date(2023, 12, 19), "2023-Q4"),
        (date(2023, 12, 25), "2024-Q1"),
    ],
)
def test_the_period_one_is_working_on(as_of: date, key: str) -> None:
    assert default_period(as_of, RULES, NO_HOLIDAYS).key == key


@given(st.integers(1990, 2100), st.integers(1, 4), st.integers(1, 31))
def test_periods_follow_one_another_without_gap(year: int, quarter: int, cut_off_day: int) -> None:
    rules = PeriodSettings(cut_off_day=cut_off_day)
    current = period(year, quarter, rules, NO_HOLIDAYS)
    following = next_period(current, rules, NO_HOLIDAYS)
    assert following.start == current.cut_off + timedelta(days=1)
    assert previous_period(following, rules, NO_HOLIDAYS) == current
    assert months_of(current)[-1] < months_of(following)[0]


@given(st.integers(1990, 2100))
def test_every_month_is_reported_once(year: int) -> None:
    months = [month for quarter in (1, 2, 3, 4) for month in months_of(period(year, quarter, RULES, NO_HOLIDAYS))]
    assert months == [(year - 1, 12), *((year, month) for month in range(1, 12))]


def test_the_first_quarter_reports_december_to_february() -> None:
    assert months_of(Q1) == ((2022, 12), (2023, 1), (2023, 2))
    assert month_end(2024, 2) == date(2024, 2, 29)


DEC, JAN, FEB = (2022, 12), (2023, 1), (2023, 2)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tháng 01: 212 hồ sơ; Tháng 02: 187 hồ sơ", {JAN, FEB}),
        ("tháng 1: 212 hồ sơ, tháng 2: 187", {JAN, FEB}),
        ("T12: 5; T1: 4", {DEC, JAN}),
        ("T12/2022: 5; T01/2023: 4; T02/2023: 1", {DEC, JAN, FEB}),
        ("1/2023: đã công khai", {JAN}),
        ("các tháng 12/2022, 01 và 02/2023", {DEC, JAN, FEB}),
        ("từ tháng 12 đến tháng 2", {DEC, JAN, FEB}),
        ("Tháng 12-2 đều đã công khai", {DEC, JAN, FEB}),
        ("Từ tháng 1 đến tháng 3 đã công khai 300 hồ sơ", {JAN, FEB}),
        ("từ tháng 12/2022 đến tháng 3/2023", {DEC, JAN, FEB}),
        ("từ tháng 11 đến tháng 4", {DEC, JAN, FEB}),
        ("từ tháng 10/2022 đến tháng 11/2022", set()),
        ("tháng 2 đến tháng 2", {FEB}),
        ("thang 1", {JAN}),
        ("tháng 3", set()),
        ("tháng 1/2022", set()),
        ("ngày 15/1/2023 đã công khai", set()),
        ("ngày 15 tháng 1 đã công khai", set()),
        ("Báo cáo số 1/2023/BC-UBND", set()),
        ("đã làm", set()),
        ("", set()),
    ],
)
def test_months_that_a_result_names(text: str, named: set[tuple[int, int]]) -> None:
    assert months_named(text, Q1) == named


@given(st.text() | st.text(alphabet="tháng T0123456789/-,.đến và"))
def test_only_months_of_the_period_are_named(text: str) -> None:
    assert months_named(text, Q1) <= set(months_of(Q1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-Q1", (2023, 1)),
        ("2023-q4", (2023, 4)),
        ("2023Q3", (2023, 3)),
        ("Q1-2023", (2023, 1)),
        ("Quý I/2023", (2023, 1)),
        ("Quí IV/2023", (2023, 4)),
        ("quý 1 năm 2023", (2023, 1)),
        ("Kỳ báo cáo: Quý II/2023", (2023, 2)),
        ("quy iii nam 2024", (2024, 3)),
        ("Quý I", None),
        ("Quý V/2023", None),
        ("2023", None),
        ("2023-Q5", None),
        ("", None),
    ],
)
def test_periods_as_people_write_them(text: str, expected: tuple[int, int] | None) -> None:
    assert parse_period(text) == expected


@given(st.integers(1000, 9998), st.integers(1, 4))
def test_our_own_names_are_read_back(year: int, quarter: int) -> None:
    own = Period(year, quarter, Q1.start, Q1.cut_off, Q1.cumulative_start, Q1.hand_in, Q1.send)
    for name in (own.key, own.title, own.sheet_title, own.short_title):
        assert parse_period(name) == (year, quarter)
