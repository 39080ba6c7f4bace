"""Finds the heading rows of a table nobody described, and guesses which column is which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from sheetsync.core.adoption.cell_evidence import evidence, unheaded
from sheetsync.core.adoption.column_profile import ColumnCells, ColumnProfile
from sheetsync.core.adoption.heading_words import KNOWN, HeadingWords, tells_a_start
from sheetsync.core.adoption.proposal import WORTH_A_GUESS, ColumnGuess
from sheetsync.core.book import SheetContent
from sheetsync.core.columns import MAX_HEADING_ROWS, KnownHeadings, WrittenHeading, heading_blocks, heading_key

Block = tuple[int, int, list[WrittenHeading]]

_SEARCHED_ROWS = 40
"""Headings of strangers' tables are looked for in so many rows."""
_MERGED_ROWS = 2
"""Headings are merged downwards over so many rows."""
_LONGEST_HEADING = 120
_FEWEST_HEADINGS = 3
_KNOWN_ENOUGH = 0.6
_LEAST_OF_KNOWN = 60
"""Cells that do not fit never lower the confidence in a configured heading further: people type anything."""
_RUNNERS_UP = 3


class ColumnGuesser:
    """Guesses the columns of sheets by the configured headings."""

    def __init__(self, known: KnownHeadings) -> None:
        self._words = HeadingWords(known)

    def guess(self, sheet: SheetContent) -> tuple[int, int, tuple[ColumnGuess, ...]] | None:
        """(first heading row, last heading row, the columns from left to right); None where nothing looks like a table."""
        blocks = [block for block in self._candidates(sheet) if self._could_be_headings(sheet, block)]
        cells = _Cells(sheet)
        by_words = [(self._worth_of_words(block), block) for block in blocks]
        best = max((worth for worth, _ in by_words), default=0.0)
        if best < _FEWEST_HEADINGS * _KNOWN_ENOUGH:
            by_words = [(self._worth_with_cells(cells, block), block) for block in blocks]
            best = max((worth for worth, _ in by_words), default=0.0)
        if best <= 0:
            return None
        # of equally good ones the one with fewer rows, so without titles above, then the first: later ones are repetitions
        _, (first, last, written) = max(by_words, key=lambda found: (round(found[0], 3), found[1][0] - found[1][1]))
        last = max(last, _merged_down(sheet, first, last))
        return first, last, self._columns(cells, last, written)

    def _candidates(self, sheet: SheetContent) -> list[Block]:
        limit = sheet.first_row + _SEARCHED_ROWS
        return list(takewhile(lambda block: block[0] < limit, heading_blocks(sheet)))

    def _could_be_headings(self, sheet: SheetContent, block: Block) -> bool:
        """Several short texts and nothing else, not merely one text merged over the table."""
        first, last, written = block
        rows = sheet.rows[first - sheet.first_row : last + 1 - sheet.first_row]
        only_texts = all(value is None or isinstance(value, str) for cells in rows for value in cells)
        return (
            only_texts and len(written) >= _FEWEST_HEADINGS and all(len(heading.last) <= _LONGEST_HEADING for heading in written)
        )

    def _worth_of_words(self, block: Block) -> float:
        """How many columns the words name, each by what they fit best."""
        best: dict[str, int] = {}
        for written in block[2]:
            scores = self._heading(written)
            if scores:
                key = max(scores, key=lambda key: scores[key])
                best[key] = max(best.get(key, 0), scores[key])
        return sum(best.values()) / 100

    def _worth_with_cells(self, cells: _Cells, block: Block) -> float:
        found = self._columns(cells, block[1], block[2])
        return sum(guess.confidence for guess in found if guess.key) / 100

    def _heading(self, written: WrittenHeading) -> dict[str, int]:
        """Scores of a heading over one or more rows: of the rows together, else of the last one alone, a little lower."""
        scores = self._words.scores(_joined(written))
        if len(written.texts) > 1:
            for key, score in self._words.scores(written.last).items():
                scores[key] = max(scores.get(key, 0), score - 5)
        return scores

    def _columns(self, cells: _Cells, heading_row: int, block: Sequence[WrittenHeading]) -> tuple[ColumnGuess, ...]:
        candidates: dict[int, dict[str, int]] = {
            written.column: self._confidences(
                cells.column(written.column).below(heading_row), written, leftmost=written is block[0]
            )
            for written in block
        }
        ranked = sorted(
            ((score, column, key) for column, scores in candidates.items() for key, score in scores.items()),
            key=lambda found: (-found[0], found[1]),
        )
        given: dict[int, tuple[str, int]] = {}
        used: set[str] = set()
        for score, column, key in ranked:
            if score >= WORTH_A_GUESS and column not in given and key not in used:
                given[column] = (key, score)
                used.add(key)
        return tuple(_guess(written, given.get(written.column), candidates[written.column]) for written in block)

    def _confidences(self, cells: ColumnProfile, written: WrittenHeading, *, leftmost: bool) -> dict[str, int]:
        words = self._heading(written)
        if not heading_key(_joined(written)):
            return {}  # nothing but brackets or dots: a name that could not be found again
        found = {} if tells_a_start(_joined(written)) else unheaded(cells, leftmost=leftmost)
        for key, score in words.items():
            speaks = evidence(key, cells)
            if speaks is None:
                confidence = score
            elif speaks >= 0:
                confidence = round(score + (100 - score) * 0.5 * speaks)
            else:
                confidence = round(score * (1 + 0.6 * speaks))
            if score == KNOWN:
                confidence = max(confidence, _LEAST_OF_KNOWN)
            found[key] = max(found.get(key, 0), confidence)
        return found


class _Cells:
    """The columns of a sheet, each looked at when it is first asked for."""

    def __init__(self, sheet: SheetContent) -> None:
        self._sheet = sheet
        self._columns: dict[int, ColumnCells] = {}

    def column(self, number: int) -> ColumnCells:
        if number not in self._columns:
            last = self._sheet.first_row + _SEARCHED_ROWS + MAX_HEADING_ROWS + _MERGED_ROWS
            self._columns[number] = ColumnCells(self._sheet, number, last)
        return self._columns[number]


def heading_of(written: WrittenHeading) -> str:
    """The heading by which a column is known: its rows together, or, where that is no heading any more, the last."""
    joined = _joined(written)
    return joined if len(joined) <= _LONGEST_HEADING else written.last


def _joined(written: WrittenHeading) -> str:
    return " ".join(written.texts)


def _guess(written: WrittenHeading, given: tuple[str, int] | None, scores: dict[str, int]) -> ColumnGuess:
    key, confidence = given or (None, 0)
    others = sorted(
        ((score, other) for other, score in scores.items() if other != key and score >= 20), key=lambda found: -found[0]
    )
    return ColumnGuess(
        written.column, heading_of(written), key, confidence, tuple((other, score) for score, other in others[:_RUNNERS_UP])
    )


def _merged_down(sheet: SheetContent, first: int, last: int) -> int:
    """The last row over which a heading of the block is merged downwards, as far as nothing else stands there."""
    ends = [area.last_row for area in sheet.merged if first <= area.first_row <= last < area.last_row <= last + _MERGED_ROWS]
    for end in sorted(ends, reverse=True):
        rows = sheet.rows[last + 1 - sheet.first_row : end + 1 - sheet.first_row]
        if not any(value is not None for cells in rows for value in cells):
            return end
    return last
