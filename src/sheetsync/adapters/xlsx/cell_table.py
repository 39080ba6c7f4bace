"""The cells of a sheet of ours as XML text: rows, merged blocks and links, texts inside the sheet.

Written directly, because a spreadsheet library makes several objects of every cell; see docs/decisions/0005-rendering.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from sheetsync.adapters.xlsx.shape_markup import CellMarkup, ShapeMarkup, StyleOf, text_opening
from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml
from sheetsync.core.cells import Where, column_letters
from sheetsync.core.fingerprint import OrderedFingerprint
from sheetsync.core.sheets.cell_text import MAX_TEXT, plain_text
from sheetsync.core.sheets.design import CellLink, DesignValue, RowDesign, RowShape, SheetDesign, start_of_tip
from sheetsync.core.sheets.looks import Look

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
"""Excel gives no sheet such a name; in a link it could mean another file."""
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_DATA = re.compile(r"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"')
_FORMULA_STARTS = frozenset("=+-@\t")
_UNUSUAL_ENDS = frozenset(b"=+-@\t ")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone; right from March 1900 on
_DAY_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_ROWS_A_PIECE = 256
_PARTS_A_PIECE = 512
_SHORT = MAX_TEXT // 2  # letters: however they are counted, such a text fits


def written_text(text: str) -> str:
    """A plain text as a file has it: `_x0041_` stays itself instead of turning into A."""
    return _ESCAPE_LOOKALIKE.sub("_x005F_", text) if "_x" in text else text


def _plain_texts(texts: Sequence[str]) -> list[bytes] | None:
    """The texts of a row in UTF-8 where all of them stand in a file as they are, but for what their ends may ask: nearly always,
    so that one look at all saves one at each. Not with line ends, control characters, other spaces, markup; nor very long."""
    text = "|".join(texts)
    if not text.isprintable() or len(text) >= _SHORT or "&" in text or "<" in text or ">" in text or "_x" in text:
        return None
    plain = text.encode().split(b"|")
    return plain if len(plain) == len(texts) else None


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
        self._markups: dict[int, ShapeMarkup] = {}
        self._day_styles: dict[int, int] = {}
        self._digest = OrderedFingerprint()

    @property
    def fingerprint(self) -> str:
        """What the reader makes of the cells; known when all of `rows` has been taken."""
        return self._digest.result()

    def rows(self) -> Iterator[bytes]:
        """The `row` elements in pieces, in order."""
        parts: list[bytes] = []
        for number, row in enumerate(self._design.rows, start=1):
            if row.height is not None or row.shape.blocks:
                self._put_row(parts, number, row)
            if number % _ROWS_A_PIECE == 0:
                yield b"".join(parts)
                parts.clear()
        yield b"".join(parts)

    def merged_blocks(self) -> Iterator[bytes]:
        """The `mergeCells` element in pieces; nothing without merged blocks."""
        count = sum(self._markup(shape).merged_count for shape, _, _ in self._design.outlines())
        if not count:
            return
        yield b'<mergeCells count="%d">' % count
        outlines = enumerate(self._design.outlines(), start=1)
        yield from _in_pieces(
            (b"%d" % number).join(merged) for number, (shape, _, _) in outlines if (merged := self._markup(shape).merged)
        )
        yield b"</mergeCells>"

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

    def links(self) -> Iterator[bytes]:
        """The `hyperlinks` element in pieces: places in the same book, never outside; nothing without links."""
        pieces = _in_pieces(self._links())
        first = next(pieces, None)
        if first is not None:
            yield b"<hyperlinks>"
            yield first
            yield from pieces
            yield b"</hyperlinks>"

    def _links(self) -> Iterator[bytes]:
        for number, (shape, _, links) in enumerate(self._design.outlines(), start=1):
            for place, link in links:
                if not _NOT_IN_SHEET_NAMES.search(link.sheet):
                    column = column_letters(shape.blocks[place].first)
                    yield f'<hyperlink ref="{column}{number}"{_target(link)}/>'.encode()

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

    def _markup(self, shape: RowShape) -> ShapeMarkup:
        # Looked up by identity: hashing the looks of a row costs more than writing it. The markup keeps its shape alive.
        markup = self._markups.get(id(shape))
        if markup is None:
            markup = self._markups[id(shape)] = ShapeMarkup(shape, self._style_of)
        return markup

    def _put_row(self, parts: list[bytes], number: int, row: RowDesign) -> None:
        here = b"%d" % number
        if not row.shape.blocks:
            parts += (b'<row r="', here, _height(row.height), b'"/>')
            return
        parts += (b'<row r="', here, _height(row.height), b'">')
        plain = _plain_texts([value for value in row.values if value.__class__ is str])
        texts = iter(plain or ())
        for value, cell in zip(row.values, self._markup(row.shape).cells, strict=True):
            if plain is not None and value.__class__ is str:
                text = next(texts)
                if text:
                    self._digest.add_text(here, cell.column_digits, len(value), text)
                    unusual = text[0] in _UNUSUAL_ENDS or text[-1] in _UNUSUAL_ENDS
                    opening = self._text_opening(value, cell) if unusual else cell.text_opening
                    parts += (cell.reference, here, opening, text, here.join(cell.text_closing))
                    continue
            elif value is not None:
                content = self._content(number, value, cell)
                if content:
                    parts += (cell.reference, here, content, here.join(cell.closing))
                    continue
            parts += (cell.reference, here, here.join(cell.blank))
        parts.append(b"</row>")

    def _content(self, number: int, value: DesignValue, cell: CellMarkup) -> bytes | None:
        """What stands between the reference of a cell and its end tag; None where nothing is left of a text."""
        if isinstance(value, str):
            text = plain_text(value)
            if not text:
                return None
            self._digest.add(number, cell.column, text)
            return self._text_opening(text, cell) + escape_xml(written_text(text)).encode() + b"</t></is>"
        self._digest.add(number, cell.column, value)
        if isinstance(value, date):
            return f'" s="{self._day_style(cell.look)}"><v>{_serial(value, self._first_day):.15g}</v>'.encode()
        return f'" s="{cell.style}"><v>{value!r}</v>'.encode()

    def _text_opening(self, text: str, cell: CellMarkup) -> bytes:
        """How the cell of a text goes on behind its reference: one may look like a formula, or have spaces at an end."""
        opening = cell.text_opening
        if text[0] in _FORMULA_STARTS:
            opening = text_opening(self._style_of(cell.look, True))
        if text[0].isspace() or text[-1].isspace():
            opening = opening[:-1] + b' xml:space="preserve">'
        return opening

    def _day_style(self, look: Look) -> int:
        style = self._day_styles.get(id(look))  # by identity, as in `_markup`
        if style is None:
            style = self._day_styles[id(look)] = self._style_of(shown_as_date(look), False)
        return style


def filled(frame: str, table: CellTable) -> Iterator[bytes]:
    """A sheet without cells, as openpyxl writes it, with rows, merged blocks and links at their places."""
    pieces = _SHEET_DATA.split(frame)
    before, page, rest = pieces[-1].partition("<printOptions")
    if len(pieces) != 2 or not page:
        raise AssertionError("openpyxl writes a sheet differently than it used to")
    yield _DIMENSION.sub(f'<dimension ref="{table.used_area()}"', pieces[0], count=1).encode()
    yield b"<sheetData>"
    yield from table.rows()
    yield f"</sheetData>{before}".encode()
    yield from table.merged_blocks()
    yield table.choices().encode()
    yield from table.links()
    yield f"{page}{rest}".encode()


@lru_cache(maxsize=4_096)
def _height(height: float | None) -> bytes:
    """How a row's start tag goes on behind its number; few rows of a sheet differ in it."""
    return b"" if height is None else f'" ht="{height:g}" customHeight="1'.encode()


