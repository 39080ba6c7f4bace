"""Which cells of a book hold text of an old encoding, and how they read in Unicode."""

from __future__ import annotations

from enum import Enum

from sheetsync.core.book import BookContent, CellNote, SheetContent, TextRun
from sheetsync.core.cells import a1
from sheetsync.core.old_encodings import goes_with_letter_before, has_unicode_letters, is_doubtful, is_old_text, readable
from sheetsync.records import dataclass


class LeftBecause(Enum):
    """Why a cell with old text stays as it is."""

    FORMULA = "formula"
    HEADING_OF_TABLE = "heading-of-table"


@dataclass(frozen=True, slots=True)
class OldText:
    """One cell with old text. font: the old font; runs: the parts of its text in Unicode, as many as the cell has (one for a
    plain cell). doubtful: the text would be Vietnamese without the font as well."""

    sheet: str
    row: int
    column: int
    font: str
    before: str
    runs: tuple[str, ...]
    doubtful: bool = False
    left: LeftBecause | None = None

    @property
    def cell(self) -> str:
        return a1(self.row, self.column)

    @property
    def after(self) -> str:
        return "".join(self.runs)


def old_texts(content: BookContent) -> tuple[OldText, ...]:
    """Every cell with old text, by sheet, row and column. Sheets of ours have none: what is in them we wrote."""
    return tuple(found for sheet in content.sheets if sheet.own is None for found in _of_sheet(sheet))


def unicode_runs(text: str, note: CellNote | None) -> tuple[str, ...] | None:
    """The parts of a cell's text in Unicode, as many as the cell has; None where the text is not in an old encoding."""
    if note is None or note.font is None:
        return None
    runs = note.runs or (TextRun(text, note.font),)
    if "".join(run.text for run in runs) != text or not _holds_old_text(runs):
        return None
    converted = []
    for run in _with_whole_letters(runs):
        keeps = run.font is None or has_unicode_letters(run.text)
        converted.append(run.text if keeps or run.font is None else readable(run.text, run.font))
    return tuple(converted)


def _of_sheet(sheet: SheetContent) -> list[OldText]:
    found = []
    for (row, column), note in sorted(sheet.notes.items(), key=lambda item: item[0]):
        text = sheet.value(row, column)
        if not isinstance(text, str) or note.font is None:
            continue
        runs = unicode_runs(text, note)
        if runs is None:
            continue
        left = LeftBecause.FORMULA if note.formula else None
        found.append(OldText(sheet.name, row, column, note.font, text, runs, doubtful=is_doubtful(text), left=left))
    return found


def _holds_old_text(runs: tuple[TextRun, ...]) -> bool:
    """Parts in one font are judged together, so that a short one is not judged alone."""
    by_font: dict[str, str] = {}
    for run in runs:
        if run.font is not None and not has_unicode_letters(run.text):
            by_font[run.font] = by_font.get(run.font, "") + run.text
    return any(is_old_text(text, font) for font, text in by_font.items())


def _with_whole_letters(runs: tuple[TextRun, ...]) -> list[TextRun]:
    """The same runs, with a mark that begins one moved to the letter it belongs to."""
    whole: list[TextRun] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and last.font and run.font and goes_with_letter_before(run.text, run.font, last.text, last.font):
            whole[-1] = TextRun(last.text + run.text[0], last.font)
            run = TextRun(run.text[1:], run.font)
        whole.append(run)
    return whole
