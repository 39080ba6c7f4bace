"""On which day an official handed in: of one who has several tabs, the last; only a day of the period counts."""

from __future__ import annotations

from datetime import date

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import Tab
from sheetsync.core.handing_in import handed_in_on
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from tests.tables import sheet

# The second quarter of 2023 (15/3-14/6), looked at on 12 June.
CASES = """
| sheet thứ nhất | sheet thứ hai | đã nộp     |
|----------------|---------------|------------|
| 2023-06-09     | 2023-06-12    | 2023-06-12 |
| 2023-03-15     | 2023-06-12    | 2023-06-12 |
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
    tabs = [Tab(name, "VP", 4, {}, (), 4, handed_in_on=day) for name, day in (("một", first), ("hai", second))]
    assert handed_in_on(tabs, period(2023, 2, settings.periods, calendar), date(2023, 6, 12)) == found
    assert handed_in_on([], period(2023, 2, settings.periods, calendar), date(2023, 6, 12)) is None
