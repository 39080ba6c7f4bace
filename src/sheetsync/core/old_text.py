"""Which cells of a book hold text of an old encoding, and how they read in Unicode."""

from __future__ import annotations

from enum import Enum

from sheetsync.core.book import BookContent, CellNote, SheetContent, TextRun
from sheetsync.core.cells import a1
from sheetsync.core.old_encodings import goes_with_letter_before, is_old_text, readable
from sheetsync.core.old_runs import Judgement, judged
from sheetsync.records import dataclass


class LeftBecause(Enum):
    """Why a cell with old text stays as it is."""

    FORMULA = "formula"
    HEADING_OF_TABLE = "heading-of-table"


@dataclass(frozen=True, slots=True)
class OldText:
    """One cell with old text. font: the old font; runs: the parts of its text in Unicode, as many as the cell has (one for a
    plain cell). doubtful: letters alone do not tell that all of it is old, or that a part of it is not."""

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
    if not note.runs:
        return (readable(text, note.font),) if is_old_text(text, note.font) else None
    judgement = _judgement(text, note)
    if judgement is None:
        return None
    return tuple(
        readable(run.text, run.font) if old and run.font else run.text
        for run, old in zip(_with_whole_letters(note.runs, judgement.old), judgement.old, strict=True)
    )


def _of_sheet(sheet: SheetContent) -> list[OldText]:
    found = []
    for (row, column), note in sorted(sheet.notes.items(), key=lambda item: item[0]):
        text = sheet.value(row, column)
        if not isinstance(text, str) or note.font is None:
            continue
        runs = unicode_runs(text, note)
        if runs is None:
            continue
        judgement = _judgement(text, note)
        doubtful = judgement is None or judgement.doubtful
        left = LeftBecause.FORMULA if note.formula else None
        found.append(OldText(sheet.name, row, column, note.font, text, runs, doubtful=doubtful, left=left))
    return found


def _judgement(text: str, note: CellNote) -> Judgement | None:
    runs = note.runs or (TextRun(text, note.font),)
    return judged(runs) if "".join(run.text for run in runs) == text else None


def _with_whole_letters(runs: tuple[TextRun, ...], old: tuple[bool, ...]) -> list[TextRun]:
    """The same runs, with a mark that begins an old one moved to the letter it belongs to."""
    whole: list[TextRun] = []
    before: int | None = None
    for place, run in enumerate(runs):
        last = whole[before] if before is not None and old[before] else None
        if old[place] and last and last.font and run.font and goes_with_letter_before(run.text, run.font, last.text, last.font):
            whole[before or 0] = TextRun(last.text + run.text[0], last.font)
            run = TextRun(run.text[1:], run.font)
        whole.append(run)
        if run.text:
            before = place
    return whole
