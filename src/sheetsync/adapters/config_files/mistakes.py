"""Mistakes in configuration files, collected so that a person sees all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sheetsync.adapters.config_files.sources import Source
from sheetsync.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake is: the file, the table in words (`task 12 (II.2.07a)`), the key.

    header, number: the table as the file writes it (`[[task]]`, the twelfth; 0 for `[unit]`), so that its line can be named.
    known_line: the line, where it is known already.
    """

    source: Source
    table: str = ""
    key: str = ""
    header: str = ""
    number: int = 0
    known_line: int = 0

    def at_key(self, key: str) -> Place:
        return replace(self, key=f"{self.key}.{key}" if self.key else key)

    @property
    def line(self) -> int:
        """The line from 1; 0 where it cannot be told."""
        return self.known_line or self.source.line(self.header, self.number, self.key.partition(".")[0])


@dataclass(slots=True)
class Mistakes:
    """The mistakes found so far."""

    _found: list[tuple[str, int, str]] = field(default_factory=list)  # file, line, text

    def add(self, place: Place, text: str) -> None:
        """text: what is wrong and what is allowed, a Vietnamese clause without the place."""
        file, line = place.source.name, place.line
        where = (file, place.table, f"khóa «{place.key}»" if place.key else "", f"dòng {line}" if line else "")
        whole = f"{', '.join(part for part in where if part)}: {text}"
        self._found.append((file, line, " ".join(whole.splitlines())))

    def lines(self) -> tuple[str, ...]:
        """All mistakes, a readable line each, as one meets them going through the files: file by file, from top to bottom."""
        files = list(dict.fromkeys(file for file, _, _ in self._found))
        return tuple(text for _, _, text in sorted(self._found, key=lambda found: (files.index(found[0]), found[1])))


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
