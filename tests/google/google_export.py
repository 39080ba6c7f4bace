"""A workbook as Google writes it for «Tải xuống > Microsoft Excel (.xlsx)», as far as its files are known from elsewhere.

Not made by Google. What is known of its files and done here: namespaces of Excel for Mac on every worksheet; no `dimension`, no
document properties, no calculation chain; a drawing part on every sheet, empty or not; an empty `definedNames`; every number
with a decimal point; rows to the end of the grid with their height; texts as shared strings; functions that only Google has as
`IFERROR(__xludf.DUMMYFUNCTION(…), value)`; names of tabs cut after 31 characters; content types and relationships in its order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue, column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns="{_MAIN}" xmlns:r="{_RELATIONS}" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:mv="urn:schemas-microsoft-com:mac:vml" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - as cells have it
GRID_ROWS = 1000
STATUSES = "Chưa thực hiện,Đang thực hiện,Hoàn thành,Tạm dừng,Không phát sinh"


class GoogleExport:
    """content: what is in the sheet. People's own dropdown and conditional format are put on every tab with rows."""

    def __init__(self, content: BookContent) -> None:
        self._content = content
        self._texts: dict[str, int] = {}
        self._fonts: list[str] = ["Arial"]

    def data(self) -> bytes:
        sheets = [self._sheet(sheet) for sheet in self._content.sheets]
        parts: dict[str, str] = {"xl/theme/theme1.xml": _THEME}
        for number, sheet in enumerate(sheets, start=1):
            parts[f"xl/worksheets/sheet{number}.xml"] = sheet
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations([("drawing", f"../drawings/drawing{number}.xml")])
            parts[f"xl/drawings/drawing{number}.xml"] = (
                f'{_HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
                f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_RELATIONS}"/>'
            )
        targets = [("theme", "theme/theme1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        targets += [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
        parts["xl/sharedStrings.xml"] = self._shared_strings()
        parts["xl/styles.xml"] = self._styles()
        parts["xl/workbook.xml"] = self._workbook()
        parts["xl/_rels/workbook.xml.rels"] = _relations(targets)
        parts["_rels/.rels"] = _relations([("officeDocument", "xl/workbook.xml")])
        parts["[Content_Types].xml"] = _content_types(len(sheets))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(name, text)
        return file.getvalue()

    def _sheet(self, sheet: SheetContent) -> str:
        rows = "".join(self._rows(sheet))
        merged = "".join(f'<mergeCell ref="{area.a1}"/>' for area in sheet.merged)
        merges = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
        peoples = ""
        if sheet.last_row > 8:
            peoples = (
                '<conditionalFormatting sqref="A8:A60"><cfRule type="notContainsBlanks" dxfId="0" priority="1">'
                "<formula>LEN(TRIM(A8))&gt;0</formula></cfRule></conditionalFormatting>"
                '<dataValidations><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="Z8:Z60">'
                f"<formula1>{escape(quoteattr(STATUSES))}</formula1></dataValidation></dataValidations>"
            )
        return (
            f'{_HEAD}<worksheet {_SPACES}><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr>'
            '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
            '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'
            '<cols><col customWidth="1" min="1" max="1" width="6.5"/><col customWidth="1" min="4" max="4" width="45.25"/></cols>'
            f'<sheetData>{rows}</sheetData>{merges}{peoples}<drawing r:id="rId1"/></worksheet>'
        )

    def _rows(self, sheet: SheetContent) -> Iterator[str]:
        for row in range(1, max(GRID_ROWS, sheet.last_row) + 1):
            width = len(sheet.rows[row - sheet.first_row]) if 0 <= row - sheet.first_row < len(sheet.rows) else 0
            columns = range(sheet.first_column, sheet.first_column + width)
            cells = "".join(self._cell(sheet, row, column) for column in columns)
            height = "" if cells else ' ht="15.75" customHeight="1"'
            yield f'<row r="{row}"{height}>{cells}</row>' if cells else f'<row r="{row}"{height}/>'

    def _cell(self, sheet: SheetContent, row: int, column: int) -> str:
        value, note = sheet.value(row, column), sheet.notes.get((row, column))
        place = f"{column_letters(column)}{row}"
        if note is not None and note.error:
            return f'<c r="{place}" s="0" t="e"><f>1/0</f><v>{escape(note.error)}</v></c>'
        if value is None:
            return ""
        style = self._style(value, note.font if note else None, percent=note is not None and note.percent)
        if note is not None and note.formula:
            return _computed(place, style, value)
        if isinstance(value, str):
            return f'<c r="{place}" s="{style}" t="s"><v>{self._texts.setdefault(value, len(self._texts))}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
        return f'<c r="{place}" s="{style}"><v>{_number(value)}</v></c>'

    def _style(self, value: CellValue, font: str | None, *, percent: bool) -> int:
        if font is not None:
            if font not in self._fonts:
                self._fonts.append(font)
            return 3 + self._fonts.index(font)
        if isinstance(value, datetime):
            return 2
        if isinstance(value, date):
            return 1
        return 3 if percent else 0

    def _shared_strings(self) -> str:
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._texts)
        return f'{_HEAD}<sst xmlns="{_MAIN}" count="{len(self._texts)}" uniqueCount="{len(self._texts)}">{texts}</sst>'

    def _styles(self) -> str:
        fonts = "".join(
            f'<font><sz val="10.0"/><color rgb="FF000000"/><name val="{escape(font)}"/></font>' for font in self._fonts
        )
        formats = [0, 164, 165, 10] + [0] * (len(self._fonts) - 1)
        numbers = [0, 0, 0, 0, *range(1, len(self._fonts))]
        cells = "".join(
            f'<xf borderId="0" fillId="0" fontId="{font}" numFmtId="{number}" xfId="0" applyAlignment="1" applyFont="1" '
            'applyNumberFormat="1"><alignment readingOrder="0" shrinkToFit="0" vertical="bottom" wrapText="1"/></xf>'
            for font, number in zip(numbers, formats, strict=True)
        )
        return (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
            '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ h:mm"/></numFmts>'
            f'<fonts count="{len(self._fonts)}">{fonts}</fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="lightGray"/></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf borderId="0" fillId="0" fontId="0" numFmtId="0" applyAlignment="1" applyFont="1"/>'
            f'</cellStyleXfs><cellXfs count="{len(formats)}">{cells}</cellXfs>'
            '<cellStyles count="1"><cellStyle xfId="0" name="Normal" builtinId="0"/></cellStyles>'
            '<dxfs count="1"><dxf><font/><fill><patternFill patternType="solid"><fgColor rgb="FFB7E1CD"/>'
            '<bgColor rgb="FFB7E1CD"/></patternFill></fill><border/></dxf></dxfs></styleSheet>'
        )

    def _workbook(self) -> str:
        sheets = "".join(
            f'<sheet state="{"hidden" if sheet.hidden else "visible"}" name={quoteattr(sheet.name[:31])} sheetId="{number}" '
            f'r:id="rId{number + 3}"/>'
            for number, sheet in enumerate(self._content.sheets, start=1)
        )
        return f"{_HEAD}<workbook {_SPACES}><workbookPr/><sheets>{sheets}</sheets><definedNames/><calcPr/></workbook>"


def _computed(place: str, style: int, value: CellValue) -> str:
    """A formula that only Google has, with what it showed."""
    if isinstance(value, str):
        shown = escape(value).replace('"', '""')
        formula = f'IFERROR(__xludf.DUMMYFUNCTION("""COMPUTED_VALUE"""),"{shown}")'
        return f'<c r="{place}" s="{style}" t="str"><f>{formula}</f><v>{escape(value)}</v></c>'
    formula = f'IFERROR(__xludf.DUMMYFUNCTION("""COMPUTED_VALUE"""),{_number(value)})'
    return f'<c r="{place}" s="{style}"><f>{formula}</f><v>{_number(value)}</v></c>'


def _number(value: CellValue) -> str:
    if isinstance(value, datetime):
        return repr((value - _DAY_ZERO).total_seconds() / 86_400)
    if isinstance(value, date):
        return f"{(value - _DAY_ZERO.date()).days}.0"
    assert isinstance(value, int | float)
    return repr(float(value))


def _relations(targets: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE_RELATIONS}">{inside}</Relationships>'


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument"
    parts = [(f"{kind}.spreadsheetml.worksheet+xml", f"/xl/worksheets/sheet{number}.xml") for number in range(1, sheets + 1)]
    parts += [
        (f"{kind}.spreadsheetml.sharedStrings+xml", "/xl/sharedStrings.xml"),
        *((f"{kind}.drawing+xml", f"/xl/drawings/drawing{number}.xml") for number in range(1, sheets + 1)),
        (f"{kind}.spreadsheetml.styles+xml", "/xl/styles.xml"),
        (f"{kind}.theme+xml", "/xl/theme/theme1.xml"),
        (f"{kind}.spreadsheetml.sheet.main+xml", "/xl/workbook.xml"),
    ]
    overrides = "".join(f'<Override ContentType="{content}" PartName="{name}"/>' for content, name in parts)
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default ContentType="application/xml" Extension="xml"/>'
        f'<Default ContentType="application/vnd.openxmlformats-package.relationships+xml" Extension="rels"/>{overrides}</Types>'
    )


_COLOURS = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "000000"), ("lt2", "FFFFFF"), ("accent1", "4285F4"), ("accent2", "EA4335"),
    ("accent3", "FBBC04"), ("accent4", "34A853"), ("accent5", "FF6D01"), ("accent6", "46BDC6"), ("hlink", "1155CC"),
    ("folHlink", "1155CC"),
)  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_FACES = '<a:latin typeface="Arial"/><a:ea typeface="Arial"/><a:cs typeface="Arial"/>'
_THEME = (
    f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_RELATIONS}" name="Sheets">'
    '<a:themeElements><a:clrScheme name="Sheets">'
    + "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS)
    + f'</a:clrScheme><a:fontScheme name="Sheets"><a:majorFont>{_FACES}</a:majorFont><a:minorFont>{_FACES}</a:minorFont>'
    + f'</a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    + f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
