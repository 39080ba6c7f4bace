"""Guesses which year a strange book plans, and what the plan is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto

from sheetsync.core.adoption.proposal import SheetGuess, Verdict
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.dates import read_date
from sheetsync.core.values import nfc, unaccented
from sheetsync.records import dataclass


class _Source(Enum):
    """Where a year stands. BOOK, TABS: in their names; OTHER_DATES: in any column, where no due dates are; MENTION: above a
    table, but not as a plan's; SIGNED: in a day of signature, a document's number, or what is cited; CLOCK: the computer's."""

    TITLE = auto()
    DUE = auto()
    BOOK = auto()
    TABS = auto()
    OTHER_DATES = auto()
    MENTION = auto()
    SIGNED = auto()
    CLOCK = auto()
    SPAN = auto()


_WEIGHTS: Mapping[_Source, float] = {
    _Source.TITLE: 4.1, _Source.DUE: 4, _Source.BOOK: 2, _Source.TABS: 2, _Source.OTHER_DATES: 2, _Source.MENTION: 1,
    _Source.SIGNED: 0.5, _Source.CLOCK: 0.2, _Source.SPAN: 0.1,
}  # fmt: skip
"""What all years of a source weigh together. Where titles and due dates say differently, the title is proposed."""
_ENOUGH = 1.25
"""Below this weight a year is a mere guess."""
_TOO_NEAR = 0.45
"""From this share of the best year's weight on another year is as possible."""
_ENOUGH_DATES = 3
"""Fewer dates weigh less."""
_DATE_ROWS = 500
_LONGEST_DATE = 60
_ROWS_WITHOUT_TABLE = 5
_LONGEST_TITLE = 300

# all matched against unaccented texts
_TITLE = re.compile(r"\b(?:ke hoach|chuong trinh|plan)\b")
_A_YEAR = r"(20\d{2})(?!\d)"
_SIGNED = re.compile(
    rf"\bngay[^a-z]*thang[^a-z]*nam\s*{_A_YEAR}|(?<![\d/])\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{_A_YEAR}"
    rf"|(?<!\d){_A_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)|\d\s?/\s?{_A_YEAR}\s?/\s?[a-z]"
)
_SPAN = re.compile(rf"(?:(?<!\d){_A_YEAR}\s*(?:nam\s*)?)?(?:-|\bden|\btoi|\btam nhin|\bdinh huong)\s*(?:het )?(?:nam )?{_A_YEAR}")
_YEAR = re.compile(rf"(?<!\d){_A_YEAR}")
_OF_A_YEAR = re.compile(rf"\b(?:nam|qu[yi] ?(?:[1-4]|iv|i{{1,3}})|thang ?\d{{1,2}})\W{{0,3}}(?:nam )?{_A_YEAR}")
_OF_WORK = re.compile(r"\b(?:ke hoach|chuong trinh|nhiem vu|cong viec|cong tac|theo doi|bao cao|tien do|plan|tasks?)\b")
_CITES = re.compile(r"\b(?:can cu|kem theo)\b")


@dataclass(frozen=True, slots=True)
class YearGuess:
    """doubt: in Vietnamese, why it is not sure, "" where it is."""

    year: int
    doubt: str = ""


def plan_year(content: BookContent, sheets: Sequence[SheetGuess], possible: frozenset[int], *, as_of: date) -> YearGuess:
    """The year of most weight: titles and due dates weigh most, days of signature and spans of years little. possible: the years
    whose holidays are known; a plan of another year could not be checked. as_of: its year is taken where the book names none."""
    found: dict[_Source, Counter[int]] = {source: Counter() for source in _Source}
    for text, weight in _weighed_texts(content, sheets):
        _note(found, text, weight)
    _note(found, content.name, 1, name=_Source.BOOK)
    tabs = [sheet.name for sheet in sheets if sheet.taken]
    for name in tabs:
        _note(found, name, 1, name=_Source.TABS)
    found[_Source.DUE].update(_years_of_dates(content, sheets, due_only=True))
    if not found[_Source.DUE]:
        found[_Source.OTHER_DATES].update(_years_of_dates(content, sheets, due_only=False))
    found[_Source.CLOCK][as_of.year] = 1
    fewest = {_Source.TABS: len(tabs), _Source.DUE: _ENOUGH_DATES, _Source.OTHER_DATES: _ENOUGH_DATES}
    weights: dict[int, float] = {}
    unknown: dict[int, float] = {}
    for source, years in found.items():
        for year, count in years.items():
            share = count / max(years.total(), fewest.get(source, 1))
            counted = weights if year in possible or source is _Source.CLOCK else unknown
            counted[year] = counted.get(year, 0) + _WEIGHTS[source] * share
    return _weightiest(weights, unknown, as_of.year)


