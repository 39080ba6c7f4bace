"""Guesses which sheets several officials share, by a column that names a person, and who these people are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheetsync.core.adoption.heading_words import PERSON_WORDS
from sheetsync.core.adoption.proposal import ColumnGuess, PersonGuess, SheetGuess, Verdict
from sheetsync.core.book import SheetContent
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.people import between_names, given_name_of, looks_like_full_name, person_key, plain_name, says_as_above
from sheetsync.core.shared_sheets import PERSON
from sheetsync.core.values import nfc, unaccented
from sheetsync.records import dataclass, field, replace

_PERSON_WORD = re.compile(rf"\b(?:{'|'.join(map(re.escape, PERSON_WORDS))})\b")
_A_PERSON = re.compile(r"\b(?:nguoi|can bo|cong chuc|chuyen vien|ai lam|owner|person|assignee|responsible)\b")
_NO_PERSON = re.compile(r"\b(?:phoi hop|ky|kiem tra|theo doi|nhan|duyet|giao viec|lanh dao|chi dao)\b")
_LONGEST_NAME = 60
_MOST_OF_ONE = 0.8
"""From this share of one name's rows on the sheet is that person's, with a few rows of others."""
_ENOUGH_FILLED = 0.5
_NEW_NAMES = 0.8
"""Above this share of different texts a column of more than a few rows names no people: nobody has one task each."""
_FEW_ROWS = 8


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that may name people. names: the texts of rows with a task, with their number; certain: its heading says so."""

    guess: ColumnGuess
    names: tuple[tuple[str, int], ...]
    certain: bool
    leads: Counter[str] = field(default_factory=Counter)

    @property
    def of_several(self) -> bool:
        return len(self.leads) >= 2 and max(self.leads.values()) <= _MOST_OF_ONE * self.leads.total()


def with_sharing(
    sheets: tuple[SheetGuess, ...], contents: Sequence[SheetContent], known: KnownHeadings
) -> tuple[SheetGuess, ...]:
    """The sheets with those marked that several officials seem to share. known: with the person column.

    Sure where a heading speaks of a person and the column names several, none of whom has nearly all rows; sheets with the same
    heading and nobody else are shared too. Doubtful where the heading speaks of offices, as plans' `Cơ quan chủ trì` does: shared
    for the time being only if the book has no other tab.
    """
    alone = sum(sheet.verdict is not Verdict.OTHER for sheet in sheets) == 1
    columns = {
        sheet.name: column
        for sheet, content in zip(sheets, contents, strict=True)
        if sheet.verdict is not Verdict.OTHER and (column := _person_column(sheet, content, known)) is not None
    }
    sure = {name for name, column in columns.items() if column.certain and column.of_several}
    forms = {columns[name].guess.alias_key for name in sure}
    people = {key for name in sure for key in columns[name].leads}
    result = []
    for sheet in sheets:
        column = columns.get(sheet.name)
        if column is not None and sheet.name in sure:
            sheet = _shared(sheet, column, Verdict.TAB, shared=True)
        elif column is not None and not _own_name(sheet, column):
            of_this_form = column.guess.alias_key in forms
            if of_this_form and column.leads.keys() <= people:
                sheet = _shared(sheet, column, Verdict.TAB, shared=True)
            elif of_this_form or column.of_several:
                sheet = _shared(sheet, column, Verdict.PERHAPS, shared=alone)
        result.append(sheet)
    return tuple(result)


def _shared(sheet: SheetGuess, column: _Column, verdict: Verdict, *, shared: bool) -> SheetGuess:
    sheet = replace(sheet, sharing=verdict, names=column.names, person_column=column.guess.column)
    return sheet.shared_or_not(shared=shared, answered=False)


def _own_name(sheet: SheetGuess, column: _Column) -> bool:
    """Whether the sheet is called like one of the names in it: then it is that one's own."""
    return person_key(sheet.name) in column.leads


def _person_column(sheet: SheetGuess, content: SheetContent, known: KnownHeadings) -> _Column | None:
    """The column that most probably names people: one whose heading is known for it, else says so, else names the lead."""
    found = []
    for guess in sheet.columns:
        plain = unaccented(guess.heading)
        meaning = known.meaning(guess.heading)
        rank = 0 if meaning is not None and meaning[0] == PERSON else 1 if _A_PERSON.search(plain) else 2
        speaks = guess.key == "lead" or (guess.key is None and (rank < 2 or _PERSON_WORD.search(plain)))
        if speaks and not _NO_PERSON.search(plain):
            column = _column(sheet, content, guess, certain=rank < 2)
            if column is not None:
                found.append((rank, column))
    return min(found, key=lambda one: (one[0], one[1].guess.column))[1] if found else None


