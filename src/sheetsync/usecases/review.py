"""The office looks at what officials sent before any of it goes into the book."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.book import BookContent, SheetContent, SheetKind
from sheetsync.core.collect.collate import FileMerge
from sheetsync.core.edits import Edit, PutSheet, RemoveOwnSheets
from sheetsync.core.merge import Change
from sheetsync.core.merge.same_value import same
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.review_sheet import ReviewRow, Verdict, change_mark, design_review_sheet, read_decisions
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Returned:
    """A change that the office gave back. official: what the official is called; note: why."""

    change: Change
    official: str
    files: str
    note: str


@dataclass(frozen=True, slots=True)
class Review:
    """take: what goes into the book; waiting: what nobody has decided; edits: of the review sheet."""

    take: tuple[Change, ...]
    waiting: tuple[ReviewRow, ...] = ()
    returned: tuple[Returned, ...] = ()
    edits: tuple[Edit, ...] = ()


def review(
    changes: Sequence[Change], files: Sequence[FileMerge], content: BookContent, settings: Settings, *, for_review: bool
) -> Review:
    """All changes where nobody asked for a review; else those that were taken in the review sheet. for_review: the sheet is
    written, and nothing is carried out."""
    sheets = in_review(content)
    if not sheets and not for_review:
        return Review(tuple(changes))
    decided = read_decisions(sheets[0]) if sheets else {}
    take: list[Change] = []
    waiting: list[ReviewRow] = []
    returned: list[Returned] = []
    for change in changes:
        official, names = _title(change, settings), ", ".join(files_of(change, files))
        decision = decided.get(change_mark(change))
        verdict = decision.verdict if decision is not None and not for_review else None
        if verdict is Verdict.TAKE:
            take.append(change)
        elif verdict is Verdict.RETURN:
            returned.append(Returned(change, official, names, decision.note if decision is not None else ""))
        else:
            waiting.append(ReviewRow(change, official, names))
    edits: tuple[Edit, ...] = ()
    if waiting:
        edits = (PutSheet(design_review_sheet(waiting, decided)),)
    elif sheets:
        edits = (RemoveOwnSheets((SheetKind.REVIEW,)),)
    return Review(tuple(take), tuple(waiting), tuple(returned), edits)


def in_review(content: BookContent) -> list[SheetContent]:
    """The review sheet, where there is one."""
    return [sheet for sheet in content.sheets if sheet.own is not None and sheet.own.kind is SheetKind.REVIEW]


def files_of(change: Change, files: Sequence[FileMerge]) -> tuple[str, ...]:
    """The files that say so."""
    return tuple(
        file.sent.name
        for file in files
        if any(each.name == change.name and same(each.value, change.value) for each in file.merge.left)
    )


def _title(change: Change, settings: Settings) -> str:
    official = settings.plan.official(change.official)
    return official.short_title or official.title if official is not None else change.official
