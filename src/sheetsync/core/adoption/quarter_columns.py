"""Columns that an office has once for each quarter (`Trạng thái quý I`, `Trạng thái quý II`): one of them is the column that is
meant now, and which one a person should say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sheetsync.core.adoption.proposal import DOUBTFUL, WORTH_A_GUESS, ColumnGuess, Proposal, SheetGuess, Verdict
from sheetsync.core.book import BookContent
from sheetsync.core.columns import quarter_named
from sheetsync.core.shared_sheets import PERSON
from sheetsync.records import replace

Filled = Callable[[SheetGuess, ColumnGuess], bool]


def with_one_quarter(proposal: Proposal, content: BookContent, *, as_of: date) -> Proposal:
    """The proposal with the columns of one quarter taken, doubtfully: the last one with anything in it, but in the plan's own
    year none after the present one. Results are left alone: theirs are understood by quarter whenever a book is read."""

    def filled(guess: SheetGuess, column: ColumnGuess) -> bool:
        sheet = content.sheet(guess.name)
        return any(sheet.value(row, column.column) is not None for row in range(guess.last_row + 1, sheet.last_row + 1))

    now = (as_of.month + 2) // 3 if as_of.year == proposal.year else 4
    sheets = [sheet for sheet in proposal.sheets if sheet.verdict is not Verdict.OTHER]
    for key in sorted({key for sheet in sheets for key in _repeated(sheet)}):
        chosen = _chosen(key, [sheet for sheet in sheets if key in _repeated(sheet)], filled, now)
        sheets = [replace(sheet, columns=tuple(_of_quarter(sheet, key, chosen))) for sheet in sheets]
    changed = {sheet.name: sheet for sheet in sheets}
    return replace(proposal, sheets=tuple(changed.get(sheet.name, sheet) for sheet in proposal.sheets))


def best_meaning(column: ColumnGuess) -> tuple[str, int]:
    """What a column would be if no other were it: ("", 0) for nothing."""
    own = [(column.key, column.confidence)] if column.key else []
    return max([*own, *column.others], key=lambda meaning: meaning[1], default=("", 0))


def _repeated(sheet: SheetGuess) -> set[str]:
    """The meanings that columns of several quarters have, and no column of the whole year."""
    quarters: dict[str, set[int]] = {}
    for key, quarter, _ in _by_quarter(sheet.columns):
        quarters.setdefault(key, set()).add(quarter)
    whole_year = {column.key for column in sheet.columns if quarter_named(column.heading) is None}
    return {key for key, found in quarters.items() if len(found) > 1 and key not in whole_year}


def _by_quarter(columns: Iterable[ColumnGuess]) -> Iterator[tuple[str, int, ColumnGuess]]:
    """(best meaning, quarter, column) of each column that names a quarter."""
    for column in columns:
        quarter = quarter_named(column.heading)
        key, score = best_meaning(column)
        if quarter is not None and score >= WORTH_A_GUESS and key != PERSON and not key.startswith("result-"):
            yield key, quarter, column


def _chosen(key: str, sheets: Iterable[SheetGuess], filled: Filled, now: int) -> int:
    found = [(quarter, sheet, column) for sheet in sheets for one, quarter, column in _by_quarter(sheet.columns) if one == key]
    quarters = sorted({quarter for quarter, _, _ in found})
    last = max((quarter for quarter, sheet, column in found if filled(sheet, column)), default=quarters[0])
    return max((quarter for quarter in quarters if quarter <= min(last, now)), default=quarters[0])


def _of_quarter(sheet: SheetGuess, key: str, chosen: int) -> Iterator[ColumnGuess]:
    """The sheet's columns, of those that may be `key` by quarter only the chosen quarter's being it."""
    concerned = {column.column: quarter for one, quarter, column in _by_quarter(sheet.columns) if one == key}
    whole_year = any(column.key == key and column.column not in concerned for column in sheet.columns)
    given = whole_year
    for column in sheet.columns:
        quarter = concerned.get(column.column)
        if quarter is None or (whole_year and column.key != key):
            yield column
        elif quarter == chosen and not given:
            given = True
            yield with_key(column, key, DOUBTFUL)
        else:
            yield with_key(column, None)


def with_key(column: ColumnGuess, key: str | None, most: int = 100) -> ColumnGuess:
    """The column as another field, or as none, with what it was before among what it may be; most: the most confidence."""
    scores = dict(column.others)
    if column.key:
        scores[column.key] = max(column.confidence, scores.get(column.key, 0))
    confidence = min(scores.pop(key, most), most) if key else 0
    others = sorted(scores.items(), key=lambda other: -other[1])
    return replace(column, key=key, confidence=confidence, others=tuple(others))
