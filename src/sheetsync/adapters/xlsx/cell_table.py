"""The cells of a sheet of ours as XML text: rows, merged blocks and links, texts inside the sheet.

Written directly, because a spreadsheet library makes several objects of every cell; see docs/decisions/0005-rendering.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml
from sheetsync.core.cells import Where, column_letters
from sheetsync.core.fingerprint import OrderedFingerprint
from sheetsync.core.sheets.cell_text import MAX_TEXT, plain_text
from sheetsync.core.sheets.design import CellLink, RowDesign, RowShape, SheetDesign, link_to
from sheetsync.core.sheets.looks import Look

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
"""Excel gives no sheet such a name; in a link it could mean another file."""
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_DATA = re.compile(r"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"')
_FORMULA_STARTS = frozenset("=+-@\t")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone; right from March 1900 on
_DAY_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_ROW = "\x01"  # stands for the row's number; no text has it
_ROWS_A_PIECE = 256
_SHORT = MAX_TEXT // 2  # letters: however they are counted, such a text fits

StyleOf = Callable[[Look, bool], int]
"""The index of the cell format of a look; True: with the mark that keeps a text a text when somebody edits the cell."""


def written_text(text: str) -> str:
    """A plain text as a file has it: `_x0041_` stays itself instead of turning into A."""
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text) if "_x" in text else text


def clean_text(text: str) -> str:
    """A text as a cell can hold it, as a file has it."""
    return written_text(plain_text(text))


class CellTable:
    """The cells of one design as XML text, in pieces, so that no sheet stands in memory as a whole.

    style_of: the index of a look's cell format; date_1904: the book counts its days from 1904.
    """

    def __init__(self, design: SheetDesign, style_of: StyleOf, *, date_1904: bool = False) -> None:
        self._design = design
        self._style_of = style_of
        self._first_day = _DAY_ZERO_1904 if date_1904 else _DAY_ZERO
        self._layouts: dict[int, _Layout] = {}
        self._day_styles: dict[int, int] = {}
        self._digest = OrderedFingerprint()

    @property
    def fingerprint(self) -> str:
        """What the reader makes of the cells; known when all of `rows` has been taken."""
        return self._digest.result()

    def rows(self) -> Iterator[str]:
        """The `row` elements in pieces, in order."""
        pieces: list[str] = []
        for number, row in enumerate(self._design.rows, start=1):
            if row.height is None and not row.shape.blocks:
                continue
            pieces.append(self._row(number, row))
            if len(pieces) == _ROWS_A_PIECE:
                yield "".join(pieces)
                pieces.clear()
        yield "".join(pieces)

    def merged_blocks(self) -> Iterator[str]:
        """The `mergeCells` element in pieces; nothing without merged blocks."""
        count = sum(self._layout(shape).merged_count for shape, _, _ in self._design.outlines())
        if not count:
            return
        yield f'<mergeCells count="{count}">'
        pieces: list[str] = []
        for number, (shape, _, _) in enumerate(self._design.outlines(), start=1):
            pieces.append(self._layout(shape).merged.replace(_ROW, str(number)))
            if len(pieces) == _ROWS_A_PIECE:
                yield "".join(pieces)
                pieces.clear()
        yield "".join(pieces)
        yield "</mergeCells>"

    def choices(self) -> str:
        """The `dataValidations` element; nothing where there is nothing to choose from."""
        if not self._design.choices:
            return ""
        lists = "".join(
            f'<dataValidation type="list" allowBlank="1" sqref="{choice.area.a1}">'
            f"<formula1>{escape_xml(chr(34) + ','.join(choice.words) + chr(34))}</formula1></dataValidation>"
            for choice in self._design.choices
        )
        return f'<dataValidations count="{len(self._design.choices)}">{lists}</dataValidations>'

    def links(self) -> Iterator[str]:
        """The `hyperlinks` element in pieces: places in the same book, never outside; nothing without links."""
        started = False
        for number, (shape, _, links) in enumerate(self._design.outlines(), start=1):
            for place, link in links:
                if _NOT_IN_SHEET_NAMES.search(link.sheet):
                    continue
                if not started:
                    started = True
                    yield "<hyperlinks>"
                column = column_letters(shape.blocks[place].first)
                yield f'<hyperlink ref="{column}{number}"{_target(link)}/>'
        if started:
            yield "</hyperlinks>"

    def used_area(self) -> str:
        """The block that the cells span, as the `dimension` of a sheet has it."""
        rows = [0, 0]  # the first and the last
        shapes: dict[int, RowShape] = {}
        for number, (shape, _, _) in enumerate(self._design.outlines(), start=1):
            if shape.blocks:
                rows = [rows[0] or number, number]
                shapes[id(shape)] = shape
        if not shapes:
            return "A1"
        first = min(block.first for shape in shapes.values() for block in shape.blocks)
        last = max(block.last for shape in shapes.values() for block in shape.blocks)
        return f"{column_letters(first)}{rows[0]}:{column_letters(last)}{rows[1]}"

    def _layout(self, shape: RowShape) -> _Layout:
        # Looked up by identity: hashing the looks of a row costs more than writing it. The layout keeps its shape alive.
        layout = self._layouts.get(id(shape))
        if layout is None:
            layout = self._layouts[id(shape)] = _Layout(shape, self._style_of)
        return layout

    def _row(self, number: int, row: RowDesign) -> str:
        tall = "" if row.height is None else f' ht="{row.height:g}" customHeight="1"'
        if not row.shape.blocks:
            return f'<row r="{number}"{tall}/>'
        parts = [f'<row r="{_ROW}"{tall}>']
        digest = self._digest
        for value, (column, start, text_start, rest, look) in zip(row.values, self._layout(row.shape).blocks, strict=True):
            if isinstance(value, str):
                usual = value.isprintable() and len(value) < _SHORT  # no line ends, no control characters, no other spaces
                text = value if usual else plain_text(value)
                if text:
                    digest.add_text(number, column, text)
                    first = text[0]
                    if not usual or first in _FORMULA_STARTS or first == " " or text[-1] == " ":
                        text_start = self._unusual_start(text, text_start, look)
                    if "_x" in text:
                        text = written_text(text)
                    if "&" in text or "<" in text or ">" in text:
                        text = escape_xml(text)
                    parts.append(f"{text_start}{text}</t></is></c>{rest}")
                    continue
            elif isinstance(value, date):
                digest.add(number, column, value)
                parts.append(f"{self._day_cell(value, column, look)}{rest}")
                continue
            elif value is not None:
                digest.add(number, column, value)
                parts.append(f'{start}"><v>{value!r}</v></c>{rest}')
                continue
            parts.append(f'{start}"/>{rest}')
        parts.append("</row>")
        return "".join(parts).replace(_ROW, str(number))

    def _unusual_start(self, text: str, text_start: str, look: Look) -> str:
        """How the cell of a text begins that looks like a formula, or has spaces at an end."""
        if text[0] in _FORMULA_STARTS:
            reference = text_start[: text_start.index(' s="')]
            text_start = f'{reference} s="{self._style_of(look, True)}" t="inlineStr"><is><t>'
        if text[0].isspace() or text[-1].isspace():
            text_start = text_start[:-1] + ' xml:space="preserve">'
        return text_start

    def _day_cell(self, value: date, column: int, look: Look) -> str:
        style = self._day_styles.get(id(look))  # by identity, as in `_layout`
        if style is None:
            style = self._day_styles[id(look)] = self._style_of(shown_as_date(look), False)
        return f'<c r="{column_letters(column)}{_ROW}" s="{style}"><v>{_serial(value, self._first_day):.15g}</v></c>'


def filled(frame: str, table: CellTable) -> Iterator[str]:
    """A sheet without cells, as openpyxl writes it, with rows, merged blocks and links at their places."""
    pieces = _SHEET_DATA.split(frame)
    before, page, rest = pieces[-1].partition("<printOptions")
    if len(pieces) != 2 or not page:
        raise AssertionError("openpyxl writes a sheet differently than it used to")
    yield _DIMENSION.sub(f'<dimension ref="{table.used_area()}"', pieces[0], count=1)
    yield "<sheetData>"
    yield from table.rows()
    yield f"</sheetData>{before}"
    yield from table.merged_blocks()
    yield table.choices()
    yield from table.links()
    yield page + rest


class _Layout:
    """What the rows of a shape have in common as text; a row's number goes where `_ROW` stands."""

    def __init__(self, shape: RowShape, style_of: StyleOf) -> None:
        self.shape = shape
        self.blocks: list[tuple[int, str, str, str, Look]] = []
        for block in shape.blocks:
            style = style_of(block.look, False)
            start = f'<c r="{column_letters(block.first)}{_ROW}" s="{style}'
            covered = range(block.first + 1, block.last + 1)
            rest = "".join(f'<c r="{column_letters(column)}{_ROW}" s="{style}"/>' for column in covered)
            self.blocks.append((block.first, start, f'{start}" t="inlineStr"><is><t>', rest, block.look))
        joined = [block for block in shape.blocks if block.last > block.first]
        self.merged_count = len(joined)
        self.merged = "".join(
            f'<mergeCell ref="{column_letters(block.first)}{_ROW}:{column_letters(block.last)}{_ROW}"/>' for block in joined
        )


