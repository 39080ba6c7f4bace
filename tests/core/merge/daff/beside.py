"""The merge beside daff's on the same tables: which of the two loses or garbles what people typed.

`uv run python -m tests.core.merge.daff.beside` writes the table of docs/merge-and-daff.md anew.
"""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.merge.same_value import is_blank, same
from sheetsync.core.merge.state import plan_fields, synced_fields
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import display_text, nfc
from sheetsync.records import replace
from tests.core.merge import two_books
from tests.core.merge.merge_tables import Case, cases
from tests.npm_packages import installed, program

DOCUMENT = Path(__file__).parents[4] / "docs" / "merge-and-daff.md"
DAFF = "daff@1.4.2"
_SCRIPT = Path(__file__).with_name("merge.mjs")
_KEYS = ("Mã NV", "Vai trò")
_BEGIN = "| case | sheetsync | daff, told the key columns | daff, as it comes |"

Key = tuple[str, str]
"""A row's id or text, and its role."""
TableRows = Sequence[tuple[Key, Mapping[str, CellValue]]]
"""The rows of a tab, by field."""


@dataclass(frozen=True)
class Triple:
    """A tab as it was, as the office has it and as the official has it."""

    title: str
    parent: SheetContent
    left: SheetContent
    right: SheetContent


@dataclass(frozen=True)
class Verdict:
    """What a merge made of a triple. wrong: what it lost or garbled; told: what it says to people."""

    wrong: tuple[str, ...]
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.wrong:
            return "; ".join(f"**{one}**" for one in self.wrong)
        return "right" + (f"; told: {', '.join(self.told)}" if self.told else "")


def triples() -> list[Triple]:
    return [_triple(case) for case in cases("../daff/triples.md")]


def _triple(case: Case) -> Triple:
    found = [_typed(case.sheets(whose)[0]) for whose in ("Lần trước", "Văn phòng", "Cán bộ")]
    return Triple(case.title, *found)


def _typed(sheet: SheetContent) -> SheetContent:
    """The sheet with what tables cannot draw: a Mac's accents, a time of day."""
    return replace(sheet, rows=[[_special(value) for value in row] for row in sheet.rows])


def _special(value: CellValue) -> CellValue:
    if isinstance(value, str) and value.startswith("[Mac] "):
        return unicodedata.normalize("NFD", value.removeprefix("[Mac] "))
    if isinstance(value, str) and value.startswith("[nửa đêm] "):
        return datetime.combine(date.fromisoformat(value.removeprefix("[nửa đêm] ")), time())
    return value


def verdicts() -> list[tuple[str, Verdict, Verdict, Verdict]]:
    """For each triple: its title, and what becomes of it by our merge, by daff with and without keys."""
    office = two_books.office(load_settings(None))
    asked = triples()
    with_keys = _daff(asked, _KEYS)
    without = _daff(asked, ())
    return [
        (one.title, _ours(one, office), _judged_daff(one, keyed, office), _judged_daff(one, plain, office))
        for one, keyed, plain in zip(asked, with_keys, without, strict=True)
    ]


def _ours(triple: Triple, office: Settings) -> Verdict:
    common = two_books.base([triple.parent], office)
    result = two_books.merged([triple.left], [triple.right], common, office)
    books = two_books.written([triple.left], result.left), two_books.written([triple.right], result.right)
    listed = {((conflict.key.task, conflict.key.role), conflict.field) for conflict in result.conflicts}
    told = ["conflict"] * bool(result.conflicts) + list(dict.fromkeys(notice.code for notice in result.notices))
    wrong = _wrong(triple, [_rows(book[0], office) for book in books], office, listed)
    return Verdict(tuple(wrong), tuple(told))


def _daff(asked: Sequence[Triple], keys: Sequence[str]) -> list[Mapping[str, Any]]:
    modules = installed("daff-1.4.2", DAFF)
    given = [
        {
            "parent": _plain(one.parent),
            "left": _plain(one.left),
            "right": _plain(one.right),
            "keys": [key for key in keys if key in one.parent.rows[0]],
        }
        for one in asked
    ]
    command = [program("node"), str(_SCRIPT), str(modules)]
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=True, timeout=60
    )
    answers: list[Mapping[str, Any]] = json.loads(done.stdout)
    return answers


