"""Texts in quotes inside formulas that are written in an old encoding: once the cells are in Unicode they equal none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from sheetsync.core.old_encodings import Written, encoding_of, has_unicode_letters, readable, written_in
from sheetsync.core.old_text import OldText
from sheetsync.core.syllables import reads_as_vietnamese
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_LITERAL = pattern(r"""'(?:[^']|'')*'|"((?:[^"]|"")*)\"""")
"""A text, or the name of a sheet, in which quotation marks mean nothing."""
_ITEM = pattern(r"[^,;]+")
_WILDCARDS = "*?~ "


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
    """A text in a formula that is in an old encoding, and how it reads in Unicode."""

    sheet: str
    place: str
    kind: FormulaKind
    before: str
    after: str


def old_literals(formulas: Iterable[Formula], converted: Sequence[OldText]) -> tuple[OldLiteral, ...]:
    """Those of the formulas, in an encoding in which cells were converted. A text that can be Unicode as well («Có») counts only
    where a converted cell said the same."""
    encodings = tuple(dict.fromkeys(encoding for text in converted if (encoding := encoding_of(text.font))))
    known = {_bare(text.before): encoding_of(text.font) or "" for text in converted}
    read: dict[str, str | None] = {}
    found: dict[OldLiteral, None] = {}
    for formula in formulas:
        if formula.text.isascii():
            continue
        for literal in _literals(formula.text):
            if literal not in read:
                read[literal] = _read(literal, encodings, known)
            after = read[literal]
            if after is not None:
                found[OldLiteral(formula.sheet, formula.place, formula.kind, literal, after)] = None
    return tuple(found)


def _literals(formula: str) -> list[str]:
    return [text.replace('""', '"') for text in _LITERAL.findall(formula) if text and not text.isascii()]


def _read(literal: str, encodings: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The text in Unicode; None where it is not old. A list to choose from is one text with commas."""
    if has_unicode_letters(literal):
        return None
    for item in (literal, *_ITEM.findall(literal)):
        if _bare(item) in known:
            return readable(literal, known[_bare(item)])
    words = {encoding: _old_words(literal, encoding) for encoding in encodings}
    best = max(encodings, key=lambda encoding: words[encoding])
    return readable(literal, best) if words[best] else None


def _old_words(text: str, encoding: str) -> int:
    """How many words are old and read as Vietnamese: signs that are letters in no word («½», «§») make no text an old one."""
    words = _ITEM.findall(text.replace(" ", ","))
    return sum(written_in(word, encoding) is Written.OLD and reads_as_vietnamese(readable(word, encoding)) for word in words)


def _bare(text: str) -> str:
    return text.strip(_WILDCARDS).casefold()
