"""A spreadsheet as one answer of Google's shows it: plain values for the core, and what a write must know besides."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

from sheetsync.adapters.google.cells import read_cells
from sheetsync.adapters.google.marks import ASIDE_KEY, MARK_KEY, RECEIPT_KEY, Json, SheetMark, entries_of, is_staging, read_mark
from sheetsync.core.book import WRITTEN_ON, BookContent, OwnMark, SheetContent, SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.fingerprint import was_edited
from sheetsync.core.highlight_mark import is_marked
from sheetsync.core.sheet_block import Room, TooManyCells
from sheetsync.core.sheet_names import folded_sheet_name
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass, replace

_CELL = (
    "note,effectiveValue,userEnteredValue(formulaValue),effectiveFormat(numberFormat),"
    "userEnteredFormat(textFormat(fontFamily)),textFormatRuns(startIndex,format(fontFamily))"
)
_LINE = "(developerMetadata(metadataKey,metadataValue))"
_METADATA = "developerMetadata(metadataId,metadataKey,metadataValue)"
FIELDS = (
    f"spreadsheetId,properties(title,locale,timeZone),namedRanges,{_METADATA},"
    "sheets(properties(sheetId,title,index,sheetType,hidden,gridProperties(rowCount,columnCount)),merges,conditionalFormats,"
    f"charts,basicFilter(range),bandedRanges(bandedRangeId),protectedRanges,{_METADATA},"
    f"data(startRow,startColumn,rowData(values({_CELL})),rowMetadata{_LINE},columnMetadata{_LINE}))"
)
"""One request for all of it, so that everything is of one moment (and of one call, whatever the number of tabs)."""


@dataclass(frozen=True, slots=True)
class SheetState:
    """One sheet. grid: it has cells (a chart sheet has none). own: its mark; aside: the mark of one that waits to be looked at;
    staging: a large write is being put together on it. formats: conditional formats in order, as Google gives them. formulas:
    the texts of its formulas, each once. remarks: whether a cell carries a person's note. entries_of: the id of the tab of which
    it holds what stood there before entries were written. number_formats: of cells that have one. rows_marked, columns_marked: by
    key and value of a mark, the row or column (from 1) that it is bound to."""

    sheet_id: int
    title: str
    index: int
    hidden: bool
    grid: bool
    rows: int
    columns: int
    content: SheetContent
    own: SheetMark | None
    aside: SheetMark | None
    staging: bool
    metadata: tuple[int, ...]
    formats: tuple[Json, ...]
    charts: tuple[Json, ...]
    banded: tuple[int, ...]
    protected: tuple[Json, ...]
    filtered: bool
    formulas: tuple[str, ...]
    remarks: bool
    entries_of: int | None
    number_formats: Mapping[tuple[int, int], Mapping[str, str]]
    rows_marked: Mapping[tuple[str, str], int]
    columns_marked: Mapping[tuple[str, str], int]

    @property
    def is_peoples(self) -> bool:
        return self.own is None and self.aside is None and not self.staging and self.entries_of is None

    @property
    def own_formats(self) -> tuple[int, ...]:
        """The places of ours among the conditional formats."""
        return tuple(place for place, rule in enumerate(self.formats) if is_own_rule(rule))

    @property
    def peoples_formats(self) -> tuple[Json, ...]:
        return tuple(rule for rule in self.formats if not is_own_rule(rule))

    @property
    def edited(self) -> bool:
        """A person changed a cell of a sheet that carries our mark, or put a note on one; not where they are meant to write."""
        mark = self.own or self.aside
        return (
            mark is not None
            and mark.kind not in WRITTEN_ON
            and (self.remarks or was_edited(mark.kind, mark.fingerprint, self.content))
        )


@dataclass(frozen=True)
class Snapshot:
    """The whole spreadsheet. receipts: metadata ids of our last writes. taken_out: after a write, the conditional formats of
    people's that it took out (sheet, place, rule), as its answer says; None where there was no write, or its answer was lost."""

    identifier: str
    title: str
    locale: str
    time_zone: str
    sheets: tuple[SheetState, ...]
    named: tuple[Json, ...]
    receipts: tuple[int, ...]
    taken_out: tuple[tuple[int, int, Json], ...] | None = None

    @cached_property
    def content(self) -> BookContent:
        """What the core sees: people's sheets and ours, without those that are set aside."""
        sheets = tuple(_with_mark(sheet) for sheet in self.sheets if sheet.grid and (sheet.own or sheet.is_peoples))
        judged = (sheet for sheet in sheets if sheet.own is None or sheet.own.kind is not SheetKind.REQUESTS)
        return BookContent(name=self.title, version=_digest(judged), sheets=sheets)

    def peoples_version(self, of: Snapshot, but: Mapping[int, Collection[tuple[int, int]]] | None = None) -> str:
        """A digest of the sheets that were people's own in an earlier snapshot, as they are in this one. but: by sheet, cells
        that do not count."""
        before = (sheet.sheet_id for sheet in of.sheets if sheet.grid and sheet.is_peoples)
        now = {sheet.sheet_id: sheet.content for sheet in self.sheets}
        but = but or {}
        return _digest(
            _without(now[sheet_id], but[sheet_id]) if sheet_id in but else now[sheet_id] for sheet_id in before if sheet_id in now
        )

    def sheet(self, title: str) -> SheetState | None:
        """The sheet of exactly this name."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def by_id(self, sheet_id: int) -> SheetState | None:
        return next((sheet for sheet in self.sheets if sheet.sheet_id == sheet_id), None)

    def called(self, title: str) -> SheetState | None:
        """The sheet whose name counts as the same, whatever its capitals and its kind."""
        wanted = folded_sheet_name(title)
        return next((sheet for sheet in self.sheets if folded_sheet_name(sheet.title) == wanted), None)


def read_snapshot(answer: Mapping[str, Any]) -> Snapshot:
    """Raises BookUnreadable where the cells are too many."""
    properties = answer.get("properties", {})
    room = Room()
    return Snapshot(
        identifier=str(answer.get("spreadsheetId", "")),
        title=str(properties.get("title", "")),
        locale=str(properties.get("locale", "")),
        time_zone=str(properties.get("timeZone", "")),
        sheets=tuple(_sheet(sheet, room) for sheet in answer.get("sheets", ())),
        named=tuple(answer.get("namedRanges", ())),
        receipts=tuple(
            int(entry["metadataId"])
            for entry in answer.get("developerMetadata", ())
            if entry.get("metadataKey") == RECEIPT_KEY and "metadataId" in entry
        ),
    )


def is_own_rule(rule: Mapping[str, Any]) -> bool:
    """Whether a conditional format is ours."""
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return any(is_marked(str(value.get("userEnteredValue", ""))) for value in values)


def _sheet(answer: Mapping[str, Any], room: Room) -> SheetState:
    properties = answer.get("properties", {})
    sheet_id, title = int(properties.get("sheetId", 0)), str(properties.get("title", ""))
    grid = properties.get("gridProperties", {})
    metadata: Sequence[Mapping[str, Any]] = answer.get("developerMetadata", ())
    own, aside = read_mark(metadata, sheet_id), read_mark(metadata, sheet_id, ASIDE_KEY)
    try:
        cells = read_cells(answer.get("data", ()), room)
    except TooManyCells as error:
        raise BookUnreadable(
            f"Sheet «{title}» {error}.", "Vui lòng xóa bớt những dòng, cột trống ở xa bảng rồi chạy lại."
        ) from error
    hidden = bool(properties.get("hidden", False))
    content = SheetContent(
        name=title,
        rows=cells.block.rows,
        first_row=cells.block.first_row,
        far_rows=cells.block.far_rows,
        merged=() if own or aside else tuple(sorted(_merged(answer.get("merges", ())))),
        notes=cells.notes,
        hidden=hidden,
    )
    return SheetState(
        sheet_id=sheet_id,
        title=title,
        index=int(properties.get("index", 0)),
        hidden=hidden,
        grid=properties.get("sheetType", "GRID") == "GRID",
        rows=int(grid.get("rowCount", 0)),
        columns=int(grid.get("columnCount", 0)),
        content=content,
        own=own if aside is None else None,
        aside=aside,
        staging=is_staging(metadata, sheet_id),
        metadata=tuple(
            int(entry.get("metadataId", 0)) for entry in metadata if entry.get("metadataKey") in (MARK_KEY, ASIDE_KEY)
        ),
        formats=tuple(answer.get("conditionalFormats", ())),
        charts=tuple(answer.get("charts", ())),
        banded=tuple(int(band["bandedRangeId"]) for band in answer.get("bandedRanges", ())),
        protected=tuple(answer.get("protectedRanges", ())),
        filtered="basicFilter" in answer,
        formulas=cells.formulas,
        remarks=cells.remarks,
        entries_of=entries_of(metadata, sheet_id),
        number_formats=cells.number_formats,
        rows_marked=_lines_marked(answer.get("data", ()), "rowMetadata", "startRow"),
        columns_marked=_lines_marked(answer.get("data", ()), "columnMetadata", "startColumn"),
    )


def _lines_marked(data: Sequence[Mapping[str, Any]], lines: str, start: str) -> Mapping[tuple[str, str], int]:
    return {
        (str(mark.get("metadataKey", "")), str(mark.get("metadataValue", ""))): number
        for part in data
        for number, line in enumerate(part.get(lines, ()), start=int(part.get(start, 0)) + 1)
        for mark in line.get("developerMetadata", ())
    }


def _with_mark(sheet: SheetState) -> SheetContent:
    if sheet.own is None:
        return sheet.content
    return replace(sheet.content, own=OwnMark(sheet.own.kind, sheet.own.period, edited=sheet.edited))


def _without(content: SheetContent, places: Collection[tuple[int, int]]) -> SheetContent:
    """What a digest is made of, without some cells: each other one as a line of its own."""
    block = {
        (content.first_row + i, content.first_column + j): value
        for i, row in enumerate(content.rows)
        for j, value in enumerate(row)
        if value is not None
    }
    far = {(row, column): value for row, line in content.far_rows.items() for column, value in line.items() if value is not None}
    cells = sorted(((place, value) for place, value in {**block, **far}.items() if place not in places), key=itemgetter(0))
    notes = {place: note for place, note in content.notes.items() if place not in places}
    return replace(content, rows=[(*place, value) for place, value in cells], first_row=1, far_rows={}, notes=notes)


def _merged(answer: Sequence[Mapping[str, int]]) -> Iterator[Rectangle]:
    for merge in answer:
        yield Rectangle(
            merge.get("startRowIndex", 0) + 1,
            merge.get("startColumnIndex", 0) + 1,
            merge["endRowIndex"],
            merge["endColumnIndex"],
        )


def _digest(sheets: Any) -> str:
    digest = hashlib.sha256()
    for sheet in sheets:
        cells = (sheet.rows, sheet.first_row, sorted(sheet.far_rows.items()), sheet.merged, sorted(sheet.notes.items()))
        digest.update(repr((sheet.name, sheet.hidden, sheet.own, *cells)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
