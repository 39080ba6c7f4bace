"""The loopback service for tests that sync with Google."""

from __future__ import annotations

from tests.google.conftest import google

__all__ = ["google"]
