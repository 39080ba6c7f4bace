"""A workbook that people fill in, before any spreadsheet library has seen it: what a report sheet has (`design.py`), and
formulas, cells open for entries, dropdowns and limits, conditional formats, hidden columns, names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from sheetsync.core.cells import Rectangle, column_letters
from sheetsync.core.sheets.design import CellLink, DesignValue, PrintSetup
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Formula:
    """text: without `=`, in en_US form. shows: what the formula gives when the workbook is new, for programs that show a file
    without calculating it. alike: formulas of one column that say the same here are one formula, moved from row to row."""

    text: str
    shows: DesignValue = ""
    alike: str = ""


FormValue: TypeAlias = DesignValue | Formula


@dataclass(frozen=True, slots=True)
class FormCell:
    """open: a person may type into it while the sheet is protected."""

    row: int
    column: int
    value: FormValue
    look: Look
    open: bool = False
    link: CellLink | None = None


class LimitKind(Enum):
    """What a cell takes; the value is the format's own word (ECMA-376 part 1, 18.18.18)."""

    LIST = "list"
    DATE = "date"
    WHOLE = "whole"  # a whole number
    TEXT_LENGTH = "textLength"
    ANYTHING = "none"  # only the prompt is wanted


MOST_TITLE, MOST_PROMPT, MOST_ERROR = 32, 255, 225
"""Characters that programs take in a limit's titles, prompt and error text."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A dropdown or a limit on the cells of `areas`, with what people are told.

    least, most: formulas without `=`; a list needs only `least`, the formula of its source; without `least` only `most` counts.
    strict: what does not fit is refused; otherwise the person may insist. Blank is always fine.
    """

    areas: tuple[Rectangle, ...]
    kind: LimitKind
    least: str = ""
    most: str = ""
    prompt_title: str = ""
    prompt: str = ""
    error_title: str = ""
    error: str = ""
    strict: bool = True

    def __post_init__(self) -> None:
        titles = max(len(self.prompt_title), len(self.error_title))
        if titles > MOST_TITLE or len(self.prompt) > MOST_PROMPT or len(self.error) > MOST_ERROR:
            raise ValueError(f"text too long for a limit: {self.prompt_title!r}")


@dataclass(frozen=True, slots=True)
class LiveLook:
    """The cells of `areas` take `look` (bold, italic, colour, fill) where the formula holds; it is relative to the top-left cell
    of the first area."""

    areas: tuple[Rectangle, ...]
    formula: str
    look: Look


@dataclass(frozen=True, slots=True)
class BookName:
    """A defined name. refers_to: a formula without `=`. sheet: the sheet it is valid in; "" for the whole workbook."""

    name: str
    refers_to: str
    sheet: str = ""


class Visibility(Enum):
    VISIBLE = "visible"
    VERY_HIDDEN = "veryHidden"  # no menu brings it back


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet. column_widths in characters, from column 1; row_heights in points, of which rows that people fill in grow by
    themselves (`fixed_rows` do not). live_looks: in order of precedence. protected: only open cells take entries (formats,
    widths, heights, sorting and filtering stay free); nobody needs a password to lift it.

    Where a service tells people apart: people are the e-mail addresses of those who alone type into the open cells (empty:
    everybody who may edit the book); office_only: only the office does.
    """

    name: str
    cells: tuple[FormCell, ...]
    column_widths: tuple[float, ...]
    row_heights: Mapping[int, float] = field(default_factory=dict)
    fixed_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Rectangle, ...] = ()
    freeze_row: int = 0
    freeze_column: int = 0
    filter_area: Rectangle | None = None
    limits: tuple[Limit, ...] = ()
    live_looks: tuple[LiveLook, ...] = ()
    protected: bool = True
    print_setup: PrintSetup = field(default_factory=PrintSetup)
    fit_one_page: bool = False
    tab_colour: str | None = None
    visibility: Visibility = Visibility.VISIBLE
    zoom: int = 100
    people: tuple[str, ...] = ()
    office_only: bool = False


@dataclass(frozen=True, slots=True)
class FormBook:
    """A whole new workbook. The structure (names, order and number of sheets) is protected too, without a password.
    office: e-mail addresses of those who may edit everything where a service tells people apart."""

    title: str
    author: str
    sheets: tuple[FormSheet, ...]
    names: tuple[BookName, ...] = ()
    office: tuple[str, ...] = ()


def area_reference(sheet: str, area: Rectangle) -> str:
    """`'VP UBND'!$B$5:$B$60`: the block as names and formulas refer to it."""
    from_cell, to_cell = (_absolute(row, column) for row, column in _corners(area))
    quoted = "'" + sheet.replace("'", "''") + "'!"
    return quoted + (from_cell if from_cell == to_cell else f"{from_cell}:{to_cell}")


def _corners(area: Rectangle) -> tuple[tuple[int, int], tuple[int, int]]:
    return (area.first_row, area.first_column), (area.last_row, area.last_column)


def _absolute(row: int, column: int) -> str:
    return f"${column_letters(column)}${row}"
