"""ChartDesign → the request that puts the chart over its block of cells."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.adapters.google.formats import colour, column_pixels, row_pixels
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.design import ChartDesign, ChartSeries, SheetDesign
from sheetsync.core.sheets.looks import FONT

_INSET = 3  # pixels
_DEFAULT_HEIGHT = 15.0  # points


def add_chart(design: SheetDesign, chart: ChartDesign, sheet_id: int) -> Json:
    """Stacked horizontal bars; the first row of the table is the top bar, as in the table."""
    block = chart.anchor
    spec: Json = {
        "title": chart.title,
        "titleTextFormat": {"bold": True, "fontSize": 12, "fontFamily": FONT},
        "fontName": FONT,
        "hiddenDimensionStrategy": "SKIP_HIDDEN_ROWS_AND_COLUMNS",
        "basicChart": {
            "chartType": "BAR",
            "stackedType": "STACKED",
            "legendPosition": "BOTTOM_LEGEND",
            "headerCount": 1,
            "domains": [{"domain": _data(sheet_id, chart.series[0].title, chart.series[0].categories)}],
            "series": [_series(sheet_id, series) for series in chart.series],
            "axis": [{"position": "BOTTOM_AXIS", "viewWindowOptions": {"viewWindowMin": 0}}],
        },
    }
    return {
        "addChart": {
            "chart": {
                "spec": spec,
                "position": {
                    "overlayPosition": {
                        "anchorCell": {
                            "sheetId": sheet_id,
                            "rowIndex": block.first_row - 1,
                            "columnIndex": block.first_column - 1,
                        },
                        "offsetXPixels": _INSET,
                        "offsetYPixels": _INSET,
                        "widthPixels": _width(design, block) - 2 * _INSET,
                        "heightPixels": _height(design, block) - 2 * _INSET,
                    }
                },
            }
        }
    }


def _series(sheet_id: int, series: ChartSeries) -> Json:
    return {
        "series": _data(sheet_id, series.title, series.values),
        "targetAxis": "BOTTOM_AXIS",
        "colorStyle": colour(series.colour),
        "dataLabel": {"type": "DATA", "placement": "CENTER", "textFormat": {"fontSize": 8, "fontFamily": FONT}},
    }


def _data(sheet_id: int, title: Rectangle, cells: Rectangle) -> Json:
    """The cells with one heading above them; the heading cell may stand further up."""
    heading = Rectangle(title.first_row, cells.first_column, title.last_row, cells.last_column)
    return {"sourceRange": {"sources": [grid_range(sheet_id, area) for area in _joined(heading, cells)]}}


def _joined(heading: Rectangle, cells: Rectangle) -> Sequence[Rectangle]:
    if heading.last_row + 1 == cells.first_row:
        return (Rectangle(heading.first_row, cells.first_column, cells.last_row, cells.last_column),)
    return (heading, cells)


def _width(design: SheetDesign, block: Rectangle) -> int:
    return sum(column_pixels(width) for width in design.column_widths[block.first_column - 1 : block.last_column])


def _height(design: SheetDesign, block: Rectangle) -> int:
    heights = (row.height or _DEFAULT_HEIGHT for row in design.rows[block.first_row - 1 : block.last_row])
    return sum(row_pixels(height) for height in heights)
