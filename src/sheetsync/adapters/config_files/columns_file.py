"""columns.toml: the columns that a tab may have."""

from __future__ import annotations

import re

from sheetsync.adapters.config_files.kinds import Choice, ListOf, Text, YesNo
from sheetsync.adapters.config_files.mistakes import Mistakes, Place, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, NameBook, Section, rows, top, unique
from sheetsync.core.settings import ColumnSettings, FilledBy
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key

KNOWN_KEYS = (
    "number",
    "task_id",
    "area",
    "task",
    "deliverable",
    "role",
    "lead",
    "coordinators",
    "cadence",
    "due",
    "due_basis",
    "status",
    "progress",
    "completed_on",
    "result",
    "result_before",
    "evidence",
    "difficulty",
    "proposal",
    "note",
)
"""The columns that the code itself speaks of (design 2). A unit may add others, for rules of its own."""

OPTIONAL_KEYS = ("person",)
"""Columns that the code speaks of too, but that a unit's own file may lack."""

ALWAYS_REQUIRED = ("task", "status")
"""Without these two a tab says nothing."""

KEY = Key("key", Text(pattern=re.compile(r"[a-z][a-z0-9_]*"), form="gồm chữ thường không dấu, số và gạch dưới"), "", needed=True)
HEADING = Key("heading", Text(), "", needed=True)
ALIASES = Key("aliases", ListOf(Text()), ())
FILLED_BY = Key("filled_by", Choice({by.value: by for by in FilledBy}), FilledBy.OFFICIAL)
REQUIRED = Key("required", YesNo(), default=False)
_BRACKETS = re.compile(r"\([^()]*\)")
_KEYS = (KEY, HEADING, ALIASES, FILLED_BY, REQUIRED)


def read_columns(source: Source, mistakes: Mistakes) -> tuple[ColumnSettings, ...] | None:
    """The columns in file order; None where the file could not be read in full."""
    if not source.sound:
        return None
    top(source, (), ("column",), mistakes)
    listed = rows(source, "column", _KEYS, KEY, mistakes)
    unique(listed.sections, KEY)
    _check_headings(listed.sections)
    present = {section[KEY] for section in listed.sections}
    absent = [key for key in KNOWN_KEYS if key not in present]
    for section in listed.sections:
        known = section[KEY] in (*KNOWN_KEYS, *OPTIONAL_KEYS)
        optional = [key for key in OPTIONAL_KEYS if key not in present]
        near = closest(section[KEY], [*absent, *optional]) if section.sound(KEY) and not known else None
        if near:
            if near in absent:
                absent.remove(near)
            section.wrong(KEY.name, f"{shown(section[KEY])} không phải cột có sẵn; có phải «{near}»?")
        if section[KEY] in ALWAYS_REQUIRED and not section[REQUIRED]:
            section.wrong(REQUIRED.name, f"cột «{section[KEY]}» luôn phải có required = true")
    for key in absent if listed.codes is not None else ():
        mistakes.add(Place(source), f'thiếu cột «{key}»; thêm lại một mục [[column]] có key = "{key}"')
    columns = tuple(
        ColumnSettings(section[KEY], section[HEADING], section[ALIASES], section[FILLED_BY], section[REQUIRED])
        for section in listed.sections
    )
    return columns if listed.codes is not None else None


def _check_headings(sections: tuple[Section, ...]) -> None:
    """No heading belongs to two columns. Compared as tabs are read: without what stands in brackets."""
    headings = NameBook(lambda heading: match_key(_BRACKETS.sub(" ", heading)))
    for section in sections:
        for key, heading in ((HEADING.name, section[HEADING]), *((ALIASES.name, alias) for alias in section[ALIASES])):
            if heading:
                headings.take(section, key, heading)
