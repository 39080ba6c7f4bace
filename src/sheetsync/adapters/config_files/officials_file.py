"""officials.toml and areas.toml: who takes part in the plan, and its content areas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sheetsync.adapters.config_files.kinds import AnyTable, Day, ListOf, Text, YesNo
from sheetsync.adapters.config_files.mistakes import Mistakes, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, NameBook, Section, refer, rows, top, unique
from sheetsync.core.email_address import ADDRESS_FORM, ADDRESS_PATTERN
from sheetsync.core.plan import Area, Official, Tenure
from sheetsync.core.values import match_key
from sheetsync.records import dataclass

CODE_TEXT = Text(pattern=re.compile(r"[^\s,;]{1,40}"), form="không có khoảng trắng và dấu phẩy, nhiều nhất 40 ký tự")
_SHEET_NAME = Text(
    pattern=re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')"),
    form="nhiều nhất 31 ký tự, không có [ ] : * ? / \\ và không bắt đầu hay kết thúc bằng dấu nháy đơn",
)
_EMAIL = Text(filled=False, pattern=re.compile(ADDRESS_PATTERN), form=ADDRESS_FORM)

CODE = Key("code", CODE_TEXT, "", needed=True)
TITLE = Key("title", Text(), "", needed=True)
SHORT_TITLE = Key("short_title", Text(filled=False), "")
TAB = Key("tab", _SHEET_NAME, "")
ALIASES = Key("aliases", ListOf(Text()), ())
PERSON = Key("person", Text(filled=False), "")
EMAIL = Key("email", _EMAIL, "")
START: Key[date | None] = Key("start", Day(), None)
END: Key[date | None] = Key("end", Day(), None)
FORMER: Key[tuple[Mapping[str, object], ...]] = Key("former", ListOf(AnyTable()), ())
CONSOLIDATOR = Key("consolidator", CODE_TEXT, "", needed=True)
ORGANISATION = Key("organisation", YesNo(), default=False)

_OFFICIAL_KEYS = (CODE, TITLE, SHORT_TITLE, TAB, ALIASES, PERSON, EMAIL, START, END, FORMER)
FORMER_PERSON = Key("person", Text(), "", needed=True)
_FORMER_KEYS = (FORMER_PERSON, EMAIL, START, END)
_AREA_KEYS = (CODE, TITLE, SHORT_TITLE, ORGANISATION)

OWN_SHEET_NAMES = ("Báo cáo Quý", "Tổng hợp nội bộ", "Kết quả kiểm tra")
"""How the names of the sheets that sheetsync makes begin: no tab may be called so."""


@dataclass(frozen=True, slots=True)
class People:
    """officials: in file order. codes: all codes that exist, None where the file could not be read in full."""

    officials: tuple[Official, ...]
    consolidator: str
    codes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Areas:
    """areas: in file order. codes: all codes that exist, organisation: those of organisation areas; each None where it could not
    be read in full."""

    areas: tuple[Area, ...]
    codes: tuple[str, ...] | None
    organisation: frozenset[str] | None


def read_officials(source: Source, mistakes: Mistakes) -> People:
    """Officials with unique codes and sheet names, and the one who consolidates."""
    if not source.sound:
        return People((), "", None)
    head = top(source, (CONSOLIDATOR,), ("official",), mistakes)
    listed = rows(source, "official", _OFFICIAL_KEYS, CODE, mistakes)
    unique(listed.sections, CODE)
    _check_sheet_names(listed.sections)
    for section in listed.sections:
        _check_dates(section)
    officials = tuple(_official(section) for section in listed.sections)
    consolidator = head[CONSOLIDATOR]
    refer(head, CONSOLIDATOR.name, (consolidator,), listed.codes, "các mục [[official]]")
    if any(section[CODE] == consolidator and not section.written(TAB) for section in listed.sections):
        head.wrong(CONSOLIDATOR.name, f"{shown(consolidator)} không có khóa «tab»; bộ phận tổng hợp phải có sheet riêng")
    return People(officials, consolidator, listed.codes)


def _official(section: Section) -> Official:
    return Official(
        code=section[CODE],
        title=section[TITLE],
        short_title=section[SHORT_TITLE] or section[TITLE],
        tab=section[TAB] or None,
        aliases=section[ALIASES],
        person=section[PERSON],
        email=section[EMAIL],
        start=section[START],
        end=section[END],
        former=tuple(_tenure(section, raw) for raw in section[FORMER]),
    )


def _tenure(section: Section, raw: Mapping[str, object]) -> Tenure:
    held = Section(raw, _FORMER_KEYS, section.place.at_key(FORMER.name), section.mistakes)
    _check_dates(held)
    return Tenure(held[FORMER_PERSON], held[EMAIL], held[START], held[END])


def _check_sheet_names(sections: Sequence[Section]) -> None:
    """No two officials share a sheet name or alias, and none takes a name of our own sheets."""
    names = NameBook()
    for section in sections:
        if section[ALIASES] and not section.written(TAB):
            section.wrong(ALIASES.name, "chỉ dùng khi có khóa «tab»")
        for key, name in ((TAB.name, section[TAB]), *((ALIASES.name, alias) for alias in section[ALIASES])):
            if not name:
                continue
            names.take(section, key, name)
            if any(match_key(name).startswith(match_key(own)) for own in OWN_SHEET_NAMES):
                section.wrong(key, f"{shown(name)} trùng tên sheet do phần mềm tạo; hãy đặt tên khác")


def _check_dates(section: Section) -> None:
    start, end = section[START], section[END]
    if start and end and end < start:
        section.wrong(END.name, f"{end} trước ngày bắt đầu «start» = {start}")


def read_areas(source: Source, mistakes: Mistakes) -> Areas:
    """Areas with unique codes."""
    if not source.sound:
        return Areas((), None, None)
    top(source, (), ("area",), mistakes)
    listed = rows(source, "area", _AREA_KEYS, CODE, mistakes)
    unique(listed.sections, CODE)
    areas = tuple(
        Area(section[CODE], section[TITLE], section[SHORT_TITLE] or section[TITLE], section[ORGANISATION])
        for section in listed.sections
    )
    complete = listed.codes is not None and not any(section.reported for section in listed.sections)
    organisation = frozenset(area.code for area in areas if area.organisation) if complete else None
    return Areas(areas, listed.codes, organisation)
