"""Formulas in the form that a sheet of any locale takes.

Ours are in en_US form. In a sheet whose locale writes a decimal comma (vi_VN) arguments are parted by semicolons, and whether the
service reads a formula in the sheet's own form or in en_US form depends on where it stands. Semicolons are understood in every
locale, and a fraction of whole numbers has no decimal sign at all: so what we write means the same either way.
"""

from __future__ import annotations

import re

_PIECES = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|(?<![\w.])(\d+)\.(\d+)(?![\w.])|(,)""")
_SPACES = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|\s+""")
_POINT_LOCALES = ("en", "zh", "ja", "ko", "th", "he", "hi", "ms", "fil")


def decimal_comma(locale: str) -> bool:
    """Whether a sheet of this locale (`vi_VN`) may write 0,5 for a half. An unknown one counts as such."""
    return locale.partition("_")[0].lower() not in _POINT_LOCALES


def formula_for(text: str, locale: str) -> str:
    """`=` and the formula. text: without `=`, in en_US form."""
    if not decimal_comma(locale):
        return f"={text}"
    return "=" + _PIECES.sub(_piece, text)


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas say the same in either form."""
    return one == other or _plain(one) == _plain(other)


def _piece(found: re.Match[str]) -> str:
    literal, whole, part, comma = found.groups()
    if literal is not None:
        return str(literal)
    if comma:
        return ";"
    return f"({int(whole + part)}/1{'0' * len(part)})"


def _plain(formula: str) -> str:
    """Without spaces, with semicolons and fractions, outside of literals."""
    text = formula.strip().removeprefix("=")
    text = _SPACES.sub(lambda found: found[1] or "", text)
    return _PIECES.sub(_piece, text)
