"""Numbers as Vietnamese officials write them: decimal comma, percent signs, numbers typed as text."""

from __future__ import annotations

import math
from functools import lru_cache

from sheetsync.core.cells import CellValue
from sheetsync.core.readings import NumberReading
from sheetsync.core.values import match_key
from sheetsync.patterns import pattern

_PLAIN = pattern(r"[+-]?[0-9]+")
_VIETNAMESE = pattern(r"[+-]?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_ENGLISH = pattern(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_ONE_GROUP = pattern(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_SPACED_GROUPS = pattern(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")


def read_number(value: CellValue, *, percent: bool = False) -> NumberReading:
    """What a cell means as a number. Never raises; what is no number has value None and is not blank.

    percent: the cell is formatted as a percentage, so that a stored 1.0 is what people see as 100 %. In texts the sign changes
    nothing: "98,5%" and "98,5" are both 98.5. "1.234" and "1,234" could each be two numbers: read the Vietnamese way (1234 and
    1.234) and marked ambiguous.
    """
    match value:
        case None:
            return NumberReading(blank=True)
        case bool():
            return NumberReading(blank=False, raw=value)
        case int() | float():
            return NumberReading(blank=False, raw=value, value=_true_number(value, percent))
        case str():
            return _read_text(value)
        case _:
            return NumberReading(blank=False, raw=value)


def share_of(percent: float) -> float:
    """What a cell holds in which people see this many percent."""
    return float(f"{percent / 100:.15g}")


def _true_number(value: float, percent: bool) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    if not math.isfinite(number):
        return None
    # 0.285 × 100 is 28.499999999999996 in binary; a person sees 28,5 %.
    return round(number * 100, 9) if percent else number


@lru_cache(maxsize=16_384)
def _read_text(raw: str) -> NumberReading:
    written = match_key(raw)
    if not written:
        return NumberReading(blank=True, raw=raw)
    written = written.removesuffix("%").rstrip()
    if _SPACED_GROUPS.fullmatch(written):
        written = written.replace(" ", "")
    ambiguous = _ONE_GROUP.fullmatch(written) is not None
    if _PLAIN.fullmatch(written):
        number = float(written)
    elif _VIETNAMESE.fullmatch(written):
        number = float(written.replace(".", "").replace(",", "."))
    elif _ENGLISH.fullmatch(written):
        number = float(written.replace(",", ""))
    else:
        return NumberReading(blank=False, raw=raw)
    if not math.isfinite(number):
        return NumberReading(blank=False, raw=raw)
    return NumberReading(blank=False, raw=raw, value=number, as_text=True, ambiguous=ambiguous)
