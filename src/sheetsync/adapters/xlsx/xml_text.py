"""Text as XML and Excel write it: entities, line ends, and Excel's `_x000D_` escapes."""

from __future__ import annotations

import re
from functools import lru_cache

from sheetsync.patterns import pattern

_ENTITY = pattern(r"&([^;&\s]{1,12});|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_EXCEL_ESCAPE = pattern(r"_x([0-9A-Fa-f]{4})_")


_ILLEGAL = bytes({*range(32)} - {9, 10, 13})
_NO_CHARACTERS = ("\ufffe", "\uffff")
_THEIR_FIRST_BYTE = b"\xef"  # no Vietnamese letter has it
_ILLEGAL_CHARACTER = pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def has_illegal_characters(content: bytes) -> bool:
    """Whether UTF-8 text holds characters that no XML may hold (XML 1.0, 2.2)."""
    if len(content.translate(None, _ILLEGAL)) != len(content):
        return True
    return _THEIR_FIRST_BYTE in content and any(character.encode() in content for character in _NO_CHARACTERS)


def has_illegal_character(text: str) -> bool:
    """The same of a text; quicker for short ones."""
    return _ILLEGAL_CHARACTER.search(text) is not None


class UnusualMarkup(Exception):
    """The quick pass does not understand this part for certain; the exact reader must read it."""


def escape_xml(text: str) -> str:
    """Text as character data. (The standard library has it in xml.sax.saxutils, which imports its HTTP client with it.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted_xml(text: str) -> str:
    """Text as an attribute's value, in double quotes."""
    value = escape_xml(text).replace('"', "&quot;")
    if not value.isprintable():
        value = value.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{value}"'


def _entity(found: re.Match[str]) -> str:
    return _character(found[1])


@lru_cache(maxsize=4_096)
def _character(body: str | None) -> str:
    if body is not None and body in _NAMED:
        return _NAMED[body]
    try:
        if body and body.startswith("#x"):
            return _legal(int(body[2:], 16))
        if body and body.startswith("#"):
            return _legal(int(body[1:]))
    except ValueError as error:
        raise UnusualMarkup from error
    raise UnusualMarkup


def _legal(code: int) -> str:
    if code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
        return chr(code)
    raise UnusualMarkup


def unescape_xml(text: str) -> str:
    """Raw character data as a parser would give it. Raises UnusualMarkup for what a parser would refuse."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_entity, text) if "&" in text else text


def unescape_excel(text: str) -> str:
    """Resolve `_xHHHH_` (ECMA-376 part 1, ST_Xstring); a lone half of a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if any("\ud800" <= letter <= "\udfff" for letter in plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def written_number(text: str | None) -> int | None:
    """A number from 0 on as attributes have it; None for what is none, or has more digits than any id (nine)."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def whole_number(text: str) -> int:
    """A row, column or index as attributes have it; 0 for what is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 8 else 0
