"""Runs the script's functions on Node.js, and reads what they showed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sheetsync.adapters.apps_script_files import script_files
from tests.apps_script.google_book import GoogleBook
from tests.npm_packages import installed, program

FAKE = Path(__file__).parent / "fake"
CHECK, HAND_IN, FULL_CHECK = "kiemTraTabNay", "tinhHinhNop", "yeuCauKiemTraDayDu"
NOW = "2026-11-29T07:05:00Z"
"""14:05 in Vietnam."""

_PACKAGES = ("typescript@7.0.2", "@types/google-apps-script@2.0.13", "@types/node@26.6.7")
_STRICT = ("--noEmit", "--allowJs", "--checkJs", "--strict", "--noUnusedLocals", "--noUnusedParameters", "--noImplicitReturns")


@dataclass(slots=True)
class Section:
    """A part of a dialog with a heading. items: the bold part, the rest of the line, the greyed part below it."""

    kind: str
    heading: str = ""
    text: str = ""
    items: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Dialog:
    """What a person reads in a dialog; tags, attributes: what the browser is told."""

    title: str
    lead: str = ""
    texts: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str | None]] = field(default_factory=set)

    def of(self, kind: str) -> list[Section]:
        return [section for section in self.sections if section.kind == kind]

    def places(self) -> list[str]:
        """The wrong cells that are listed."""
        return [item[0] for section in self.of("wrong") for item in section.items]

    def said(self) -> str:
        """Everything outside lists and tables."""
        return " ".join([self.lead, *self.texts])


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run. selected: sheet and cell; written: sheet, cell, value."""

    menus: list[Any]
    dialogs: list[Dialog]
    selected: list[tuple[str, str]]
    written: list[tuple[str, str, Any]]
    toasts: list[tuple[str, str]]
    read: int

    @property
    def dialog(self) -> Dialog:
        (dialog,) = self.dialogs
        return dialog


def ran(book: GoogleBook, *functions: str, files: Sequence[Path] = (), now: str = NOW) -> Ran:
    """The functions called one after the other. files: another form of the script than its own files."""
    asked = {"book": book.given(), "functions": functions, "now": now}
    command = [program("node"), str(FAKE / "run.mjs"), *map(str, files or script_files())]
    done = _started(command, json.dumps(asked))
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    return Ran(
        result["menus"],
        [_read(one["title"], one["html"]) for one in result["dialogs"]],
        [(sheet, cell) for sheet, cell in result["selected"]],
        [(sheet, cell, value) for sheet, cell, value in result["written"]],
        [(title, text) for title, text in result["toasts"]],
        result["read"],
    )


def checked(book: GoogleBook) -> Dialog:
    """What «Kiểm tra tab này» shows for the open tab."""
    return ran(book, CHECK).dialog


def complaints(files: Sequence[Path], *, node: bool = False) -> str:
    """What TypeScript finds in files that are plain JavaScript with types in comments; node: they are modules for Node.js."""
    modules = installed("apps-script-types", *_PACKAGES)
    surroundings = ["--types", "google-apps-script", "--target", "es2022", "--lib", "es2022"]
    if node:
        surroundings = ["--types", "google-apps-script,node", "--target", "es2023", "--lib", "es2023", "--module", "nodenext"]
    command = [program("node"), str(modules / ".bin" / "tsc"), *_STRICT, *surroundings, "--typeRoots", str(modules / "@types")]
    done = _started([*command, *map(str, files)])
    assert done.returncode == 0 or done.stdout, done.stderr
    return done.stdout


def _started(command: Sequence[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def _read(title: str, html: str) -> Dialog:
    reader = _Reader(Dialog(title))
    reader.feed(html)
    reader.close()
    return reader.dialog


class _Reader(HTMLParser):
    def __init__(self, dialog: Dialog) -> None:
        super().__init__()
        self.dialog = dialog
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.dialog.tags.add(tag)
        self.dialog.attributes.update(attrs)
        if tag == "section":
            self.dialog.sections.append(Section(dict(attrs)["class"] or ""))
        elif tag == "li":
            self.dialog.sections[-1].items.append(["", "", ""])
        elif tag == "tr":
            self.dialog.table.append([])
        elif tag in ("td", "th"):
            self.dialog.table[-1].append("")
        elif tag == "p" and "section" not in self._open:
            self.dialog.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, (tag, self._open)

    def handle_data(self, data: str) -> None:
        if "li" in self._open:
            part = 0 if self._open[-1] == "b" else 2 if self._open[-1] == "span" else 1
            self.dialog.sections[-1].items[-1][part] += data.strip() if part != 2 else data
        elif self._open[-1:] in (["td"], ["th"]):
            self.dialog.table[-1][-1] += data
        elif self._open[-1:] == ["h1"]:
            self.dialog.lead += data
        elif "section" in self._open and self._open[-1] == "h2":
            self.dialog.sections[-1].heading += data
        elif "section" in self._open and self._open[-1] == "p":
            self.dialog.sections[-1].text += data
        elif self._open[-1:] == ["p"]:
            self.dialog.texts[-1] += data
        else:
            assert self._open == ["style"] or not data.strip(), data
