"""ChartDesign → the parts of a chart that looks the same in Excel and LibreOffice: every colour, gap and axis is said
(ISO/IEC 29500-1, 21.2)."""

from __future__ import annotations

from sheetsync.adapters.xlsx.sheet_frame import absolute
from sheetsync.adapters.xlsx.xml_editing import escaped
from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.design import ChartDesign, ChartSeries, SheetDesign
from sheetsync.core.sheets.looks import FONT
from sheetsync.core.sheets.text_fit import column_points

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_A = f'xmlns:a="{_DRAWINGML}/main"'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_GRID, _INK = "D9D9D9", "404040"
_EMU_PER_POINT = 12_700
_INSET = 2 * _EMU_PER_POINT
_DEFAULT_HEIGHT = 15.0  # points
_DARK = 128  # a bar darker than this (0…255) has white figures in it


def drawing_part(design: SheetDesign) -> str:
    """Where the charts of a sheet stand; chart N is the drawing's relationship rIdN."""
    anchors = "".join(_anchor(design, chart.anchor, number) for number, chart in enumerate(design.charts, start=1))
    return f'<wsDr xmlns="{_DRAWINGML}/spreadsheetDrawing">{anchors}</wsDr>'


def chart_part(design: SheetDesign, chart: ChartDesign) -> str:
    """The chart itself. The figures of its bars are the sheet's own."""
    sheet = escaped("'" + design.name.replace("'", "''") + "'")
    categories = chart.series[0].categories
    series = "".join(_series(design, sheet, each, categories, number) for number, each in enumerate(chart.series))
    look = _characters(1200, bold=True, colour="000000")
    title = (
        f"<title><tx><rich><a:bodyPr {_A}/><a:p {_A}><a:pPr><a:defRPr{look}</a:defRPr></a:pPr><a:r><a:rPr{look}</a:rPr>"
        f'<a:t>{escaped(chart.title)}</a:t></a:r></a:p></rich></tx><layout/><overlay val="0"/></title>'
    )
    text = _text(900, _INK)
    axis_line = f'<spPr><a:ln {_A}><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill><a:prstDash val="solid"/></a:ln></spPr>'
    grid = (
        f'<majorGridlines><spPr><a:ln {_A} w="6350"><a:solidFill><a:srgbClr val="{_GRID}"/></a:solidFill>'
        '<a:prstDash val="solid"/></a:ln></spPr></majorGridlines>'
    )
    ticks = '<majorTickMark val="none"/><minorTickMark val="none"/>'
    # The first row of the table on top, as in the table, and the figures still at the bottom.
    category_axis = (
        f'<catAx><axId val="10"/><scaling><orientation val="maxMin"/></scaling><delete val="0"/><axPos val="l"/>{ticks}'
        f'{axis_line}{text}<crossAx val="100"/><lblOffset val="100"/></catAx>'
    )
    value_axis = (
        '<valAx><axId val="100"/><scaling><orientation val="minMax"/><min val="0"/></scaling><delete val="0"/>'
        f'<axPos val="l"/>{grid}<numFmt formatCode="0" sourceLinked="0"/>{ticks}'
        f'<spPr><a:ln {_A}><a:noFill/><a:prstDash val="solid"/></a:ln></spPr>{text}'
        '<crossAx val="10"/><crosses val="max"/></valAx>'
    )
    return (
        f'<chartSpace xmlns="{_DRAWINGML}/chart"><roundedCorners val="0"/><chart>{title}<plotArea><barChart>'
        f'<barDir val="bar"/><grouping val="stacked"/>{series}<gapWidth val="45"/><overlap val="100"/><axId val="10"/>'
        f'<axId val="100"/></barChart>{category_axis}{value_axis}</plotArea><legend><legendPos val="b"/>{text}</legend>'
        '<plotVisOnly val="1"/><dispBlanksAs val="gap"/></chart></chartSpace>'
    )


