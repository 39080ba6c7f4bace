"""TOML as text, for the few kinds of value that configuration files hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

TomlValue: TypeAlias = str | int | bool | date | Sequence[str]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_UNSAFE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]')
"""What must not stand raw in a basic string, and unseen characters, which nobody could find there again."""


def toml_string(text: str) -> str:
    """A basic string. Raises ValueError for halves of characters (lone surrogates), which no TOML file can hold."""
    text.encode("utf-8")
    return '"' + _UNSAFE.sub(_escaped, text) + '"'


def toml_line(key: str, value: TomlValue) -> str:
    """`key = value`."""
    return f"{key if _BARE_KEY.fullmatch(key) else toml_string(key)} = {toml_value(value)}"


def toml_table(header: str, values: Mapping[str, TomlValue]) -> str:
    """A table with its header line (`[book]`, `[[official]]`; "": none), a line for each key."""
    lines = [header] if header else []
    return "\n".join([*lines, *(toml_line(key, value) for key, value in values.items())]) + "\n"


def toml_value(value: TomlValue) -> str:
    """The value as it stands behind `=`."""
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return "[" + ", ".join(toml_string(item) for item in value) + "]"


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
