"""How many lines a text takes in a cell, so that rows fit their text: no spreadsheet program does it for merged cells, and
a file written without heights shows clipped lines until somebody opens and saves it.

Widths are the advance widths of Times New Roman in thousandths of an em. Accents stand above or below their letter and
change no width, so a letter is looked up without them; ơ and ư carry their horn and are wider.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from sheetsync.core.sheets.looks import Look

_REGULAR = {
    180: "'", 200: "|", 250: " ,.·", 278: "/:;\\ijlt", 333: "!()-I[]`fr‘’", 350: "•", 389: "Js", 400: "°", 408: '"',
    444: "?acez“”", 469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–«»", 529: "ơ", 541: "~", 542: "ư", 549: "≥≤",
    556: "FPS", 564: "+<=>×", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 750: "½", 776: "Ư", 778: "&m", 833: "%",
    889: "M", 921: "@", 944: "W", 1000: "—…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.·", 278: "'/\\il", 333: "!()-:;[]`fjt‘’", 350: "•", 389: "Is", 394: "{}", 400: "°", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”«»", 520: "~", 549: "≥≤", 554: "ơ", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>×", 581: "^",
    600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 750: "½", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M",
    1000: "%W—…",
}  # fmt: skip
_ITALIC = {
    214: "'", 250: " ,.·", 275: "|", 278: "/\\fijlt", 333: "!()-:;I`‘’", 350: "•", 389: "[]rsz", 400: "{}°", 420: '"', 422: "^",
    444: "Jcekvxy", 500: "#$*0123456789?S_abdghnopquđ–«»", 534: "ơ", 541: "~", 545: "ư", 549: "≥≤", 556: "LTYZ“”",
    611: "ABEFPRVX", 667: "CKNw", 675: "+<=>×", 722: "DGHOQUmĐƠ", 750: "½", 754: "Ư", 778: "&", 833: "%MW", 889: "—…", 920: "@",
}  # fmt: skip

_EM = 1000
_UNKNOWN = 1000  # a full em for characters not in the table (other scripts, pictographs)

PIXELS_PER_CHARACTER = 7
"""Excel's column unit: the width of a digit of the default font, 7 pixels at 96 dpi for the usual 11 point fonts."""
POINTS_PER_PIXEL = 0.75
_CELL_PADDING = 5 * POINTS_PER_PIXEL  # left and right together, with the grid line
_LINE_SPACING = 1.17  # ascent, descent and gap of Times New Roman are 1.15 em; screens round them to whole pixels
_ROW_PADDING = 4.0
_SAFETY = 1.015  # hinted glyphs on screen run a little wider than the ideal ones
MAX_ROW_HEIGHT = 409.0
"""Points; Excel's limit is 409.5."""


def _table(widths: dict[int, str]) -> dict[str, int]:
    return {character: width for width, characters in widths.items() for character in characters}


class Face(Enum):
    """The faces measured. Bold italic is taken as bold, which is as wide or wider."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"

    @classmethod
    def of(cls, look: Look) -> Face:
        return cls.BOLD if look.bold else cls.ITALIC if look.italic else cls.REGULAR


_WIDTHS = {Face.REGULAR: _table(_REGULAR), Face.BOLD: _table(_BOLD), Face.ITALIC: _table(_ITALIC)}


class _CharacterWidths(dict[str, int]):
    """Widths of one face, each found once: texts are measured letter by letter, a million letters a report."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> int:
        width = self[character] = _look_up_width(character, self._face)
        return width


_MEASURED = {face: _CharacterWidths(face) for face in Face}


def _character_width(character: str, face: Face) -> int:
    return _MEASURED[face][character]


