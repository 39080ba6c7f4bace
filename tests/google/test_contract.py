"""A Google Sheet keeps the contract of every book."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sheetsync.core.book import SheetContent
from tests.contract.plan_book_contract import LiveBook, PlanBookContract
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService


@pytest.mark.parametrize("locale", ["vi_VN", "en_US"])
class TestGoogleBook(PlanBookContract):
    @pytest.fixture(autouse=True)
    def service(self, google: GoogleService, locale: str) -> None:
        self._google = google
        self._locale = locale

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        return SharedBook(self._google, sheets, locale=self._locale)


class TestLargeWrites(PlanBookContract):
    """The same where every sheet is put together out of sight."""

    @pytest.fixture(autouse=True)
    def service(self, google: GoogleService) -> None:
        self._google = google

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        return SharedBook(self._google, sheets, comfortable=400)
