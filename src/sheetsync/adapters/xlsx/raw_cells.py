"""From what a cell element says to the value people see: the one place where both readers of a sheet decide it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from sheetsync.adapters.xlsx.formats import CellFormats
from sheetsync.adapters.xlsx.shared_strings import Runs, SharedStrings
from sheetsync.adapters.xlsx.xml_text import unescape_excel
from sheetsync.core.book import CellNote, TextRun
from sheetsync.core.cells import CellValue
from sheetsync.core.old_encodings import is_old_font
from sheetsync.core.serials import FormatKind, read_serial
from sheetsync.core.sheet_block import Room
from sheetsync.patterns import pattern
from sheetsync.records import dataclass, field

_NUMBER = pattern(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?\s*", re.ASCII)
_LARGEST_WHOLE = 1e15
"""Beyond it a number has no exact units, so it stays a float."""
_MOST_DIGITS = 4_000
"""Digits of a number that Python still reads."""
_ISO_READERS: tuple[Callable[[str], date | datetime | time], ...] = (
    date.fromisoformat,
    datetime.fromisoformat,
    time.fromisoformat,
)


class BrokenCell(Exception):
    """A cell points at a shared string that is not there."""


@dataclass(frozen=True, slots=True)
class BookContext:
    """What the cells of all sheets of a book lean on."""

    strings: SharedStrings
    formats: CellFormats
    date_1904: bool = False
    room: Room = field(default_factory=Room)
    texts_elsewhere: set[str] = field(default_factory=set)
    """The types of cells that hold a text of their own, not a shared one."""


def number_of(text: str) -> int | float | None:
    """A number as files write it; whole ones are ints. None where the text is no number."""
    if text.isascii() and text.isdigit() and len(text) < 15:
        return int(text)
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    if abs(number) < _LARGEST_WHOLE and number.is_integer():
        return int(number)
    return number if abs(number) != float("inf") else None


def _iso_moment(text: str) -> CellValue:
    """A cell of type `d` (strict files): an ISO 8601 date, moment or time of day; the text itself where it is none of them."""
    plain = text.strip().removesuffix("Z")
    for read in _ISO_READERS:
        try:
            value = read(plain)
        except ValueError:
            continue
        if isinstance(value, datetime):
            return value.date() if value.time() == time(0) else value.replace(tzinfo=None)
        return value
    return text


class CellReader:
    """Gives each cell's value, and its note where it has one. One per sheet; notes with the same content are one object.

    string_fonts: shared strings with a run in a font of an old encoding; kinds, old_fonts: styles with something to say.
    """

    def __init__(self, book: BookContext) -> None:
        self.string_fonts = book.strings.old_fonts
        self.kinds = book.formats.kinds
        self.old_fonts = book.formats.old_fonts
        self.notes: dict[tuple[int, int], CellNote] = {}
        self.strings = book.strings.texts
        self._runs = book.strings.runs
        self._date_1904 = book.date_1904
        self._texts_elsewhere = book.texts_elsewhere
        self._notes: dict[tuple[object, ...], CellNote] = {}

    def value(
        self,
        place: tuple[int, int],
        kind: str,
        style: int,
        raw: str | None,
        *,
        inline: tuple[str, str | None] | None = None,
        runs: Runs = (),
        formula: bool = False,
    ) -> CellValue:
        """place: row and column; kind: the attribute `t` ("" where absent); raw: the text of `v` (None where absent), entities
        resolved; inline: text and old-encoding font of an inline string; runs: its parts, if rich. Raises BrokenCell."""
        value: CellValue = None
        error: str | None = None
        font: str | None = None
        format_kind = self.kinds.get(style)
        if kind == "s":
            value, font = self._shared(raw)
        elif kind == "inlineStr":
            value, font = inline if inline is not None else (raw, None)
        elif not raw:
            value = None
        elif kind == "e":
            error = raw.strip()
        else:
            value = self._plain(kind, raw, format_kind)
        if value == "":
            value = None
        parts: tuple[TextRun, ...] = ()
        if isinstance(value, str):
            if kind != "s":
                self._texts_elsewhere.add(kind)
            font = font or self.old_fonts.get(style)
            if font is not None and self._runs and kind == "s":
                runs = self._runs.get(int(raw or 0), ())
            if font is not None and runs:
                parts = self._shown_runs(runs, style)
                font = next((part.font for part in parts if part.font), None)
        percent = format_kind is FormatKind.PERCENT and isinstance(value, (int, float)) and not isinstance(value, bool)
        if error is not None or formula or percent or font is not None:
            uncached = formula and (raw is None or (raw == "" and kind not in ("str", "s")))
            key = (error, formula, uncached, percent, font, parts)
            note = self._notes.get(key)
            if note is None:
                note = self._notes[key] = CellNote(
                    error=error, formula=formula, uncached=uncached, percent=percent, font=font, runs=parts if font else ()
                )
            self.notes[place] = note
        return value

    def _shown_runs(self, runs: Runs, style: int) -> tuple[TextRun, ...]:
        """A part that names no font is shown in the cell's."""
        own = self.old_fonts.get(style)
        return tuple(TextRun(text, own if font is None else font if is_old_font(font) else None) for text, font in runs)

    def _plain(self, kind: str, raw: str, format_kind: FormatKind | None) -> CellValue:
        if kind == "str":
            return unescape_excel(raw)
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "d":
            return _iso_moment(raw)
        number = number_of(raw)
        if number is None:
            return raw
        if format_kind is None or format_kind is FormatKind.PERCENT:
            return number
        return read_serial(number, format_kind, date_1904=self._date_1904)

    def _shared(self, raw: str | None) -> tuple[str | None, str | None]:
        text = (raw or "").strip()
        if not text:
            return None, None
        if not (text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS) or (index := int(text)) >= len(self.strings):
            raise BrokenCell
        return self.strings[index], self.string_fonts.get(index)