def styles_used(design: SheetDesign) -> Iterator[tuple[Look, bool]]:
    """The looks for which `CellTable` will ask the index of a cell format, in the order in which it does."""
    seen: set[int] = set()
    with_days: set[int] = set()
    for row in design.rows:
        if id(row.shape) not in seen:
            seen.add(id(row.shape))
            for block in row.shape.blocks:
                yield block.look, False
        for place, value in enumerate(row.values):
            if value.__class__ is str:
                if value[:1] in _FORMULA_STARTS:
                    yield row.shape.blocks[place].look, True
            elif isinstance(value, date):
                look = row.shape.blocks[place].look
                if id(look) not in with_days:
                    with_days.add(id(look))
                    yield shown_as_date(look), False


def shown_as_date(look: Look) -> Look:
    """A look for a day: with a number format that shows one."""
    return look if look.number_format != "General" else look.but(number_format="dd/mm/yyyy")


def _target(link: CellLink | Where) -> str:
    if isinstance(link, Where):
        link = link_to(link)
    tip = f" tooltip={quoted_xml(link.tip)}" if link.tip else ""
    return f' location="{_sheet_start(link.sheet)}{link.a1}"{tip}'


@lru_cache(maxsize=64)
def _sheet_start(name: str) -> str:
    """How a place in this sheet begins, inside an attribute."""
    return quoted_xml("'" + name.replace("'", "''") + "'!")[1:-1]


def _serial(value: date, first_day: datetime) -> float:
    """The day number, a time of day as its fraction."""
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    past = moment - first_day
    return past.days + past.seconds / 86_400