def plan_title(content: BookContent, sheets: Sequence[SheetGuess]) -> str:
    """The first text above a table that speaks of a plan."""
    texts = (text for _, text in _texts_above(content, sheets) if len(text) <= _LONGEST_TITLE)
    return next((text for text in texts if _TITLE.search(unaccented(text))), "")


def _weightiest(weights: Mapping[int, float], unknown: Mapping[int, float], clock: int) -> YearGuess:
    """The year of most weight. unknown: the weights of years whose holidays are not known; clock: the computer's year."""
    (best, weight), *others = sorted(weights.items(), key=lambda found: (-found[1], -found[0]))
    if best == clock and weight < _WEIGHTS[_Source.SIGNED]:
        named = max(unknown, key=lambda year: (unknown[year], year), default=None)
        if named is not None and unknown[named] > _WEIGHTS[_Source.SIGNED]:
            no_holidays = f"có ghi năm {named} nhưng chưa có lịch nghỉ lễ của năm đó; tạm lấy năm của máy tính"
            return YearGuess(best, no_holidays)
        return YearGuess(best, "không thấy ở tiêu đề và hạn nên lấy năm của máy tính")
    if others and others[0][1] >= _TOO_NEAR * weight:
        return YearGuess(best, f"cũng có thể là {others[0][0]}")
    return YearGuess(best, "" if weight >= _ENOUGH else "chỉ thấy ở ít chỗ trong sổ")


def _texts_above(content: BookContent, sheets: Sequence[SheetGuess]) -> Iterator[tuple[SheetGuess, str]]:
    """Texts above the tables of tabs, and on sheets that are no tabs at most their first rows."""
    for sheet, guess in zip(content.sheets, sheets, strict=True):
        end = guess.first_row - sheet.first_row if guess.first_row else _ROWS_WITHOUT_TABLE
        for cells in sheet.rows[: max(end, 0)]:
            for value in cells:
                if isinstance(value, str) and value.strip():
                    yield guess, nfc(" ".join(value.split()))


def _weighed_texts(content: BookContent, sheets: Sequence[SheetGuess]) -> Iterator[tuple[str, int]]:
    """The texts above tables, those of tabs weighing more. What is no tab but looks like one is often of another year."""
    any_taken = any(sheet.taken for sheet in sheets)
    for sheet, text in _texts_above(content, sheets):
        if sheet.verdict is Verdict.OTHER:
            yield text, 1
        elif sheet.taken or not any_taken:
            yield text, 2


def _note(found: Mapping[_Source, Counter[int]], text: str, weight: int, *, name: _Source | None = None) -> None:
    """The years in a text, each under what it is there; name: of what this is the name. Each look takes away what it has read."""
    plain = unaccented(text)
    cited = _CITES.search(plain)
    plain, after = (plain[: cited.start()], plain[cited.start() :]) if cited else (plain, "")
    for pattern, source in ((_SIGNED, _Source.SIGNED), (_SPAN, _Source.SPAN)):
        for match in pattern.finditer(plain):
            _count(found[source], filter(None, match.groups()), weight)
        plain = pattern.sub(" ", plain)
    is_title = _OF_WORK.search(plain) or _OF_A_YEAR.search(plain)
    plainly = name or (_Source.TITLE if is_title else _Source.MENTION)
    _count(found[plainly], _YEAR.findall(plain), weight)
    _count(found[_Source.SIGNED], _YEAR.findall(after), weight)


def _count(years: Counter[int], written: Iterator[str] | Sequence[str], weight: int) -> None:
    for year in written:
        years[int(year)] += weight


def _years_of_dates(content: BookContent, sheets: Sequence[SheetGuess], *, due_only: bool) -> Iterator[int]:
    """The years of dates on the sheets that are taken, or, where none is, on those that may be tabs."""
    any_taken = any(sheet.taken for sheet in sheets)
    for sheet, guess in zip(content.sheets, sheets, strict=True):
        if guess.taken if any_taken else guess.verdict is not Verdict.OTHER:
            for value in _cells(sheet, guess, due_only=due_only):
                year = _year_written(value)
                if year is not None:
                    yield year


def _cells(sheet: SheetContent, guess: SheetGuess, *, due_only: bool) -> Iterator[CellValue]:
    due = guess.column("due")
    start = guess.last_row + 1 - sheet.first_row
    for cells in sheet.rows[start : start + _DATE_ROWS]:
        if not due_only:
            yield from cells
        elif due is not None and due.column - sheet.first_column < len(cells):
            yield cells[due.column - sheet.first_column]


def _year_written(value: CellValue) -> int | None:
    """The year of a date or of a text that is one. Of a text without a year, whatever year is meant counts: that is none."""
    if not (isinstance(value, date) or (isinstance(value, str) and len(value) <= _LONGEST_DATE)):
        return None
    days = [read_date(value, plan_year=year).on for year in (2000, 2001)]
    return days[0].year if days[0] is not None and days[1] is not None and days[0].year == days[1].year else None
