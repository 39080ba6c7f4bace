"""The small office in which the rules are tried."""

from __future__ import annotations

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.settings import Settings
from tests.core.rules.finding_tables import Office


@pytest.fixture(scope="session")
def office(settings: Settings, calendar: WorkCalendar) -> Office:
    return Office(settings, calendar)
