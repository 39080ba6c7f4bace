"""A sheet of ours as requests: its frame, what fills it, and what is laid over it. No request is sent from here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sheetsync.adapters.google.charts import add_chart
from sheetsync.adapters.google.formats import cell_format, colour, column_pixels, row_pixels
from sheetsync.adapters.google.grid import columns_range, grid_range, rows_range
from sheetsync.adapters.google.marks import Json
from sheetsync.core.cells import CellValue, Rectangle, Where
from sheetsync.core.fingerprint import fingerprint
from sheetsync.core.sheets.cell_text import plain_text
from sheetsync.core.sheets.design import CellLink, DesignValue, RowDesign, SheetDesign, link_to
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass

DAY_ZERO = date(1899, 12, 30)
_ROWS_AT_ONCE = 500
IdOf = Callable[[str], int | None]
"""The id of the sheet of a name; None where there is none."""


@dataclass(frozen=True, slots=True)
class SheetRequests:
    """In the order in which they must be carried out, for the sheet of this id. fill: values, looks, merged blocks and links;
    it may stand in several writes. rows, columns: the size of the sheet."""

    sheet_id: int
    rows: int
    columns: int
    frame: tuple[Json, ...]
    fill: tuple[Json, ...]
    over: tuple[Json, ...]

    @property
    def all(self) -> tuple[Json, ...]:
        return (*self.frame, *self.fill, *self.over)

    def on(self, sheet_id: int) -> SheetRequests:
        """The same for another sheet."""
        if sheet_id == self.sheet_id:
            return self
        frame, fill, over = (_moved(part, self.sheet_id, sheet_id) for part in (self.frame, self.fill, self.over))
        return SheetRequests(sheet_id, self.rows, self.columns, tuple(frame), tuple(fill), tuple(over))


def requests_of(design: SheetDesign, sheet_id: int, id_of: IdOf) -> SheetRequests:
    """The requests that make an empty sheet of this id the design's. id_of: where links lead."""
    rows, columns = grid_size(design)
    return SheetRequests(
        sheet_id=sheet_id,
        rows=rows,
        columns=columns,
        frame=tuple(_frame(design, sheet_id)),
        fill=(
            *_values(design.rows, sheet_id),
            *_looks(design.rows, sheet_id),
            *_links(design.rows, sheet_id, id_of),
        ),
        over=tuple(_over(design, sheet_id)),
    )


def _moved(part: Any, old: int, new: int) -> Any:
    """The same requests with every mention of one sheet's id made another's."""
    if isinstance(part, dict):
        return {key: new if key == "sheetId" and value == old else _moved(value, old, new) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_moved(value, old, new) for value in part]
    return part


def grid_size(design: SheetDesign) -> tuple[int, int]:
    """Rows and columns of the sheet: those that are used, and one that moves where others are frozen."""
    rows = max(len(design.rows), 1, design.freeze_row + 1)
    return rows, max(len(design.column_widths), 1, design.freeze_column + 1)


