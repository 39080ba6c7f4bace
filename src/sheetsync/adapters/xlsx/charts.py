"""ChartDesign → an openpyxl chart that looks the same in Excel and LibreOffice: every colour, gap and axis is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import absolute_coordinate

from sheetsync.core.cells import Rectangle, column_letters
from sheetsync.core.sheets.design import ChartDesign
from sheetsync.core.sheets.looks import FONT
from sheetsync.core.sheets.text_fit import column_points

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_GRID, _INK = "D9D9D9", "404040"
_EMU_PER_POINT = 12_700
_INSET = 2 * _EMU_PER_POINT
_NOTHING_ELSE = dict.fromkeys(("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize"), False)
_DARK = 128  # a bar darker than this (0…255) has white figures in it


def build_chart(sheet: Worksheet, design: ChartDesign) -> None:
    """Add the chart to the sheet, over its anchor block."""
    chart: Any = BarChart()  # the stubs leave out what openpyxl fills in itself
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    chart.title = _title(design.title)
    chart.legend.position = "b"
    chart.legend.txPr = _text(900)
    chart.roundedCorners = False
    for entry in design.series:
        series = Series(_reference(sheet, entry.values), title=None)
        series.tx = SeriesLabel(strRef=StrRef(f"{_quoted(sheet.title)}!{_absolute(entry.title)}"))
        series.graphicalProperties = GraphicalProperties(solidFill=entry.colour)
        series.graphicalProperties.line.solidFill = "FFFFFF"
        series.invertIfNegative = False
        series.dLbls = _labels(sheet, entry.values, entry.colour)
        series.cat = None
        chart.series.append(series)
    chart.set_categories(_reference(sheet, design.series[0].categories))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row of the table on top, as in the table
    chart.y_axis.crosses = "max"  # … and the figures still at the bottom
    chart.x_axis.txPr = chart.y_axis.txPr = _text(900)
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="A6A6A6"))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6350))
    chart.y_axis.number_format = "0"
    chart.y_axis.scaling.min = 0
    chart.anchor = _anchor(sheet, design.anchor)
    sheet.add_chart(chart)


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _absolute(block: Rectangle) -> str:
    return absolute_coordinate(block.a1)


def _reference(sheet: Worksheet, block: Rectangle) -> Reference:
    return Reference(
        sheet, min_col=block.first_column, max_col=block.last_column, min_row=block.first_row, max_row=block.last_row
    )


def _anchor(sheet: Worksheet, block: Rectangle) -> TwoCellAnchor:
    """Inside the block, a little away from its edges: a chart that touches the next column takes it along on the printed page.
    Markers count from 0; their offsets are in EMU."""
    width = sheet.column_dimensions[column_letters(block.last_column)].width
    height = sheet.row_dimensions[block.last_row].height or sheet.sheet_format.defaultRowHeight
    start = AnchorMarker(col=block.first_column - 1, row=block.first_row - 1, colOff=_INSET, rowOff=_INSET)
    end = AnchorMarker(
        col=block.last_column - 1,
        row=block.last_row - 1,
        colOff=max(round(column_points(width) * _EMU_PER_POINT) - _INSET, 0),
        rowOff=max(round(height * _EMU_PER_POINT) - _INSET, 0),
    )
    return TwoCellAnchor(editAs="oneCell", _from=start, to=end)


def _characters(size: int, *, bold: bool = False, colour: str = _INK) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))


def _text(size: int, colour: str = _INK) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, colour=colour))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=_characters(size, colour=colour))])


def _title(text: str) -> Title:
    look = _characters(1200, bold=True, colour="000000")
    run = RegularTextRun(rPr=look, t=text)
    title = Title(overlay=False, layout=Layout())
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])]))
    return title


def _labels(sheet: Worksheet, values: Rectangle, fill: str) -> DataLabelList:
    """The figure inside each bar, so that the chart can be read when printed in grey; none where the figure is zero."""
    red, green, blue = (int(fill[place : place + 2], 16) for place in (0, 2, 4))
    colour = "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else "000000"
    rows = range(values.first_row, values.last_row + 1)
    zeros = [place for place, row in enumerate(rows) if not sheet.cell(row, values.first_column).value]
    return DataLabelList(
        dLbl=[DataLabel(idx=place, showVal=False, **_NOTHING_ELSE) for place in zeros],
        dLblPos="ctr",
        txPr=_text(800, colour),
        showVal=True,
        **_NOTHING_ELSE,
    )
