"""Tells a task's row from the other rows people put under headings: sections, totals, notes, signatures, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.values import match_key

REPEATED_HEADINGS = "tiêu đề cột lặp lại"
COLUMN_NUMBERS = "dòng đánh số cột"
SECTION = "dòng tên mục, không phải nhiệm vụ"
TOTAL = "dòng tổng cộng"
NOTE = "ghi chú hoặc chữ ký, không phải nhiệm vụ"
CONTINUED = "dòng nối tiếp: ô nhiệm vụ được gộp từ dòng {row}"
NOT_IN_PLAN = "không có trong kế hoạch và chưa có trạng thái"
NO_TASK = "không có nội dung nhiệm vụ"

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng|cộng|cộng dồn|lũy kế)(?: (?:số )?nhiệm vụ| cộng| (?:toàn )?(?:tab|sheet|bảng))?\s*(?:[:.(\d].*)?"
)
_SECTION_NUMBER = re.compile(r"(?:[ivxlc]+|[a-zđ]|\d{1,2})(?:\.\d{1,2}){0,2}[.)/]?")
_SECTION_TEXT = re.compile(
    r"(?:(?:mục|phần|chương)\s+)?(?:[ivxlc]+|[a-zđ])(?:\.\d{1,2}){0,2}\s*[.)/:-]\s*\S.*|(?:mục|phần|chương)\s+[ivxlc\d]+\b.*"
)
_NOTE = re.compile(
    r"(?:ghi chú|lưu ý|chú thích|chú ý|hướng dẫn|người lập|người tổng hợp|người báo cáo|cán bộ báo cáo|công chức phụ trách|"
    r"thủ trưởng|nơi nhận|xác nhận|lãnh đạo|chủ tịch|phó chủ tịch|tm\.|kt\.|tl\.|tuq\.|\*|đã nộp)"
    r"|\(?(?:ký|đã ký)\b.*|.*\bngày\b.*\btháng\b.*\bnăm\b.*"
)
_ORDINAL = re.compile(r"\(?\s*(\d{1,3}|[a-zđ])\s*\)?(?:\s*=.*)?")


def is_total(text: str) -> bool:
    """`Tổng`, `Cộng`, `Tổng cộng: 12` …; a task that begins with such a word (`Tổng hợp báo cáo`) is none."""
    return _TOTAL.fullmatch(match_key(text)) is not None


def is_note(text: str) -> bool:
    """What stands under a table: notes, places and dates, signatures."""
    return _NOTE.match(match_key(text)) is not None


def is_section(texts: Sequence[str]) -> bool:
    """A row with nothing but a title, or a title after its number: `I. CHỈ ĐẠO, ĐIỀU HÀNH`, `II | CẢI CÁCH THỂ CHẾ`."""
    if len(texts) == 1:
        text = texts[0].strip()
        return text.isupper() or _SECTION_TEXT.fullmatch(match_key(text)) is not None
    if len(texts) == 2:
        number, title = texts[0].strip(), texts[1].strip()
        roman = re.fullmatch(r"[ivxlc]+(?:\.\d{1,2}){0,2}[.)/]?|[a-zđ][.)/]?", match_key(number)) is not None
        return roman or (title.isupper() and len(title) > 3 and _SECTION_NUMBER.fullmatch(match_key(number)) is not None)
    return False


def numbers_columns(cells: Sequence[tuple[int, CellValue]]) -> bool:
    """A row that only numbers the columns: 1, 2, 3 … or (1), (2), (3) … or A, B, 1, 2 …"""
    if len(cells) < 3:
        return False
    ordinals: list[str] = []
    for _, value in cells:
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            return False
        found = _ORDINAL.fullmatch(match_key(str(value)))
        if found is None:
            return False
        ordinals.append(found[1])
    numbers = [int(ordinal) for ordinal in ordinals if ordinal.isdigit()]
    letters = [ordinal for ordinal in ordinals if not ordinal.isdigit()]
    if numbers != sorted(set(numbers)) or letters != sorted(set(letters)):
        return False
    return not numbers or numbers[-1] - numbers[0] + 1 <= 2 * len(numbers)
