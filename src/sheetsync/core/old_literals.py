"""Texts in quotes inside formulas that are written in an old encoding: once the cells are in Unicode they equal none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from sheetsync.core.cells import column_number
from sheetsync.core.old_encodings import Written, encoding_of, has_unicode_letters, readable, written_in
from sheetsync.core.old_text import OldText
from sheetsync.core.rectangles import rectangles
from sheetsync.core.syllables import reads_as_vietnamese
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

LONGEST_FORMULA = 2 * 8_192
"""Twice what Excel takes; whatever is longer no program worked out."""
_LITERAL = pattern(r"""'[^']*(?:''[^']*)*'|"([^"]*(?:""[^"]*)*)\"""")
"""A text, or the name of a sheet, in which quotation marks mean nothing."""
_ITEM = pattern(r"[^,;]+")
_REFERENCE = r"'(?:[^']|''){1,260}'!|[^\s'!,;:()#&]{1,31}!(?=\$?[A-Za-z]{1,3}\$?[0-9])"
_SHEET_NAMED = pattern(f"({_REFERENCE})")
"""The name of a sheet in a text that is made into a reference (`INDIRECT`, `HYPERLINK`)."""
_SHEET_BEGUN = pattern(f"({_REFERENCE}|^[^']*'!|'[^']*$)")
"""The same where the name goes on in another text or a cell: `"'Th¸ng "&A1&"'!B2"`."""
_AFTER_SHEETS = ("!", "'!")
_WILDCARDS = "*?~ "
_ASCII_LETTER = pattern("[A-Za-z]")
_BEFORE_WORDS = "0123456789.,()[]{}<>/+-=~*?:%'\""
_SIGNS_BEFORE_WORDS = ("×", "÷", "·", "»", "¼", "½", "¾", "£", "¥")
"""Each a letter in TCVN3 that begins no word, and a sign that stands before words and units: «3×n», «·m», «5½m»."""
_SIGN_ALONE = pattern(r"((?<![^\W\d_])«\Z|\A»|(?<!\S)[·»×÷](?!\S))")
"""Beside old words too, no word of TCVN3: `"Tªn: «"&A1&"» x·"`."""
_MICRO, _WORD_WITH_MICRO = "µ", "µo"
_UNITS = frozenset(("n·m", "m×n"))


class FormulaKind(Enum):
    """Where a formula stands. VALIDATION: in what may be entered into cells, such as a list to choose from."""

    CELL = "formula"
    VALIDATION = "validation"
    CONDITIONAL_FORMAT = "conditional-format"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as its file has it. place: the cell, or the areas that it is for."""

    sheet: str
    place: str
    kind: FormulaKind
    text: str


@dataclass(frozen=True, slots=True)
class OldLiteral:
    """A text in formulas of a sheet that is in an old encoding, and how it reads in Unicode. place: the areas of all of them,
    with spaces between them («B2:B501 D7»)."""

    sheet: str
    place: str
    kind: FormulaKind
    before: str
    after: str


def old_literals(formulas: Iterable[Formula], converted: Sequence[OldText], sheets: Iterable[str] = ()) -> tuple[OldLiteral, ...]:
    """Those of the formulas, in an encoding in which cells were converted. A text that can be Unicode as well («Có», «»») counts
    only where a converted cell said the same; the name of a sheet of the book never does, since it stays. sheets: their names."""
    encodings = tuple(dict.fromkeys(encoding for text in converted if (encoding := encoding_of(text.font))))
    known = {_bare(text.before): encoding_of(text.font) or "" for text in converted}
    names = frozenset(map(_bare, sheets))
    read: dict[str, str | None] = {}

    @lru_cache(maxsize=1_000)  # a formula that cells share comes again for each of them
    def read_in(formula: str) -> tuple[tuple[str, str], ...]:
        found = dict[str, str]()
        for literal in _literals(formula, names):
            if literal not in read:
                read[literal] = _read(literal, encodings, known, names)
            after = read[literal]
            if after is not None:
                found[literal] = after
        return tuple(found.items())

    places: dict[tuple[str, FormulaKind, str], dict[str, None]] = {}
    for formula in formulas:
        if not formula.text.isascii() and len(formula.text) <= LONGEST_FORMULA and read_in(formula.text):
            places.setdefault((formula.sheet, formula.kind, formula.text), {})[formula.place] = None
    saying: dict[tuple[str, FormulaKind, str, str], list[str]] = {}
    for sheet, kind, text in places:
        for before, after in read_in(text):
            saying.setdefault((sheet, kind, before, after), []).append(text)

    @lru_cache(maxsize=1)  # texts of one formula follow one another
    def areas(sheet: str, kind: FormulaKind, texts: tuple[str, ...]) -> str:
        return _areas(kind, [place for text in texts for place in places[sheet, kind, text]])

    return tuple(
        OldLiteral(sheet, areas(sheet, kind, tuple(texts)), kind, before, after)
        for (sheet, kind, before, after), texts in saying.items()
    )


def _areas(kind: FormulaKind, places: Iterable[str]) -> str:
    if kind is not FormulaKind.CELL:
        return " ".join(dict.fromkeys(area for place in places for area in place.split()))
    letters = {place: place.rstrip("0123456789") for place in places}
    cells = ((int(place[len(column) :]), column_number(column), None) for place, column in letters.items())
    return " ".join(area.a1 for area in sorted(area for area, _ in rectangles(cells)))


def _literals(formula: str, sheets: Collection[str]) -> list[str]:
    """But not the beginning of a sheet's name that the formula makes into a reference: `INDIRECT("Th¸ng"&A1&"!B2")`."""
    every = [text.replace('""', '"') for text in _LITERAL.findall(formula) if text]
    found = [text for text in every if not text.isascii()]
    if any(text.startswith(_AFTER_SHEETS) for text in every):
        return [text for text in found if not any(name.startswith(_bare(text)) for name in sheets)]
    return found


def _read(literal: str, encodings: Sequence[str], known: Mapping[str, str], sheets: Collection[str]) -> str | None:
    """The text in Unicode; None where it is not old. A list to choose from is one text with commas."""
    if has_unicode_letters(literal) or _names_sheets(literal, sheets):
        return None
    reference = _SHEET_BEGUN if literal.count("'") % 2 else _SHEET_NAMED
    parts = reference.split(literal)  # every other one names a sheet
    text = ",".join(parts[::2])
    if text.isascii():
        return None
    encoding = _said_in(text, known)
    if encoding is not None:
        return "".join(part if at % 2 else readable(part, encoding) for at, part in enumerate(parts))
    encoding = _guessed(text, encodings)
    if encoding is None:
        return None
    return "".join(part if at % 2 else _readable_words(part, encoding) for at, part in enumerate(parts))


def _names_sheets(literal: str, sheets: Collection[str]) -> bool:
    """Whether the text, or each item of a list that is beyond ASCII, is the name of a sheet."""
    return _bare(literal) in sheets or all(_bare(item) in sheets for item in _ITEM.findall(literal) if not item.isascii())


def _said_in(text: str, known: Mapping[str, str]) -> str | None:
    """The encoding of a converted cell that said the same."""
    return next((known[_bare(item)] for item in (text, *_ITEM.findall(text)) if _bare(item) in known), None)


def _guessed(text: str, encodings: Sequence[str]) -> str | None:
    words = {encoding: _old_words(text, encoding) for encoding in encodings}
    best = max(encodings, key=lambda encoding: words[encoding])
    return best if words[best] else None


def _readable_words(text: str, encoding: str) -> str:
    return "".join(part if at % 2 else readable(part, encoding) for at, part in enumerate(_SIGN_ALONE.split(text)))


def _old_words(text: str, encoding: str) -> int:
    """How many words are old and read as Vietnamese: signs that are letters in no word («½», «§») make no text an old one."""
    words = _ITEM.findall(text.replace(" ", ","))
    return sum(
        not _may_be_sign(word) and written_in(word, encoding) is Written.OLD and reads_as_vietnamese(readable(word, encoding))
        for word in words
    )


def _may_be_sign(word: str) -> bool:
    """Whether its characters beyond ASCII may be meant as what they are in Unicode: «×», «µm», «N·m»."""
    if not _ASCII_LETTER.search(word):
        return True
    rest = word.lstrip(_BEFORE_WORDS).casefold().replace("\u03bc", _MICRO)
    return rest.startswith(_SIGNS_BEFORE_WORDS) or (rest.startswith(_MICRO) and rest != _WORD_WITH_MICRO) or rest in _UNITS


def _bare(text: str) -> str:
    return text.strip(_WILDCARDS).casefold()
