"""Dates as officials write them; every doubt is kept."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue
from sheetsync.core.dates import read_date, suggest_date
from sheetsync.core.readings import DateKind, DateReading

Spelling: TypeAlias = Literal["NFC", "NFD"]

# A clerk's table: what is typed in the plan of 2023 | how it is understood | the day | note
TABLE = """
| 14/3/2023                          | text-date  | 2023-03-14 |        |
| 14/03/2023                         | text-date  | 2023-03-14 |        |
| 14-3-2023                          | text-date  | 2023-03-14 |        |
| 14.3.2023                          | text-date  | 2023-03-14 |        |
| 14 / 3 / 2023                      | text-date  | 2023-03-14 |        |
| 14/3/2023 00:00:00                 | text-date  | 2023-03-14 |        |
| 2023-03-14                         | text-date  | 2023-03-14 |        |
| 2023-03-04                         | text-date  | 2023-03-04 |        |
| ngày 08 tháng 12 năm 2020          | text-date  | 2020-12-08 |        |
| Ngày 14/3/2023.                    | text-date  | 2023-03-14 |        |
| ngay 14 thang 3 nam 2023           | text-date  | 2023-03-14 |        |
| Thứ ba, ngày 14/3/2023             | text-date  | 2023-03-14 |        |
| 14/3 năm 2023                      | text-date  | 2023-03-14 |        |
| trước ngày 20/3/2023               | text-date  | 2023-03-19 | before |
| trước 31/12/2022                   | text-date  | 2022-12-30 | before |
| hoàn thành trước ngày 1/1/2023     | text-date  | 2022-12-31 | before |
| Chậm nhất ngày 20/3/2023           | text-date  | 2023-03-20 |        |
| chậm nhất là ngày 20/3/2023        | text-date  | 2023-03-20 |        |
| hết ngày 31/3/2023                 | text-date  | 2023-03-31 |        |
| đến hết ngày 31/3/2023             | text-date  | 2023-03-31 |        |
| 15.8.23                            | guessed    | 2023-08-15 |        |
| 14-3-23                            | guessed    | 2023-03-14 |        |
| 20/3                               | guessed    | 2023-03-20 |        |
| 20/12                              | guessed    | 2023-12-20 |        |
| ngày 14 tháng 3                    | guessed    | 2023-03-14 |        |
| trước ngày 20/3                    | guessed    | 2023-03-19 | before |
| Quý I/2023                         | period-end | 2023-03-31 |        |
| Quí II/2023                        | period-end | 2023-06-30 |        |
| quý 1 năm 2023                     | period-end | 2023-03-31 |        |
| quy IV/2023                        | period-end | 2023-12-31 |        |
| Q3/2023                            | period-end | 2023-09-30 |        |
| trong Quý I                        | period-end | 2023-03-31 |        |
| cuối quý II/2024                   | period-end | 2024-06-30 |        |
| trước Quý II/2023                  | period-end | 2023-03-31 | before |
| tháng 6/2023                       | period-end | 2023-06-30 |        |
| T6/2023                            | period-end | 2023-06-30 |        |
| 02/2024                            | period-end | 2024-02-29 |        |
| trong tháng 2                      | period-end | 2023-02-28 |        |
| 6 tháng đầu năm 2023               | period-end | 2023-06-30 |        |
| 6 tháng cuối năm                   | period-end | 2023-12-31 |        |
| trong năm 2023                     | period-end | 2023-12-31 |        |
| năm 2024                           | period-end | 2024-12-31 |        |
| cuối năm 2023                      | period-end | 2023-12-31 |        |
| trong năm                          | period-end | 2023-12-31 |        |
| thường xuyên                       | open-ended |            |        |
| Thuong xuyen                       | open-ended |            |        |
| hằng quý                           | open-ended |            |        |
| hàng tháng                         | open-ended |            |        |
| Hằng tháng (trước ngày 5)          | open-ended |            |        |
| định kỳ                            | open-ended |            |        |
| Định kỳ, đột xuất                  | open-ended |            |        |
| liên tục                           | open-ended |            |        |
| cả năm                             | open-ended |            |        |
| trước ngày 20 của tháng cuối quý   | open-ended |            |        |
| trước ngày 20 của tháng cuối Quí   | open-ended |            |        |
| 31/2/2023                          | invalid    |            |        |
| 3/14/2023                          | invalid    |            |        |
| 29/2/2023                          | invalid    |            |        |
| 0/3/2023                           | invalid    |            |        |
| 14/3/202                           | invalid    |            |        |
| 14/3/20233                         | invalid    |            |        |
| 14/3/0023                          | invalid    |            |        |
| tháng sau                          | invalid    |            |        |
| tháng 13/2023                      | invalid    |            |        |
| Quý V/2023                         | invalid    |            |        |
| quý 5                              | invalid    |            |        |
| đã xong 14/3/2023                  | invalid    |            |        |
| 14/3/2023 và 15/3/2023             | invalid    |            |        |
| từ 14/3/2023                       | invalid    |            |        |
| sau ngày 14/3/2023                 | invalid    |            |        |
| năm                                | invalid    |            |        |
| trước                              | invalid    |            |        |
| đầu năm                            | invalid    |            |        |
| 2023                               | invalid    |            |        |
| -                                  | invalid    |            |        |
| 15/KH-UBND                         | invalid    |            |        |
"""
ROWS = [tuple(part.strip() for part in line.strip("|").split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("spelling", ["NFC", "NFD"])
@pytest.mark.parametrize(("typed", "kind", "on", "note"), ROWS, ids=[row[0] for row in ROWS])
def test_the_clerks_table(typed: str, kind: str, on: str, note: str, spelling: Spelling) -> None:
    text = unicodedata.normalize(spelling, typed)
    for variant in (text, f" {text}\u00a0", text.replace(" ", "\u00a0"), text.upper()):
        reading = read_date(variant, plan_year=2023)
        assert (reading.kind.value, reading.on.isoformat() if reading.on else "") == (kind, on)
        assert reading.before == (note == "before")
        assert reading.raw == variant


@pytest.mark.parametrize(
    ("value", "on", "swapped"),
    [
        (date(2023, 3, 14), date(2023, 3, 14), None),
        (date(2023, 3, 4), date(2023, 3, 4), date(2023, 4, 3)),
        (date(2023, 3, 3), date(2023, 3, 3), None),
        (datetime(2023, 3, 14), date(2023, 3, 14), None),  # noqa: DTZ001
        (datetime(2023, 5, 4, 15, 30), date(2023, 5, 4), date(2023, 4, 5)),  # noqa: DTZ001
    ],
)
def test_true_dates(value: CellValue, on: date, swapped: date | None) -> None:
    reading = read_date(value, plan_year=2023)
    assert (reading.kind, reading.on, reading.swapped) == (DateKind.TRUE_DATE, on, swapped)


@pytest.mark.parametrize(
    ("typed", "swapped"),
    [
        ("4/3/2023", date(2023, 4, 3)),
        ("4/3", date(2023, 4, 3)),
        ("14/3/2023", None),
        ("5/5/2023", None),
        ("trước ngày 4/3/2023", date(2023, 4, 2)),
        ("2023-03-04", None),  # the year stands first: nobody exchanges day and month there
        ("ngày 4 tháng 3 năm 2023", None),
        ("Quý I/2023", None),
    ],
)
def test_day_and_month_may_have_been_exchanged(typed: str, swapped: date | None) -> None:
    assert read_date(typed, plan_year=2023).swapped == swapped


@pytest.mark.parametrize("value", [True, False, 45.5, 2023, 44999, 45000.0, time(7, 30), timedelta(days=1), float("nan")])
def test_neither_numbers_nor_clock_times_are_dates(value: CellValue) -> None:
    assert read_date(value, plan_year=2023).kind is DateKind.INVALID


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0", "\u200b"])
def test_blank(value: CellValue) -> None:
    assert read_date(value, plan_year=2023).kind is DateKind.BLANK


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("3/14/2023", date(2023, 3, 14)),
        ("đã xong 14/3/2023", date(2023, 3, 14)),
        ("14/3/2023 và 15/3/2023", None),
        ("31/2/2023", None),
        ("tháng sau", None),
        (44999, date(2023, 3, 14)),
        (44999.75, date(2023, 3, 14)),
        (45, None),
        (True, None),
        ("14/3/2023", None),  # readable: nothing to suggest
        (None, None),
        (1e300, None),
        (float("nan"), None),
    ],
)
def test_what_an_invalid_entry_probably_means(value: CellValue, meant: date | None) -> None:
    assert suggest_date(read_date(value, plan_year=2023), plan_year=2023) == meant


FORMS = [
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d} / {m} / {y}", "ngày {d} tháng {m} năm {y}",
    "ngày {d:02} tháng {m:02} năm {y}", "Ngày {d}/{m}/{y}", "chậm nhất ngày {d}/{m}/{y}", "đến hết ngày {d}/{m}/{y}",
    "{y}-{m:02}-{d:02}",
]  # fmt: skip


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.sampled_from(FORMS), st.sampled_from(["NFC", "NFD"]))
def test_every_day_in_every_form_is_read_back(day: date, form: str, spelling: Spelling) -> None:
    typed = unicodedata.normalize(spelling, form.format(d=day.day, m=day.month, y=day.year))
    reading = read_date(typed, plan_year=2023)
    assert (reading.kind, reading.on) == (DateKind.TEXT_DATE, day)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_without_century_or_year_the_day_is_a_guess(day: date) -> None:
    two_digits = read_date(f"{day.day}.{day.month}.{day.year % 100:02}", plan_year=2023)
    assert (two_digits.kind, two_digits.on) == (DateKind.GUESSED, day)
    no_year = read_date(f"{day.day}/{day.month}", plan_year=day.year)
    assert (no_year.kind, no_year.on) == (DateKind.GUESSED, day)


@given(st.dates(date(1950, 1, 2), date(2150, 12, 31)))
def test_before_a_day_means_the_day_before(day: date) -> None:
    reading = read_date(f"trước ngày {day.day}/{day.month}/{day.year}", plan_year=2023)
    assert (reading.on, reading.before) == (day - timedelta(days=1), True)


PIECES = st.lists(
    st.sampled_from(
        [
            "trước ",
            "ngày ",
            "tháng ",
            "năm ",
            "Quý ",
            "I",
            "IV",
            "1",
            "20",
            "/",
            "-",
            ".",
            " ",
            "3",
            "2023",
            "99",
            "hết ",
            "T",
            "cuối ",
        ]
    ),
    max_size=8,
).map("".join)


@given(
    st.text()
    | PIECES
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.none(),
    st.integers(1901, 2198),
)
def test_nothing_typed_is_an_exception(value: CellValue, plan_year: int) -> None:
    reading = read_date(value, plan_year=plan_year)
    assert isinstance(reading, DateReading)
    has_day = reading.kind in (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED, DateKind.PERIOD_END)
    assert (reading.on is not None) == has_day
    assert reading.swapped is None or reading.swapped != reading.on
    suggestion = suggest_date(read_date(value, plan_year=plan_year), plan_year=plan_year)
    assert suggestion is None or reading.kind is DateKind.INVALID
