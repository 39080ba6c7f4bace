"""In-sheet conditions as formula text: what a cell holds, and any-of lists that stay within what spreadsheets take.

Only functions that Excel 2010+, LibreOffice and Google Sheets share, in en_US form. No array constants (conditional formats do
not take them), no literal text over 255 characters, no line breaks inside a literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sheetsync.core.cells import CellValue, Rectangle, column_letters
from sheetsync.core.numbers import read_number
from sheetsync.patterns import pattern

LONGEST_CONDITION = 7_900
"""Excel takes 8,192 characters; the adapter's mark comes on top."""

MOST_TERMS = 100
_LONGEST_LITERAL = 255  # UTF-16 units in Excel; quotes inside count twice here, to be safe
_PIECE = 120
_MOST_PIECES = 6
_BELOW_PAIRS = "\x20-\ud7ff\ue000-\ufffd"  # letters of one UTF-16 unit, control characters left out
_UNWRITABLE = pattern("[\x00-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")  # all others, said in what compiles eight times as fast
_LETTER = pattern("[A-Za-z]")  # no number has one, and nearly every other text does
_STRETCH = pattern(f"[{_BELOW_PAIRS}]{{1,{_PIECE}}}")


def cell(column: int, row: int) -> str:
    """`$H5`: the column stays, the row follows the row that is judged."""
    return f"${column_letters(column)}{row}"


def literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def day(value: date) -> str:
    return f"DATE({value.year},{value.month},{value.day})"


def both(*conditions: str) -> str:
    """All of them; empty ones are left out."""
    wanted = [condition for condition in conditions if condition]
    return wanted[0] if len(wanted) == 1 else f"AND({','.join(wanted)})"


def either(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


@lru_cache(maxsize=4096, typed=True)
def holds(reference: str, value: CellValue) -> str:
    """The cell holds exactly this value still: texts letter by letter, days whatever the time of day, None for blank."""
    if value is None or value == "":
        return f'{reference}=""'
    if isinstance(value, str):
        same = _holds_text(reference, value)
        # A text that looks like a number is not the number: EXACT alone would find "12" in a cell with 12.
        return both(f"NOT(ISNUMBER({reference}))", same) if _is_number(value) else same
    if isinstance(value, bool):
        return f"{reference}={'TRUE' if value else 'FALSE'}"
    if isinstance(value, int | float):
        return both(f"ISNUMBER({reference})", f"{reference}={value!r}")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return both(f"ISNUMBER({reference})", f"{reference}>={day(value)}", f"{reference}<{day(value)}+1")
    return _holds_clock(reference, value)


def contains(reference: str, text: str) -> str:
    """The cell's text has this somewhere in it, letter by letter (a short text without line breaks)."""
    return f'LEN({reference})>LEN(SUBSTITUTE({reference},{literal(text)},""))'


def absent(area: Rectangle, text: str) -> str:
    """No cell of the area (one column) holds this text, capitals or not."""
    column = column_letters(area.first_column)
    return f"COUNTIF(${column}${area.first_row}:${column}${area.last_row},{literal(text)})=0"


def _holds_clock(reference: str, value: time | timedelta) -> str:
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    days = value.total_seconds() / 86_400
    second = 1 / 86_400  # spreadsheets keep fractions of a day, not all of them exactly
    return both(f"ISNUMBER({reference})", f"{reference}>{days - second:.8f}", f"{reference}<{days + second:.8f}")


def shows_error(reference: str) -> str:
    """The cell shows a formula error (`#REF!`)."""
    return f"IFERROR(LEN({reference}),-1)=-1"


def _is_number(text: str) -> bool:
    return not _LETTER.search(text) and read_number(text).value is not None


def _holds_text(reference: str, text: str) -> str:
    quoted = literal(text)
    units = len(quoted) + (0 if text.isascii() else sum(letter > "\uffff" for letter in text))
    if units <= _LONGEST_LITERAL and not _UNWRITABLE.search(text):
        return f"EXACT({reference},{quoted})"
    stretches = list(_STRETCH.finditer(text))
    if any(letter > "\uffff" for letter in text):
        # Programs disagree on the place of what follows the first letter of two units.
        start = stretches[0].group() if stretches and stretches[0].start() == 0 else ""
        return both(f"LEN({reference})>{len(start)}", f"EXACT(LEFT({reference},{len(start)}),{literal(start)})")
    if len(stretches) > _MOST_PIECES:  # beginning, end and length are enough to tell that somebody rewrote it
        stretches = [*stretches[: _MOST_PIECES - 1], stretches[-1]]
    same = (f"EXACT(MID({reference},{at.start() + 1},{len(at.group())}),{literal(at.group())})" for at in stretches)
    return both(f"LEN({reference})={len(text)}", *same)


class KeysByFrame(Mapping[str, Iterable[str]]):
    """By frame, the keys of the rows for which it speaks, each once and in order. A frame of one key, as a hundred thousand wrong
    cells have, costs no collection of its own."""

    def __init__(self) -> None:
        self._keys: dict[str, str | dict[str, None]] = {}

    def put(self, frame: str, key: str) -> None:
        there = self._keys.get(frame)
        if there is None:
            self._keys[frame] = key
        elif isinstance(there, dict):
            there[key] = None
        elif there != key:
            self._keys[frame] = {there: None, key: None}

    def __getitem__(self, frame: str) -> Iterable[str]:
        keys = self._keys[frame]
        return (keys,) if isinstance(keys, str) else keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def packed(groups: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """As few conditions as possible that together hold where, for some frame, it and one of its keys hold.

    A cell with a formula error spoils only the frames that ask for it, not the others of the list.
    """
    guard = "IFERROR({},FALSE)" if len(groups) > 1 else "{}"
    terms = [
        guard.format(both(frame, keys))
        for frame, group in groups.items()
        for keys in any_of(group, frame_length=len(frame) + len("IFERROR(AND(,),FALSE)"))
    ]
    return any_of(terms, frame_length=0)


def any_of(keys: Iterable[str], *, frame_length: int) -> Iterator[str]:
    """OR-lists of the keys, each short enough to stand in a condition that is `frame_length` characters long without it."""
    room = LONGEST_CONDITION - frame_length - len("OR()")
    chunk: list[str] = []
    length = 0
    for key in keys:
        if chunk and (len(chunk) == MOST_TERMS or length + len(key) + 1 > room):
            yield either(chunk)
            chunk, length = [], 0
        chunk.append(key)
        length += len(key) + 1
    if chunk:
        yield either(chunk)
