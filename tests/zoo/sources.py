# ruff: noqa: E501 - XML reads better in whole elements
"""Books with tables, pivot tables, slicers, time lines, connections, links to other books, and data of other programs."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.zoo.growing import HEAD, MAIN, MICROSOFT, NAMESPACES, grown, relationships, tag
from tests.zoo.office_tab import NOTES, by_xlsxwriter

_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE_2007 = f"{MICROSOFT}/2007/relationships"
_OFFICE_2011 = f"{MICROSOFT}/2011/relationships"


def tables() -> bytes:
    """A table beside the officials' rows and one over other rows, with totals, a style and calculated columns."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.add_table(
            "L4:N9",
            {"columns": [{"header": name} for name in ("Tên", "Số", "Hệ số")], "name": "Bang1", "data": [["a", 1, 2]] * 5},
        )
        columns = [
            {"header": "Tên", "total_string": "Cộng"},
            {"header": "Số", "total_function": "sum"},
            {"header": "Đôi", "formula": "=[@Số]*2"},
        ]
        tab.add_table(
            "P4:R9",
            {"columns": columns, "name": "Bang2", "total_row": True, "style": "Table Style Medium 9", "banded_columns": True},
        )

    return by_xlsxwriter(decorate)


def table_slicers() -> bytes:
    """A slicer of a table (MS-XLSX 2.1.12 and 2.6.66): the slicer, its cache, and its picture in an alternative."""
    cache = tag(
        "slicerCacheDefinition",
        '<extLst><ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"><x15:tableSlicerCache tableId="1" column="1"/></ext></extLst>',
        name="Slicer_Tên",
        sourceName="Tên",
    ).replace(f'xmlns="{MAIN}"', f'xmlns="{NAMESPACES["x14"]}" xmlns:x="{MAIN}"')
    slicer = f'{HEAD}<slicers xmlns="{NAMESPACES["x14"]}"><slicer name="Tên" cache="Slicer_Tên" caption="Tên" rowHeight="241300"/></slicers>'
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>15</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>17</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f'<mc:AlternateContent><mc:Choice xmlns:sle15="{MICROSOFT}/drawing/2012/slicer" Requires="sle15"><xdr:graphicFrame macro="">'
        '<xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Tên"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{MICROSOFT}/drawing/2010/slicer">'
        f'<sle:slicer xmlns:sle="{MICROSOFT}/drawing/2010/slicer" name="Tên"/></a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice>'
        '<mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="Thay thế"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp></mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>'
    )

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.add_table("L4:N9", {"columns": [{"header": name} for name in ("Tên", "Số", "Hệ số")], "data": [["a", 1, 2]] * 5})

    return grown(
        by_xlsxwriter(decorate),
        inside={
            "drawing": '<drawing r:id="rIdD"/>',
            "ext": '<ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"><x14:slicerList><x14:slicer r:id="rIdS"/></x14:slicerList></ext>',
        },
        links=[("rIdD", "drawing", "../drawings/drawing1.xml"), ("rIdS", f"{_OFFICE_2007}/slicer", "../slicers/slicer1.xml")],
        book={
            "ext": '<ext uri="{46BE6895-7355-4a93-B00E-2C351335B9C9}"><x15:slicerCaches><x14:slicerCache r:id="rIdSC"/></x15:slicerCaches></ext>',
            "definedNames": '<definedNames><definedName name="Slicer_Tên">#N/A</definedName></definedNames>',
        },
        book_links=[("rIdSC", f"{_OFFICE_2007}/slicerCache", "slicerCaches/slicerCache1.xml")],
        parts={
            "xl/drawings/drawing1.xml": ("application/vnd.openxmlformats-officedocument.drawing+xml", tag("xdr:wsDr", anchor)),
            "xl/slicers/slicer1.xml": ("application/vnd.ms-excel.slicer+xml", slicer),
            "xl/slicerCaches/slicerCache1.xml": ("application/vnd.ms-excel.slicerCache+xml", cache),
        },
    )


