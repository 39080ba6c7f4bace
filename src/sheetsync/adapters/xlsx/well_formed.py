"""The last look at what is about to be written: each part we changed must be XML that Excel opens.

The quick reader (`scan.py`) reads cells by pattern and edits leave cells unparsed, so that a book damaged inside its cells (a
formula with `&bad;`, an attribute twice) could pass through both; a parser sees it here, before anything is written.
"""

from __future__ import annotations

from xml.parsers import expat

from sheetsync.errors import BookUnreadable


def check_well_formed(content: bytes, part: str) -> None:
    """Raises BookUnreadable unless the part is well-formed, its namespace prefixes declared (XML 1.0, Namespaces in XML 1.0)."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    except expat.ExpatError as problem:
        raise BookUnreadable(
            f"Phần «{part}» của tệp bị hỏng: không phải XML đúng (dòng {problem.lineno}, cột {problem.offset}); sổ vẫn như cũ.",
            "Mở sổ bằng Excel, chọn Mở và Sửa chữa (Open and Repair), hoặc mở bằng LibreOffice, lưu lại rồi chạy lại.",
        ) from problem
