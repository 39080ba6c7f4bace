"""The Google service of the tests on a shared book."""

from __future__ import annotations

from tests.google.conftest import google

__all__ = ["google"]
