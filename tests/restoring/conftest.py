"""The small office, and the Google service of the tests on a shared book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.google.conftest import google, machine
from tests.restoring.restoring_office import RestoringOffice

__all__ = ["google", "machine"]


@pytest.fixture
def office(tmp_path: Path) -> RestoringOffice:
    return RestoringOffice(tmp_path)
