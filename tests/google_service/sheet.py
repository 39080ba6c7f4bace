"""One sheet: its properties, cells, sizes of rows and columns, and all that is bound to its cells.

Cells are CellData messages that are never changed in place: a change puts a new one there. So a copy of the sheet, which every
batch keeps until it has succeeded, need not copy them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.google_service.areas import Area, a1_text, area_of
from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.refusals import invalid

DEFAULT_PIXELS = {"ROWS": 21, "COLUMNS": 100}


class Sheet:
    """A sheet of cells (GRID); sheets that hold only a chart, and connected data sources, are not modelled."""

    def __init__(self, sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> None:
        self.properties: JsonObject = {
            "sheetId": sheet_id,
            "title": title,
            "index": 0,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
        self.rows: dict[int, dict[int, JsonObject]] = {}
        self.dimensions: dict[str, dict[int, JsonObject]] = {"ROWS": {}, "COLUMNS": {}}
        self.groups: dict[str, list[JsonObject]] = {"ROWS": [], "COLUMNS": []}
        self.merges: list[JsonObject] = []
        self.conditional_formats: list[JsonObject] = []
        self.protected_ranges: list[JsonObject] = []
        self.charts: list[JsonObject] = []
        self.banded_ranges: list[JsonObject] = []
        self.basic_filter: JsonObject | None = None

    def copy(self) -> Sheet:
        other = Sheet(self.id, self.title)
        other.rows = {row: dict(cells) for row, cells in self.rows.items()}
        for name in (
            "properties",
            "dimensions",
            "groups",
            "merges",
            "conditional_formats",
            "protected_ranges",
            "charts",
            "banded_ranges",
            "basic_filter",
        ):
            setattr(other, name, copied(getattr(self, name)))
        return other

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def whole(self) -> Area:
        return Area(0, self.row_count, 0, self.column_count)

    @property
    def hidden(self) -> bool:
        return bool(self.properties.get("hidden", False))

    def count(self, dimension: str) -> int:
        return self.row_count if dimension == "ROWS" else self.column_count

    def set_count(self, dimension: str, count: int) -> None:
        self.properties["gridProperties"]["rowCount" if dimension == "ROWS" else "columnCount"] = count

    def area(self, grid_range: JsonObject) -> Area:
        """The part of a GridRange in this sheet; a range that begins outside the sheet is refused."""
        area = area_of(grid_range, self.row_count, self.column_count)
        beyond = grid_range.get("endRowIndex", 0) > self.row_count or grid_range.get("endColumnIndex", 0) > self.column_count
        if beyond or area.top >= area.bottom or area.left >= area.right:
            self.outside(
                area_of(
                    grid_range, grid_range.get("endRowIndex", self.row_count), grid_range.get("endColumnIndex", self.column_count)
                )
            )
        return area

    def outside(self, area: Area) -> None:
        """Refuse a block that is not in the grid."""
        limits = f"Max rows: {self.row_count}, max columns: {self.column_count}"
        raise invalid(f"Range ({a1_text(area, self.title)}) exceeds grid limits. {limits}")

    def cell(self, row: int, column: int) -> JsonObject:
        """The cell's message, empty where nothing is; not to be changed."""
        return self.rows.get(row, {}).get(column) or {}

    def put(self, row: int, column: int, cell: JsonObject) -> None:
        if cell:
            self.rows.setdefault(row, {})[column] = cell
        elif column in self.rows.get(row, {}):
            del self.rows[row][column]
            if not self.rows[row]:
                del self.rows[row]

    def used(self, area: Area) -> Iterator[tuple[int, int, JsonObject]]:
        """The cells of a block that hold something, by rows."""
        rows = (
            range(area.top, area.bottom)
            if area.height < len(self.rows)
            else sorted(row for row in self.rows if area.top <= row < area.bottom)
        )
        for row in rows:
            cells = self.rows.get(row)
            if cells:
                for column in sorted(cells):
                    if area.left <= column < area.right:
                        yield row, column, cells[column]

    def clip(self) -> None:
        """Forget what lies outside the grid after it has shrunk."""
        self.rows = {
            row: kept
            for row, cells in self.rows.items()
            if row < self.row_count and (kept := {column: cell for column, cell in cells.items() if column < self.column_count})
        }
