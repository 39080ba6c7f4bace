# ruff: noqa: E501 - XML reads better in whole elements
"""Books with charts of every kind, pictures, text boxes and shapes."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.chart import (
    AreaChart3D,
    BarChart,
    BarChart3D,
    BubbleChart,
    LineChart,
    LineChart3D,
    PieChart3D,
    ProjectedPieChart,
    Reference,
    Series,
    SurfaceChart,
    SurfaceChart3D,
)
from openpyxl.worksheet.worksheet import Worksheet as OpenpyxlSheet
from xlsxwriter.worksheet import Worksheet

from tests.zoo.growing import HEAD, MICROSOFT, grown, relationships, tag
from tests.zoo.office_tab import NOTES, by_openpyxl, by_xlsxwriter

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHARTS = (
    *(("area", kind) for kind in (None, "stacked", "percent_stacked")),
    *(("bar", kind) for kind in (None, "stacked", "percent_stacked")),
    *(("column", kind) for kind in (None, "stacked", "percent_stacked")),
    *(("line", kind) for kind in (None, "stacked", "percent_stacked")),
    *(("pie", None), ("doughnut", None), ("stock", None)),
    *(("scatter", kind) for kind in ("marker_only", "straight", "straight_with_markers", "smooth", "smooth_with_markers")),
    *(("radar", kind) for kind in (None, "with_markers", "filled")),
)


def picture() -> bytes:
    """A red square as PNG."""
    row = b"\0" + b"\xff\0\0" * 8
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row * 8)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def charts() -> bytes:
    """Every chart that XlsxWriter knows, on the tab."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        for number, (kind, subtype) in enumerate(_CHARTS):
            chart: Any = book.add_chart({"type": kind, "subtype": subtype} if subtype else {"type": kind})
            for column in ("B", "C", "B") if kind == "stock" else ("B", "C"):
                chart.add_series({"values": f"='{NOTES}'!${column}$1:${column}$6", "categories": f"='{NOTES}'!$A$1:$A$6"})
            tab.insert_chart(20 + 15 * (number // 3), 8 * (number % 3), chart)

    return by_xlsxwriter(decorate)


def combined_chart() -> bytes:
    """Columns and a line on a second axis, with trend line, error bars, data labels from cells and a data table."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        column: Any = book.add_chart({"type": "column"})
        column.add_series(
            {
                "values": f"='{NOTES}'!$B$1:$B$6",
                "trendline": {"type": "linear"},
                "y_error_bars": {"type": "standard_error"},
                "data_labels": {"custom": [{"value": f"='{NOTES}'!$A$1"}], "value": True},
            }
        )
        line: Any = book.add_chart({"type": "line"})
        line.add_series({"values": f"='{NOTES}'!$C$1:$C$6", "y2_axis": True})
        column.combine(line)
        column.set_table()
        tab.insert_chart("L2", column)

    return by_xlsxwriter(decorate)


def chart_sheets() -> bytes:
    """A chart sheet before the tabs and one after them, so that places among sheets and among worksheets differ."""

    def add(book: xlsxwriter.Workbook, name: str) -> None:
        chart: Any = book.add_chart({"type": "pie"})
        chart.add_series({"values": f"='{NOTES}'!$B$1:$B$6"})
        book.add_chartsheet(name).set_chart(chart)

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.repeat_rows(3)
        tab.activate()
        add(book, "Biểu đồ cuối")

    return by_xlsxwriter(decorate, first=lambda book: add(book, "Biểu đồ"))


def charts_in_depth() -> bytes:
    """The charts that only openpyxl writes: bubbles, surfaces, three dimensions, pie of pie."""

    def decorate(book: openpyxl.Workbook, tab: OpenpyxlSheet) -> None:
        notes = book[NOTES]
        for number, kind in enumerate(
            (BarChart3D, LineChart3D, AreaChart3D, PieChart3D, ProjectedPieChart, SurfaceChart, SurfaceChart3D)
        ):
            chart: Any = kind()
            chart.add_data(Reference(notes, min_col=2, max_col=3, min_row=1, max_row=6))
            tab.add_chart(chart, f"L{2 + 16 * number}")
        bubble: Any = BubbleChart()
        places = (Reference(notes, min_col=column, min_row=1, max_row=6) for column in (2, 3, 3))
        x, y, size = places
        bubble.series.append(Series(values=y, xvalues=x, zvalues=size))
        tab.add_chart(bubble, "W2")
        both: Any = BarChart()
        both.add_data(Reference(notes, min_col=2, min_row=1, max_row=6))
        line: Any = LineChart()
        line.add_data(Reference(notes, min_col=3, min_row=1, max_row=6))
        both += line
        tab.add_chart(both, "W20")

    return by_openpyxl(decorate)


def new_charts() -> bytes:
    """A sunburst (chartEx, MS-ODRAWXML) with style and colours, in an alternative whose fallback is a shape."""
    cx = f"{MICROSOFT}/drawing/2014/chartex"
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>18</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>15</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f'<mc:AlternateContent><mc:Choice xmlns:cx1="{MICROSOFT}/drawing/2015/9/8/chartex" Requires="cx1">'
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Biểu đồ 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{cx}"><cx:chart xmlns:cx="{cx}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>'
        f"</mc:Choice><mc:Fallback>{_shape(3, 'Thay thế', 'rect')}</mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>"
    )
    formula, sizes = f"'{NOTES}'!$A$1:$A$6", f"'{NOTES}'!$B$1:$B$6"
    chart = (
        f'{HEAD}<cx:chartSpace xmlns:cx="{cx}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><cx:chartData>'
        f'<cx:data id="0"><cx:strDim type="cat"><cx:f>{formula}</cx:f></cx:strDim><cx:numDim type="size"><cx:f>{sizes}</cx:f>'
        "</cx:numDim></cx:data></cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion>"
        '<cx:series layoutId="sunburst"><cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>'
    )
    style = f'{HEAD}<cs:chartStyle xmlns:cs="{MICROSOFT}/drawing/2012/chartStyle" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" id="381"/>'
    colours = f'{HEAD}<cs:colorStyle xmlns:cs="{MICROSOFT}/drawing/2012/chartStyle" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" meth="cycle" id="10"><a:schemeClr val="accent1"/></cs:colorStyle>'
    return grown(
        by_xlsxwriter(),
        inside={"drawing": '<drawing r:id="rIdD"/>'},
        links=[("rIdD", "drawing", "../drawings/drawing1.xml")],
        parts={
            "xl/drawings/drawing1.xml": (DRAWING_TYPE, tag("xdr:wsDr", anchor)),
            "xl/drawings/_rels/drawing1.xml.rels": (
                None,
                relationships(("rId1", f"{MICROSOFT}/2014/relationships/chartEx", "../charts/chartEx1.xml")),
            ),
            "xl/charts/chartEx1.xml": ("application/vnd.ms-office.chartex+xml", chart),
            "xl/charts/_rels/chartEx1.xml.rels": (
                None,
                relationships(
                    ("rId1", f"{MICROSOFT}/2011/relationships/chartStyle", "style1.xml"),
                    ("rId2", f"{MICROSOFT}/2011/relationships/chartColorStyle", "colors1.xml"),
                ),
            ),
            "xl/charts/style1.xml": ("application/vnd.ms-office.chartstyle+xml", style),
            "xl/charts/colors1.xml": ("application/vnd.ms-office.chartcolorstyle+xml", colours),
        },
    )


def pictures() -> bytes:
    """Pictures on the tab with a link and alternative text, behind it, and in its header."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.insert_image(
            "L2", "dau.png", {"image_data": io.BytesIO(picture()), "url": "https://example.org/", "description": "con dấu"}
        )
        tab.insert_image("L6", "dau.png", {"image_data": io.BytesIO(picture()), "decorative": True, "object_position": 3})
        tab.set_background(io.BytesIO(picture()))
        tab.set_header("&L&G&CKẾ HOẠCH", {"image_left": "dau.png", "image_data_left": io.BytesIO(picture())})

    return by_xlsxwriter(decorate)


def pictures_in_cells() -> bytes:
    """A picture as a cell's value: rich values, their structure, types and relationships, and metadata that names them."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.embed_image("L5", "dau.png", {"image_data": io.BytesIO(picture())})
        tab.embed_image("L6", "dau.png", {"image_data": io.BytesIO(picture()), "description": "con dấu"})

    return by_xlsxwriter(decorate)


def text_boxes() -> bytes:
    """Text boxes, one of them showing a cell, one a link."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.insert_textbox("L2", "Ghi chú của văn phòng", {"font": {"bold": True}})
        tab.insert_textbox("L12", "", {"textlink": "=$A$1"})
        tab.insert_textbox("L20", "Cổng thông tin", {"url": "https://example.org/"})

    return by_xlsxwriter(decorate)


def shapes() -> bytes:
    """Shapes by hand: a star, an arrow that connects, a group, ink-free drawing, anchored in three ways."""
    group = (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="Nhóm"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/><a:chOff x="0" y="0"/><a:chExt cx="900000" cy="900000"/></a:xfrm></xdr:grpSpPr>'
        f"{_shape(10, 'Trong nhóm', 'ellipse')}{_shape(11, 'Trong nhóm nữa', 'heart')}</xdr:grpSp>"
    )
    connector = (
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="12" name="Mũi tên"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="C00000"/></a:solidFill><a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>'
    )
    start = "<xdr:from><xdr:col>12</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    end = "<xdr:to><xdr:col>14</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    size = '<xdr:ext cx="900000" cy="900000"/>'
    drawing = (
        f"<xdr:twoCellAnchor editAs='oneCell'>{start.format(1)}{end.format(5)}{_shape(2, 'Ngôi sao', 'star5')}<xdr:clientData fLocksWithSheet='0'/></xdr:twoCellAnchor>"
        f"<xdr:oneCellAnchor>{start.format(8)}{size}{group}<xdr:clientData/></xdr:oneCellAnchor>"
        f'<xdr:absoluteAnchor><xdr:pos x="9000000" y="5000000"/>{size}{connector}<xdr:clientData fPrintsWithSheet="0"/></xdr:absoluteAnchor>'
    )
    return grown(
        by_xlsxwriter(),
        inside={"drawing": '<drawing r:id="rIdD"/>'},
        links=[("rIdD", "drawing", "/xl/drawings/drawing1.xml")],
        parts={"xl/drawings/drawing1.xml": (DRAWING_TYPE, tag("xdr:wsDr", drawing))},
    )


def _shape(number: int, name: str, geometry: str) -> str:
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>'
        f'<a:rPr lang="vi-VN"/><a:t>{name}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )
