"""Vietnamese on consoles that cannot write it: the nearest readable letters instead of a failure or a question mark."""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_REPLACEMENTS = {
    "đ": "d",
    "Đ": "D",
    "Ð": "D",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "…": "...",
    "•": "*",
    "·": "-",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
    "✓": "[v]",
    "✗": "[x]",
    "\u00a0": " ",
    "\u202f": " ",
    "║": "|",
    "│": "|",
    "┃": "|",
    "─": "-",
    "━": "-",
    "═": "=",
    "┼": "+",
    "╪": "+",
}


def register_readable_errors(encoding: str) -> str:
    """Make an error handler for an encoding known to Python's codecs; gives the handler's name, for `reconfigure(errors=…)`.

    One handler per encoding, because a codec tells a handler only "charmap", not which of the many pages it is.
    """
    name = f"sheetsync-readable-{codecs.lookup(encoding).name}"

    def handler(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(readable(character, encoding) for character in error.object[error.start : error.end]), error.end

    codecs.register_error(name, handler)
    return name


@lru_cache(maxsize=4096)
def readable(character: str, encoding: str) -> str:
    """The character in letters that the encoding has.

    The Vietnamese code page (1258) writes tones as marks of their own, so ế becomes ê and a mark, and nothing is lost; other
    pages get the base letter: e. What has no readable form becomes its code (`\\u4e2d`), never "?".
    """
    for candidate in _candidates(character):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _candidates(character: str) -> tuple[str, ...]:
    parts = unicodedata.normalize("NFD", character)
    found = []
    if len(parts) > 1:
        tones = "".join(part for part in parts if part in _TONES)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        found.append(letter + tones)
        found.append("".join(part for part in parts if not unicodedata.combining(part)))
    elif unicodedata.combining(character):
        found.append("")
    if character in _REPLACEMENTS:
        found.append(_REPLACEMENTS[character])
    compatible = unicodedata.normalize("NFKC", character)
    if compatible != character:
        found.append(compatible)
    return tuple(found)
