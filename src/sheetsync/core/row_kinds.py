"""Tells a task's row from the other rows people put under headings: sections, totals, notes, signatures, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.values import unaccented
from sheetsync.patterns import pattern

REPEATED_HEADINGS = "tiêu đề cột lặp lại"
COLUMN_NUMBERS = "dòng đánh số cột"
SECTION = "dòng tên mục, không phải nhiệm vụ"
TOTAL = "dòng tổng cộng"
NOTE = "ghi chú hoặc chữ ký, không phải nhiệm vụ"
CONTINUED = "dòng nối tiếp: ô nhiệm vụ được gộp từ dòng {row}"
NOT_IN_PLAN = "không có trong kế hoạch và chưa có trạng thái"
NOTHING_BUT_TASK = "chỉ có nội dung, chưa có trạng thái, thời hạn hay thông tin nào khác"
NO_TASK = "không có nội dung nhiệm vụ"

# The patterns below are matched against texts without accents, as officials often type them.
_TOTAL = pattern(
    r"(?:tong cong|tong so|tong|cong|cong don|luy ke)(?: (?:so )?nhiem vu| cong| (?:toan )?(?:tab|sheet|bang))?\s*(?:[:.(\d].*)?"
)
_FIRST_OF_TOTAL = frozenset("tcl")
_SECTION_NUMBER = pattern(r"(?:[ivxlc]+|[a-z]|\d{1,2})(?:\.\d{1,2}){0,2}[.)/]?")
_SECTION_LETTER = pattern(r"(?:[ivxlc]+|[a-z])[.)/]?")
_SECTION_TEXT = pattern(
    r"(?:(?:muc|phan|chuong)\s+)?(?:[ivxlc]+|[a-z])(?:\.\d{1,2}){0,2}\s*[.)/:-]\s*\S.*|(?:muc|phan|chuong)\s+[ivxlc\d]+\b.*",
    re.DOTALL,
)
_NOTE = pattern(
    r"(?:ghi chu|luu y|chu thich|chu y|huong dan|nguoi lap|nguoi tong hop|nguoi bao cao|can bo bao cao|cong chuc phu trach|"
    r"thu truong|noi nhan|xac nhan|lanh dao|chu tich|pho chu tich)\b|(?:tm|kt|tl|tuq)\.|\*"
    r"|\(?(?:da )?ky(?: ten| va| ghi|,|\)|$)|[^\d]*\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,8}$"
)
_ORDINAL = pattern(r"\(?\s*(\d{1,3}|[a-z])\s*\)?(?:\s*=.*)?")


def is_total(text: str) -> bool:
    """`Tổng`, `Cộng`, `Tổng cộng: 12` …; a task that begins with such a word (`Tổng hợp báo cáo`) is none."""
    first = unaccented(text[:1])[:1]
    return (not first or first in _FIRST_OF_TOTAL) and _TOTAL.fullmatch(unaccented(text)) is not None


def is_note(text: str) -> bool:
    """What stands under a table: notes, places and dates, signatures."""
    return _NOTE.match(unaccented(text)) is not None


def is_section(texts: Sequence[str]) -> bool:
    """A row with nothing but a title, or a title after its number: `I. CHỈ ĐẠO, ĐIỀU HÀNH`, `II | CẢI CÁCH THỂ CHẾ`."""
    if len(texts) == 1:
        text = texts[0].strip()
        return text.isupper() or _SECTION_TEXT.fullmatch(unaccented(text)) is not None
    if len(texts) == 2:
        number, title = texts[0].strip(), texts[1].strip()
        roman = _SECTION_LETTER.fullmatch(unaccented(number)) is not None
        return roman or (title.isupper() and len(title) > 3 and _SECTION_NUMBER.fullmatch(unaccented(number)) is not None)
    return False


def numbers_columns(cells: Sequence[tuple[int, CellValue]]) -> bool:
    """A row that only numbers the columns: 1, 2, 3 … or (1), (2), (3) … or A, B, 1, 2 …"""
    if len(cells) < 3:
        return False
    ordinals: list[str] = []
    for _, value in cells:
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            return False
        found = _ORDINAL.fullmatch(unaccented(str(value)))
        if found is None:
            return False
        ordinals.append(found[1])
    numbers = [int(ordinal) for ordinal in ordinals if ordinal.isdigit()]
    letters = [ordinal for ordinal in ordinals if not ordinal.isdigit()]
    if numbers != sorted(set(numbers)) or letters != sorted(set(letters)):
        return False
    return not numbers or numbers[-1] - numbers[0] + 1 <= 2 * len(numbers)