def digest_of(requests: SheetRequests) -> str:
    """Tells whether the sheet would be drawn the same again."""
    text = json.dumps(requests.all, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprint_of_design(design: SheetDesign) -> str:
    """The fingerprint of the cells as a reader will see them."""
    return fingerprint((cell.row, cell.column, _as_read(cell.value)) for cell in design.cells)


def entered(value: DesignValue) -> Json:
    """The value of a cell, exactly: a text stays a text whatever it starts with, a day is its number."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        return {"stringValue": plain_text(value)}
    if isinstance(value, date):
        return {"numberValue": (value - DAY_ZERO).days}
    return {"numberValue": value}


def runs(values: Sequence[float | None]) -> Iterator[tuple[int, int, float]]:
    """First and last place (from 1) of equal neighbours that are not None, and their value."""
    place = 1
    for value, equal in groupby(values):
        count = sum(1 for _ in equal)
        if value is not None:
            yield place, place + count - 1, value
        place += count


def _as_read(value: DesignValue) -> CellValue:
    return plain_text(value) if isinstance(value, str) else value


def _frame(design: SheetDesign, sheet_id: int) -> Iterator[Json]:
    rows, columns = grid_size(design)
    properties: Json = {
        "sheetId": sheet_id,
        "gridProperties": {
            "rowCount": rows,
            "columnCount": columns,
            "frozenRowCount": design.freeze_row,
            "frozenColumnCount": design.freeze_column,
            "hideGridlines": not design.show_gridlines,
        },
    }
    if design.tab_colour:
        properties["tabColorStyle"] = colour(design.tab_colour)
    yield {"updateSheetProperties": {"properties": properties, "fields": "gridProperties,tabColorStyle"}}
    for first, last, width in runs(design.column_widths):
        yield dimension_request(columns_range(sheet_id, first, last), pixels=column_pixels(width))
    for first, last, height in runs([row.height for row in design.rows]):
        yield dimension_request(rows_range(sheet_id, first, last), pixels=row_pixels(height))


def dimension_request(area: Json, *, pixels: int) -> Json:
    return {"updateDimensionProperties": {"range": area, "properties": {"pixelSize": pixels}, "fields": "pixelSize"}}


def _values(rows: Sequence[RowDesign], sheet_id: int) -> Iterator[Json]:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        data = [{"values": _row_values(row)} for row in rows[start : start + _ROWS_AT_ONCE]]
        if any(line["values"] for line in data):
            yield {
                "updateCells": {
                    "start": {"sheetId": sheet_id, "rowIndex": start, "columnIndex": 0},
                    "rows": data,
                    "fields": "userEnteredValue",
                }
            }


def _row_values(row: RowDesign) -> list[Json]:
    cells: list[Json] = []
    for block, value in zip(row.shape.blocks, row.values, strict=True):
        given = entered(value)
        if given:
            cells.extend({} for _ in range(block.first - 1 - len(cells)))
            cells.append({"userEnteredValue": given})
    return cells


def _looks(rows: Sequence[RowDesign], sheet_id: int) -> Iterator[Json]:
    """Blocks of one look that stand below each other are dressed together, and so are such columns side by side."""
    waiting: list[_Dressed] = []
    for dressed in sorted(_runs_of_looks(rows)):
        if waiting and waiting[-1].goes_on_in(dressed):
            waiting.append(dressed)
            continue
        yield from _dress(waiting, sheet_id)
        waiting = [dressed]
    yield from _dress(waiting, sheet_id)


class _Dressed(NamedTuple):
    """Columns first…last of some rows, in one look; joined: row by row into one cell. shows_day: some hold a day."""

    first_row: int
    last_row: int
    first: int
    last: int
    look_number: int
    shows_day: bool
    look: Look

    def goes_on_in(self, other: _Dressed) -> bool:
        """Whether the other stands right beside it, in the same rows and the same look."""
        alike = (self.first_row, self.last_row, self.look_number, self.shows_day)
        there = (other.first_row, other.last_row, other.look_number, other.shows_day)
        single = self.first == self.last and other.first == other.last
        return alike == there and single and other.first == self.last + 1


def _runs_of_looks(rows: Sequence[RowDesign]) -> Iterator[_Dressed]:
    open_runs: dict[tuple[int, int, int, bool], int] = {}
    numbers: dict[Look, int] = {}
    looks: list[Look] = []
    for number, row in enumerate(rows, start=1):
        here: set[tuple[int, int, int, bool]] = set()
        for block, value in zip(row.shape.blocks, row.values, strict=True):
            if block.look not in numbers:
                numbers[block.look] = len(looks)
                looks.append(block.look)
            here.add((block.first, block.last, numbers[block.look], isinstance(value, date)))
        for run in [run for run in open_runs if run not in here]:
            start = open_runs.pop(run)
            yield _Dressed(start, number - 1, *run, looks[run[2]])
        for run in here:
            open_runs.setdefault(run, number)
    for run, start in open_runs.items():
        yield _Dressed(start, len(rows), *run, looks[run[2]])


def _dress(columns: Sequence[_Dressed], sheet_id: int) -> Iterator[Json]:
    if not columns:
        return
    one = columns[0]
    area = Rectangle(one.first_row, one.first, one.last_row, columns[-1].last)
    yield look_request(sheet_id, area, cell_format(one.look, shows_day=one.shows_day))
    if one.last > one.first:
        yield {"mergeCells": {"range": grid_range(sheet_id, area), "mergeType": "MERGE_ROWS"}}


def look_request(sheet_id: int, area: Rectangle, looks: Json) -> Json:
    return {
        "repeatCell": {
            "range": grid_range(sheet_id, area),
            "cell": {"userEnteredFormat": looks},
            "fields": "userEnteredFormat",
        }
    }


def _links(rows: Sequence[RowDesign], sheet_id: int, id_of: IdOf) -> Iterator[Json]:
    """Links in one column below each other in one request."""
    found: dict[tuple[int, int], Json] = {}
    for number, row in enumerate(rows, start=1):
        for index, link in row.links:
            block = row.shape.blocks[index]
            target = link_to(link) if isinstance(link, Where) else link
            address = link_address(target, id_of)
            if address is not None and row.values[index] not in (None, ""):
                found[block.first, number] = linked(block.look, address)
    waiting: list[Json] = []
    start = (0, 0)
    for place in sorted(found):
        if waiting and place != (start[0], start[1] + len(waiting)):
            yield _link_request(sheet_id, start, waiting)
            waiting = []
        if not waiting:
            start = place
        waiting.append(found[place])
    if waiting:
        yield _link_request(sheet_id, start, waiting)


def link_address(link: CellLink, id_of: IdOf) -> str | None:
    """Where a link inside the spreadsheet leads; None for a sheet that is not there."""
    sheet = id_of(link.sheet)
    return f"#gid={sheet}&range={link.a1}" if sheet is not None else None


def linked(look: Look, address: str) -> Json:
    """The cell's text format with the link: said together, so that the look stays ours instead of a link's."""
    text: Mapping[str, object] = cell_format(look)["textFormat"]
    ours = {"underline": look.underline, "foregroundColorStyle": colour(look.colour or "000000")}
    return {"userEnteredFormat": {"textFormat": {**text, **ours, "link": {"uri": address}}}}


def _link_request(sheet_id: int, start: tuple[int, int], cells: Sequence[Json]) -> Json:
    column, row = start
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1},
            "rows": [{"values": [cell]} for cell in cells],
            "fields": "userEnteredFormat.textFormat",
        }
    }


def _over(design: SheetDesign, sheet_id: int) -> Iterator[Json]:
    if design.filter_area:
        yield {"setBasicFilter": {"filter": {"range": grid_range(sheet_id, design.filter_area)}}}
    for choice in design.choices:
        condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in choice.words]}
        rule = {"condition": condition, "showCustomUi": True}
        yield {"setDataValidation": {"range": grid_range(sheet_id, choice.area), "rule": rule}}
    for chart in design.charts:
        yield add_chart(design, chart, sheet_id)
