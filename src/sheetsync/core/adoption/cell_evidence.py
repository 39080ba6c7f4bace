"""What the cells below a heading say about a column: statuses, dates, document numbers, ids, shares, long texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

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
_LONG = 12
_ID = re.compile(r"(?=.*\d)[\w]{1,8}(?:[./-][\w]{1,6}){0,5}")
_DAY = re.compile(r"[\d./-]*\d{1,2}[./-]\d{2,4}|\d+")
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
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


def profile(sheet: SheetContent, column: int, heading_row: int) -> ColumnProfile:
    """The profile of a column below its heading."""
    j = column - sheet.first_column
    start = heading_row + 1 - sheet.first_row
    values: list[CellValue] = []
    percents = 0
    for i, cells in enumerate(sheet.rows[start : start + LOOKED_AT_ROWS], heading_row + 1):
        value = cells[j] if 0 <= j < len(cells) else None
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        values.append(value)
        note = sheet.notes.get((i, column))
        percents += (note is not None and note.percent) or (
            isinstance(value, str) and _PERCENT.fullmatch(value.strip()) is not None
        )
    return _profile(values, percents) if values else ColumnProfile()


def _profile(values: Sequence[CellValue], percents: int) -> ColumnProfile:
    count = len(values)
    texts = [value.strip() for value in values if isinstance(value, str)]
    keys = [match_key(text) for text in texts]
    short = [text for text in texts if len(text) <= _SHORT]
    readings = [read_status(text) for text in short]
    dates = [
        read_date(value, plan_year=2000)
        for value in values
        if isinstance(value, date) or (isinstance(value, str) and len(value) < 60)
    ]
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    shown = [display_text(value).strip() for value in values]

    def share(number: int) -> float:
        return number / count

    return ColumnProfile(
        filled=count,
        statuses=share(sum(reading.status is not None for reading in readings)),
        like_statuses=share(sum(reading.status is not None or reading.suggestion is not None for reading in readings)),
        days=share(sum(reading.kind in _DAYS for reading in dates)),
        periods=share(sum(reading.kind in _NO_DAYS for reading in dates)),
        documents=share(sum(bool(find_document_numbers(text)) for text in texts if len(text) <= 80)),
        ids=share(sum(_ID.fullmatch(text) is not None and _DAY.fullmatch(text) is None for text in shown)),
        shares=share(sum(0 <= value <= 100 for value in numbers) + sum(_PERCENT.fullmatch(text) is not None for text in texts)),
        percent_signs=share(percents),
        roles=share(sum(key in _ROLES for key in keys)),
        cadences=share(sum(key in _CADENCES for key in keys)),
        bases=share(sum(key in _BASES for key in keys)),
        texts=share(len(texts)),
        numbers=share(len(numbers)),
        different=share(len(set(shown))),
        length=sum(map(len, texts)) / len(texts) if texts else 0,
        consecutive=_consecutive(shown),
    )


def _consecutive(shown: Sequence[str]) -> bool:
    """Mostly whole numbers that go up by one, beginning anew now and then."""
    numbers = [int(text.rstrip(".")) for text in shown if re.fullmatch(r"[0-9]{1,4}\.?", text)]
    if len(numbers) < 2 or len(numbers) * 2 < len(shown):
        return False
    steps = sum(later in (earlier + 1, 1) for earlier, later in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def evidence(key: str, cells: ColumnProfile) -> float | None:  # noqa: PLR0911 - one return for each kind of column
    """How the cells speak for (up to 1) or against (down to -1) a column's being this one; None where they say nothing."""
    if cells.filled == 0:
        return None
    share = _signature(key, cells)
    if share is not None:
        return share if share >= 0.5 else share - 1 if cells.filled >= 3 else None
    if key == "evidence":
        return cells.documents if cells.documents >= 0.3 else -max(cells.days, cells.numbers, cells.statuses)
    against = max(cells.days, cells.statuses, cells.numbers if key != "note" else 0, cells.percent_signs)
    if against > 0.6:
        return -against
    if key == "task":
        return 0.5 if cells.texts >= 0.8 and cells.length >= _LONG else -0.5 if cells.length < 6 else None
    if key == "lead":
        return 0.3 if cells.different <= 0.6 and cells.length <= 40 else None
    return None


def _signature(key: str, cells: ColumnProfile) -> float | None:  # noqa: PLR0911 - one return for each kind of column
    """The share of cells that look like this column's, for columns whose cells can be known."""
    match key:
        case "status":
            return max(cells.statuses, 0.8 * cells.like_statuses)
        case "due":
            return cells.days + cells.periods
        case "completed_on":
            return cells.days
        case "progress":
            return max(cells.shares, cells.percent_signs)
        case "number":
            return 1.0 if cells.consecutive else 0.5 if cells.length <= 5 else 0.0
        case "task_id":
            return cells.ids if cells.different >= 0.8 else cells.ids / 2
        case "role":
            return cells.roles
        case "cadence":
            return cells.cadences
        case "due_basis":
            return cells.bases
    return None


def unheaded(cells: ColumnProfile, *, leftmost: bool) -> dict[str, int]:
    """By column key, the confidence that the cells alone give, whatever the heading says. Modest: a person should look.
    leftmost: it is the table's first column, the only one whose ordinal numbers number its rows."""
    found: dict[str, int] = {}
    if cells.filled < 2:
        return found
    if cells.statuses >= 0.6:
        found["status"] = round(50 + 30 * cells.statuses)
    elif cells.like_statuses >= 0.7:
        found["status"] = round(40 + 20 * cells.like_statuses)
    if cells.documents >= 0.6:
        found["evidence"] = round(45 + 20 * cells.documents)
    if cells.percent_signs >= 0.6:
        found["progress"] = round(40 + 25 * cells.percent_signs)
    if cells.consecutive and leftmost:
        found["number"] = 65
    elif cells.ids >= 0.8 and cells.different >= 0.9:
        found["task_id"] = 55
    if cells.days + cells.periods >= 0.6:
        found["due"] = round(35 + 15 * (cells.days + cells.periods))
    if cells.days >= 0.6:
        found["completed_on"] = round(35 + 10 * cells.days)
    if cells.roles >= 0.8:
        found["role"] = 70
    if cells.cadences >= 0.8:
        found["cadence"] = 70
    if cells.texts >= 0.8 and cells.length >= 15 and cells.different >= 0.8 and cells.documents < 0.5:
        found["task"] = 45
    return found
