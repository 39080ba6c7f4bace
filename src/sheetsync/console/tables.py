"""Tables, drawn by rich, which is imported only when one is printed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import colours, unicode_output, width
from sheetsync.records import dataclass

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
    from rich import box  # noqa: PLC0415 - costs start-up time that commands without a table need not pay
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(
        title=Text(one_line(title), style="bold") if title else None,
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
