"""Convert texts of old encodings (TCVN3, VNI) to Unicode, in a copy."""

from __future__ import annotations

from itertools import groupby

from sheetsync.core.edits import ConvertTexts, NewText
from sheetsync.core.old_literals import OldLiteral, old_literals
from sheetsync.core.old_text import LeftBecause, OldText, old_texts
from sheetsync.ports import BookWithFormulas, WriteOutcome
from sheetsync.records import dataclass, replace

UNICODE_FONT = "Times New Roman"
"""The font of official documents (decree 30/2020/NĐ-CP, annex I)."""


@dataclass(frozen=True, slots=True)
class EncodingResult:
    """converted: the cells that read otherwise in the copy; left: those with old text that stay; literals: texts in formulas,
    which are never altered, that no longer equal what was converted; outcome: None when there was nothing to convert, and nothing
    was written."""

    converted: tuple[OldText, ...]
    left: tuple[OldText, ...]
    literals: tuple[OldLiteral, ...] = ()
    outcome: WriteOutcome | None = None


def fix_encoding(book: BookWithFormulas) -> EncodingResult:
    """Convert every text cell in an old encoding. book: opened with an output, which gets the copy; the book itself stays.

    Raises BookUnreadable, BookUnwritable, ExternallyChanged.
    """
    content = book.read()
    found = old_texts(content)
    wanted = [text for text in found if text.left is None]
    left = [text for text in found if text.left is not None]
    if not wanted:
        return EncodingResult((), tuple(left))
    edits = tuple(
        ConvertTexts(sheet, tuple(NewText(text.row, text.column, text.runs) for text in texts), UNICODE_FONT)
        for sheet, texts in groupby(wanted, key=lambda text: text.sheet)
    )
    literals = old_literals(book.formulas(), wanted, [sheet.name for sheet in content.sheets])
    outcome = book.write(edits, content.version)
    stayed = set(outcome.left_cells)
    left += [replace(text, left=LeftBecause.HEADING_OF_TABLE) for text in wanted if (text.sheet, text.cell) in stayed]
    converted = tuple(text for text in wanted if (text.sheet, text.cell) not in stayed)
    return EncodingResult(converted, tuple(left), literals, outcome)