def pivot_tables() -> bytes:
    """A pivot table on the tab over the notes, its cache with records, a slicer cache and a time line on the cache."""
    items = "".join(f'<s v="việc {number}"/>' for number in range(1, 7))
    numbers = '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="1" maxValue="9"/>'
    cache = tag(
        "pivotCacheDefinition",
        f'<cacheSource type="worksheet"><worksheetSource ref="A1:C6" sheet="{NOTES}"/></cacheSource><cacheFields count="3">'
        f'<cacheField name="việc" numFmtId="0"><sharedItems count="6">{items}</sharedItems></cacheField>'
        f'<cacheField name="số" numFmtId="0">{numbers}</cacheField><cacheField name="hệ số" numFmtId="0">{numbers}</cacheField></cacheFields>'
        '<extLst><ext uri="{725AE2AE-9491-48be-B2B4-4EB974FC3084}"><x14:pivotCacheDefinition pivotCacheId="7"/></ext></extLst>',
        refreshedBy="Hồng", recordCount="6", createdVersion="6", refreshedVersion="6",
    ).replace("<pivotCacheDefinition ", '<pivotCacheDefinition r:id="rId1" ', 1)  # fmt: skip
    records = tag(
        "pivotCacheRecords",
        "".join(f'<r><x v="{number}"/><n v="{number + 1}"/><n v="{number * 1.5 + 1.5}"/></r>' for number in range(6)),
        count="6",
    )
    rows = "".join(f'<i><x v="{number}"/></i>' if number else "<i><x/></i>" for number in range(6))
    table = tag(
        "pivotTableDefinition",
        '<location ref="L4:M11" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="3">'
        f'<pivotField axis="axisRow" showAll="0"><items count="7">{"".join(f"<item x={chr(34)}{n}{chr(34)}/>" for n in range(6))}'
        '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/><pivotField showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="0"/></rowFields><rowItems count="7">{rows}<i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Tổng số" fld="1" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1"/>',
        name="PivotTable1", cacheId="7", dataCaption="Values", updatedVersion="6", createdVersion="6", dataOnRows="0",
    )  # fmt: skip
    x15 = NAMESPACES["x15"]
    timeline = f'{HEAD}<timelines xmlns="{x15}"><timeline name="Ngày" cache="NativeTimeline_Ngày" caption="Ngày" level="2" selectionLevel="2"/></timelines>'
    timeline_cache = (
        f'{HEAD}<timelineCacheDefinition xmlns="{x15}" name="NativeTimeline_Ngày" sourceName="Ngày"><pivotTables><pivotTable tabId="1" '
        'name="PivotTable1"/></pivotTables><state minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="7" filterType="unknown">'
        '<bounds startDate="2023-01-01T00:00:00" endDate="2024-01-01T00:00:00"/></state></timelineCacheDefinition>'
    )
    slicer_cache = (
        f'{HEAD}<slicerCacheDefinition xmlns="{NAMESPACES["x14"]}" name="Slicer_việc" sourceName="việc"><pivotTables><pivotTable tabId="1" '
        'name="PivotTable1"/></pivotTables><data><tabular pivotCacheId="7"><items count="6">'
        f"{''.join(f'<i x={chr(34)}{n}{chr(34)} s={chr(34)}1{chr(34)}/>' for n in range(6))}</items></tabular></data></slicerCacheDefinition>"
    )
    slicer = f'{HEAD}<slicers xmlns="{NAMESPACES["x14"]}"><slicer name="việc" cache="Slicer_việc" caption="việc" rowHeight="241300"/></slicers>'
    return grown(
        by_xlsxwriter(),
        inside={
            "ext": '<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"><x14:slicerList><x14:slicer r:id="rIdS"/></x14:slicerList></ext>'
            '<ext uri="{7E03D99C-DC04-49d9-9315-930204A7B6E9}"><x15:timelineRefs><x15:timelineRef r:id="rIdT"/></x15:timelineRefs></ext>'
        },
        links=[
            ("rIdPT", "pivotTable", "../pivotTables/pivotTable1.xml"),
            ("rIdS", f"{_OFFICE_2007}/slicer", "../slicers/slicer1.xml"),
            ("rIdT", f"{_OFFICE_2011}/timeline", "../timelines/timeline1.xml"),
        ],
        book={
            "pivotCaches": '<pivotCaches><pivotCache cacheId="7" r:id="rIdPC"/></pivotCaches>',
            "ext": '<ext uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}"><x14:slicerCaches><x14:slicerCache r:id="rIdSC"/></x14:slicerCaches></ext>'
            '<ext uri="{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}"><x15:timelineCacheRefs><x15:timelineCacheRef r:id="rIdTC"/></x15:timelineCacheRefs></ext>',
        },
        book_links=[
            ("rIdPC", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            ("rIdSC", f"{_OFFICE_2007}/slicerCache", "slicerCaches/slicerCache1.xml"),
            ("rIdTC", f"{_OFFICE_2011}/timelineCache", "timelineCaches/timelineCache1.xml"),
        ],
        parts={
            "xl/pivotTables/pivotTable1.xml": (f"{_SHEETML}.pivotTable+xml", table),
            "xl/pivotTables/_rels/pivotTable1.xml.rels": (
                None,
                relationships(("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")),
            ),
            "xl/pivotCache/pivotCacheDefinition1.xml": (f"{_SHEETML}.pivotCacheDefinition+xml", cache),
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": (
                None,
                relationships(("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")),
            ),
            "xl/pivotCache/pivotCacheRecords1.xml": (f"{_SHEETML}.pivotCacheRecords+xml", records),
            "xl/slicers/slicer1.xml": ("application/vnd.ms-excel.slicer+xml", slicer),
            "xl/slicerCaches/slicerCache1.xml": ("application/vnd.ms-excel.slicerCache+xml", slicer_cache),
            "xl/timelines/timeline1.xml": ("application/vnd.ms-excel.timeline+xml", timeline),
            "xl/timelineCaches/timelineCache1.xml": ("application/vnd.ms-excel.timelineCache+xml", timeline_cache),
        },
    )


