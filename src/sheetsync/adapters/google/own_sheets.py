"""A sheet of ours among those of a spreadsheet: as it shall be, made, cleared, set aside, named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sheetsync.adapters.google.marks import Json, SheetMark, remove_metadata
from sheetsync.adapters.google.sheet_requests import SheetRequests, digest_of
from sheetsync.adapters.google.snapshot import SheetState
from sheetsync.core.book import SheetKind
from sheetsync.core.own_names import kept_name
from sheetsync.core.sheet_names import folded_sheet_name, kept_sheet_name
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sheet of ours as it shall be. drawn: its requests for a sheet of an id; fingerprint: of its cells."""

    title: str
    kind: SheetKind
    period: str
    fingerprint: str
    drawn: Callable[[int], SheetRequests]

    def mark(self, requests: SheetRequests) -> SheetMark:
        return SheetMark(self.kind, self.period, self.fingerprint, digest_of(requests), requests.sheet_id)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet of ours to be drawn. new: its sheet has to be made first; index: at which place."""

    title: str
    requests: SheetRequests
    mark: SheetMark
    index: int | None = None

    @property
    def new(self) -> bool:
        return self.index is not None


def settle_aside(sheet: SheetState, mark: SheetMark, taken: Sequence[str]) -> tuple[tuple[Json, ...], str | None]:
    """What becomes of a sheet that was set aside: gone where it is as we left it, else people's own, in sight and under the name
    given back."""
    if not sheet.edited:
        return ({"deleteSheet": {"sheetId": sheet.sheet_id}},), None
    name = kept_sheet_name(kept_name(mark.kind, mark.period), taken)
    shown = change_properties(sheet.sheet_id, title=name, hidden=False)
    return (shown, *(remove_metadata(one) for one in sheet.metadata)), name


def add_sheet(drawing: Drawing) -> Json:
    return {"addSheet": {"properties": {"sheetId": drawing.mark.sheet_id, "title": drawing.title, "index": drawing.index or 0}}}


def cleared(sheet: SheetState) -> Iterator[Json]:
    """Everything on a sheet of ours taken off, so that it can be drawn anew."""
    whole = {"sheetId": sheet.sheet_id}
    for chart in sheet.charts:
        yield {"deleteEmbeddedObject": {"objectId": chart["chartId"]}}
    for band in sheet.banded:
        yield {"deleteBanding": {"bandedRangeId": band}}
    for _ in sheet.formats:
        yield {"deleteConditionalFormatRule": {"sheetId": sheet.sheet_id, "index": 0}}
    if sheet.filtered:
        yield {"clearBasicFilter": {"sheetId": sheet.sheet_id}}
    yield {"unmergeCells": {"range": whole}}
    yield {"updateCells": {"range": whole, "fields": "*"}}


def free_name(title: str, ending: str, taken: Iterable[str]) -> str:
    used = {folded_sheet_name(name) for name in taken}
    number = 1
    while True:
        name = f"{title[:60]}{ending}" if number == 1 else f"{title[:60]}{ending} {number}"
        if folded_sheet_name(name) not in used:
            return name
        number += 1


def change_properties(sheet_id: int, **given: object) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, **given}, "fields": ",".join(given)}}