def _column(sheet: SheetGuess, content: SheetContent, guess: ColumnGuess, *, certain: bool) -> _Column | None:
    """The column with its names, if its cells can be names."""
    texts = list(_texts(sheet, content, guess.column))
    named = [text for text in texts if isinstance(text, str) and text.strip() and len(text) <= _LONGEST_NAME]
    if len(named) < max(2, _ENOUGH_FILLED * sheet.tasks) or not all(any(map(str.isalpha, text)) for text in named):
        return None
    names = tuple(Counter(nfc(" ".join(text.split())) if "\n" not in text else nfc(text.strip()) for text in named).items())
    leads: Counter[str] = Counter()
    for text, count in names:
        leads[person_key(parts_of(text, names)[0])] += count
    if len(leads) > _NEW_NAMES * len(named) and len(named) > _FEW_ROWS:
        return None
    return _Column(guess, names, certain, leads)


def _texts(sheet: SheetGuess, content: SheetContent, column: int) -> Iterator[object]:
    """What names the person of each row with a task: the cell's text, a merged cell's, or, after `nt`, that of the row above."""
    task = sheet.column("task")
    first = {
        row: area.first_row
        for area in content.merged
        if area.first_column == column and area.first_row > sheet.last_row
        for row in range(area.first_row + 1, min(area.last_row, content.last_row) + 1)
    }
    above: object = None
    for row in range(sheet.last_row + 1, content.last_row + 1):
        if task is not None and content.value(row, task.column) is not None:
            value = content.value(first.get(row, row), column)
            above = above if isinstance(value, str) and says_as_above(value) else value
            yield above


def parts_of(text: str, names: Iterable[tuple[str, int]]) -> list[str]:
    """The names in a cell. `A, B` are two people where one of them stands alone in another cell, or both look like full names;
    `Văn hóa, xã hội` is one office."""
    parts = between_names(text)
    if len(parts) < 2:
        return [text]
    alone = {person_key(other) for other, _ in names if other != text}
    if any(person_key(part) in alone for part in parts) or all(looks_like_full_name(plain_name(part)) for part in parts):
        return parts
    return [text]


def people_named(sheets: Iterable[SheetGuess], settled: Mapping[str, bool]) -> tuple[PersonGuess, ...]:
    """Everybody whom the shared sheets name, in the order of their first row. settled: by the key of a shortened name, whether a
    person has said that it is whom it seems to be.

    A shortened name (`Ô. An`) goes with the one full name that it fits. One that fits several is nobody's: such rows are asked
    about when the book is checked.
    """
    names: Counter[str] = Counter()
    for sheet in sheets:
        names.update(dict(sheet.names))
    written: dict[str, Counter[str]] = {}
    led: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for text, count in names.items():
        keys = []
        for part in parts_of(text, names.items()):
            key = _key(part, names)
            if key:
                written.setdefault(key, Counter())[" ".join(part.split())] += count
                keys.append(key)
        for place, key in enumerate(dict.fromkeys(keys)):
            (beside if place else led)[key] += count
    owners = {key: _owner(key, written, settled) for key in written}
    people = []
    for key, forms in written.items():
        if owners[key] != (key,):
            continue
        short = {other: written[other] for other, owner in owners.items() if other != key and owner == (key,)}
        every = (key, *short)
        plain = Counter[str]()
        for form, count in forms.items():
            plain[plain_name(form)] += count
        people.append(
            PersonGuess(
                name=plain.most_common(1)[0][0],
                key=key,
                rows=sum(led[one] for one in every),
                beside=sum(beside[one] for one in every),
                spellings=tuple(dict.fromkeys(form for forms in short.values() for form in forms)),
                doubtful=tuple(other for other in short if other not in settled),
            )
        )
    return tuple(people)


def unclear_names(sheets: Iterable[SheetGuess], settled: Mapping[str, bool]) -> tuple[str, ...]:
    """Shortened names that fit several people."""
    sheets = tuple(sheets)
    known = {person.key for person in people_named(sheets, settled)}
    texts = dict.fromkeys(text for sheet in sheets for text, _ in sheet.names)
    return tuple(text for text in texts if sum(given_name_of(text, key) for key in known) > 1 and person_key(text) not in known)


def _key(part: str, names: Mapping[str, int]) -> str:
    """The key of a name; of `A - công chức Tư pháp` that of `A` where it also stands alone."""
    before = re.split(r"\s+[-\u2010-\u2015]\s+", part)[0]
    alone = {person_key(name) for name in names}
    named = before != part and looks_like_full_name(plain_name(before)) and person_key(before) in alone
    return person_key(before if named else part)


def _owner(key: str, written: Mapping[str, object], settled: Mapping[str, bool]) -> tuple[str, ...]:
    """The keys of whom a name is: itself, or the full names that a shortened one fits."""
    if settled.get(key) is False:
        return (key,)
    full = tuple(other for other in written if other != key and given_name_of(key, other))
    longest = tuple(one for one in full if not any(one != other and given_name_of(one, other) for other in full))
    return longest or (key,)
