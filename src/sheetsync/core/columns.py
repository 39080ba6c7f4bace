"""Finds the headings of a tab: nobody promises where they stand, in what order, on how many rows, or in exactly which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.entries import HeadingProblem, TabColumn
from sheetsync.core.periods import quarter_number
from sheetsync.core.settings import ColumnSettings, FilledBy
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key, unaccented
from sheetsync.patterns import pattern
from sheetsync.records import dataclass, field

SEARCHED_ROWS = 300
"""Headings stand within so many rows of the sheet's first non-blank one."""
MAX_HEADING_ROWS = 3
_LONGEST_HEADING = 120
_ENOUGH_HEADINGS = 3
_ENOUGH_WITH_TASK = 2
_AS_GOOD_AS_BEST = 0.7  # the first heading rows that are nearly as good as the best ones win: later ones are repetitions

_BRACKETS = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_QUARTER = pattern(r"\bquy\s*(iv|i{1,3}|[1-4])\b")
_OUTER = " .:;*-/"
_NO_KEYS: frozenset[str] = frozenset()
_END_OF_SPAN = pattern(r"(?:ngay )?(?:den|ket thuc|hoan thanh|den ngay)")


@lru_cache(maxsize=8_192)
def heading_key(text: str) -> str:
    """The form in which headings are compared: match key, without what stands in brackets and without dots and colons around."""
    return match_key(_BRACKETS.sub(" ", match_key(text))).strip(_OUTER)


def quarter_named(text: str) -> int | None:
    """The quarter that a heading speaks of."""
    found = _QUARTER.search(unaccented(text))
    return None if found is None else quarter_number(found[1])


def _begins_like(text: str, keys: frozenset[str]) -> bool:
    """Whether the text may have one of these heading keys: a look at its first letter rules out most texts."""
    first = unaccented(text[:1])[:1]
    return not first.isalnum() or first in _first_letters(keys)


