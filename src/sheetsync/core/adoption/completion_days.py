"""`Ngày hoàn thành` is when a task was finished, or when it should be: told apart by a column beside it that says `thực tế`,
and by the rows of tasks that are not finished, in which only a deadline stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheetsync.core.adoption.column_profile import LOOKED_AT_ROWS
from sheetsync.core.adoption.proposal import DOUBTFUL, SURE, WORTH_A_GUESS, ColumnGuess, Proposal, SheetGuess, Verdict
from sheetsync.core.adoption.quarter_columns import best_meaning, with_key
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.readings import Status
from sheetsync.core.statuses import read_status
from sheetsync.core.values import unaccented
from sheetsync.records import dataclass, replace

_ACTUAL = re.compile(r"\b(?:thuc te|actual|actually)\b")
_DAY, _DUE = "completed_on", "due"
_MOSTLY = 0.5
_A_FEW = 2
_LIKELY = 90
"""How sure a deadline is that is called a day of completion, has the real one beside it, and stands in unfinished tasks' rows."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of unfinished tasks, and in how many of them a column is filled."""

    unfinished: int = 0
    filled: int = 0

    def with_more(self, other: _Rows) -> _Rows:
        return _Rows(self.unfinished + other.unfinished, self.filled + other.filled)

    @property
    def of_a_deadline(self) -> bool:
        return self.unfinished > 0 and self.filled >= _MOSTLY * self.unfinished


def with_completion_days(proposal: Proposal, content: BookContent) -> Proposal:
    """The proposal with deadlines and days of completion told apart; what stays open is doubtful, so that it is asked about."""
    tabs = [sheet for sheet in proposal.sheets if sheet.verdict is not Verdict.OTHER]
    known = _Known()
    for sheet in tabs:
        if (plain := _plain(sheet)) is not None:
            known.add(sheet, plain, _rows(sheet, content.sheet(sheet.name), plain))
    changed = {sheet.name: replace(sheet, columns=_told_apart(sheet, known)) for sheet in tabs}
    sheets = tuple(changed.get(sheet.name, sheet) for sheet in proposal.sheets)
    # a configured heading that means nothing here must not be read as what it means elsewhere
    beside = [column for sheet in changed.values() if (actual := _actual(sheet)) for column in (_plain(sheet), actual) if column]
    unused = {column.alias_key for column in beside if column.key is None} - {column.alias_key for column in beside if column.key}
    return replace(proposal, sheets=sheets, settled=proposal.settled | unused)


class _Known:
    """What all tabs say of the headings that may mean both: a heading cannot mean two things in one book. beside: those that
    stand beside the real day; elsewhere: those that on some other tab can be nothing but the day of completion."""

    def __init__(self) -> None:
        self.rows: dict[str, _Rows] = {}
        self.beside: set[str] = set()
        self.elsewhere: set[str] = set()

    def add(self, sheet: SheetGuess, plain: ColumnGuess, rows: _Rows) -> None:
        alias = plain.alias_key
        self.rows[alias] = self.rows.get(alias, _Rows()).with_more(rows)
        if _actual(sheet) is not None:
            self.beside.add(alias)
        elif _deadline(sheet) is not None or (rows.unfinished and not rows.of_a_deadline):
            self.elsewhere.add(alias)


def _told_apart(sheet: SheetGuess, known: _Known) -> tuple[ColumnGuess, ...]:
    plain, actual, deadline = _plain(sheet), _actual(sheet), _deadline(sheet)
    if plain is None:
        return sheet.columns
    alias, rows = plain.alias_key, known.rows[plain.alias_key]
    if actual is None:
        if alias in known.beside - known.elsewhere:
            return _replaced(sheet, {plain.column: replace(with_key(plain, _DUE), confidence=DOUBTFUL)})
        doubtful = plain.key == _DAY and deadline is None and rows.of_a_deadline and rows.unfinished >= _A_FEW
        return _replaced(sheet, {plain.column: _with_doubt(plain)}) if doubtful else sheet.columns
    if alias in known.elsewhere:
        return _replaced(sheet, {plain.column: _with_doubt(plain), actual.column: with_key(actual, None)})
    changed = {actual.column: with_key(actual, _DAY)}
    if deadline is not None and deadline.confidence >= SURE:
        changed[plain.column] = with_key(plain, None)
    else:
        changed[plain.column] = replace(with_key(plain, _DUE), confidence=_LIKELY if rows.of_a_deadline else DOUBTFUL)
        if deadline is not None:
            changed[deadline.column] = with_key(deadline, None)
    return _replaced(sheet, changed)


def _with_doubt(plain: ColumnGuess) -> ColumnGuess:
    """The column as a day of completion that may as well be a deadline."""
    others = dict(plain.others) | {_DUE: DOUBTFUL - 5}
    return with_key(replace(plain, others=tuple(others.items())), _DAY, DOUBTFUL)


def _replaced(sheet: SheetGuess, changed: Mapping[int, ColumnGuess]) -> tuple[ColumnGuess, ...]:
    return tuple(changed.get(column.column, column) for column in sheet.columns)


def _actual(sheet: SheetGuess) -> ColumnGuess | None:
    """The column of the real day, if its heading says so."""
    return next((column for column in sheet.columns if _says_actual(column) and _may_be_the_day(column)), None)


def _plain(sheet: SheetGuess) -> ColumnGuess | None:
    """The column whose heading speaks of completion and of nothing that would tell which."""
    for column in sheet.columns:
        key, score = best_meaning(column)
        if key == _DAY and score >= SURE and not _says_actual(column) and column.key in (_DAY, _DUE, None):
            return column
    return None


def _deadline(sheet: SheetGuess) -> ColumnGuess | None:
    """Another column that is taken for the deadline."""
    return next(
        (column for column in sheet.columns if column.key == _DUE and column not in (_plain(sheet), _actual(sheet))), None
    )


def _says_actual(column: ColumnGuess) -> bool:
    return _ACTUAL.search(unaccented(column.heading)) is not None


def _may_be_the_day(column: ColumnGuess) -> bool:
    scores = dict(column.others) | ({column.key: column.confidence} if column.key else {})
    return scores.get(_DAY, 0) >= WORTH_A_GUESS


def _rows(guess: SheetGuess, sheet: SheetContent, column: ColumnGuess) -> _Rows:
    status = guess.column("status")
    unfinished = filled = 0
    last = min(sheet.last_row, guess.last_row + LOOKED_AT_ROWS) if status is not None else 0
    for row in range(guess.last_row + 1, last + 1):
        text = sheet.value(row, status.column) if status is not None else None
        reading = read_status(text) if isinstance(text, str) else None
        meant = (reading.status or reading.suggestion) if reading is not None else None
        if meant not in (None, Status.DONE):
            unfinished += 1
            filled += sheet.value(row, column.column) is not None
    return _Rows(unfinished, filled)
