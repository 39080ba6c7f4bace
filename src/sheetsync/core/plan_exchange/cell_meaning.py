"""What people may write in a cell of `Kế hoạch` and `Cán bộ`: days, yes, choices, names; anything else is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from sheetsync.core.dates import read_date, suggest_date
from sheetsync.core.plan import Official
from sheetsync.core.plan_exchange.sheet_table import Found, SheetRow, shortened
from sheetsync.core.readings import DateKind
from sheetsync.core.sheets.plan_workbook.book_columns import YES_WORD
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key, nfc, unaccented, vietnamese_date
from sheetsync.patterns import pattern

T = TypeVar("T")

_YES, _NO = frozenset({"co", "x", "true", "1"}), frozenset({"", "khong", "false", "0"})
_CODE = pattern(r"[^\s,;]{1,40}")
_BETWEEN = pattern(r"\s*[;\n]\s*")
_CERTAIN = (DateKind.TRUE_DATE, DateKind.TEXT_DATE)
DAY_HELP = "Vui lòng nhập dạng ngày/tháng/năm, ví dụ 28/02/2023."


def sound(row: SheetRow, key: str, found: Found) -> bool:
    """Whether the cell can be read at all: no formula error, no formula that nothing has calculated yet."""
    note = row.notes.get(key)
    if note is None:
        return True
    if note.error:
        found.add("formula-error", row, key, f"công thức báo lỗi {note.error}. Vui lòng gõ lại giá trị.")
        return False
    if note.uncached:
        message = "ô chứa công thức chưa được tính. Vui lòng mở sổ bằng Excel, lưu lại, hoặc gõ thẳng giá trị."
        found.add("formula-error", row, key, message)
        return False
    return True


def same_as(row: SheetRow, key: str, value: str | int | float | date | None) -> bool:
    """Whether the cell still holds what `new` and `export` write for a value of the configuration."""
    written = row.values.get(key)
    if isinstance(value, date):
        return _day(written) == value
    return row.text(key) == ("" if value is None else _as_cells_hold(str(value)))


def _as_cells_hold(text: str) -> str:
    return nfc(text).replace("\r\n", "\n").strip()


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def read_day(row: SheetRow, key: str, found: Found, plan_year: int) -> date | None:
    """The day in a cell; None for a blank one and, with a finding, for what is no certain day."""
    reading = read_date(row.values.get(key), plan_year=plan_year)
    if reading.kind is DateKind.BLANK:
        return None
    if reading.kind in _CERTAIN and not reading.before:
        return reading.on
    meant = suggest_date(reading, plan_year=plan_year) or reading.on
    hint = f" Có phải {vietnamese_date(meant)} không?" if meant else ""
    found.add("date-invalid", row, key, f"«{shortened(row.text(key))}» không phải là một ngày.{hint} {DAY_HELP}")
    return None


def read_yes(row: SheetRow, key: str, found: Found, *, otherwise: bool) -> bool:
    """otherwise: what counts, with a finding, where the cell says neither yes nor no."""
    word = unaccented(row.text(key))
    if word in _YES:
        return True
    if word in _NO:
        return False
    message = f"«{shortened(row.text(key))}» không dùng được. Vui lòng chọn «{YES_WORD}» hoặc để trống."
    found.add("choice-unknown", row, key, message)
    return otherwise


def read_choice(row: SheetRow, key: str, choices: Mapping[str, T], found: Found, *, shown: Iterable[str]) -> T | None:
    """choices: by match key. shown: the words to offer."""
    text = row.text(key)
    if match_key(text) in choices:
        return choices[match_key(text)]
    words = tuple(dict.fromkeys(shown))
    near = closest(text, words)
    hint = f" Có phải «{near}» không?" if near else ""
    what = f"«{shortened(text)}» không có trong danh sách.{hint}" if text else "đang để trống."
    found.add("choice-unknown", row, key, f"{what} Vui lòng chọn một trong: {', '.join(words)}.")
    return None


def read_code(row: SheetRow, key: str, found: Found) -> str:
    """A code without blanks and commas; "" with a finding for anything else."""
    value, text = row.values.get(key), row.text(key)
    if isinstance(value, date):
        message = f"mã đã bị Excel đổi thành ngày ({text}). Vui lòng gõ lại mã với dấu nháy đơn ở trước, ví dụ 'II.1.01."
        found.add("code-invalid", row, key, message)
        return ""
    if not text:
        found.add("code-missing", row, key, "dòng này chưa có mã. Vui lòng ghi một mã chưa dùng, hoặc xóa cả dòng.")
        return ""
    if not _CODE.fullmatch(text):
        message = f"«{shortened(text)}» không dùng làm mã được: nhiều nhất 40 ký tự, không có dấu cách, dấu (,) và dấu (;)."
        found.add("code-invalid", row, key, message)
        return ""
    return text


def parts(text: str) -> tuple[str, ...]:
    """The names in one cell."""
    return tuple(part for part in _BETWEEN.split(text.strip()) if part.strip(" ;"))


class OfficialNames:
    """Officials by what people call them in `Chủ trì` and `Phối hợp`: short title first, then title, code, sheet. A name that
    means two means none."""

    def __init__(self, officials: Iterable[Official]) -> None:
        self.officials = tuple(officials)
        self._levels: tuple[dict[str, set[str]], ...] = ({}, {}, {}, {})
        for official in self.officials:
            names = (official.short_title, official.title, official.code, official.tab or "")
            for level, name in zip(self._levels, names, strict=True):
                if name:
                    level.setdefault(match_key(name), set()).add(official.code)

    def code(self, name: str) -> str | None:
        for level in self._levels:
            codes = level.get(match_key(name))
            if codes is not None:
                return next(iter(codes)) if len(codes) == 1 else None
        return None

    def unknown(self, name: str) -> str:
        """What to say about a name that is nobody's."""
        shown = [official.short_title or official.title for official in self.officials]
        meant = [known for known in self.officials if match_key(name) in map(match_key, (known.short_title, known.title))]
        if len(meant) > 1:
            codes = " hoặc ".join(official.code for official in meant)
            return f"«{shortened(name)}» là tên của nhiều bộ phận. Vui lòng ghi mã: {codes}."
        near = closest(name, shown)
        hint = f" Có phải «{near}» không?" if near else ""
        todo = "Vui lòng ghi tên ngắn của bộ phận (vừa đổi tên ngắn thì chọn lại tên mới)."
        return f"«{shortened(name)}» không có ở sheet «Cán bộ».{hint} {todo}"