def _look_up_width(character: str, face: Face) -> int:
    table = _WIDTHS[face]
    if character == "\N{NO-BREAK SPACE}":
        return table[" "]
    if character in table:
        return table[character]
    parts = unicodedata.normalize("NFD", character)
    base = unicodedata.normalize("NFC", parts[0] + "\N{COMBINING HORN}") if "\N{COMBINING HORN}" in parts else parts[0]
    if base in table:
        return table[base]
    return 0 if unicodedata.combining(character) or unicodedata.category(character) == "Cf" else _UNKNOWN


class _WordWidths(dict[str, float]):
    """Widths of the words of one face, in thousandths of an em: a report says the same words thousands of times."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._letters = _MEASURED[face]

    def __missing__(self, word: str) -> float:
        if len(self) >= _MOST_WORDS:
            self.clear()
        width: float = sum(map(self._letters.__getitem__, unicodedata.normalize("NFC", word)))
        # A word of accents alone is a word all the same: a line that has one is no empty line.
        self[word] = width = width or (_HARDLY_ANY if word else 0)
        return width


class _SpacedWidths(dict[str, float]):
    """Widths of the words of one face and the space after each, in whole thousandths of an em; without end for a word that has no
    width, of which only `wrapped_lines` knows whether its space counts."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._words = _WORDS[face]
        self._space = _MEASURED[face][" "]

    def __missing__(self, word: str) -> float:
        if len(self) >= _MOST_WORDS:
            self.clear()
        width = self._words[word]
        self[word] = spaced = width + self._space if width > _HARDLY_ANY else math.inf
        return spaced


_MOST_WORDS = 50_000
_MOST_TEXTS = 2_000
_HARDLY_ANY = 1e-6
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_WORDS = {face: _WordWidths(face) for face in Face}
_SPACED = {face: _SpacedWidths(face) for face in Face}


def text_width(text: str, *, size: float, face: Face = Face.REGULAR) -> float:
    """Width in points of one line of text."""
    return _WORDS[face][text] * size / _EM


def column_points(characters: float) -> float:
    """Width in points of a column of so many characters (Excel's unit), borders and padding included."""
    return round(characters * PIXELS_PER_CHARACTER) * POINTS_PER_PIXEL


def wrapped_lines(text: str, width: float, *, size: float, face: Face = Face.REGULAR) -> tuple[str, ...]:
    """The lines a text breaks into inside `width` points: at spaces only, and within a word only where it is wider than a
    line. Programs that also break after hyphens or slashes need as many lines or fewer. Never empty."""
    room = _room(width, size)
    words, space = _WORDS[face], _character_width(" ", face)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        pieces = paragraph.split(" ")
        if sum(map(words.__getitem__, pieces)) + space * (len(pieces) - 1) <= room:
            lines.append(paragraph)
            continue
        for word in pieces:
            wide = words[word]
            gap = space if line else 0
            if line and used + gap + wide > room:
                lines.append(line)
                line, used, gap = "", 0.0, 0
            if wide > room and len(word) > 1:
                *full, word = _cut(word, room, face)
                lines.extend(full)
                wide = words[word]
            line = f"{line} {word}" if line else word
            used += gap + wide
        lines.append(line)
    return tuple(lines)


def _room(width: float, size: float) -> float:
    """What fits into a line of `width` points, in thousandths of an em."""
    return width / _SAFETY * _EM / size


def _cut(word: str, room: float, face: Face) -> list[str]:
    """A long word in pieces that fit on a line, each of at least one character; one pass, for a cell may hold 32,767."""
    pieces: list[str] = []
    start, used = 0, 0.0
    for place, wide in enumerate(map(_MEASURED[face].__getitem__, word)):
        if used + wide > room and place > start:
            pieces.append(word[start:place])
            start, used = place, 0.0
        used += wide
    return [*pieces, word[start:]]


def cell_lines(text: str, characters: float, look: Look) -> tuple[str, ...]:
    """The lines a text takes in a column (or merged columns) of so many characters."""
    if not look.wrap:
        return tuple(text.split("\n"))
    return wrapped_lines(text, _text_points(characters, look), size=look.size, face=Face.of(look))