@lru_cache(maxsize=256)
def _first_letters(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(unaccented(key)[:1] for key in keys)


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a tab's headings stand and what they mean.

    first_row, last_row: the heading rows. columns: by field key. earlier_results: columns of earlier quarters' results, in order,
    with their quarter. missing, duplicate: problems of required and of doubled headings. texts: by column number, the heading
    keys written in it, by which a repetition further down is known.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, TabColumn]
    earlier_results: tuple[tuple[int, TabColumn], ...] = ()
    missing: tuple[HeadingProblem, ...] = ()
    duplicate: tuple[HeadingProblem, ...] = ()
    texts: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def repeated_in(self, cells: Sequence[tuple[int, CellValue]]) -> bool:
        """Whether a row of (column, value) repeats these headings, as a page break of a printed table does."""
        different, allowed = 0, min((len(cells) - 1) // 2, len(cells) - 2)
        for column, value in cells:
            headings = self.texts.get(column, _NO_KEYS)
            may_be = isinstance(value, str) and len(value) <= _LONGEST_HEADING and _begins_like(value, headings)
            if not (may_be and heading_key(value) in headings):
                different += 1
                if different > allowed:
                    return False
        return different <= allowed


class KnownHeadings:
    """The configured headings, ready for matching."""

    def __init__(self, columns: Sequence[ColumnSettings]) -> None:
        self.columns = {column.key: column for column in columns}
        self._keys: dict[str, tuple[str, bool]] = {}
        for column in columns:
            for alias in column.aliases:
                self._keys.setdefault(heading_key(alias), (column.key, False))
        for column in columns:
            self._keys[heading_key(column.heading)] = (column.key, True)

    def meaning(self, text: str) -> tuple[str, bool] | None:
        """The field's key, and whether the text is its heading itself (not an alias); None for an unknown heading."""
        return self._keys.get(heading_key(text)) if len(text) <= _LONGEST_HEADING else None

    def result_quarter(self, text: str) -> int | None:
        """The quarter of a heading like `Kết quả thực hiện Quý II` or `Kết quả (Quý 2)`; None for other headings."""
        if len(text) > _LONGEST_HEADING:
            return None
        return quarter_named(text) if unaccented(text).startswith(("ket qua", "tinh hinh thuc hien")) else None


@dataclass(frozen=True, slots=True)
class WrittenHeading:
    """The heading texts over one column, from the top, with their rows."""

    column: int
    texts: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def last(self) -> str:
        return self.texts[-1]


@dataclass(frozen=True, slots=True)
class _Match:
    column: int
    row: int
    heading: str
    key: str
    exact: bool
    quarter: int | None = None


def find_headings(sheet: SheetContent, known: KnownHeadings, quarter: int | None = None) -> Headings | None:
    """The headings of a sheet, or None where too few are known to call anything headings.

    quarter: the period's; of columns `Kết quả Quý I … IV` its own is `result`, earlier ones are `result_before`. Where it is
    None, the last quarter's column that holds anything is `result`.
    """
    candidates = list(_candidates(sheet, known))
    if not candidates:
        return None
    best = max(score for score, _, _, _ in candidates)
    _, first, last, matches = next(found for found in candidates if found[0] >= best * _AS_GOOD_AS_BEST)
    same_start = [found for found in candidates if found[1] == first]
    _, first, last, matches = max(same_start, key=lambda found: found[0])
    return _headings(sheet, known, (first, last), matches, quarter=quarter)


def _candidates(sheet: SheetContent, known: KnownHeadings) -> Iterator[tuple[int, int, int, list[_Match]]]:
    """(score, first row, last row, matches) of every block of rows that could be the headings and knows more of them than the
    blocks before it, in the sheet's order; of blocks with the same first row the shorter come first."""
    groups = _group_columns(sheet)
    end = min(sheet.last_row, sheet.first_row + SEARCHED_ROWS - 1)
    best = 0
    for first in range(sheet.first_row, end + 1):
        if _most_headings(sheet, first) <= best:
            continue
        texts = _texts(sheet, first)
        if not any(known.meaning(text) or known.result_quarter(text) for text in texts.values()):
            continue
        for last, block in _blocks(sheet, first, groups):
            matches = _matches(block, known)
            keys = {match.key for match in matches}
            enough = len(keys) >= _ENOUGH_HEADINGS or (len(keys) >= _ENOUGH_WITH_TASK and "task" in keys)
            if enough and len(keys) > best:
                best = len(keys)
                yield best, first, last, matches


def _most_headings(sheet: SheetContent, first: int) -> int:
    """More columns than this no block of rows that begins at `first` can have texts in: a quick look, before the thorough one."""
    i = first - sheet.first_row
    if i + 1 < len(sheet.rows) and _only_texts(sheet.rows[i + 1]):
        return max(map(len, sheet.rows[i : i + MAX_HEADING_ROWS]))
    return sum([isinstance(value, str) for value in sheet.rows[i]])


def _only_texts(cells: Sequence[CellValue]) -> bool:
    return all(value is None or isinstance(value, str) for value in cells)


def heading_blocks(sheet: SheetContent) -> Iterator[tuple[int, int, list[WrittenHeading]]]:
    """(first row, last row, what is written over each column) of every block of rows that could be headings by its form alone,
    whatever the words; of blocks with the same first row the shorter come first."""
    groups = _group_columns(sheet)
    for first in range(sheet.first_row, min(sheet.last_row, sheet.first_row + SEARCHED_ROWS - 1) + 1):
        if _texts(sheet, first):
            for last, block in _blocks(sheet, first, groups):
                yield first, last, block


def written_headings(sheet: SheetContent, first: int, last: int) -> list[WrittenHeading]:
    """What is written over each column in these heading rows."""
    return _block(sheet, first, last, _group_columns(sheet))


def _blocks(sheet: SheetContent, first: int, groups: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, list[WrittenHeading]]]:
    """The blocks of rows that begin at `first`, with their last row, the shortest first."""
    last = first
    while True:
        yield last, _block(sheet, first, last, groups)
        if last - first + 1 >= MAX_HEADING_ROWS or not _continues(sheet, first, last, groups):
            break
        last += 1


def _texts(sheet: SheetContent, row: int) -> dict[int, str]:
    """The texts of a row by column."""
    i = row - sheet.first_row
    if not 0 <= i < len(sheet.rows):
        return {}
    first = sheet.first_column
    return {
        first + j: " ".join(value.split()) for j, value in enumerate(sheet.rows[i]) if isinstance(value, str) and value.strip()
    }


def _group_columns(sheet: SheetContent) -> dict[tuple[int, int], int]:
    """By the cell a merged block starts in, the last column of the block, where it is wider than one."""
    return {
        (area.first_row, area.first_column): area.last_column for area in sheet.merged if area.last_column > area.first_column
    }