def _in_pieces(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Many short parts, none empty, as few longer ones: each piece is compressed by a call of its own."""
    while piece := b"".join(islice(parts, _PARTS_A_PIECE)):
        yield piece


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
            if value is None:
                continue
            if value.__class__ is str:
                if value and value[0] in _FORMULA_STARTS:
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
    if isinstance(link, Where):  # as nearly all links are: what depends on the sheet alone is quoted once
        place = link.a1
        return f' location="{_sheet_start(link.sheet)}{place}" tooltip="{_start_of_tip(link.sheet)}{place}"'
    tip = f" tooltip={quoted_xml(link.tip)}" if link.tip else ""
    return f' location="{_sheet_start(link.sheet)}{link.a1}"{tip}'


@lru_cache(maxsize=64)
def _start_of_tip(sheet: str) -> str:
    """How the tip of a link to a cell of this sheet begins, inside an attribute."""
    return quoted_xml(start_of_tip(sheet))[1:-1]


@lru_cache(maxsize=64)
def _sheet_start(name: str) -> str:
    """How a place in this sheet begins, inside an attribute."""
    return quoted_xml("'" + name.replace("'", "''") + "'!")[1:-1]


def _serial(value: date, first_day: datetime) -> float:
    """The day number, a time of day as its fraction."""
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    past = moment - first_day
    return past.days + past.seconds / 86_400
