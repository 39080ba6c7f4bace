"""Mistakes in configuration files, collected so that a person sees all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from sheetsync.adapters.config_files.sources import Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake is: the file, the table in words (`task 12 (II.2.07a)`), the key.

    header, number: the table as the file writes it (`[[task]]`, the twelfth; 0 for `[unit]`), so that its line can be named.
    """

    source: Source
    table: str = ""
    key: str = ""
    header: str = ""
    number: int = 0

    def at_key(self, key: str) -> Place:
        return replace(self, key=f"{self.key}.{key}" if self.key else key)

    def __str__(self) -> str:
        line = self.source.line(self.header, self.number, self.key.partition(".")[0])
        parts = (self.source.name, self.table, f"khóa «{self.key}»" if self.key else "", f"dòng {line}" if line else "")
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class Mistakes:
    """The mistakes found so far, a readable Vietnamese line each, in the order found."""

    lines: list[str] = field(default_factory=list)

    def add(self, place: Place, text: str) -> None:
        self.lines.append(f"{place}: {text}")


def shown(value: object) -> str:
    """A value as a message shows it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            text = " ".join(value.split())
            return f"«{text}»" if len(text) <= 60 else f"«{text[:57]}…»"
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return "danh sách […]"
        case dict():
            return "bảng {…}"
        case _:
            return str(value)


def listed(words: Sequence[str]) -> str:
    """Words in quotes, as they are typed into the file."""
    return ", ".join(f'"{word}"' for word in words)
