"""Take everything of ours out of a book again."""

from __future__ import annotations

from sheetsync.core.edits import RemoveOwnSheets, SetHighlights
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.usecases.settled import settled


def clean(book: PlanBook) -> WriteOutcome:
    """Remove our sheets and our conditional formats, and nothing else. A sheet of ours that a person edited by hand stays."""

    def job() -> WriteOutcome:
        content = book.read()
        highlights = (SetHighlights(sheet.name) for sheet in content.sheets if sheet.own is None)
        return book.write((*highlights, RemoveOwnSheets()), content.version)

    return settled(job)
