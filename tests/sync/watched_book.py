"""A book in whose reads and writes other things happen, and of which one knows what it was asked to write."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsync.core.book import BookContent
from sheetsync.core.edits import Edit
from sheetsync.ports import PlanBook, WriteOutcome
from tests.sync.people import Happens


class WatchedBook:
    """happens: told before and after each read and write."""

    def __init__(self, book: PlanBook, happens: Happens) -> None:
        self.asked: tuple[Edit, ...] = ()
        self._book = book
        self._happens = happens

    def read(self) -> BookContent:
        self._happens("before reading")
        content = self._book.read()
        self._happens("after reading")
        return content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        self.asked = tuple(edits)
        self._happens("before writing")
        outcome = self._book.write(self.asked, expected_version)
        self._happens("after writing")
        return outcome
