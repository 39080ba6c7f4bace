"""The options a rule kind declares, and how each is checked when the rules are loaded.

A kind is a dataclass; each of its fields annotated with one of the option types below is an option in TOML. A field without a
default must be given:

    phrases: Annotated[frozenset[str], Phrases()]
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import lru_cache

from sheetsync.core.settings import OptionValue
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

MAX_MATCHED_CHARACTERS = 300
"""Patterns of rules.toml look at so many characters of a cell at most, so that a slow pattern stays bearable."""

_NESTED_REPEAT = pattern(r"\((?:[^()\\]|\\.)*(?:[*+]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})")


class OptionMistake(ValueError):
    """What is wrong with an option's value, in Vietnamese, with what is allowed."""


def near(word: str, choices: tuple[str, ...]) -> str:
    """` Có phải «…» không?` with the choice closest to the word, or nothing."""
    choice = closest(word, choices)
    return f" Có phải «{choice}» không?" if choice else ""


class OptionType:
    """One type of option. `read` gives the value the kind works with; it raises OptionMistake."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> object:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Flag(OptionType):
    """true or false."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> bool:
        if not isinstance(value, bool):
            raise OptionMistake("Cần là true hoặc false.")
        return value


@dataclass(frozen=True, slots=True)
class Number(OptionType):
    """A number."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise OptionMistake("Cần là một số.")
        return float(value)


@dataclass(frozen=True, slots=True)
class NumberOrDay(OptionType):
    """A number, or a day written as TOML writes it: 2023-12-31."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> float | date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise OptionMistake("Cần là một số, hoặc một ngày viết như 2023-12-31 (không có dấu nháy).")
        return float(value)


@dataclass(frozen=True, slots=True)
class Choice(OptionType):
    """One of a few words."""

    choices: tuple[str, ...]

    def read(self, value: OptionValue, fields: frozenset[str]) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        hint = near(value, self.choices) if isinstance(value, str) else ""
        raise OptionMistake(f"Cần là một trong: {_listed(self.choices)}.{hint}")


@dataclass(frozen=True, slots=True)
class Texts(OptionType):
    """A list of texts, at least one."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> tuple[str, ...]:
        if not isinstance(value, tuple) or not value or not all(isinstance(item, str) and item.strip() for item in value):
            raise OptionMistake('Cần là một danh sách chữ, ví dụ ["a", "b"].')
        return value


@dataclass(frozen=True, slots=True)
class Phrases(OptionType):
    """A list of texts that is compared by `phrase_key`."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> frozenset[str]:
        return frozenset(phrase_key(text) for text in Texts().read(value, fields))


@dataclass(frozen=True, slots=True)
class Members(OptionType):
    """A list of members of an enumeration, by their values (`Hoàn thành`, `Một lần`, `Chủ trì`, `overdue`)."""

    enumeration: type[Enum]

    def read(self, value: OptionValue, fields: frozenset[str]) -> frozenset[Enum]:
        by_key = {match_key(str(member.value)): member for member in self.enumeration}
        allowed = tuple(str(member.value) for member in self.enumeration)
        words = value if isinstance(value, tuple) else (value,)
        chosen: set[Enum] = set()
        for word in words:
            member = by_key.get(match_key(word)) if isinstance(word, str) else None
            if member is None:
                hint = near(word, allowed) if isinstance(word, str) else ""
                raise OptionMistake(f"Không hiểu «{word}».{hint} Các giá trị được phép: {_listed(allowed)}.")
            chosen.add(member)
        if not chosen:
            raise OptionMistake(f"Danh sách đang trống. Các giá trị được phép: {_listed(allowed)}.")
        return frozenset(chosen)


@dataclass(frozen=True, slots=True)
class FieldKeys(OptionType):
    """A list of columns by their keys."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> tuple[str, ...]:
        keys = Texts().read((value,) if isinstance(value, str) else value, fields)
        for key in keys:
            check_field(key, fields)
        return keys


@dataclass(frozen=True, slots=True)
class FieldKey(OptionType):
    """One column by its key."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> str:
        if not isinstance(value, str):
            raise OptionMistake("Cần là key của một cột.")
        check_field(value, fields)
        return value


@dataclass(frozen=True, slots=True)
class Codes(OptionType):
    """A list of rule codes; that they exist is checked with the whole ruleset."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> tuple[str, ...]:
        return Texts().read((value,) if isinstance(value, str) else value, fields)


@dataclass(frozen=True, slots=True)
class Pattern(OptionType):
    """A regular expression. Refused: one that does not compile, and one with a repetition inside a repetition, which can take
    hours on a short text."""

    def read(self, value: OptionValue, fields: frozenset[str]) -> re.Pattern[str]:
        if not isinstance(value, str) or not value:
            raise OptionMistake("Cần là một biểu thức chính quy.")
        if _NESTED_REPEAT.search(value):
            raise OptionMistake("Biểu thức lặp lồng nhau như (a+)+ có thể làm máy treo. Vui lòng viết lại không lồng phép lặp.")
        try:
            return re.compile(value)
        except re.error as error:
            place = "" if error.pos is None else f" ở ký tự thứ {error.pos + 1}"
            raise OptionMistake(f"Biểu thức chính quy viết sai{place} ({error.msg}).") from None


def check_field(key: str, fields: frozenset[str]) -> None:
    """Raises OptionMistake when no column has this key."""
    if key not in fields:
        known = tuple(sorted(fields))
        raise OptionMistake(f"Không có cột nào tên «{key}».{near(key, known)} Các cột: {_listed(known)}.")


PHRASE_ENDS = ".,;:!…-+*•\"'()"
"""The punctuation around a phrase that does not change it."""


@lru_cache(maxsize=65_536)
def phrase_key(text: str) -> str:
    """The match key without the punctuation around it, for comparing whole phrases: `Đã thực hiện tốt.` = `đã thực hiện tốt`."""
    return match_key(text).strip(f" {PHRASE_ENDS}")


@dataclass(frozen=True, slots=True)
class DeclaredOption:
    """An option of a kind: its key in TOML, its type, whether it must be given."""

    key: str
    type: OptionType
    required: bool


_DECLARED: dict[type, Mapping[str, DeclaredOption]] = {}
"""Resolving annotations takes most of the time of loading the rules, so it is done once a kind."""


def declared_options(kind: type) -> Mapping[str, DeclaredOption]:
    """The options of a kind's dataclass, by key, in the order in which they are declared."""
    if kind not in _DECLARED:
        found: dict[str, OptionType] = {}
        for base in reversed(kind.__mro__):
            found.update(_own_options(base))
        _DECLARED[kind] = {key: DeclaredOption(key, option, required=not hasattr(kind, key)) for key, option in found.items()}
    return _DECLARED[kind]


@lru_cache(maxsize=256)
def _own_options(kind: type) -> Mapping[str, OptionType]:
    """The options that a class declares itself, not those of its bases."""
    found: dict[str, OptionType] = {}
    for key, hint in inspect.get_annotations(kind, eval_str=True).items():
        found.update((key, extra) for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, OptionType))
    return found


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)