def _series(design: SheetDesign, sheet: str, series: ChartSeries, categories: Rectangle, number: int) -> str:
    return (
        f'<ser><idx val="{number}"/><order val="{number}"/><tx><strRef><f>{sheet}!{absolute(series.title)}</f></strRef></tx>'
        f'<spPr><a:solidFill {_A}><a:srgbClr val="{series.colour}"/></a:solidFill><a:ln {_A}><a:solidFill>'
        '<a:srgbClr val="FFFFFF"/></a:solidFill><a:prstDash val="solid"/></a:ln></spPr><invertIfNegative val="0"/>'
        f"{_labels(design, series)}<cat><numRef><f>{sheet}!{absolute(categories)}</f></numRef></cat>"
        f"<val><numRef><f>{sheet}!{absolute(series.values)}</f></numRef></val></ser>"
    )


def _labels(design: SheetDesign, series: ChartSeries) -> str:
    """The figure inside each bar, so that the chart can be read when printed in grey; none where the figure is zero."""
    red, green, blue = (int(series.colour[place : place + 2], 16) for place in (0, 2, 4))
    colour = "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else "000000"
    rows = range(series.values.first_row, series.values.last_row + 1)
    zeros = [place for place, row in enumerate(rows) if not _figure(design, row, series.values.first_column)]
    without = "".join(f'<dLbl><idx val="{place}"/>{_shown(False)}</dLbl>' for place in zeros)
    return f'<dLbls>{without}{_text(800, colour)}<dLblPos val="ctr"/>{_shown(True)}</dLbls>'


def _figure(design: SheetDesign, row: int, column: int) -> bool:
    """Whether a bar is worth a figure: the cell holds a whole number that is not zero."""
    if row > len(design.rows):
        return False
    cells = zip(design.rows[row - 1].shape.blocks, design.rows[row - 1].values, strict=True)
    return any(block.first == column and isinstance(value, int) and value != 0 for block, value in cells)


def _shown(figure: bool) -> str:
    return (
        f'<showLegendKey val="0"/><showVal val="{int(figure)}"/><showCatName val="0"/><showSerName val="0"/>'
        '<showPercent val="0"/><showBubbleSize val="0"/>'
    )


def _anchor(design: SheetDesign, block: Rectangle, number: int) -> str:
    """Inside the block, a little away from its edges: a chart that touches the next column takes it along on the printed page.
    Markers count from 0; their offsets are in EMU."""
    width = column_points(design.column_widths[block.last_column - 1])
    row = design.rows[block.last_row - 1] if block.last_row <= len(design.rows) else None
    height = (row.height if row else None) or _DEFAULT_HEIGHT
    right = max(round(width * _EMU_PER_POINT) - _INSET, 0)
    below = max(round(height * _EMU_PER_POINT) - _INSET, 0)
    return (
        f'<twoCellAnchor editAs="oneCell"><from><col>{block.first_column - 1}</col><colOff>{_INSET}</colOff>'
        f"<row>{block.first_row - 1}</row><rowOff>{_INSET}</rowOff></from><to><col>{block.last_column - 1}</col>"
        f"<colOff>{right}</colOff><row>{block.last_row - 1}</row><rowOff>{below}</rowOff></to><graphicFrame><nvGraphicFramePr>"
        f'<cNvPr id="{number}" name="Chart {number}"/><cNvGraphicFramePr/></nvGraphicFramePr><xfrm/><a:graphic {_A}>'
        f'<a:graphicData uri="{_DRAWINGML}/chart"><c:chart xmlns:c="{_DRAWINGML}/chart" xmlns:r="{_RELATIONSHIPS}" '
        f'r:id="rId{number}"/></a:graphicData></a:graphic></graphicFrame><clientData/></twoCellAnchor>'
    )


def _characters(size: int, *, bold: bool = False, colour: str = _INK) -> str:
    """What stands after the name of a properties element: its attributes and its content."""
    return f' sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FONT}"/>'


def _text(size: int, colour: str) -> str:
    look = _characters(size, colour=colour)
    return (
        f"<txPr><a:bodyPr {_A}/><a:p {_A}><a:pPr><a:defRPr{look}</a:defRPr></a:pPr><a:r><a:t></a:t></a:r>"
        f"<a:endParaRPr{look}</a:endParaRPr></a:p></txPr>"
    )
