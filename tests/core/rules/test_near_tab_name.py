"""A tab that is missing only because its name was typed another way is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.rules import check
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from tests.tables import book, sheet

EMPTY_TAB = """
| Mã NV | Nhiệm vụ | Trạng thái |
|-------|----------|------------|
"""


@pytest.mark.parametrize(
    ("present", "asked"),
    [("Dia chinh XD", "Có phải «Dia chinh XD» không?"), ("Bảng chấm công", "")],
)
def test_a_missing_tab_names_the_sheet_that_looks_like_it(
    settings: Settings, calendar: WorkCalendar, present: str, asked: str
) -> None:
    others = [official.tab for official in settings.plan.officials if official.tab and official.code != "DCXD"]
    tabs, plan = read_tabs(book(*(sheet(name, EMPTY_TAB) for name in [*others, present])), settings)
    first_quarter = period(2023, 1, settings.periods, calendar)
    findings = check(tabs, plan, settings, period=first_quarter, as_of=date(2023, 3, 15), calendar=calendar)
    (missing,) = [finding for finding in findings if finding.code == "tab-missing"]
    assert missing.official == "DCXD"
    assert asked in missing.message
    assert ("Có phải" in missing.message) == bool(asked)
