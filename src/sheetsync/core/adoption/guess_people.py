"""Guesses who the people are that shared sheets name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sheetsync.core.adoption.proposal import PersonGuess, SheetGuess
from sheetsync.core.people import between_names, given_name_of, looks_like_full_name, person_key, plain_name


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
