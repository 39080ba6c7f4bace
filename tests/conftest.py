"""What many tests start from: the default configuration and its calendar."""

from __future__ import annotations

import os

import hypothesis
import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.settings import Settings

# The width of whoever's terminal started the tests is not that of the people whose lines are looked at.
os.environ.pop("COLUMNS", None)

# A shared machine may be slow for a moment, and a check of a change must not depend on luck: new examples are looked for
# wherever CI is not set.
hypothesis.settings.register_profile("everywhere", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "everywhere")


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The default configuration, checked; immutable, so one for all tests."""
    return load_settings(None)


@pytest.fixture(scope="session")
def calendar(settings: Settings) -> WorkCalendar:
    """The working days of the default configuration."""
    return WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
