"""Mistakes in configuration files, collected so that a person sees all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake is: file, the table in words (`task 12 (II.2.07a)`), the key, the line from 1 (0 where unknown)."""

    file: str
    table: str = ""
    key: str = ""
    line: int = 0

    def at_key(self, key: str, line: int = 0) -> Place:
        return replace(self, key=f"{self.key}.{key}" if self.key else key, line=line or self.line)

    def __str__(self) -> str:
        parts = [self.file, self.table, f"khóa «{self.key}»" if self.key else "", f"dòng {self.line}" if self.line else ""]
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class Mistakes:
    """The mistakes found so far, a readable Vietnamese line each, in the order found."""

    lines: list[str] = field(default_factory=list)

    def add(self, place: Place, text: str) -> None:
        self.lines.append(f"{place}: {text}")


def shown(value: object) -> str:
    """A value as the message shows it, in the form in which the file holds it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            text = " ".join(value.split())
            return f"«{text}»" if len(text) <= 60 else f"«{text[:57]}…»"
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return "một danh sách […]"
        case dict():
            return "một bảng có nhiều khóa"
        case _:
            return str(value)


def listed(words: tuple[str, ...]) -> str:
    """Words in quotes, as they are typed into the file."""
    return ", ".join(f'"{word}"' for word in words)
