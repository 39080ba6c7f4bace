"""A workbook that people fill in, as requests, in the order in which they must be carried out. No request is sent from here.

Names come before the formulas that use them. Left out, because Google has no such thing in its interface: print set-up, zoom, and
the author. Rows that people fill in have no fixed height: Google lets them grow with what is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.adapters.google.conditional_formats import custom_rule
from sheetsync.adapters.google.form_limits import LimitMaker
from sheetsync.adapters.google.formats import cell_format, colour, column_pixels, difference_format, row_pixels
from sheetsync.adapters.google.formulas import formula_for
from sheetsync.adapters.google.grid import columns_range, grid_range, rows_range
from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.named_ranges import add_named_ranges
from sheetsync.adapters.google.protections import add_protections, protected_ranges
from sheetsync.adapters.google.shared_formulas import formula_runs
from sheetsync.adapters.google.sheet_requests import dimension_request, entered, link_address, linked, look_request, runs
from sheetsync.core.access import access_of_design
from sheetsync.core.cells import Rectangle
from sheetsync.core.rectangles import rectangles
from sheetsync.core.sheets.form_design import FormBook, FormCell, FormSheet, Formula, Visibility
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass, field

LOCALE, TIME_ZONE = "vi_VN", "Asia/Ho_Chi_Minh"
"""So that a day typed as 03/04/2023 is the third of April, and today is today."""

_OFFICE_WAYS: Json = {
    "updateSpreadsheetProperties": {"properties": {"locale": LOCALE, "timeZone": TIME_ZONE}, "fields": "locale,timeZone"}
}
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class FormRequests:
    """start: the spreadsheet's own ways, and the sheets, out of sight; fill: what they hold, names, formulas, limits; finish:
    rights, and what brings the sheets in sight."""

    start: tuple[Json, ...]
    fill: tuple[Json, ...]
    finish: tuple[Json, ...]

    @property
    def all(self) -> tuple[Json, ...]:
        return (*self.start, *self.fill, *self.finish)


def form_requests(book: FormBook, ids: Mapping[str, int]) -> FormRequests:
    """ids: of the sheets to be, by title."""
    limits = LimitMaker.of(book, LOCALE)
    fill: list[Json] = []
    for sheet in book.sheets:
        fill.extend(_filling(sheet, ids))
    fill.extend(add_named_ranges(book.names, ids))
    for sheet in book.sheets:
        fill.extend(_formulas(sheet, ids[sheet.name]))
        for limit in sheet.limits:
            fill.extend(limits.requests(limit, ids[sheet.name]))
        fill.extend(_live_looks(sheet, ids[sheet.name]))
        if sheet.filter_area:
            fill.append({"setBasicFilter": {"filter": {"range": grid_range(ids[sheet.name], sheet.filter_area)}}})
    return FormRequests(
        start=(_OFFICE_WAYS, *(_add_sheet(sheet, ids[sheet.name], index) for index, sheet in enumerate(book.sheets))),
        fill=tuple(fill),
        finish=tuple(_finish(book, ids)),
    )


def _add_sheet(sheet: FormSheet, sheet_id: int, index: int) -> Json:
    last_row = max([1, sheet.freeze_row + 1, *sheet.row_heights, *(cell.row for cell in sheet.cells)])
    last_column = max([1, sheet.freeze_column + 1, len(sheet.column_widths), *(cell.column for cell in sheet.cells)])
    properties: Json = {
        "sheetId": sheet_id,
        "title": sheet.name,
        "index": index,
        "hidden": True,
        "gridProperties": {
            "rowCount": last_row,
            "columnCount": last_column,
            "frozenRowCount": sheet.freeze_row,
            "frozenColumnCount": sheet.freeze_column,
            "hideGridlines": True,
        },
    }
    if sheet.tab_colour:
        properties["tabColorStyle"] = colour(sheet.tab_colour)
    return {"addSheet": {"properties": properties}}


def _filling(sheet: FormSheet, ids: Mapping[str, int]) -> Iterator[Json]:
    """Everything but what leans on names."""
    sheet_id = ids[sheet.name]
    for first, last, width in runs(sheet.column_widths):
        yield dimension_request(columns_range(sheet_id, first, last), pixels=column_pixels(width))
    for hidden, _ in rectangles((1, column, True) for column in sheet.hidden_columns):
        yield _hide_columns(sheet_id, hidden)
    rows = range(1, max(sheet.row_heights, default=0) + 1)
    heights = [sheet.row_heights.get(row) if row in sheet.fixed_rows else None for row in rows]
    for first, last, height in runs(heights):
        yield dimension_request(rows_range(sheet_id, first, last), pixels=row_pixels(height))
    yield from _values(sheet, sheet_id)
    yield from _looks(sheet, sheet_id)
    for merge in _joined(sheet):
        yield {"mergeCells": {"range": grid_range(sheet_id, merge), "mergeType": "MERGE_ALL"}}
    yield from _links(sheet, ids)


def _hide_columns(sheet_id: int, area: Rectangle) -> Json:
    return {
        "updateDimensionProperties": {
            "range": columns_range(sheet_id, area.first_column, area.last_column),
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }


def _values(sheet: FormSheet, sheet_id: int) -> Iterator[Json]:
    rows: dict[int, list[Json]] = {}
    for cell in sorted(sheet.cells, key=lambda each: (each.row, each.column)):
        value = {} if isinstance(cell.value, Formula) else entered(cell.value)
        if value:
            row = rows.setdefault(cell.row, [])
            row.extend({} for _ in range(cell.column - 1 - len(row)))
            row.append({"userEnteredValue": value})
    last = max(rows, default=0)
    for start in range(1, last + 1, _ROWS_AT_ONCE):
        yield {
            "updateCells": {
                "start": {"sheetId": sheet_id, "rowIndex": start - 1, "columnIndex": 0},
                "rows": [{"values": rows.get(row, [])} for row in range(start, min(start + _ROWS_AT_ONCE, last + 1))],
                "fields": "userEnteredValue",
            }
        }


def _looks(sheet: FormSheet, sheet_id: int) -> Iterator[Json]:
    apart = _apart(sheet)
    looks = _Looks()
    for area, number in rectangles((cell.row, cell.column, looks.number_of(cell, apart)) for cell in sheet.cells):
        look, shows_day = looks.listed[number]
        yield look_request(sheet_id, area, cell_format(look, shows_day=shows_day))


@dataclass(slots=True)
class _Looks:
    """Looks by number: comparing looks of a dozen fields cell by cell costs more than writing them."""

    listed: list[tuple[Look, bool]] = field(default_factory=list)
    _numbers: dict[tuple[int, bool, bool], int] = field(default_factory=dict)
    _alike: dict[tuple[Look, bool], int] = field(default_factory=dict)

    def number_of(self, cell: FormCell, apart: set[tuple[int, int]]) -> int:
        shown = cell.value.shows if isinstance(cell.value, Formula) else cell.value
        overflows = (cell.row, cell.column) in apart
        key = (id(cell.look), isinstance(shown, date), overflows)
        number = self._numbers.get(key)
        if number is None:
            look = cell.look.but(wrap=False) if overflows else cell.look
            number = self._alike.setdefault((look, key[1]), len(self.listed))
            if number == len(self.listed):
                self.listed.append((look, key[1]))
            self._numbers[key] = number
        return number


def _joined(sheet: FormSheet) -> Iterator[Rectangle]:
    return (merge for merge in sheet.merges if not _crosses(sheet, merge))


def _apart(sheet: FormSheet) -> set[tuple[int, int]]:
    """The first cells of blocks that Google does not let us join: their text runs on over the empty cells beside it instead."""
    return {(merge.first_row, merge.first_column) for merge in sheet.merges if _crosses(sheet, merge)}


def _crosses(sheet: FormSheet, merge: Rectangle) -> bool:
    """Frozen and other cells cannot be joined."""
    rows = merge.first_row <= sheet.freeze_row < merge.last_row
    return rows or merge.first_column <= sheet.freeze_column < merge.last_column


def _links(sheet: FormSheet, ids: Mapping[str, int]) -> Iterator[Json]:
    for cell in sheet.cells:
        address = link_address(cell.link, ids.get) if cell.link else None
        if address is not None:
            yield {
                "updateCells": {
                    "start": {"sheetId": ids[sheet.name], "rowIndex": cell.row - 1, "columnIndex": cell.column - 1},
                    "rows": [{"values": [linked(cell.look, address)]}],
                    "fields": "userEnteredFormat.textFormat",
                }
            }


def _formulas(sheet: FormSheet, sheet_id: int) -> Iterator[Json]:
    for run in formula_runs(sheet.cells):
        yield {
            "repeatCell": {
                "range": grid_range(sheet_id, Rectangle(run.first, run.column, run.last, run.column)),
                "cell": {"userEnteredValue": {"formulaValue": formula_for(run.text, LOCALE)}},
                "fields": "userEnteredValue",
            }
        }


def _live_looks(sheet: FormSheet, sheet_id: int) -> Iterator[Json]:
    for index, live in enumerate(sheet.live_looks):
        ranges: Sequence[Json] = [grid_range(sheet_id, area) for area in live.areas]
        rule = custom_rule(ranges, formula_for(live.formula, LOCALE), difference_format(live.look))
        yield {"addConditionalFormatRule": {"rule": rule, "index": index}}


def _finish(book: FormBook, ids: Mapping[str, int]) -> Iterator[Json]:
    for access in access_of_design(book):
        yield from add_protections(protected_ranges(access, ids[access.sheet], book.office))
    for sheet in book.sheets:
        if sheet.visibility is Visibility.VISIBLE:
            shown = {"sheetId": ids[sheet.name], "hidden": False}
            yield {"updateSheetProperties": {"properties": shown, "fields": "hidden"}}
