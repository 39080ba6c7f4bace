"""How things of ours look: fonts, fills, borders and alignments by name. Adapters translate a Look; none of them chooses one.

Kept in the core, as data, so that a workbook and a Google Sheet look the same without two tables.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from sheetsync.records import dataclass, replace

FONT = "Times New Roman"
"""Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman, Unicode."""


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class VerticalAlign(Enum):
    TOP = "top"
    CENTER = "center"
    BOTTOM = "bottom"


class Border(Enum):
    """Which edges have a line, and of what kind."""

    NONE = "none"
    THIN = "thin"
    HAIR_ROWS = "hair-rows"  # thin sides, hair lines between rows
    BOTTOM = "bottom"
    TOP = "top"
    OPEN_BELOW = "open-below"  # thin, without the lower edge: the row goes on in the next one
    OPEN_ABOVE = "open-above"  # thin, without the upper edge: the end of such a row
    SIDES = "sides"  # thin left and right edges only: its middle


class Line(Enum):
    """One edge of a cell."""

    NONE = ""
    THIN = "thin"
    HAIR = "hair"  # the finest dots


_NO, _THIN, _HAIR = Line.NONE, Line.THIN, Line.HAIR
BORDER_LINES: dict[Border, tuple[Line, Line, Line, Line]] = {
    Border.NONE: (_NO, _NO, _NO, _NO),
    Border.THIN: (_THIN, _THIN, _THIN, _THIN),
    Border.HAIR_ROWS: (_THIN, _THIN, _HAIR, _HAIR),
    Border.BOTTOM: (_NO, _NO, _NO, _THIN),
    Border.TOP: (_NO, _NO, _THIN, _NO),
    Border.OPEN_BELOW: (_THIN, _THIN, _THIN, _NO),
    Border.OPEN_ABOVE: (_THIN, _THIN, _NO, _THIN),
    Border.SIDES: (_THIN, _THIN, _NO, _NO),
}
"""The lines of each border: left, right, top, bottom."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. Colours are RRGGBB; None leaves the default. size is in points; number_format is Excel's, en_US form.

    In a Highlight only bold, italic, colour and fill count.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 12
    colour: str | None = None
    fill: str | None = None
    border: Border = Border.NONE
    align: Align = Align.LEFT
    vertical: VerticalAlign = VerticalAlign.CENTER
    wrap: bool = False
    indent: int = 0
    number_format: str = "General"

    def but(self, **changes: object) -> Look:
        """The same look with some fields changed."""
        return _changed(self, tuple(changes.items()))


@lru_cache(maxsize=1024)
def _changed(look: Look, changes: tuple[tuple[str, object], ...]) -> Look:
    """One object a look: the rows of a report ask for the same few, thousands of times."""
    return replace(look, **dict(changes))  # type: ignore[arg-type]
