"""A TOML file as text whose tables can be changed one by one: everything else, comments and order too, keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsync.records import dataclass, field

_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*([\w.\-]+)[ \t]*\]{1,2}[ \t]*(?:#[^\n]*)?\r?$")
_KEY = re.compile(r"[ \t]*([\w\-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=[ \t]*")


class OddToml(Exception):
    """The file is written in a way that cannot be changed in place. Never reaches a person: the caller says what to do."""


@dataclass(frozen=True, slots=True)
class _KeyPlace:
    """A key: where its line, its value and the end of its last line are."""

    name: str
    start: int
    value_start: int
    value_end: int
    line_end: int


@dataclass(slots=True)
class _Block:
    """A table: header "" for what stands above all tables. start: of its header's line; end: after its last key's line."""

    header: str
    start: int
    end: int
    keys: list[_KeyPlace] = field(default_factory=list)


class TomlBlocks:
    """The text with edits collected; `result()` carries them out. Tables are named by header and number from 0.

    Raises OddToml for what it does not know how to read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._blocks = _scan(text)
        self._edits: list[tuple[int, int, int, str]] = []  # start, end, number, text

    def count(self, header: str) -> int:
        return len(self._of(header))

    def set_key(self, header: str, number: int, key: str, value: str, order: Sequence[str]) -> None:
        """Give a key its value, already as TOML. order: the keys as they usually follow each other; a new one goes behind the
        nearest before it."""
        block = self._of(header)[number]
        place = next((place for place in block.keys if place.name == key), None)
        if place is not None:
            self._edit(place.value_start, place.value_end, value)
            return
        earlier = order[: order.index(key)]
        above = [place for place in block.keys if place.name in earlier]
        at = above[-1].line_end if above else self._line_end(block.start) if header else block.start
        self._insert_line(at, f"{key} = {value}")

    def remove_key(self, header: str, number: int, key: str) -> None:
        for place in self._of(header)[number].keys:
            if place.name == key:
                self._edit(place.start, place.line_end, "")

    def remove_block(self, header: str, number: int) -> None:
        """Take a table away, with the comment right above it and the blank line before."""
        block = self._of(header)[number]
        start = block.start
        while (line := self._line_before(start)) is not None and self._text[line:start].strip().startswith("#"):
            start = line
        line = self._line_before(start)
        if line is not None and not self._text[line:start].strip():
            start = line
        self._edit(start, block.end, "")

    def add_block(self, header: str, text: str, after: int | None) -> None:
        """A new table behind the one of this number; None: before the first, or at the end where there is none."""
        blocks = self._of(header)
        if after is None and blocks:
            self._edit(blocks[0].start, blocks[0].start, self._lines(text) + self._newline)
            return
        at = blocks[after].end if after is not None else len(self._text)
        before = "" if at == 0 else self._newline if self._text[at - 1] == "\n" else 2 * self._newline
        self._edit(at, at, before + self._lines(text))

    def result(self) -> str:
        pieces: list[str] = []
        done = 0
        for start, end, _, text in sorted(self._edits):
            if start < done:
                raise OddToml("edits overlap")
            pieces += (self._text[done:start], text)
            done = end
        return "".join((*pieces, self._text[done:]))

    def _of(self, header: str) -> list[_Block]:
        return [block for block in self._blocks if block.header == header]

    def _edit(self, start: int, end: int, text: str) -> None:
        self._edits.append((start, end, len(self._edits), text))

    def _insert_line(self, at: int, line: str) -> None:
        broken = at == 0 or self._text[at - 1] == "\n"
        self._edit(at, at, ("" if broken else self._newline) + line + (self._newline if broken else ""))

    def _lines(self, text: str) -> str:
        return text.replace("\n", self._newline)

    def _line_end(self, at: int) -> int:
        return _line_end(self._text, at)

    def _line_before(self, at: int) -> int | None:
        """Where the line above the one that begins here begins."""
        return None if at == 0 else self._text.rfind("\n", 0, at - 1) + 1


def _scan(text: str) -> list[_Block]:
    at = 1 if text.startswith("\ufeff") else 0
    blocks = [_Block("", at, at)]
    while at < len(text):
        end = _line_end(text, at)
        line = text[at:end].rstrip("\n")
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            at = end
        elif stripped.startswith("["):
            header = _HEADER.match(line)
            if header is None:
                raise OddToml(line)
            blocks.append(_Block(header[1], at, end))
            at = end
        else:
            key = _KEY.match(text, at)
            if key is None:
                raise OddToml(line)
            value_end = _value_end(text, key.end())
            end = _line_end(text, value_end)
            blocks[-1].keys.append(_KeyPlace(key[1].strip("\"'"), at, key.end(), value_end, end))
            blocks[-1].end = at = end
    return blocks


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _value_end(text: str, at: int) -> int:
    """Behind the value that begins here."""
    if text[at : at + 1] in ("[", "{"):
        return _nested_end(text, at)
    if text[at : at + 1] in ('"', "'"):
        return _string_end(text, at)
    found = re.compile(r"[^#\r\n]*").match(text, at)
    return at + len(found[0].rstrip()) if found else at


def _nested_end(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        letter = text[at]
        if letter in "\"'":
            at = _string_end(text, at)
            continue
        if letter == "#":
            at = _line_end(text, at)
            continue
        depth += (letter in "[{") - (letter in "]}")
        at += 1
        if depth == 0:
            return at
    raise OddToml("open bracket")


def _string_end(text: str, at: int) -> int:
    quote = text[at]
    if text.startswith(quote * 3, at):
        end = at + 3
        while not text.startswith(quote * 3, end):
            end += 2 if text[end : end + 1] == "\\" and quote == '"' else 1
            if end >= len(text):
                raise OddToml("open string")
        end += 3
        while text[end : end + 1] == quote:  # up to two quotes may stand before the closing ones
            end += 1
        return end
    end = at + 1
    while end < len(text) and text[end] != quote:
        end += 2 if text[end] == "\\" and quote == '"' else 1
    if end >= len(text):
        raise OddToml("open string")
    return end + 1