def _text_points(characters: float, look: Look) -> float:
    """Width in points that a column leaves to a text."""
    return max(column_points(characters) - _CELL_PADDING - look.indent * look.size * 0.75, look.size)


def widest_word(text: str, look: Look) -> float:
    """The column width in characters that keeps every word of a text on one line."""
    widest = max(map(_WORDS[Face.of(look)].__getitem__, text.split()), default=0) * look.size / _EM
    return (widest * _SAFETY + _CELL_PADDING) / POINTS_PER_PIXEL / PIXELS_PER_CHARACTER


class LineCounts(dict[object, int]):
    """How many lines each text takes in a column (or merged columns) of so many characters: as many as `cell_lines` gives,
    without making them. For the many texts of one column. What is no text takes one line."""

    def __init__(self, characters: float, look: Look) -> None:
        super().__init__({None: 1})
        self._patterns: dict[bytes, int] = {}
        self._wraps = look.wrap
        self._width, self._size, self._face = _text_points(characters, look), look.size, Face.of(look)
        self._room = _room(self._width, self._size)
        self._spaced_width_of = _SPACED[self._face].__getitem__
        # Whole numbers are quicker to add up, and exact: what is above a room is above its whole part.
        self._spaced_room = math.floor(self._room) + _character_width(" ", self._face)

    def __missing__(self, value: object) -> int:
        if not isinstance(value, str):
            return 1
        pattern = value.encode("utf-8", "surrogatepass").translate(_DIGITS_ALIKE)
        lines = self._patterns.get(pattern)
        if lines is None:
            lines = self._count(value)
            if len(self._patterns) < _MOST_TEXTS:
                self._patterns[pattern] = lines
        if len(self) < _MOST_TEXTS:
            self[value] = lines
        return lines

    def _count(self, value: str) -> int:
        if not self._wraps:
            return value.count("\n") + 1
        return sum(map(self._of_paragraph, value.split("\n"))) if "\n" in value else self._of_paragraph(value)

    def _of_paragraph(self, text: str) -> int:
        lines, room = 1, self._spaced_room
        left: float = room
        for wide in map(self._spaced_width_of, text.split(" ")):
            left -= wide
            if left < 0:
                lines += 1
                left = room - wide
                if left < 0:  # wider than a line
                    return self._of_unusual_paragraph(text)
        return lines

    def _of_unusual_paragraph(self, text: str) -> int:
        if text and " " not in text:
            return len(_cut(text, self._room, self._face))
        return len(wrapped_lines(text, self._width, size=self._size, face=self._face))


line_counts = lru_cache(maxsize=1024)(LineCounts)
"""The counts of a column, shared by all who ask for the same one."""


def line_count(text: str, characters: float, look: Look) -> int:
    """How many lines a text takes in a column (or merged columns) of so many characters."""
    return line_counts(characters, look)[text]


def lines_height(lines: int, size: float) -> float:
    """Height in points of a row of so many lines."""
    return lines * size * _LINE_SPACING + _ROW_PADDING


def in_quarter_points(height: float) -> float:
    """A row's height as it is written: rounded up to quarter points, within Excel's limit."""
    return min(math.ceil(height * 4) / 4, MAX_ROW_HEIGHT)


@lru_cache(maxsize=4_096)
def height_of_lines(lines: int, size: float, least: float) -> float:
    """The height of a row of so many lines, at least `least`, as it is written; few rows of a report differ in it."""
    return in_quarter_points(max(least, lines_height(lines, size)))


def row_height(cells: Iterable[tuple[str, float, Look]], *, least: float = 0) -> float:
    """The height in points that fits every (text, characters, look) of a row, in quarter points, within Excel's limit."""
    needed = max((lines_height(line_count(text, chars, look), look.size) for text, chars, look in cells if text), default=0)
    return in_quarter_points(max(needed, least))