def _spans(sheet: SheetContent, row: int, below: dict[int, str], groups: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """For each heading of a row that stands over several columns: its column and the last one it covers. Merged, or followed
    by blank cells under which headings stand."""
    texts = _texts(sheet, row)
    columns = sorted(texts)
    spans: dict[int, int] = {}
    for place, column in enumerate(columns):
        following = columns[place + 1] if place + 1 < len(columns) else max(below, default=column) + 1
        last = groups.get((row, column), column)
        if last == column:
            while last + 1 < following and last + 1 in below:
                last += 1
        if last > column:
            spans[column] = last
    return spans


def _continues(sheet: SheetContent, first: int, last: int, groups: Mapping[tuple[int, int], int]) -> bool:
    """Whether the row below `last` holds sub-headings: only texts, and only under headings that span several columns or under
    nothing. A row of entries has something under a heading of its own."""
    i = last + 1 - sheet.first_row
    if i >= len(sheet.rows) or not _only_texts(sheet.rows[i]):
        return False
    below = _texts(sheet, last + 1)
    if not below:
        return False
    spans = _spans(sheet, last, below, groups)
    if not spans:
        return False
    covered = {column for start, end in spans.items() for column in range(start, end + 1)}
    headed = {column for row in range(first, last + 1) for column in _texts(sheet, row)}
    return all(column in covered or column not in headed for column in below) and any(column in covered for column in below)


def _block(sheet: SheetContent, first: int, last: int, groups: Mapping[tuple[int, int], int]) -> list[WrittenHeading]:
    """The heading texts over each column of a block of heading rows; a heading that spans columns counts for each of them that
    has a sub-heading."""
    rows = {row: _texts(sheet, row) for row in range(first, last + 1)}
    above: dict[int, tuple[tuple[str, ...], tuple[int, ...]]] = {}
    for row in range(first, last + 1):
        below = rows.get(row + 1, {})
        spans = _spans(sheet, row, below, groups) if below else {}
        fresh = dict(above)
        for column, text in rows[row].items():
            texts, places = above.get(column, ((), ()))
            fresh[column] = ((*texts, text), (*places, row))
            for covered in range(column + 1, spans.get(column, column) + 1):
                if covered in below and covered not in rows[row]:
                    texts, places = above.get(covered, ((), ()))
                    fresh[covered] = ((*texts, text), (*places, row))
        above = fresh
    return [WrittenHeading(column, texts, places) for column, (texts, places) in sorted(above.items())]


def _matches(block: Sequence[WrittenHeading], known: KnownHeadings) -> list[_Match]:
    """What each column means. Columns with one heading are understood first, so that a sub-heading like `Nội dung` under
    `Kết quả` does not take a meaning that a column of its own has."""
    taken: set[str] = set()
    found: dict[int, _Match] = {}
    for written in block:
        if len(written.texts) == 1:
            match = _meaning(written, written.last, known)
            if match is not None:
                taken.add(match.key)
                found[written.column] = match
    for written in block:
        if len(written.texts) > 1:
            match = _grouped_meaning(written, known, taken)
            if match is not None:
                found[written.column] = match
    return [found[column] for column in sorted(found)]


def _meaning(written: WrittenHeading, text: str, known: KnownHeadings) -> _Match | None:
    quarter = known.result_quarter(text)
    if quarter is not None:
        return _Match(written.column, written.rows[-1], text, f"result-{quarter}", exact=True, quarter=quarter)
    meaning = known.meaning(text)
    return None if meaning is None else _Match(written.column, written.rows[-1], text, *meaning)


def _grouped_meaning(written: WrittenHeading, known: KnownHeadings, taken: set[str]) -> _Match | None:
    """The meaning of a sub-heading: together with its group, by itself, or, for the end of a span of time, its group's."""
    for start in range(len(written.texts) - 1):
        match = _meaning(written, " ".join(written.texts[start:]), known)
        if match is not None:
            return match
    group = known.meaning(written.texts[-2])
    if group is not None and group[0] == "due":
        ends = _END_OF_SPAN.fullmatch(unaccented(heading_key(written.last))) is not None
        return (
            _Match(written.column, written.rows[-1], f"{written.texts[-2]} {written.last}", "due", exact=False) if ends else None
        )
    match = _meaning(written, written.last, known)
    if match is not None and match.key in taken:
        return None
    return match


def _headings(
    sheet: SheetContent,
    known: KnownHeadings,
    rows: tuple[int, int],
    matches: Sequence[_Match],
    *,
    quarter: int | None,
) -> Headings:
    first, last = rows
    block = written_headings(sheet, first, last)
    last = max([last, *_merged_down(sheet, first, last, matches)])
    columns: dict[str, TabColumn] = {}
    duplicate: list[HeadingProblem] = []
    for match in sorted(matches, key=lambda match: (not match.exact, match.column)):
        if match.quarter is not None:
            continue
        if match.key not in columns:
            columns[match.key] = TabColumn(match.key, match.column, match.heading)
        elif match.exact or known.columns[match.key].filled_by is FilledBy.OFFICIAL:
            # an alias beside the heading itself is an ordinary extra column, unless people fill it in: then nobody knows which
            duplicate.append(HeadingProblem(match.key, match.heading, match.row, match.column))
    duplicate.extend(_doubled_quarters(matches))
    earlier = _place_quarters(sheet, matches, columns, quarter=quarter, last=last)
    used = {column.column for column in columns.values()} | {column.column for _, column in earlier}
    unmatched = [written.last for written in block if written.column not in used]
    missing = tuple(
        _missing(column, unmatched, last) for column in known.columns.values() if column.required and column.key not in columns
    )
    return Headings(
        first_row=first,
        last_row=last,
        columns={column.key: column for column in sorted(columns.values(), key=lambda column: column.column)},
        earlier_results=tuple(earlier),
        missing=missing,
        duplicate=tuple(sorted(duplicate, key=lambda problem: problem.column)),
        texts={written.column: frozenset(heading_key(text) for text in written.texts) for written in block},
    )


def _merged_down(sheet: SheetContent, first: int, last: int, matches: Sequence[_Match]) -> Iterator[int]:
    """Last rows of headings merged over rows below, as far as nothing stands in those rows."""
    headed = {match.column for match in matches}
    for area in sheet.merged:
        if (
            first <= area.first_row <= last < area.last_row
            and area.first_column in headed
            and area.last_row <= last + MAX_HEADING_ROWS
        ):
            rows = range(last + 1, area.last_row + 1)
            if not any(_texts(sheet, row) for row in rows):
                yield area.last_row


def _missing(column: ColumnSettings, unmatched: Sequence[str], row: int) -> HeadingProblem:
    suggestion = next((found for name in (column.heading, *column.aliases) if (found := closest(name, unmatched))), "")
    return HeadingProblem(column.key, column.heading, row, suggestion=suggestion)


def _place_quarters(
    sheet: SheetContent,
    matches: Sequence[_Match],
    columns: dict[str, TabColumn],
    *,
    quarter: int | None,
    last: int,
) -> list[tuple[int, TabColumn]]:
    """Put the columns `Kết quả Quý I … IV` where they belong; gives the earlier quarters' ones in order."""
    by_quarter = {match.quarter: match for match in reversed(matches) if match.quarter is not None}
    if not by_quarter:
        return []
    if quarter is None:
        filled = [number for number, match in by_quarter.items() if _any_below(sheet, match.column, last)]
        quarter = max(filled, default=min(by_quarter))
    if quarter in by_quarter and "result" not in columns:
        match = by_quarter[quarter]
        columns["result"] = TabColumn("result", match.column, match.heading)
    earlier = [
        (number, TabColumn("result_before", match.column, match.heading))
        for number, match in sorted(by_quarter.items())
        if number < quarter
    ]
    if earlier and "result_before" not in columns:
        columns["result_before"] = earlier[-1][1]
        return earlier
    return []


def _doubled_quarters(matches: Sequence[_Match]) -> Iterator[HeadingProblem]:
    seen: set[int] = set()
    for match in matches:
        if match.quarter in seen:
            yield HeadingProblem("result", match.heading, match.row, match.column)
        elif match.quarter is not None:
            seen.add(match.quarter)


def _any_below(sheet: SheetContent, column: int, row: int) -> bool:
    j = column - sheet.first_column
    return any(j < len(cells) and cells[j] is not None for cells in sheet.rows[row + 1 - sheet.first_row :])
