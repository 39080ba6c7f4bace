"""The rights of a Google Sheet, put on again when an official has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.protections import (
    add_protections,
    compared,
    is_ours,
    protected_ranges,
    remove_protections,
    rights_of,
)
from sheetsync.adapters.google.snapshot import SheetState, Snapshot
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.core.access import AccessChange, SheetAccess
from sheetsync.core.book import BookContent
from sheetsync.ports import RightsOutcome


class GoogleRights:
    """One read; one write where anything is to change."""

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._spreadsheet = spreadsheet
        self._first: Snapshot | None = None
        self._last: Snapshot | None = None

    def read(self) -> BookContent:
        """Raises BookUnreadable, AccessDenied, ServiceUnavailable."""
        self._first = self._last = self._spreadsheet.read()
        return self._last.content

    def put(self, wanted: Sequence[SheetAccess], office: Sequence[str], *, dry_run: bool) -> RightsOutcome:
        """Rights of other people's making stay as they are. Raises BookUnwritable, AccessDenied, ServiceUnavailable,
        StillBeingEdited."""
        before = self._last or self._spreadsheet.read()
        first = self._first or before
        made = {
            sheet.sheet_id: tuple(protected_ranges(access, sheet.sheet_id, office))
            for access in wanted
            if (sheet := before.sheet(access.sheet)) is not None
        }
        left = tuple(sheet.title for sheet in before.sheets if sheet.sheet_id not in made and _ours(sheet))
        if dry_run or not any(self._compared(before, made)):
            return RightsOutcome(tuple(self._compared(first, made)), before.content, left)
        after = self._last = self._spreadsheet.write(tuple(_requests(before, made)), before)
        # What Google made of it counts: it lets nobody take the owner's right away, whom we do not know beforehand.
        found = {sheet.sheet_id: _ours(sheet) for sheet in after.sheets if sheet.sheet_id in made}
        return RightsOutcome(tuple(self._compared(first, found)), after.content, left)

    def _compared(self, before: Snapshot, after: Mapping[int, Sequence[Mapping[str, Any]]]) -> Iterator[AccessChange]:
        for sheet in before.sheets:
            if sheet.sheet_id in after:
                old, new = rights_of(_ours(sheet)), rights_of(after[sheet.sheet_id])
                yield from compared(sheet.title, old, new, (self._spreadsheet.client.account,))


def _ours(sheet: SheetState) -> tuple[Json, ...]:
    return tuple(protected for protected in sheet.protected if is_ours(protected))


def _requests(before: Snapshot, wanted: Mapping[int, Sequence[Json]]) -> Iterator[Json]:
    for sheet in before.sheets:
        if sheet.sheet_id in wanted:
            yield from remove_protections(_ours(sheet))
            yield from add_protections(wanted[sheet.sheet_id])
