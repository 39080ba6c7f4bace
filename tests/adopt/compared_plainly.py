"""What headings and cells are worth, as simply as can be: every text against every known word, every cell anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from sheetsync.core.adoption.column_profile import ColumnProfile
from sheetsync.core.adoption.heading_words import WORDS
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.columns import KnownHeadings, heading_key
from sheetsync.core.dates import read_date
from sheetsync.core.documents import find_document_numbers
from sheetsync.core.plan import Cadence, DueBasis, Role
from sheetsync.core.readings import DateKind
from sheetsync.core.statuses import read_status
from sheetsync.core.values import display_text, match_key, unaccented

_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_ID = re.compile(r"(?=.*\d)[\w]{1,8}(?:[./-][\w]{1,6}){0,5}")
_NUMBER_OR_DAY = re.compile(r"[\d./-]*\d{1,2}[./-]\d{2,4}|\d+")


def scores_of(text: str, known: KnownHeadings) -> dict[str, int]:
    """The score of a heading for each column, the columns in the order in which their words are known."""
    if quarter := known.result_quarter(text):
        return {f"result-{quarter}": 100}
    scores: dict[str, int] = {}
    plain = unaccented(heading_key(text)).strip(" .:;*-/")
    if plain:
        words = [(word, key) for key, words in WORDS.items() for word in words]
        configured = [
            (unaccented(heading_key(heading)), column.key)
            for column in known.columns.values()
            for heading in (column.heading, *column.aliases)
        ]
        found = [(key, _of_word(plain, word)) for word, key in words]
        found += [(key, _of_phrase(plain, word)) for word, key in words if word != plain]
        found += [(key, _of_configured(plain, word)) for word, key in configured]
        for key, score in found:
            if score is not None and key in known.columns:
                scores[key] = max(scores.get(key, 0), score)
    meaning = known.meaning(text)
    return scores if meaning is None else {meaning[0]: 100, **{key: n for key, n in scores.items() if key != meaning[0]}}


def _of_word(plain: str, word: str) -> int | None:
    if word == plain:
        return 90
    share = likeness(plain, word)
    return round(85 * share) if share >= 0.8 else None


def _of_phrase(plain: str, word: str) -> int | None:
    if " " in word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain):
        return round(78 * (0.7 + 0.3 * len(word) / len(plain)))
    return None


def _of_configured(plain: str, word: str) -> int | None:
    if word == plain:
        return 95
    within = _of_phrase(plain, word)
    if within is not None:
        return within
    share = likeness(plain, word)
    return round(95 * share) if share >= 0.8 else None


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if min(len(one), len(other)) >= 4 else 0.0


def profile_of(sheet: SheetContent, column: int, heading_row: int) -> ColumnProfile:
    """The profile of the two hundred rows below a heading."""
    cells = [(row, sheet.value(row, column)) for row in range(heading_row + 1, heading_row + 201)]
    filled = [(row, value) for row, value in cells if value is not None and str(value).strip()]
    values = [value for _, value in filled]
    if not values:
        return ColumnProfile()
    texts = [value.strip() for value in values if isinstance(value, str)]
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    dates = [read_date(value, plan_year=2000).kind for value in values if _may_be_a_date(value)]
    statuses = [read_status(text) for text in texts if len(text) <= 30]
    shown = [display_text(value).strip() for value in values]
    percents = [
        row
        for row, value in filled
        if ((note := sheet.notes.get((row, column))) and note.percent)
        or (isinstance(value, str) and _PERCENT.fullmatch(value.strip()))
    ]

    def share(found: Sequence[object]) -> float:
        return len(found) / len(values)

    cadences = [*(cadence.value for cadence in Cadence), "hàng tháng", "hàng quý", "hàng năm"]
    return ColumnProfile(
        filled=len(values),
        statuses=share([reading for reading in statuses if reading.status]),
        like_statuses=share([reading for reading in statuses if reading.status or reading.suggestion]),
        days=share([kind for kind in dates if kind in (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED)]),
        periods=share([kind for kind in dates if kind in (DateKind.PERIOD_END, DateKind.OPEN_ENDED)]),
        documents=share([text for text in texts if len(text) <= 80 and find_document_numbers(text)]),
        ids=share([text for text in shown if _ID.fullmatch(text) and not _NUMBER_OR_DAY.fullmatch(text)]),
        shares=share([*[number for number in numbers if 0 <= number <= 100], *filter(_PERCENT.fullmatch, texts)]),
        percent_signs=share(percents),
        roles=share(_one_of(texts, [role.value for role in Role])),
        cadences=share(_one_of(texts, cadences)),
        bases=share(_one_of(texts, [basis.value for basis in DueBasis if basis.value])),
        texts=share(texts),
        numbers=share(numbers),
        different=share(list(set(shown))),
        length=sum(map(len, texts)) / len(texts) if texts else 0,
        consecutive=_consecutive(shown),
    )


def _may_be_a_date(value: CellValue) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and len(value) < 60)


def _one_of(texts: Sequence[str], words: Sequence[str]) -> list[str]:
    return [text for text in texts if match_key(text) in map(match_key, words)]


def _consecutive(shown: Sequence[str]) -> bool:
    numbers = [int(text.rstrip(".")) for text in shown if re.fullmatch(r"[0-9]{1,4}\.?", text)]
    if len(numbers) < 2 or len(numbers) * 2 < len(shown):
        return False
    return sum(later in (earlier + 1, 1) for earlier, later in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)
