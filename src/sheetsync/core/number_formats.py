"""What a number format makes of a number, told from its code."""

from __future__ import annotations

import re

from sheetsync.core.serials import FormatKind
from sheetsync.patterns import pattern

_LITERAL = pattern(r'"[^"]*"?|\\.|_.|\*.', re.DOTALL)
_BRACKET = pattern(r"\[([^\]]*)\]")
_ELAPSED = pattern(r"h+|m+|s+")
_AM_PM = pattern(r"am/pm|a/p")


def format_kind(code: str) -> FormatKind:
    """The kind of a number format's code, in en_US form as files have it: `dd/mm/yyyy`, `0.0%`, `[h]:mm`."""
    code = _LITERAL.sub("", code).split(";", 1)[0].lower()
    elapsed = any(_ELAPSED.fullmatch(inside) for inside in _BRACKET.findall(code))
    code = _BRACKET.sub("", code)
    if elapsed:
        return FormatKind.DURATION
    if "general" in code:
        return FormatKind.PLAIN
    if "%" in code:
        return FormatKind.PERCENT
    has_time = bool(_AM_PM.search(code))
    code = _AM_PM.sub("", code)
    has_time = has_time or "h" in code or "s" in code
    if "d" in code or "y" in code or ("m" in code and not has_time):
        return FormatKind.DATE
    return FormatKind.TIME if has_time else FormatKind.PLAIN
