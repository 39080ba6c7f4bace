# ruff: noqa: E501 - XML reads better in whole elements
"""The same book in the rarer forms that the file format allows: how parts are called, found, written and packed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Any

from tests.zoo import cell_features
from tests.zoo.growing import MICROSOFT, NAMESPACES, changed, packed, parts_of
from tests.zoo.office_tab import TAB_PART, by_openpyxl, by_xlsxwriter

_XML = re.compile(r"^(\ufeff)?(<\?xml[^>]*\?>)?\s*")
_OURS_TO_EDIT = re.compile(r"xl/(workbook|styles|worksheets/sheet\d+)\.xml|.*\.rels|\[Content_Types\]\.xml")


def strict() -> bytes:
    """The strict vocabulary throughout, dates as ISO texts, charts in it too."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        for word in (b"officeDocument", b"spreadsheetml", b"drawingml"):
            content = content.replace(
                b"http://schemas.openxmlformats.org/" + word + b"/2006/", b"http://purl.oclc.org/ooxml/" + word + b"/"
            )
        if name == "xl/workbook.xml":
            content = content.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
        if name == TAB_PART:
            content = re.sub(rb'(<c r="E5" s="\d+")><v>\d+</v>', rb'\1 t="d"><v>2023-02-28</v>', content)
        return name, content

    return changed(by_xlsxwriter(_add_chart), change)


def alternatives() -> bytes:
    """Alternatives and extensions where Excel writes them: the path of the file, revision ids, fonts known, ignorable prefixes."""
    path = (
        f'<mc:AlternateContent xmlns:mc="{NAMESPACES["mc"]}"><mc:Choice Requires="x15"><x15ac:absPath '
        f'xmlns:x15ac="{MICROSOFT}/spreadsheetml/2010/11/ac" url="D:\\Kế hoạch\\"/></mc:Choice></mc:AlternateContent>'
        f'<xr:revisionPtr xmlns:xr="{NAMESPACES["xr"]}" revIDLastSave="0" documentId="8_{{11111111-2222-3333-4444-555555555555}}"/>'
    ).encode()
    root = (
        f' xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="x15 xr x14ac" xmlns:x15="{NAMESPACES["x15"]}" xmlns:xr="{NAMESPACES["xr"]}" '
        f'xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac"'
    ).encode()

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "xl/workbook.xml":
            content = re.sub(rb"<workbook [^>]*?(?=>)", lambda found: found[0] + root, content)
            content = re.sub(rb"<workbookPr[^>]*/>", lambda found: found[0] + path, content)
        if name == TAB_PART:
            content = re.sub(
                rb"<worksheet [^>]*?(?=>)",
                lambda found: found[0] + root + b' xr:uid="{11111111-0000-0000-0000-0000000000AB}"',
                content,
            )
            content = content.replace(b"<sheetFormatPr ", b'<sheetFormatPr x14ac:dyDescent="0.25" ').replace(
                b'<row r="5"', b'<row r="5" x14ac:dyDescent="0.25"'
            )
        if name == "xl/styles.xml":
            content = re.sub(rb"<styleSheet [^>]*?(?=>)", lambda found: found[0] + root, content)
            content = content.replace(b"<fonts ", b'<fonts x14ac:knownFonts="1" ')
        return name, content

    return changed(by_xlsxwriter(), change)


def absolute_targets() -> bytes:
    """Every target as an absolute name."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith(".rels"):
            folder = "" if name == "_rels/.rels" else name.partition("/_rels/")[0] + "/"
            content = re.sub(rb'Target="(?!/)(?!\.\.)(?!\w+:)', b'Target="/' + folder.encode(), content).replace(
                b'Target="../', b'Target="/xl/'
            )
        return name, content

    return changed(by_xlsxwriter(_add_chart), change)


def odd_targets() -> bytes:
    """Targets that climb, wander and change their case; ids of relationships that are no numbers."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "xl/_rels/workbook.xml.rels":
            content = content.replace(b'Target="worksheets/sheet1.xml"', b'Target="../xl/./worksheets/../Worksheets/Sheet1.xml"')
            content = content.replace(b'Target="styles.xml"', b'Target="/xl/STYLES.xml"')
        if name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
            content = re.sub(rb'(Id|r:id)="rId(\d+)"', rb'\1="R\2c0ffee"', content)
        return name, content

    return changed(by_xlsxwriter(), change)


