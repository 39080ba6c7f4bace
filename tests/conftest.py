"""What many tests start from: the default configuration and its calendar."""

from __future__ import annotations

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The default configuration, checked; immutable, so one for all tests."""
    return load_settings(None)
