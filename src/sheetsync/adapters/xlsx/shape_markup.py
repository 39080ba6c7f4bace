"""The markup that all rows of one shape share, in UTF-8: made once, so that a row only puts its number and its texts in."""

from __future__ import annotations

from collections.abc import Callable

from sheetsync.core.cells import column_letters
from sheetsync.core.sheets.design import Block, RowShape
from sheetsync.core.sheets.looks import Look
from sheetsync.records import dataclass

_ROW = "\x01"  # stands for the row's number until the markup is taken apart there

StyleOf = Callable[[Look, bool], int]
"""The index of the cell format of a look; True: with the mark that keeps a text a text when somebody edits the cell."""


@dataclass(frozen=True, slots=True)
class CellMarkup:
    """A block of a shape. reference: up to the row's number. What ends a cell goes on with the cells that the block covers, and
    is in pieces, between which the row's number stands: `text_closing` ends a text, `closing` other content, `blank` none.
    """

    column: int
    column_digits: bytes
    look: Look
    style: int
    reference: bytes
    text_opening: bytes
    text_closing: list[bytes]
    closing: list[bytes]
    blank: list[bytes]

    @classmethod
    def of(cls, block: Block, style: int) -> CellMarkup:
        covered = range(block.first + 1, block.last + 1)
        rest = "".join(f'<c r="{column_letters(column)}{_ROW}" s="{style}"/>' for column in covered)
        return cls(
            column=block.first,
            column_digits=b"%d" % block.first,
            look=block.look,
            style=style,
            reference=f'<c r="{column_letters(block.first)}'.encode(),
            text_opening=text_opening(style),
            text_closing=_between_numbers(f"</t></is></c>{rest}"),
            closing=_between_numbers(f"</c>{rest}"),
            blank=_between_numbers(f'" s="{style}"/>{rest}'),
        )


class ShapeMarkup:
    """The cells of a shape, and its merged blocks, between whose pieces the row's number stands."""

    def __init__(self, shape: RowShape, style_of: StyleOf) -> None:
        self.shape = shape
        self.cells = [CellMarkup.of(block, style_of(block.look, False)) for block in shape.blocks]
        joined = [(column_letters(block.first), column_letters(block.last)) for block in shape.blocks if block.last > block.first]
        self.merged_count = len(joined)
        merged = "".join(f'<mergeCell ref="{first}{_ROW}:{last}{_ROW}"/>' for first, last in joined)
        self.merged = _between_numbers(merged) if merged else []


def text_opening(style: int) -> bytes:
    """What stands between a cell's reference and its text."""
    return b'" s="%d" t="inlineStr"><is><t>' % style


def _between_numbers(markup: str) -> list[bytes]:
    return markup.encode().split(_ROW.encode())
