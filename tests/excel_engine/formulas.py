"""Formulas as this Excel's person reads and types them, and seen from other cells."""

from __future__ import annotations

import re

from openpyxl.formula.translate import Translator

_TOKEN = re.compile(r'"(?:[^"]|"")*"|[,;]')


def exchanged(formula: str, old: str, new: str) -> str:
    """The separators of a formula's arguments exchanged, outside its texts. ValueError where the new one stands already."""

    def other(found: re.Match[str]) -> str:
        sign = found.group()
        if sign == new != old:
            raise ValueError(f"{sign!r} separates nothing here: {formula}")
        return new if sign == old else sign

    return _TOKEN.sub(other, formula)


def seen_from(formula: str, origin: str, cell: str) -> str:
    """The formula of one cell as it would stand in another one."""
    return str(Translator(formula, origin=origin).translate_formula(cell))
