"""Recognises files that people take for an Excel workbook, so that each gets its own advice."""

from __future__ import annotations

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.parts import Parts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLE_BYTES = 4_096


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def refuse_other_file(data: bytes, name: str) -> None:
    """Raise BookUnreadable unless the bytes begin like a zip package."""
    if data.startswith(b"PK\3\4"):
        return
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    if data.startswith(b"%PDF"):
        raise refusals.other_format(name, "tệp PDF", "Dùng tệp Excel gốc mà từ đó tệp PDF được in ra.")
    if data.startswith(b"PK"):
        raise refusals.damaged(name, "tệp nén bên trong trống hoặc bị cắt cụt")
    sample = data[:_SAMPLE_BYTES]
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise refusals.other_format(name, "trang web hoặc tệp XML được đổi đuôi")
    if start.startswith(b"{\\rtf"):
        raise refusals.other_format(name, "tệp văn bản RTF")
    if _is_text(sample):
        raise refusals.other_format(name, "tệp văn bản (CSV hoặc TXT)")
    raise refusals.damaged(name, "nội dung không phải sổ Excel (có thể bị cắt cụt hoặc chép lỗi)")


def _refuse_ole(data: bytes, name: str) -> None:
    if _utf16("EncryptedPackage") in data or _utf16("DataSpaces") in data:
        raise refusals.encrypted(name)
    if _utf16("Workbook") in data or _utf16("Book\0") in data:
        raise refusals.other_format(name, "sổ Excel 97–2003 (.xls)")
    if _utf16("WordDocument") in data:
        raise refusals.other_format(name, "tệp Word (.doc)", "Chọn tệp Excel của kế hoạch, không phải tệp Word.")
    raise refusals.other_format(name, "tệp Office kiểu cũ")


def _is_text(sample: bytes) -> bool:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in sample and sum(byte < 9 or 13 < byte < 32 for byte in sample) == 0


def refuse_other_package(parts: Parts) -> None:
    """Raise BookUnreadable for packages of other programs, and for Excel's binary workbook."""
    names = parts.names
    if "mimetype" in names:
        kind = parts.head("mimetype", 200)
        what = "bảng tính OpenDocument (.ods)" if b"spreadsheet" in kind else "tệp OpenDocument"
        raise refusals.other_format(parts.name, what)
    if "index/document.iwa" in names or "index.zip" in names:
        raise refusals.other_format(
            parts.name, "tệp của Apple (Numbers, Pages hoặc Keynote)", "Trong Numbers, chọn Tệp › Xuất sang › Excel."
        )
    if "xl/workbook.bin" in names:
        raise refusals.other_format(parts.name, "sổ Excel nhị phân (.xlsb)")
    if "word/document.xml" in names:
        raise refusals.other_format(parts.name, "tệp Word (.docx)", "Chọn tệp Excel của kế hoạch, không phải tệp Word.")
    if "ppt/presentation.xml" in names:
        raise refusals.other_format(parts.name, "tệp PowerPoint (.pptx)", "Chọn tệp Excel của kế hoạch.")
    if "[content_types].xml" not in names:
        raise refusals.other_format(parts.name, "tệp nén (.zip)", "Giải nén, rồi chọn sổ .xlsx hoặc .xlsm bên trong.")