def odd_names() -> bytes:
    """Parts under names that nobody expects, escaped characters among them, and the workbook in a folder of its own."""
    renamed = {
        "xl/workbook.xml": "So/quyen so.xml",
        "xl/_rels/workbook.xml.rels": "So/_rels/quyen so.xml.rels",
        TAB_PART: "So/trang/Van phong (1).xml",
        "xl/styles.xml": "kieu/chu.xml",
        "xl/sharedStrings.xml": "chu.dat",
    }
    targets = {"xl/workbook.xml": "So/quyen%20so.xml", "worksheets/sheet1.xml": "trang/Van%20phong%20(1).xml",
               "styles.xml": "../kieu/chu.xml", "sharedStrings.xml": "/chu.dat", "worksheets/": "/xl/worksheets/", "theme/": "/xl/theme/"}  # fmt: skip

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith(".rels"):
            for old, new in targets.items():
                content = content.replace(f'Target="{old}'.encode(), f'Target="{new}'.encode())
        if name == "[Content_Types].xml":
            for old, new in renamed.items():
                content = content.replace(f'PartName="/{old}"'.encode(), f'PartName="/{new.replace(" ", "%20")}"'.encode())
        return renamed.get(name, name), content

    return changed(by_xlsxwriter(), change)


def prefixes() -> bytes:
    """Every part that we change under prefixes: workbook, styles, tabs, relationships, content types."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if _OURS_TO_EDIT.fullmatch(name):
            content = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1ns0:\2", content).replace(b' xmlns="', b' xmlns:ns0="', 1)
        return name, content

    return changed(by_openpyxl(), change)


def byte_order_marks() -> bytes:
    """UTF-8 with a byte order mark, lines ended as on Windows, apostrophes around attributes, white space in tags."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if _OURS_TO_EDIT.fullmatch(name):
            text = re.sub(r'([\w:]+)="([^"\'<>]*)"', r"\1='\2'", content.decode()).replace("?>\n", "?>\r\n").replace("/>", " />")
            content = b"\xef\xbb\xbf" + re.sub(r"(<(?:sheet|Override|Relationship|xf|definedName) )", "\r\n  \\1", text).encode()
        return name, content

    return changed(by_xlsxwriter(lambda book, tab: tab.repeat_rows(3)), change)


def utf_16() -> bytes:
    """Workbook, tabs and styles in UTF-16, both ways round."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if re.fullmatch(r"xl/(workbook|styles|worksheets/sheet\d)\.xml", name):
            text = _XML.sub("", content.decode())
            encoding = "utf-16-be" if "sheet1" in name else "utf-16-le"
            content = ('\ufeff<?xml version="1.0" encoding="UTF-16"?>' + text).encode(encoding)
        return name, content

    return changed(by_xlsxwriter(), change)


def comments_in_xml() -> bytes:
    """Comments, processing instructions and CDATA sections, with what looks like our elements inside them."""
    note = "<!-- <sheets><sheet name='x'/></sheets> <sheetData> <cellXfs> -->"

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        text = content.decode() if _OURS_TO_EDIT.fullmatch(name) else ""
        if name in ("xl/workbook.xml", "xl/styles.xml") or name.endswith(".rels"):
            text = re.sub(r"(<\?xml[^>]*\?>\s*)(<\w+ [^>]*>)", rf"\1<?tool <sheetData>?>{note}\2{note}", text, count=1)
        if name == TAB_PART:
            text = text.replace("<sheetData>", f"<?tool <sheetData>?>{note}<sheetData>").replace(
                "</worksheet>", f"{note}</worksheet>\n<!-- hết -->\n"
            )
            text = text.replace(
                "</sheetData>",
                '<row r="12"><c r="L12" t="inlineStr"><is><t><![CDATA[a </sheetData> b]]></t></is></c></row></sheetData>',
            )
        return name, text.encode() if text else content

    return changed(by_xlsxwriter(), change)


def instructions_in_xml() -> bytes:
    """A processing instruction alone that looks like the start of the cells, with no comment that would give it away."""
    return changed(
        by_xlsxwriter(),
        lambda name, content: (
            name,
            content.replace(b"<dimension ", b"<?tool <sheetData>?><dimension ") if name == TAB_PART else content,
        ),
    )


def defaults_in_types() -> bytes:
    """Content types given by suffix: `.xml` means a worksheet, so that every other part is an exception."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "[Content_Types].xml":
            sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
            content = re.sub(rb'<Override PartName="/xl/worksheets/[^>]*/>', b"", content)
            content = content.replace(b'ContentType="application/xml"', b'ContentType="' + sheet + b'"')
        return name, content

    return changed(by_xlsxwriter(), change)