def _plain(sheet: SheetContent) -> list[list[Any]]:
    """daff knows texts and numbers; a day is given to it as its ISO text."""
    width = max(map(len, sheet.rows))
    rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
    return [[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows]


def _judged_daff(triple: Triple, answer: Mapping[str, Any], office: Settings) -> Verdict:
    table = [[_from_plain(value) for value in row] for row in answer["table"]]
    merged = _rows(SheetContent("VP UBND", table), office)
    wrong = _wrong(triple, [merged], office, set())
    return Verdict(tuple(wrong), ("conflict",) * bool(answer["conflicts"]))


def _from_plain(value: Any) -> CellValue:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d(T00:00:00)?", value):
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    plain: CellValue = value or None if isinstance(value, str) else value
    return plain


def _rows(sheet: SheetContent, office: Settings) -> TableRows:
    """The rows of a tab. Empty where its headings are not headings any more."""
    tabs, _ = read_tabs(BookContent("", "1", (sheet,)), office, 1)
    fields = set(synced_fields(office))
    return [
        (
            (entry.task_id or entry.written_id or entry.text("task"), entry.role.value),
            {key: value for key, value in entry.values.items() if key in fields},
        )
        for tab in tabs.tabs
        for entry in tab.entries
    ]


def _wrong(triple: Triple, results: Sequence[TableRows], office: Settings, listed: set[tuple[Key, str]]) -> Iterator[str]:
    """What is lost or garbled. results: the tables that people have afterwards; listed: cells that are told as conflicts."""
    parent, left, right = (_rows(sheet, office) for sheet in (triple.parent, triple.left, triple.right))
    if not all(results):
        yield "the headings are among the rows"
        return
    said = set[str]()
    for side in (left, right):
        for key, field, value in _typed_since(side, parent):
            if (key, field) not in listed and not any(
                same(there, value) or _marked(there) for rows in results for there in _at(rows, key, field)
            ):
                said.add(f"loses {_shown(value)} of {key[0]}" if not is_blank(value) else f"undoes a clearing of {key[0]}")
    known = [*parent, *left, *right]
    for rows in results:
        for key, values in rows:
            for field, value in values.items():
                if not any(same(value, there) for there in _at(known, key, field)) and not is_blank(value):
                    said.add(f"puts {'the marker ' if _marked(value) else ''}{_shown(value)} into the cell of {key[0]}")
    for field in plan_fields(office):
        for key, _, value in _typed_since(right, parent, field):
            offices = _at(left, key, field)
            if offices and offices[0] != value and any(same(there, value) for there in _at(results[0], key, field)):
                said.add(f"lets the official overwrite the office's {_shown(offices[0])}")
    counts = [Counter(key for key, _ in rows) for rows in (left, right)]
    for rows in results:
        for key, count in Counter(key for key, _ in rows).items():
            if count > max(1, *(side[key] for side in counts)):
                said.add(f"has {key[0]} twice")
    yield from sorted(said)


def _marked(value: CellValue) -> bool:
    """Whether the cell holds daff's words for a conflict, in which all values stand."""
    return isinstance(value, str) and value.startswith("((( ")


def _at(rows: TableRows, key: Key, field: str) -> list[CellValue]:
    return [values[field] for found, values in rows if found == key and field in values]


def _typed_since(rows: TableRows, parent: TableRows, only: str = "") -> Iterator[tuple[Key, str, CellValue]]:
    """What a side typed or cleared, cell by cell."""
    for key, values in rows:
        for field, value in values.items():
            before = _at(parent, key, field)
            if only in ("", field) and not any(same(value, was) for was in before) and (before or not is_blank(value)):
                yield key, field, value


def _shown(value: CellValue) -> str:
    kind = "the text " if isinstance(value, str) and value.isdigit() else ""
    text = re.sub(r"\s+", " ", nfc(display_text(value)))
    return f"{kind}«{text if len(text) <= 60 else text[:59] + '…'}»"


def table() -> str:
    """The table of the document."""
    lines = [_BEGIN, "|---|---|---|---|"]
    lines.extend("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in verdicts())
    return "\n".join(lines) + "\n"


def written_table() -> str:
    """The table as the document has it."""
    text = DOCUMENT.read_text("utf-8")
    return text[text.index(_BEGIN) :].split("\n\n")[0].rstrip("\n") + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(DOCUMENT.read_text("utf-8").replace(written_table(), table()), "utf-8")
