"""rules.toml: the checks, each with its own options. What a kind of check accepts is known to the core, not here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from sheetsync.adapters.config_files.columns_file import KNOWN_KEYS
from sheetsync.adapters.config_files.kinds import Choice, Text
from sheetsync.adapters.config_files.mistakes import Mistakes, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, Section, perhaps, rows, top
from sheetsync.core.rules.ruleset import problems
from sheetsync.core.settings import ColumnSettings, OptionValue, RuleSettings, Severity
from sheetsync.core.suggest import closest

_SEVERITY = Choice({severity.value: severity for severity in Severity})

CODE = Key(
    "code", Text(pattern=re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), form="gồm chữ thường không dấu, số và gạch nối"), "", needed=True
)
KIND = Key("kind", Text(), "", needed=True)
FIELD = Key("field", Text(filled=False), "")
SEVERITY = Key("severity", _SEVERITY, Severity.ERROR, needed=True)
BEFORE_HAND_IN: Key[Severity | None] = Key("before_hand_in", _SEVERITY, None)
MESSAGE = Key("message", Text(filled=False), "")
SUGGESTION = Key("suggestion", Text(filled=False), "")
_COLUMN_KEYS = ("field", "fields", "when_filled", "when_blank")
_KEYS = (CODE, KIND, FIELD, SEVERITY, BEFORE_HAND_IN, MESSAGE, SUGGESTION)


def read_rules(source: Source, columns: Sequence[ColumnSettings] | None, mistakes: Mistakes) -> tuple[RuleSettings, ...]:
    """The rules in file order; keys that are not common to all rules become options, which the core judges.

    columns: None where they are unknown; then nothing is said about the columns that rules name.
    """
    if not source.sound:
        return ()
    top(source, (), ("rule",), mistakes)
    sections = rows(source, "rule", _KEYS, CODE, mistakes, open_ended=True).sections
    settings = tuple(_rule(section) for section in sections)
    for index, key, text in problems(settings, KNOWN_KEYS if columns is None else [column.key for column in columns]):
        section = sections[index]
        if key in section.reported or (columns is None and key in _COLUMN_KEYS):
            continue
        common = closest(key, [one.name for one in _KEYS if not section.written(one)]) if key in section.other else None
        section.wrong(key, f"không có khóa này{perhaps(f'«{common}»')}" if common else text)
    first: dict[tuple[str, str, str], Section] = {}
    for section, rule in zip(sections, settings, strict=True):
        earlier = first.setdefault((rule.code, rule.kind, rule.field), section)
        if earlier is not section and section.sound(CODE) and not rule.options:
            section.wrong(CODE.name, f"{shown(rule.code)} cùng kind và field đã có ở {earlier.place.table}")
    return settings


def _rule(section: Section) -> RuleSettings:
    options: dict[str, OptionValue] = {}
    for name, value in section.other.items():
        if isinstance(value, (str, int, float)) or (isinstance(value, date) and not isinstance(value, datetime)):
            options[name] = value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            options[name] = tuple(value)
        else:
            section.wrong(name, f"{shown(value)} không dùng được; phải là chữ, số, true/false, ngày hoặc danh sách chữ")
    return RuleSettings(
        code=section[CODE],
        kind=section[KIND],
        severity=section[SEVERITY],
        field=section[FIELD],
        before_hand_in=section[BEFORE_HAND_IN],
        options=options,
        message=section[MESSAGE],
        suggestion=section[SUGGESTION],
    )
