"""What many tests start from: the default configuration and its calendar."""

from __future__ import annotations

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The default configuration, checked; immutable, so one for all tests."""
    return load_settings(None)


@pytest.fixture(scope="session")
def calendar(settings: Settings) -> WorkCalendar:
    """The working days of the default configuration."""
    return WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
