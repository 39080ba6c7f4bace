"""Vietnamese as the fonts before Unicode stored it, worked out from other sources than the code's tables.

TCVN3: the bytes that glibc's `iconv` gives for TCVN 5712-1:1993. VNI: the rule of its published charts (VNI Software's, and the
table of xvnkb by Dao Hai Lam, 2002): after the vowel comes one character for its hat or breve together with its tone; ơ, ư, đ
and i with a mark are characters of their own.
"""

from __future__ import annotations

import subprocess
import unicodedata
from functools import cache

_COMBINING = range(0xB0, 0xB5)  # tones as characters of their own
_OUTSIDE_VN3 = {0xAF, 0xBA, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xCD, 0xD9, 0xDA, 0xDB, 0xE0, 0xF0, 0xFF}
"""Capitals with two marks, which only the larger sets VN1 and VN2 have; the `.Vn…` fonts follow VN3."""

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "": {_ACUTE: 0xF9, _GRAVE: 0xF8, _HOOK: 0xFB, _TILDE: 0xF5, _DOT: 0xEF},
    _HAT: {"": 0xE2, _ACUTE: 0xE1, _GRAVE: 0xE0, _HOOK: 0xE5, _TILDE: 0xE3, _DOT: 0xE4},
    _BREVE: {"": 0xEA, _ACUTE: 0xE9, _GRAVE: 0xE8, _HOOK: 0xFA, _TILDE: 0xFC, _DOT: 0xEB},
}
_VNI_WHOLE = {"đ": 0xF1, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE}
_VNI_HORNED = {"o": 0xF4, "u": 0xF6}


@cache
def tcvn3_bytes() -> dict[str, int]:
    """Letter → byte, for every byte of VN3 that is a letter."""
    codes = [byte for byte in range(0xA1, 0x100) if byte not in _COMBINING and byte not in _OUTSIDE_VN3]
    lines = b"\n".join(bytes([byte]) for byte in codes)
    done = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=lines, capture_output=True, check=True)
    letters = unicodedata.normalize("NFC", done.stdout.decode()).split("\n")
    return dict(zip(letters, codes, strict=True))


def as_tcvn3(text: str) -> str:
    """For a font like .VnTime. Raises KeyError for a capital that has no byte."""
    table = tcvn3_bytes()
    return "".join(letter if letter.isascii() else chr(table[letter]) for letter in text)


def as_tcvn3_capitals(text: str) -> str:
    """For a font like .VnTimeH, which shows the bytes of small letters as capitals."""
    return as_tcvn3(text.lower())


def as_vni(text: str) -> str:
    """For a font like VNI-Times; marks after a capital are capitals too."""
    return "".join(_vni_letter(letter) for letter in text)


def _vni_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    small = letter.lower()
    if small in _VNI_WHOLE:
        spelled = chr(_VNI_WHOLE[small])
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((mark for mark in marks if mark in (_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)), "")
        shape = next((mark for mark in marks if mark in (_HAT, _BREVE)), "")
        if _HORN in marks:
            base, shape = chr(_VNI_HORNED[base]), ""
        spelled = base + (chr(_VNI_MARKS[shape][tone]) if shape or tone else "")
    return spelled.upper() if letter != small else spelled
