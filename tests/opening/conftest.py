"""The small office's desk, and the Google service of the tests on a shared book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.google.conftest import google
from tests.opening.desk import Desk

__all__ = ["google"]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)
