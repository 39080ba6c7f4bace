"""Guesses who the people are that shared sheets name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sheetsync.core.adoption.names_in_cells import FullNames, NamesInCells
from sheetsync.core.adoption.proposal import PersonGuess, SheetGuess
from sheetsync.core.people import looks_like_full_name, person_key, plain_name


def people_named(sheets: Iterable[SheetGuess], settled: Mapping[str, bool]) -> tuple[PersonGuess, ...]:
    """Everybody whom the shared sheets name, in the order of their first row. settled: by the key of a shortened name, whether a
    person has said that it is whom it seems to be.

    A shortened name (`Ô. An`) goes with the one full name that it fits. One that fits several is nobody's: such rows are asked
    about when the book is checked.
    """
    return _people(tuple(sheet.names for sheet in sheets), tuple(settled.items()))


@lru_cache(maxsize=4)
def _people(of_sheets: tuple[tuple[tuple[str, int], ...], ...], answers: tuple[tuple[str, bool], ...]) -> tuple[PersonGuess, ...]:
    """The people by the names of each sheet: whoever shows, asks about and writes a proposal wants the same again."""
    settled = dict(answers)
    names: Counter[str] = Counter()
    for of_sheet in of_sheets:
        names.update(dict(of_sheet))
    written: dict[str, Counter[str]] = {}
    led: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    in_cells = NamesInCells(names)
    for text, count in names.items():
        keys = []
        for part in in_cells.parts_of(text):
            key = _key(part, in_cells)
            if key:
                written.setdefault(key, Counter())[" ".join(part.split())] += count
                keys.append(key)
        for place, key in enumerate(dict.fromkeys(keys)):
            (beside if place else led)[key] += count
    full = FullNames(written)
    owners = {key: _owner(key, full, settled) for key in written}
    shortened: dict[str, list[str]] = {}
    for key, owner in owners.items():
        if len(owner) == 1 and owner != (key,):
            shortened.setdefault(owner[0], []).append(key)
    people = []
    for key, forms in written.items():
        if owners[key] != (key,):
            continue
        short = {other: written[other] for other in shortened.get(key, ())}
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
    full = FullNames(known)
    texts = dict.fromkeys(text for sheet in sheets for text, _ in sheet.names)
    return tuple(text for text in texts if len(full.of(text)) > 1 and person_key(text) not in known)


def _key(part: str, in_cells: NamesInCells) -> str:
    """The key of a name; of `A - công chức Tư pháp` that of `A` where it also stands alone."""
    before = re.split(r"\s+[-\u2010-\u2015]\s+", part)[0]
    named = before != part and looks_like_full_name(plain_name(before)) and in_cells.stands_alone(person_key(before))
    return person_key(before if named else part)


def _owner(key: str, names: FullNames, settled: Mapping[str, bool]) -> tuple[str, ...]:
    """The keys of whom a name is: itself, or the full names that a shortened one fits."""
    if settled.get(key) is False:
        return (key,)
    full = [other for other in names.of(key) if other != key]
    longer = FullNames(full)
    longest = tuple(one for one in full if all(other == one for other in longer.of(one)))
    return longest or (key,)
