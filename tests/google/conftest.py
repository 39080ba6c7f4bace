"""The loopback service for every test of the Google adapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.machine import Machine
from tests.google_service import GoogleService, google_service


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with google_service() as service:
        yield service


@pytest.fixture
def machine(
    google: GoogleService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Machine:
    """The office's machine, on which nobody has signed in yet."""
    return Machine(google, tmp_path, monkeypatch, capsys)
