"""On which day an official handed in: of one who has several tabs, the last; no day up to the sending of the period before."""

from __future__ import annotations

from datetime import date

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import Tab
from sheetsync.core.handing_in import handed_in_on
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from tests.tables import sheet

# The second quarter of 2023 (15/3-14/6), looked at on 12 June; the first one's report was sent on 17 March.
CASES = """
| sheet thứ nhất | sheet thứ hai | đã nộp     |
|----------------|---------------|------------|
| 2023-06-09     | 2023-06-12    | 2023-06-12 |
| 2023-03-18     | 2023-06-12    | 2023-06-12 |
| 2023-03-20     | 2023-03-21    | 2023-03-21 |
| 2023-03-17     | 2023-06-12    |            |
| 2023-03-16     | 2023-03-16    |            |
| 2023-06-09     |               |            |
| 2023-03-14     | 2023-06-12    |            |
| 2023-06-13     | 2023-06-12    |            |
|                |               |            |
"""


@pytest.mark.parametrize("case", sheet("", CASES).rows[1:], ids=str)
def test_only_a_day_of_the_period_on_every_sheet_is_one(
    settings: Settings, calendar: WorkCalendar, case: list[date | None]
) -> None:
    first, second, found = (*case, None, None)[:3]
    tabs = [Tab(name, "VP", 4, {}, (), handed_in_on=day) for name, day in (("một", first), ("hai", second))]
    chosen = period(2023, 2, settings.periods, calendar)
    assert handed_in_on(tabs, chosen, date(2023, 6, 12), calendar, settings.periods) == found
    assert handed_in_on([], chosen, date(2023, 6, 12), calendar, settings.periods) is None


@pytest.mark.parametrize(("day", "counts"), [(date(2022, 12, 16), False), (date(2022, 12, 20), True), (date(2023, 3, 16), True)])
def test_the_first_quarter_begins_after_the_last_one_of_the_year_before_was_sent(
    settings: Settings, calendar: WorkCalendar, day: date, counts: bool
) -> None:
    chosen = period(2023, 1, settings.periods, calendar)
    tabs = [Tab("một", "VP", 4, {}, (), handed_in_on=day)]
    assert handed_in_on(tabs, chosen, date(2023, 3, 17), calendar, settings.periods) == (day if counts else None)
