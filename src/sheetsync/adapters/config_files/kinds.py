"""The kinds of value a configuration key may have: each reads a raw TOML value, or says what is allowed instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Generic, TypeVar

from sheetsync.adapters.config_files.mistakes import listed
from sheetsync.core.suggest import closest
from sheetsync.records import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that cannot be used. allowed: what can, in Vietnamese; suggestion: what was probably meant, as typed into the
    file, "" where nothing is close. part, found: where only a part of the value does not fit, which, and what stands there."""

    allowed: str
    suggestion: str = ""
    part: str = ""
    found: object = None


class Kind(Generic[T_co]):
    """One kind of value."""

    @property
    def allowed(self) -> str:
        """What the key takes, in Vietnamese."""
        raise NotImplementedError

    def read(self, value: object) -> T_co | Unfit:
        """The value in its own type, or why it cannot be used."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Kind[str]):
    """A text, trimmed and in NFC. filled: it may not be blank. pattern: it must match fully; form says so in words."""

    filled: bool = True
    pattern: re.Pattern[str] | None = None
    form: str = ""

    @property
    def allowed(self) -> str:
        form = self.form or ("không để trống" if self.filled else "")
        return "phải là chữ trong dấu nháy kép" + (f", {form}" if form else "")

    def read(self, value: object) -> str | Unfit:
        if not isinstance(value, str):
            return Unfit(self.allowed, f'"{value}"' if type(value) in (int, float) else "")
        text = unicodedata.normalize("NFC", value).strip()
        if self.filled and not text:
            return Unfit(self.allowed)
        if text and self.pattern and not self.pattern.fullmatch(text):
            return Unfit(self.allowed)
        return text


@dataclass(frozen=True)
class Whole(Kind[int]):
    """A whole number, both ends included."""

    lowest: int
    highest: int

    @property
    def allowed(self) -> str:
        return f"phải là số nguyên từ {self.lowest} đến {self.highest}, không có dấu nháy"

    def read(self, value: object) -> int | Unfit:
        if isinstance(value, int) and not isinstance(value, bool) and self.lowest <= value <= self.highest:
            return value
        if isinstance(value, str) and value.strip().isdecimal() and self.lowest <= int(value) <= self.highest:
            return Unfit(self.allowed, str(int(value)))
        return Unfit(self.allowed)


class YesNo(Kind[bool]):
    """true or false."""

    allowed = "phải là true hoặc false, không có dấu nháy"

    def read(self, value: object) -> bool | Unfit:
        if isinstance(value, bool):
            return value
        meant = {"true": "true", "có": "true", "1": "true", "false": "false", "không": "false", "0": "false"}
        return Unfit(self.allowed, meant.get(str(value).strip().casefold(), ""))


class Day(Kind[date]):
    """A day, as TOML writes it."""

    allowed = "phải là ngày viết năm-tháng-ngày, không có dấu nháy, ví dụ 2023-02-28"

    def read(self, value: object) -> date | Unfit:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        return Unfit(self.allowed, _day_meant(value))


def _day_meant(value: object) -> str:
    """`28/2/2023`, `"2023-02-28"` or a date with a time: the day as TOML writes it, "" where it is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if not isinstance(value, str):
        return ""
    vietnamese = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", value)
    parts = vietnamese.group(3, 2, 1) if vietnamese else tuple(value.strip().split("-"))
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


class DayAndMonth(Kind[tuple[int, int]]):
    """A day of every year, read as (month, day)."""

    allowed = 'phải là ngày/tháng trong dấu nháy kép, ví dụ "15/12"'

    def read(self, value: object) -> tuple[int, int] | Unfit:
        found = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})\s*", value) if isinstance(value, str) else None
        if found is None:
            return Unfit(self.allowed)
        day, month = int(found[1]), int(found[2])
        try:
            date(2023, month, day)  # a common year: 29/02 does not come every year
        except ValueError:
            return Unfit(self.allowed)
        return month, day


@dataclass(frozen=True)
class Choice(Kind[T]):
    """One of a few words, each standing for a value."""

    words: Mapping[str, T]

    @property
    def allowed(self) -> str:
        return f"phải là một trong: {listed(tuple(self.words))}"

    def read(self, value: object) -> T | Unfit:
        if isinstance(value, str):
            word = unicodedata.normalize("NFC", value).strip()
            if word in self.words:
                return self.words[word]
            near = closest(word, tuple(self.words))
            return Unfit(self.allowed, f'"{near}"' if near else "")
        return Unfit(self.allowed)


@dataclass(frozen=True)
class ListOf(Kind[tuple[T, ...]]):
    """A list whose items are all of one kind. Which item does not fit is said by its number."""

    item: Kind[T]

    @property
    def allowed(self) -> str:
        return f"phải là danh sách trong ngoặc vuông [ ]; mỗi phần tử {self.item.allowed}"

    def read(self, value: object) -> tuple[T, ...] | Unfit:
        if not isinstance(value, list):
            return Unfit(self.allowed, f'["{value}"]' if isinstance(value, str) and value.strip() else "")
        items: list[T] = []
        for number, raw in enumerate(value, 1):
            read = self.item.read(raw)
            if isinstance(read, Unfit):
                return Unfit(read.allowed, read.suggestion, f"phần tử thứ {number}", raw)
            items.append(read)
        return tuple(items)


class AnyTable(Kind[Mapping[str, object]]):
    """A table, checked key by key by whoever asked for it."""

    allowed = "phải là bảng { khóa = giá trị, … }"

    def read(self, value: object) -> Mapping[str, object] | Unfit:
        return value if isinstance(value, dict) else Unfit(self.allowed)


class Anything(Kind[object]):
    """Whatever stands there: somebody else checks it."""

    allowed = "giá trị bất kỳ"

    def read(self, value: object) -> object:
        return value
