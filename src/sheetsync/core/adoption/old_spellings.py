"""How what a configuration names is written in a book of old fonts: headings and names as their cells hold them, so that the
configuration reads the book as it is as well as its copy in Unicode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sheetsync.core.adoption.guess_columns import heading_of
from sheetsync.core.adoption.proposal import SheetGuess
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.columns import written_headings
from sheetsync.core.people import between_names, person_key
from sheetsync.core.plan import Official
from sheetsync.core.values import match_key
from sheetsync.records import replace


def with_written_headings(guess: SheetGuess, sheet: SheetContent) -> SheetGuess:
    """The guess with each heading as the cells hold it."""
    written = {heading.column: heading_of(heading) for heading in written_headings(sheet, guess.first_row, guess.last_row)}
    columns = tuple(replace(column, heading=written.get(column.column, column.heading)) for column in guess.columns)
    return replace(guess, columns=columns)


def with_written_names(
    officials: Sequence[Official], shared: Iterable[SheetGuess], shown: BookContent, written: BookContent
) -> tuple[Official, ...]:
    """The officials, also called by their names as the cells of shared sheets hold them."""
    known: dict[str, str] = {}
    taken: set[str] = set()
    for official in officials:
        for name in (official.tab or "", official.title, *official.aliases):
            known.setdefault(person_key(name), official.code)
            taken.add(match_key(name))
    added: dict[str, list[str]] = {}
    for guess in shared:
        for name, spelt in _names(guess, shown.sheet(guess.name), written.sheet(guess.name)):
            code = known.get(person_key(name))
            if code is not None and match_key(spelt) not in taken:
                taken.add(match_key(spelt))
                added.setdefault(code, []).append(spelt)
    return tuple(replace(official, aliases=(*official.aliases, *added.get(official.code, ()))) for official in officials)


def _names(guess: SheetGuess, shown: SheetContent, written: SheetContent) -> Iterator[tuple[str, str]]:
    """(a name, how the cell holds it) of every name in an old font; of several in a cell each, and all of it."""
    for row in range(guess.last_row + 1, shown.last_row + 1):
        name, spelt = shown.value(row, guess.person_column), written.value(row, guess.person_column)
        if isinstance(name, str) and isinstance(spelt, str) and name != spelt:
            names, spellings = between_names(name), between_names(spelt)
            if len(names) > 1 and len(names) == len(spellings):
                yield from zip(names, spellings, strict=True)
            yield " ".join(name.split()), " ".join(spelt.split())
