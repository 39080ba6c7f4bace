"""The loopback service for every test of the Google adapter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.google_service import GoogleService, google_service


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with google_service() as service:
        yield service
