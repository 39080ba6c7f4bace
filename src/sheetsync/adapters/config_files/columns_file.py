"""columns.toml: the columns that a tab may have."""

from __future__ import annotations

import re

from sheetsync.adapters.config_files.kinds import Choice, ListOf, Text, YesNo
from sheetsync.adapters.config_files.mistakes import Mistakes, Place, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.spelling import closest, match_key
from sheetsync.adapters.config_files.tables import Key, Section, rows, top, unique
from sheetsync.core.settings import ColumnSettings, FilledBy

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

ALWAYS_REQUIRED = ("task", "status")
"""Without these two a tab says nothing."""

KEY = Key("key", Text(pattern=re.compile(r"[a-z][a-z0-9_]*"), form="gồm chữ thường không dấu, số và gạch dưới"), "", needed=True)
HEADING = Key("heading", Text(), "", needed=True)
ALIASES = Key("aliases", ListOf(Text()), ())
FILLED_BY = Key("filled_by", Choice({by.value: by for by in FilledBy}), FilledBy.OFFICIAL)
REQUIRED = Key("required", YesNo(), default=False)
_KEYS = (KEY, HEADING, ALIASES, FILLED_BY, REQUIRED)


def read_columns(source: Source, mistakes: Mistakes) -> tuple[ColumnSettings, ...] | None:
    """The columns in file order; None where the file could not be read in full."""
    if not source.sound:
        return None
    top(source, (), ("column",), mistakes)
    listed = rows(source, "column", _KEYS, KEY, mistakes)
    unique(listed.sections, KEY, mistakes)
    _check_headings(listed.sections)
    present = {section[KEY] for section in listed.sections}
    absent = [key for key in KNOWN_KEYS if key not in present]
    for section in listed.sections:
        near = closest(section[KEY], absent) if section.sound(KEY) and section[KEY] not in KNOWN_KEYS else None
        if near:
            absent.remove(near)
            section.wrong(KEY.name, f"{shown(section[KEY])} không phải cột có sẵn; có phải «{near}»?")
        if section[KEY] in ALWAYS_REQUIRED and not section[REQUIRED]:
            section.wrong(REQUIRED.name, f"cột «{section[KEY]}» luôn phải có required = true")
    for key in absent if listed.sound else ():
        mistakes.add(Place(source.name), f'thiếu cột «{key}»; thêm lại một mục [[column]] có key = "{key}"')
    columns = tuple(
        ColumnSettings(section[KEY], section[HEADING], section[ALIASES], section[FILLED_BY], section[REQUIRED])
        for section in listed.sections
    )
    return columns if listed.sound else None


def _check_headings(sections: tuple[Section, ...]) -> None:
    """No heading belongs to two columns. Compared as tabs are read: without what stands in brackets."""
    owner: dict[str, Section] = {}
    for section in sections:
        for key, heading in ((HEADING, section[HEADING]), *((ALIASES, alias) for alias in section[ALIASES])):
            if heading:
                earlier = owner.setdefault(match_key(re.sub(r"\([^()]*\)", " ", heading)), section)
                if earlier is not section:
                    section.wrong(key.name, f"tiêu đề {shown(heading)} đã dùng ở {earlier.place.table}")
