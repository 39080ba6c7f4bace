"""What the cells below a heading hold: statuses, dates, document numbers, ids, shares, long texts, in shares of all of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add, sub
from typing import NamedTuple

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.dates import read_date
from sheetsync.core.documents import find_document_numbers
from sheetsync.core.plan import Cadence, DueBasis, Role
from sheetsync.core.readings import DateKind
from sheetsync.core.statuses import read_status
from sheetsync.core.values import display_text, match_key
from sheetsync.records import dataclass

LOOKED_AT_ROWS = 200
"""So many rows below the headings are looked at: more would not change a guess."""
_SHORT = 30
_ID = re.compile(r"(?=.*\d)[\w]{1,8}(?:[./-][\w]{1,6}){0,5}")
_DAY = re.compile(r"[\d./-]*\d{1,2}[./-]\d{2,4}|\d+")
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_ORDINAL = re.compile(r"[0-9]{1,4}\.?")
_ROLES = {match_key(role.value) for role in Role}
_CADENCES = {match_key(cadence.value) for cadence in Cadence} | {
    match_key(text) for text in ("hàng tháng", "hàng quý", "hàng năm")
}
_BASES = {match_key(basis.value) for basis in DueBasis if basis.value}
_DAYS = (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED)
_NO_DAYS = (DateKind.PERIOD_END, DateKind.OPEN_ENDED)


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Shares (0–1) of the non-blank cells of a column. filled: their number; different: share of different values;
    length: the mean length of the texts; consecutive: 1, 2, 3 … as a column of ordinal numbers has them."""

    filled: int = 0
    statuses: float = 0
    like_statuses: float = 0
    days: float = 0
    periods: float = 0
    documents: float = 0
    ids: float = 0
    shares: float = 0
    percent_signs: float = 0
    roles: float = 0
    cadences: float = 0
    bases: float = 0
    texts: float = 0
    numbers: float = 0
    different: float = 0
    length: float = 0
    consecutive: bool = False


class _Facts(NamedTuple):
    """What a cell counts for in each share of the profile; letters: the length of its text."""

    statuses: int = 0
    like_statuses: int = 0
    days: int = 0
    periods: int = 0
    documents: int = 0
    ids: int = 0
    shares: int = 0
    percent_signs: int = 0
    roles: int = 0
    cadences: int = 0
    bases: int = 0
    texts: int = 0
    numbers: int = 0
    letters: int = 0


class ColumnCells:
    """One column of a sheet, looked at once: many rows may be the heading, and each has nearly the same cells below it."""

    def __init__(self, sheet: SheetContent, column: int, last_heading_row: int) -> None:
        """last_heading_row: the last row that may be asked about."""
        j = column - sheet.first_column
        self._rows: list[int] = []  # of the cells that are not blank
        self._shown: list[str] = []
        facts: list[tuple[int, ...]] = []
        end = last_heading_row + LOOKED_AT_ROWS + 1 - sheet.first_row
        for row, cells in enumerate(sheet.rows[: max(end, 0)], sheet.first_row):
            value = cells[j] if 0 <= j < len(cells) else None
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            note = sheet.notes.get((row, column))
            found = _of_text(value) if isinstance(value, str) else _of_value(value)
            if note is not None and note.percent:
                found = found._replace(percent_signs=1)
            self._rows.append(row)
            self._shown.append(display_text(value).strip())
            facts.append(found)
        # up to each cell: what all before it count for
        self._sums: list[tuple[int, ...]] = list(accumulate(facts, _added, initial=tuple(_Facts())))
        self._ordinals = _Ordinals(self._shown)

    def below(self, heading_row: int) -> ColumnProfile:
        """The profile of the cells below a heading."""
        start = bisect_left(self._rows, heading_row + 1)
        end = bisect_left(self._rows, heading_row + 1 + LOOKED_AT_ROWS)
        count = end - start
        if count == 0:
            return ColumnProfile()
        total = _Facts(*map(sub, self._sums[end], self._sums[start]))
        return ColumnProfile(
            filled=count,
            statuses=total.statuses / count,
            like_statuses=total.like_statuses / count,
            days=total.days / count,
            periods=total.periods / count,
            documents=total.documents / count,
            ids=total.ids / count,
            shares=total.shares / count,
            percent_signs=total.percent_signs / count,
            roles=total.roles / count,
            cadences=total.cadences / count,
            bases=total.bases / count,
            texts=total.texts / count,
            numbers=total.numbers / count,
            different=len(set(self._shown[start:end])) / count,
            length=total.letters / total.texts if total.texts else 0,
            consecutive=self._ordinals.consecutive(start, end),
        )


def _added(sums: tuple[int, ...], facts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(add, sums, facts))


@lru_cache(maxsize=32_768)
def _of_text(value: str) -> _Facts:
    text = value.strip()
    key = match_key(text)
    reading = read_status(text) if len(text) <= _SHORT else None
    known = reading is not None and reading.status is not None
    kind = read_date(value, plan_year=2000).kind if len(value) < 60 else None
    percent = _PERCENT.fullmatch(text) is not None
    return _Facts(
        statuses=known,
        like_statuses=known or (reading is not None and reading.suggestion is not None),
        days=kind in _DAYS,
        periods=kind in _NO_DAYS,
        documents=len(text) <= 80 and bool(find_document_numbers(text)),
        ids=_is_id(text),
        shares=percent,
        percent_signs=percent,
        roles=key in _ROLES,
        cadences=key in _CADENCES,
        bases=key in _BASES,
        texts=1,
        letters=len(text),
    )


def _of_value(value: CellValue) -> _Facts:
    is_id = _is_id(display_text(value).strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Facts(ids=is_id, shares=0 <= value <= 100, numbers=1)
    return _Facts(ids=is_id, days=isinstance(value, date))


def _is_id(shown: str) -> bool:
    return _ID.fullmatch(shown) is not None and _DAY.fullmatch(shown) is None


class _Ordinals:
    """The whole numbers of a column, and how many of them follow on the one before."""

    def __init__(self, shown: Sequence[str]) -> None:
        found = [(place, int(text.rstrip("."))) for place, text in enumerate(shown) if _ORDINAL.fullmatch(text)]
        steps = (later in (earlier + 1, 1) for (_, earlier), (_, later) in pairwise(found))
        self._places = [place for place, _ in found]
        self._steps = list(accumulate(steps, initial=0))  # up to each number: how many follow on the one before

    def consecutive(self, start: int, end: int) -> bool:
        """Mostly whole numbers that go up by one, beginning anew now and then, among the cells from start to before end."""
        first, after = bisect_left(self._places, start), bisect_left(self._places, end)
        numbers = after - first
        if numbers < 2 or numbers * 2 < end - start:
            return False
        return self._steps[after - 1] - self._steps[first] >= 0.8 * (numbers - 1)
