"""Where pages end, so that rows that belong together stay together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsync.core.sheets.text_fit import column_points

_POINTS_PER_MM = 72 / 25.4
_A4_SHORT, _A4_LONG = 210.0, 297.0


def page_room(margins: tuple[float, float, float, float], widths: Sequence[float]) -> float:
    """Height in points, in the sheet's own scale, that a landscape A4 page offers to rows when the columns are fitted to its
    width. margins in millimetres: top, right, bottom, left."""
    top, right, bottom, left = margins
    across = (_A4_LONG - right - left) * _POINTS_PER_MM
    scale = min(1.0, across / sum(column_points(width) for width in widths))
    return (_A4_SHORT - top - bottom) * _POINTS_PER_MM / scale


def breaks_before(
    heights: Mapping[int, float], keep: Sequence[tuple[int, int]], room: float, repeated: tuple[int, int] | None = None
) -> tuple[int, ...]:
    """Rows that must start a new page so that no group of `keep` (first row, last row) is torn apart. A group taller than a
    page is left alone. Programs end every other page by themselves, between two rows."""
    again = sum(heights[row] for row in range(repeated[0], repeated[1] + 1)) if repeated else 0.0
    groups: dict[int, int] = {}
    for first, last in keep:
        groups[first] = max(last, groups.get(first, 0))
    breaks: list[int] = []
    used, first_page = 0.0, True
    for row in sorted(heights):
        height = heights[row]
        group = sum(heights[member] for member in range(row, groups.get(row, row) + 1))
        full = room - (0.0 if first_page else again)
        if used and used + height > full:
            used, first_page = 0.0, False
        elif used and used + group > full and group <= room - again:
            breaks.append(row)
            used, first_page = 0.0, False
        used += height
    return tuple(breaks)
