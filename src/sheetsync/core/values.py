"""Texts as people type them: normal forms, keys for matching, and values as a Vietnamese reader writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sheetsync.core.cells import CellValue
from sheetsync.patterns import pattern

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_INVISIBLE = pattern("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_DASHES = pattern("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_WORD = pattern(r"[\w\u0300-\u036f]+")
_QUI_WITH_ACUTE = "qui\u0301"
_MARKS = pattern("[\u0300-\u036f]")


def nfc(text: str) -> str:
    """The text with accents composed (NFC), as Windows and the web write it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


@lru_cache(maxsize=65_536)
def match_key(text: str) -> str:
    """The form in which two texts are equal when people would call them the same.

    Folded: NFC/NFD, case, kinds and runs of white space, invisible characters, kinds of dash, the place of the tone mark in a
    word (`hoà`/`hòa`, `uỷ`/`ủy`), and the word Quý/Quí. Kept: accents, and the difference between d, đ (U+0110) and ð (U+00D0).
    The key is for comparing only; it is never shown.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join([key for word in text.split() if (key := word.casefold() if word.isascii() else _word_key(word))])


@lru_cache(maxsize=65_536)
def _word_key(word: str) -> str:
    """The match key of a text without white space, ASCII or not. Texts are many, syllables few: remembering these makes long
    sheets quick. Numbers are many too, and quicker folded than looked up."""
    word = unicodedata.normalize("NFD", _INVISIBLE.sub("", word))
    word = _DASHES.sub("-", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", _WORD.sub(_tone_last, word))


def _tone_last(word: re.Match[str]) -> str:
    """The word with its tone marks after its letters, where their place says nothing."""
    letters = word.group()
    tones = "".join(letter for letter in letters if letter in _TONES)
    if tones:
        letters = "".join(letter for letter in letters if letter not in _TONES) + tones
        if letters == _QUI_WITH_ACUTE:
            return "quy\u0301"
    return letters


@lru_cache(maxsize=65_536)
def unaccented(text: str) -> str:
    """The match key without any accent, and đ as d: for understanding words typed without accents (`dang lam`).

    Never for identity: `bàn` and `bán` become equal.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join([plain for word in text.split() if (plain := word.casefold() if word.isascii() else _plain_word(word))])


@lru_cache(maxsize=65_536)
def _plain_word(word: str) -> str:
    """The match key of a text without white space, without accents."""
    return _MARKS.sub("", unicodedata.normalize("NFD", _word_key(word))).replace("đ", "d")


def vietnamese_date(day: date) -> str:
    """14/3/2023."""
    return f"{day.day}/{day.month}/{day.year}"


def vietnamese_number(number: float) -> str:
    """98.5 → 98,5; a whole number without a comma; no thousands separators, so that it can be read back."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return str(int(number))
    return repr(number).replace(".", ",")


def display_text(value: CellValue) -> str:
    """The value as a Vietnamese reader writes it: 14/3/2023, 98,5; "" for a blank; a text exactly as it was typed."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return vietnamese_number(value)
    if isinstance(value, datetime):
        return vietnamese_date(value) + (f" {_clock(value.time())}" if value.time() != time() else "")
    return vietnamese_date(value) if isinstance(value, date) else _clock(value)


def _clock(clock: time | timedelta) -> str:
    """7:05, 36:00, 7:05:09; as long a duration as it is."""
    if isinstance(clock, time):
        clock = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    minutes, seconds = divmod(round(clock.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
