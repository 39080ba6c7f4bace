"""Tables. Those without colours whose words fit the width are put together here; rich, whose import costs as much as checking a
small book, draws all others."""

from __future__ import annotations

import io
from collections.abc import Sequence

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import colours, unicode_output, width
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_NARROW = pattern("[ -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2013\u2014\u2018-\u201d\u2026]*")
"""Texts of letters and signs that each take one place on a screen: Vietnamese in composed letters, and what stands around it."""
_WORDS = 10  # letters of the first column that must stay on a line


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text, and a rich style (`red`, `bold`) that is used only on a terminal."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    number: bool = False  # right-aligned


def table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str | int | Cell]], *, total: bool = False) -> str:
    """The table as text that fits the terminal's width. total: the last row is a sum, set off by a line.

    On a terminal too narrow for its figures the table is wider than the terminal: a figure is never cut short.
    """
    texts = [[one_line(cell.text if isinstance(cell, Cell) else str(cell)) for cell in row] for row in rows]
    heading = one_line(title)
    if unicode_output() and not colours():
        plain = plain_table(heading, columns, texts, widest=width(), total=total)
        if plain is not None:
            return plain
    return rich_table(heading, columns, rows, total=total)


def plain_table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, widest: int, total: bool) -> str | None:
    """The table as rich draws it without colours; None where a text does not fit its place, or is not certain to."""
    headings = [one_line(column.heading) for column in columns]
    if not rows or not all(map(_NARROW.fullmatch, (title, *headings, *(text for row in rows for text in row)))):
        return None
    widths = [max(map(len, places)) for places in zip(headings, *rows, strict=True)]
    whole = sum(widths) + 2 * (len(columns) - 1)
    if whole > widest or len(title) > whole or 0 in widths:
        return None

    def line(texts: Sequence[str]) -> str:
        places = zip(texts, columns, widths, strict=True)
        return "  ".join(text.rjust(place) if column.number else text.ljust(place) for text, column, place in places).rstrip()

    lines = [title] if title else []
    lines += [line(headings), "─" * whole, *map(line, rows)]
    if total and len(rows) > 1:
        lines.insert(-1, "")
    return "\n".join(lines)


def rich_table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str | int | Cell]], *, total: bool) -> str:
    """The table as rich draws it."""
    from rich import box  # noqa: PLC0415 - costs start-up time that commands without a table need not pay
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(
        title=Text(title, style="bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD if unicode_output() else box.ASCII,
        pad_edge=False,
        padding=(0, 0, 0, 1),
        show_edge=False,
        header_style="bold",
    )
    least = [_least_width(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    for column, narrowest in zip(columns, least, strict=True):
        drawn.add_column(
            Text(one_line(column.heading)),
            justify="right" if column.number else "left",
            min_width=narrowest,
            overflow="fold",
        )
    for index, row in enumerate(rows):
        if total and index == len(rows) - 1:
            drawn.add_section()
        cells = [cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row]
        drawn.add_row(*(Text(one_line(cell.text), style=cell.style) for cell in cells))
    output = io.StringIO()
    coloured = colours()
    console = Console(
        file=output,
        width=max(width(), sum(least) + 2 * len(columns)),
        force_terminal=coloured,
        color_system="standard" if coloured else None,
        no_color=not coloured,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(drawn)
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines())


def _least_width(column: Column, cells: Sequence[str | int | Cell]) -> int:
    """How narrow a column may become: a figure stays whole, words keep enough to be recognised."""
    texts = [one_line(cell.text if isinstance(cell, Cell) else str(cell)) for cell in cells]
    longest = max((len(text) for text in texts), default=0)
    return longest if column.number else min(longest, _WORDS)
