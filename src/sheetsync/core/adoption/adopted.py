"""The configuration that makes an adopted book readable: its officials, its columns, its plan's year and title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sheetsync.core.adoption.guess_people import people_named
from sheetsync.core.adoption.old_spellings import with_written_headings, with_written_names
from sheetsync.core.adoption.proposal import PersonGuess, Proposal, SheetGuess
from sheetsync.core.book import BookContent
from sheetsync.core.columns import KnownHeadings, find_headings, heading_key
from sheetsync.core.people import person_key
from sheetsync.core.plan import Official
from sheetsync.core.settings import ColumnSettings, Settings
from sheetsync.core.shared_sheets import PERSON, own_columns
from sheetsync.core.values import match_key, unaccented
from sheetsync.records import dataclass, replace

_CONSOLIDATES = re.compile(r"\b(?:van phong|vp|tong hop)\b")
_LONGEST_CODE = 40
_LONGEST_NAME = 31  # as of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OWN_SHEETS = tuple(map(match_key, ("Báo cáo Quý", "Tổng hợp nội bộ", "Kết quả kiểm tra")))


@dataclass(frozen=True, slots=True)
class AdoptedConfig:
    """What is written into a configuration folder. columns: None where the default ones are enough;
    added_aliases: (field, heading) of what they have more than those."""

    year: int
    title: str
    officials: tuple[Official, ...]
    consolidator: str
    columns: tuple[ColumnSettings, ...] | None
    added_aliases: tuple[tuple[str, str], ...]
    shared_sheets: tuple[str, ...] = ()


def adopted_config(
    proposal: Proposal, content: BookContent, settings: Settings, *, written: BookContent | None = None
) -> AdoptedConfig:
    """The configuration for a proposal as it stands. settings: the default configuration, which stays in force for the rest;
    content: the book as its fonts show it; written: as its cells hold it, where that is something else: what is in old fonts is
    then known by both."""
    people = people_named(proposal.shared, proposal.same_person)
    officials = _officials([sheet for sheet in proposal.tabs if not sheet.shared], people, settings.plan.officials)
    columns, added = _columns(proposal.tabs, content, settings.columns, proposal.settled)
    if written is not None:
        officials = with_written_names(officials, proposal.shared, content, written)
        as_written = [with_written_headings(sheet, written.sheet(sheet.name)) for sheet in proposal.tabs]
        columns, more = _columns(as_written, written, columns, proposal.settled)
        added += more
    return AdoptedConfig(
        year=proposal.year,
        title=proposal.title,
        officials=officials,
        consolidator=_consolidator(officials),
        columns=columns if columns != settings.columns else None,
        added_aliases=added,
        shared_sheets=tuple(sheet.name.strip() for sheet in proposal.shared),
    )


def _officials(tabs: Sequence[SheetGuess], people: Sequence[PersonGuess], configured: Sequence[Official]) -> tuple[Official, ...]:
    """An official for each own tab and for everybody whom the shared sheets name; one whose name the default configuration knows
    keeps code and titles."""
    known = {match_key(name): official for official in configured if official.tab for name in (official.tab, *official.aliases)}
    officials: list[Official] = []
    codes: set[str] = set()
    for tab, name in [*((sheet.name.strip(), " ".join(sheet.name.split())) for sheet in tabs), *_named(people, tabs)]:
        official = known.get(match_key(tab))
        code = official.code if official is not None and official.code not in codes else _code(name, codes)
        codes.add(code)
        title, short = (official.title, official.short_title) if official is not None else (name, name)
        officials.append(Official(code=code, title=title, short_title=short, tab=tab))
    return _with_spellings(officials, people)


def _named(people: Sequence[PersonGuess], tabs: Sequence[SheetGuess]) -> Iterator[tuple[str, str]]:
    """(the name under which the configuration knows the person, the name in full) of everybody without a sheet of their own."""
    taken = {person_key(sheet.name) for sheet in tabs}
    used = {match_key(sheet.name) for sheet in tabs}
    for number, person in enumerate(people, 1):
        if person.key in taken:
            continue
        short = _NOT_IN_NAMES.sub(" ", person.name).strip("' ")[:_LONGEST_NAME].strip("' ")
        name = " ".join(short.split())
        if not person_key(name) or match_key(name) in used or _is_own(name):
            name = f"Người thứ {number}"
        used.add(match_key(name))
        yield name, person.name


def _with_spellings(officials: Sequence[Official], people: Sequence[PersonGuess]) -> tuple[Official, ...]:
    """The officials with the other ways in which the shared sheets write their names, each way for one of them only."""
    taken = {match_key(official.tab or "") for official in officials}
    spelt: dict[str, list[str]] = {}
    for person in people:
        codes = [o.code for o in officials if person.key in (person_key(o.tab or ""), person_key(o.title))]
        known = {person_key(name) for o in officials if o.code in codes for name in (o.tab or "", o.title)}
        for form in person.spellings:
            if codes and match_key(form) not in taken and person_key(form) not in known and not _is_own(form):
                taken.add(match_key(form))
                spelt.setdefault(codes[0], []).append(form)
    return tuple(replace(official, aliases=tuple(spelt.get(official.code, ()))) for official in officials)


def _is_own(name: str) -> bool:
    """Whether a name begins like those of sheets that sheetsync makes."""
    return match_key(name).startswith(_OWN_SHEETS)


def _code(name: str, taken: Iterable[str]) -> str:
    """`Tư pháp - HT` → TU_PHAP_HT, with a number where that is taken."""
    base = re.sub(r"[^a-z0-9]+", "_", unaccented(name)).strip("_").upper()[: _LONGEST_CODE - 4] or "TAB"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code


def _consolidator(officials: Sequence[Official]) -> str:
    """The office, by its name, else the first."""
    named = next((official for official in officials if _CONSOLIDATES.search(unaccented(official.title))), None)
    return (named or officials[0]).code if officials else ""


def _columns(
    tabs: Iterable[SheetGuess], content: BookContent, configured: tuple[ColumnSettings, ...], settled: Collection[str]
) -> tuple[tuple[ColumnSettings, ...], tuple[tuple[str, str], ...]]:
    """The columns under which each tab is read as proposed, and the (field, heading) pairs that had to be added."""
    columns = configured
    added: list[tuple[str, str]] = []
    for guess in sorted(tabs, key=lambda sheet: sheet.shared):
        # a heading that names the lead on own tabs still does so when it is taken for a shared sheet, not the other way round
        headings = find_headings(content.sheet(guess.name), KnownHeadings(columns if guess.shared else own_columns(columns)))
        read = {column.column: key for key, column in headings.columns.items()} if headings is not None else {}
        doubled = {problem.column for problem in headings.duplicate} if headings is not None else set()
        used = {column.alias_key for column in guess.columns if column.key is not None}
        for column in guess.columns:
            if column.key is not None and column.key.startswith("result-"):
                continue
            if column.key is None and column.column in doubled and column.alias_key in settled and column.alias_key not in used:
                columns = _without_heading(columns, column.heading, keep="")
            if read.get(column.column) == column.key:
                continue
            if column.key == PERSON and read.get(column.column) == "lead" and PERSON not in read.values():
                continue  # without a person column the leading office's serves
            if column.key is not None:
                columns = _with_heading(columns, column.key, column.heading)
                added.append((column.key, column.heading))
            elif column.column in read and (column.alias_key in settled or _is_rival(column.column, guess, read)):
                columns = _without_heading(columns, column.heading, keep="")
    return columns, tuple(added)


def _is_rival(column: int, guess: SheetGuess, read: Mapping[int, str]) -> bool:
    """Whether a column would be read as the person's though another one is."""
    return read[column] == PERSON and guess.shared and guess.person_column != column


def _with_heading(columns: tuple[ColumnSettings, ...], key: str, heading: str) -> tuple[ColumnSettings, ...]:
    """The heading as an alias of one column, and of no other."""
    columns = _without_heading(columns, heading, keep=key)
    wanted = heading_key(heading)
    return tuple(
        replace(column, aliases=(*column.aliases, heading))
        if column.key == key and wanted not in map(heading_key, (column.heading, *column.aliases))
        else column
        for column in columns
    )


def _without_heading(columns: tuple[ColumnSettings, ...], heading: str, *, keep: str) -> tuple[ColumnSettings, ...]:
    """The heading taken away from every column but one. A column whose own heading it was is then called by its first alias,
    or, without any, as before with a word in front."""
    wanted = heading_key(heading)
    result = []
    for column in columns:
        if column.key != keep:
            names = [name for name in (column.heading, *column.aliases) if heading_key(name) != wanted]
            own = names[0] if names else f"Cột {column.heading}"
            column = replace(column, heading=own, aliases=tuple(names[1:]))
        result.append(column)
    return tuple(result)
