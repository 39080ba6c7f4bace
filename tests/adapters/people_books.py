"""Workbooks as people and other programs make them, each with a sheet `VP UBND` to put marks on.

None is made by the code under test: XlsxWriter, openpyxl, LibreOffice, and rewritings of an XlsxWriter book into the rarer
forms that the file format allows.
"""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import xlsxwriter

from tests.office import convert

TAB = "VP UBND"


def _picture() -> bytes:
    """A red square as PNG."""
    row = b"\0" + b"\xff\0\0" * 8
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row * 8)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


@cache
def rich(*, macros: bool = False, date_1904: bool = False) -> bytes:
    """By XlsxWriter: charts, a picture, a text box, comments, dropdowns, conditional formats old and new, a table, a hidden
    sheet, a chart sheet between the others, names, a filter, print titles, protection, views."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13})
    day = book.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#FFEEAA"})
    red = book.add_format({"font_color": "#FF0000"})
    summary = book.add_worksheet("Tổng hợp")
    chart_sheet = book.add_chartsheet("Biểu đồ")
    tab = book.add_worksheet(TAB)
    other = book.add_worksheet("Tư pháp - HT")
    secret = book.add_worksheet("Danh mục")
    tab.write_row(0, 0, ["Mã NV", "Nhiệm vụ", "Thời hạn", "Trạng thái"], bold)
    for row in range(1, 30):
        tab.write(row, 0, f"II.1.{row:02d}")
        tab.write_rich_string(row, 1, "Việc ", bold, f"số {row}")
        tab.write_datetime(row, 2, date(2023, 1, 1 + row % 28), day)
        tab.write(row, 3, "Hoàn thành" if row % 2 else "Đang thực hiện")
        tab.write_formula(row, 4, f"=LEN(B{row + 1})", None, 9)
    tab.write_comment("B3", "Hỏi lại anh Nam", {"visible": False})
    tab.data_validation("D2:D30", {"validate": "list", "source": ["Hoàn thành", "Đang thực hiện"]})
    tab.conditional_format("A2:A30", {"type": "text", "criteria": "containing", "value": "05", "format": red})
    tab.conditional_format("E2:E30", {"type": "data_bar", "data_bar_2010": True})
    tab.conditional_format("C2:C30", {"type": "formula", "criteria": "=$C2>TODAY()", "format": red, "stop_if_true": True})
    tab.freeze_panes(1, 2)
    tab.autofilter("A1:E30")
    tab.repeat_rows(0)
    tab.print_area("A1:E30")
    tab.insert_textbox("G2", "Ghi chú của văn phòng")
    tab.insert_image("G12", "dau.png", {"image_data": io.BytesIO(_picture())})
    tab.write_url("G1", "https://example.org/", string="Cổng thông tin")
    other.add_table("A1:C5", {"data": [["a", 1, 2], ["b", 3, 4], ["c", 5, 6]], "columns": [{"header": name} for name in "xyz"]})
    other.protect()
    secret.write_column(0, 0, ["một", "hai"])
    secret.hide()
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{TAB}'!$E$2:$E$9", "name": "Độ dài"})
    summary.insert_chart("B2", chart)
    summary.write_dynamic_array_formula("A1", "=SEQUENCE(2)", None, 1)
    big = book.add_chart({"type": "pie"})
    big.add_series({"values": f"='{TAB}'!$E$2:$E$9"})
    chart_sheet.set_chart(big)
    book.define_name("DanhMuc", "='Danh mục'!$A$1:$A$2")
    book.define_name(f"'{TAB}'!Rieng", f"='{TAB}'!$A$1")
    tab.activate()
    if macros:
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 no real project"), True)
        book.set_vba_name("ThisWorkbook")
    book.close()
    return out.getvalue()


@cache
def plain() -> bytes:
    """By openpyxl: two sheets and not much else."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TAB
    for row in range(1, 10):
        sheet.append([f"II.1.{row:02d}", "Việc", date(2023, 3, row), "Hoàn thành"])
    book.create_sheet("Ghi chú")["A1"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def by_libreoffice() -> bytes:
    """The rich book as LibreOffice saves it."""
    return resaved(rich())


def resaved(data: bytes) -> bytes:
    """The workbook opened and saved by LibreOffice, as a person does."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "so.xlsx"
        source.write_bytes(data)
        return convert(source, "xlsx", Path(folder) / "out").read_bytes()


def rewritten(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """The package with every part passed through a function: its new name and bytes, or None to leave it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                target.writestr(*changed)
    return out.getvalue()


def prefixed() -> bytes:
    """Every element of the workbook, styles and sheets under the prefix `x:`; absolute targets; unusual part names."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if re.match(r"xl/(workbook|styles|worksheets/[^/]+)\.xml$", name):
            content = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", content).replace(b' xmlns="', b' xmlns:x="', 1)
        if name == "xl/_rels/workbook.xml.rels":
            content = re.sub(rb'Target="(?!/)', b'Target="/xl/', content)
        if name == "_rels/.rels":
            content = re.sub(rb'Target="(?!/)', b'Target="/', content)
        for old, new in ((b"worksheets/sheet1.xml", b"worksheets/Trang%20A.xml"), (b"styles.xml", b"kieu-chu.xml")):
            content = content.replace(old, new) if name.endswith((".rels", "[Content_Types].xml")) else content
        name = name.replace("worksheets/sheet1.xml", "worksheets/Trang%20A.xml").replace("xl/styles.xml", "xl/kieu-chu.xml")
        return name.replace("%20", " "), content.replace(
            b'PartName="/xl/worksheets/Trang%20A.xml"', b'PartName="/xl/worksheets/Trang A.xml"'
        )

    return rewritten(plain(), change)


def strict() -> bytes:
    """The plain book in the strict form of the standard."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        for word in (b"officeDocument", b"spreadsheetml", b"drawingml"):
            content = content.replace(
                b"http://schemas.openxmlformats.org/" + word + b"/2006/", b"http://purl.oclc.org/ooxml/" + word + b"/"
            )
        return name, content

    return rewritten(plain(), change)


def utf16() -> bytes:
    """The plain book with its workbook and sheets in UTF-16."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.startswith(("xl/workbook", "xl/worksheets/sheet")):
            text = re.sub(r"^<\?xml[^>]*\?>", "", content.decode("utf-8"))
            content = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
        return name, content

    return rewritten(plain(), change)


def without_styles() -> bytes:
    """The plain book with no styles part at all."""

    def change(name: str, content: bytes) -> tuple[str, bytes] | None:
        if name == "xl/styles.xml":
            return None
        content = re.sub(rb"<(Override|Relationship)\b[^>]*styles[^>]*/>", b"", content)
        return name, re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", content) if name.startswith("xl/worksheets") else content

    return rewritten(plain(), change)


def streamed() -> bytes:
    """The rich book as a streaming writer packs it: data descriptors, zip64 fields, folders, an archive comment."""
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return out.write(data)

    with zipfile.ZipFile(io.BytesIO(rich())) as source, zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/", b"")
        for name in source.namelist():
            with target.open(name, "w", force_zip64=True) as file:
                file.write(source.read(name))
        target.comment = "xuất từ phần mềm khác".encode()
    return out.getvalue()


BOOKS: dict[str, Callable[[], bytes]] = {
    "rich": rich,
    "macros": lambda: rich(macros=True),
    "counted from 1904": lambda: rich(date_1904=True),
    "plain": plain,
    "by LibreOffice": by_libreoffice,
    "prefixed": prefixed,
    "strict": strict,
    "UTF-16": utf16,
    "without styles": without_styles,
    "streamed": streamed,
}
