"""The ribbon add-in `sheetsync.xlam`: the macros, their texts and the ribbon in a workbook without data.

It is written part by part and without dates, so that the same source always gives the same bytes.
"""

from __future__ import annotations

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import CONTENT_TYPES, add_relationship, declare_content_type
from sheetsync.adapters.xlsx.vba.macro_book import add_project, add_texts_sheet
from sheetsync.adapters.xlsx.vba.sources import macro_modules, ribbon_xml, theme_xml

ADDIN_FILE = "sheetsync.xlam"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_PROPERTIES_PART = "docProps/core.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PROPERTIES_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_WORKBOOK = f'{_HEAD}<workbook xmlns="{_MAIN}"><workbookPr codeName="ThisWorkbook"/><sheets/></workbook>'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_PROPERTIES = (  # what Excel's list of add-ins shows
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>sheetsync – Sổ kế hoạch</dc:title>'
    "<dc:description>Thẻ «Sổ kế hoạch» trên ribbon: kiểm tra và in tab đang mở; "
    "tô màu quá hạn, tổng hợp quý, tình hình nộp.</dc:description>"
    "</cp:coreProperties>"
)


def addin_book() -> bytes:
    """The bytes of the add-in."""
    package = Package(_EMPTY_ZIP)
    package.put(CONTENT_TYPES, _TYPES.encode())
    package.put("xl/workbook.xml", _WORKBOOK.encode())
    declare_content_type(package, "xl/workbook.xml", ADDIN_TYPE)
    add_relationship(package, "", "officeDocument", "xl/workbook.xml", strict=False)
    package.put("xl/styles.xml", _STYLES.encode())
    declare_content_type(package, "xl/styles.xml", _STYLES_TYPE)
    add_relationship(package, "xl/workbook.xml", "styles", "xl/styles.xml", strict=False)
    package.put("xl/theme/theme1.xml", theme_xml())
    declare_content_type(package, "xl/theme/theme1.xml", _THEME_TYPE)
    add_relationship(package, "xl/workbook.xml", "theme", "xl/theme/theme1.xml", strict=False)
    add_texts_sheet(package, state="visible")  # a workbook needs one; nobody sees the sheets of an add-in
    add_project(package, macro_modules(ribbon=True))
    package.put(_RIBBON_PART, ribbon_xml())
    add_relationship(package, "", _RIBBON_RELATIONSHIP, _RIBBON_PART, strict=False)
    package.put(_PROPERTIES_PART, _PROPERTIES.encode())
    declare_content_type(package, _PROPERTIES_PART, _PROPERTIES_TYPE)
    add_relationship(package, "", _PROPERTIES_RELATIONSHIP, _PROPERTIES_PART, strict=False)
    return package.save()