def connections() -> bytes:
    """A text import: the connection, its query table, and the name that Excel gives the range."""
    connection = tag(
        "connections",
        '<connection id="1" name="so-lieu" type="6" refreshedVersion="6" background="1" saveData="1"><textPr codePage="65001" '
        'sourceFile="so-lieu.txt"><textFields><textField/></textFields></textPr></connection>',
    )
    query = tag(
        "queryTable",
        '<queryTableRefresh nextId="2"><queryTableFields count="1"><queryTableField id="1" name="Cột"/></queryTableFields></queryTableRefresh>',
        name="so-lieu", connectionId="1", autoFormatId="16",
    )  # fmt: skip
    return grown(
        by_xlsxwriter(),
        links=[("rIdQ", "queryTable", "../queryTables/queryTable1.xml")],
        book={
            "definedNames": f'<definedNames><definedName name="so_lieu" localSheetId="0">\'{NOTES}\'!$A$1:$A$6</definedName></definedNames>'
        },
        book_links=[("rIdCn", "connections", "connections.xml")],
        parts={
            "xl/connections.xml": (f"{_SHEETML}.connections+xml", connection),
            "xl/queryTables/queryTable1.xml": (f"{_SHEETML}.queryTable+xml", query),
        },
    )


def external_links() -> bytes:
    """A link to another book with its cached values, used by a formula and by a name, and a DDE link."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.write_formula("L5", "=[1]Sheet1!$A$1", None, 5)
        book.define_name("Ngoai", "=[1]Sheet1!$A$1")

    link = tag(
        "externalLink",
        '<externalBook r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
        '<cell r="A1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook>',
    )
    dde = tag(
        "externalLink", '<ddeLink ddeService="soffice" ddeTopic="so.ods"><ddeItems><ddeItem name="A1"/></ddeItems></ddeLink>'
    )
    return grown(
        by_xlsxwriter(decorate),
        book={
            "externalReferences": '<externalReferences><externalReference r:id="rIdE1"/><externalReference r:id="rIdE2"/></externalReferences>'
        },
        book_links=[
            ("rIdE1", "externalLink", "externalLinks/externalLink1.xml"),
            ("rIdE2", "externalLink", "externalLinks/externalLink2.xml"),
        ],
        parts={
            "xl/externalLinks/externalLink1.xml": (f"{_SHEETML}.externalLink+xml", link),
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                None,
                relationships(("rId1", "externalLinkPath", "file:///D:/so%20khac.xlsx")),
            ),
            "xl/externalLinks/externalLink2.xml": (f"{_SHEETML}.externalLink+xml", dde),
        },
    )


def custom_data() -> bytes:
    """Custom XML with its properties and a map, document properties, a sensitivity label, a thumbnail, a task pane, custom sheet data."""
    properties = (
        f'{HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        'ds:itemID="{11111111-2222-3333-4444-555555555555}"><ds:schemaRefs/></ds:datastoreItem>'
    )
    label = f'{HEAD}<clbl:labelList xmlns:clbl="{MICROSOFT}/2020/mipLabelMetadata"/>'
    panes = f'{HEAD}<wetp:taskpanes xmlns:wetp="{MICROSOFT}/webextensions/taskpanes/2010/11"/>'
    maps = tag("MapInfo", '<Schema ID="Schema1"/><Map ID="1" Name="m" RootElement="a" SchemaID="Schema1" ShowImportExportValidationErrors="0" AutoFit="1" Append="0" PreserveSortAFLayout="1" PreserveFormat="1"/>', SelectionNamespaces="")  # fmt: skip

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        book.set_properties({"title": "Kế hoạch", "author": "Hồng"})
        book.set_custom_property("Số văn bản", "05/KH-UBND")

    return grown(
        by_xlsxwriter(decorate),
        inside={"customProperties": '<customProperties><customPr name="khoa" r:id="rIdCP"/></customProperties>'},
        links=[("rIdCP", "customProperty", "../customProperty1.bin")],
        book_links=[("rIdX", "customXml", "../customXml/item1.xml"), ("rIdM", "xmlMaps", "xmlMaps.xml")],
        root_links=[
            ("rIdL", f"{MICROSOFT}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml"),
            ("rIdTh", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "docProps/thumbnail.emf"),
            ("rIdW", f"{_OFFICE_2011}/webextensiontaskpanes", "xl/webextensions/taskpanes.xml"),
        ],
        parts={
            "customXml/item1.xml": (None, f'{HEAD}<a xmlns="urn:xa">1</a>'),
            "customXml/itemProps1.xml": ("application/vnd.openxmlformats-officedocument.customXmlProperties+xml", properties),
            "customXml/_rels/item1.xml.rels": (None, relationships(("rId1", "customXmlProps", "itemProps1.xml"))),
            "xl/xmlMaps.xml": ("application/xml", maps),
            "xl/customProperty1.bin": ("application/vnd.openxmlformats-officedocument.spreadsheetml.customProperty", b"\0\x01"),
            "docMetadata/LabelInfo.xml": ("application/vnd.ms-office.classificationlabels+xml", label),
            "docProps/thumbnail.emf": ("image/x-emf", b"\x01\0\0\0"),
            "xl/webextensions/taskpanes.xml": ("application/vnd.ms-office.webextensiontaskpanes+xml", panes),
        },
    )  # fmt: skip


def printer_settings() -> bytes:
    """Settings of a printer, page breaks, headers and a print area."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.print_area("A1:J9")
        tab.repeat_rows(3)
        tab.set_h_pagebreaks([5])
        tab.set_header('&C&"Times New Roman,Bold"&14KẾ HOẠCH&R&P/&N')

    return grown(
        by_xlsxwriter(decorate),
        inside={"pageSetup": '<pageSetup paperSize="9" orientation="landscape" r:id="rIdPr"/>'},
        links=[("rIdPr", "printerSettings", "../printerSettings/printerSettings1.bin")],
        parts={"xl/printerSettings/printerSettings1.bin": (None, bytes(range(256)))},
        defaults={"bin": "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"},
    )
