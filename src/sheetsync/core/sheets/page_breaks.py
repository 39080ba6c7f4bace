"""Where pages end, so that rows that belong together stay together."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.sheets.text_fit import column_points

_POINTS_PER_MM = 72 / 25.4
_DOUBT = 20.0  # points
_A4_SHORT, _A4_LONG = 210.0, 297.0


def page_room(margins: tuple[float, float, float, float], widths: Sequence[float]) -> float:
    """Height in points, in the sheet's own scale, that a landscape A4 page offers to rows when the columns are fitted to its
    width. margins in millimetres: top, right, bottom, left."""
    top, right, bottom, left = margins
    across = (_A4_LONG - right - left) * _POINTS_PER_MM
    scale = min(1.0, across / sum(column_points(width) for width in widths))
    return (_A4_SHORT - top - bottom) * _POINTS_PER_MM / scale


def breaks_before(
    heights: Sequence[float], keep: Sequence[tuple[int, int]], room: float, repeated: tuple[int, int] | None = None
) -> tuple[int, ...]:
    """Rows that must start a new page so that no group of `keep` (first row, last row) is torn apart.

    Other pages end by themselves between two rows, so that a row that somebody makes taller pushes only the next ones down.
    Programs differ by a line about where that is: a group that close to a page's end gets its break said. A group taller
    than a page is left alone. heights: of the rows from row 1; repeated: heading rows that stand on every page after the first.
    """
    again = sum(heights[repeated[0] - 1 : repeated[1]]) if repeated else 0.0
    groups: dict[int, int] = {}
    for first, last in keep:
        groups[first] = max(last, groups.get(first, 0))
    breaks: list[int] = []
    used, full, ended_itself = 0.0, room, False
    for row, height in enumerate(heights, start=1):
        overflows = used > 0 and used + height > full
        last = groups.get(row, row)
        group = sum(heights[row - 1 : last]) if last > row else height
        keeps = last > row and group <= room - again
        torn = keeps and used > 0 and used + group > full - _DOUBT
        doubtful = keeps and ended_itself and used < _DOUBT
        if torn or doubtful or (overflows and keeps):
            breaks.append(row)
        if torn or doubtful or overflows:
            used, full = 0.0, room - again
            ended_itself = overflows and not keeps
        used += height
    return tuple(breaks)