def undeclared_parts() -> bytes:
    """Parts that no relationship leads to and no content type covers, as other tools leave them."""
    parts = parts_of(by_xlsxwriter())
    return packed(
        {**parts, "ghi chu.txt": "của ai đó".encode(), "xl/worksheets/sheet9.xml": b"<khong/>", "xl/charts/chart1.xml": b"x"}
    )


def without_styles() -> bytes:
    """No styles part at all, no theme, no document properties: the least a book can be."""
    parts = parts_of(by_xlsxwriter())
    kept = {
        name: content
        for name, content in parts.items()
        if name.split("/")[-1] not in ("styles.xml", "theme1.xml", "app.xml", "core.xml")
    }
    gone = rb"<(Override|Relationship)\b[^>]*(styles|theme|docProps)[^>]*/>"
    kept = {
        name: re.sub(gone, b"", content) if name.endswith((".rels", "[Content_Types].xml")) else content
        for name, content in kept.items()
    }
    return packed(
        {
            name: re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", content) if "worksheets/" in name else content
            for name, content in kept.items()
        }
    )


def streamed() -> bytes:
    """Packed by a streaming writer: data descriptors, zip64 fields, directories, a comment of the archive, another system."""
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return out.write(data)

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as target:
        for folder in ("xl/", "xl/worksheets/", "_rels/"):
            target.writestr(zipfile.ZipInfo(folder, (2023, 1, 5, 8, 0, 0)), b"")
        for name, content in parts_of(cell_features.names()).items():
            info = zipfile.ZipInfo(name, (2023, 1, 5, 8, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            with target.open(info, "w", force_zip64=True) as file:
                file.write(content)
        target.comment = "xuất từ phần mềm khác".encode()
    return out.getvalue()


def stored() -> bytes:
    """Nothing compressed, and the zip64 end records that a small archive does not need."""
    data = packed(parts_of(by_xlsxwriter()), method=zipfile.ZIP_STORED)
    end = data.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack("<HII", data[end + 10 : end + 20])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    last = data[end : end + 8] + struct.pack("<HHII", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + data[end + 20 :]
    return data[:end] + record + locator + last


def backslashes() -> bytes:
    """Names with backslashes, as some old .NET programs pack them."""
    return packed({name.replace("/", "\\"): content for name, content in parts_of(by_xlsxwriter()).items()})


def extra_fields() -> bytes:
    """Each entry with the extra fields of other archivers (times of NTFS, names in Unicode) and a comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(by_xlsxwriter()).items():
            info = zipfile.ZipInfo(name, (2023, 1, 5, 8, 0, 0))
            info.compress_type, info.comment = zipfile.ZIP_DEFLATED, b"ghi"
            info.extra = struct.pack("<HH8s", 0x5455, 8, bytes(8)) + struct.pack("<HHB4s", 0xCAFE, 5, 1, b"abcd")
            package.writestr(info, content)
    return out.getvalue()


def _add_chart(book: Any, tab: Any) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='Ghi chép'!$B$1:$B$6"})
    tab.insert_chart("L2", chart)
