"""JSON on standard output: how a document becomes text, and the document of a failure."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import TypeAlias

from sheetsync.console.safe_text import escaped_for_json
from sheetsync.core.cells import CellValue

Json: TypeAlias = str | int | float | bool | Mapping[str, "Json"] | Sequence["Json"] | None


def to_json(document: Mapping[str, Json]) -> str:
    """The document as text: letters as they are where the stream is UTF-8, else escaped, so that nothing is lost; never with
    raw control or bidi characters from a cell."""
    return escaped_for_json(json.dumps(document, ensure_ascii=not _takes_every_letter(), indent=2, allow_nan=False))


def document_pieces(document: Mapping[str, Json], lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The same text piece by piece. lists: by a key of the document, the objects of its (empty) list, already as text, which are
    made while they are written."""
    separator = "{\n"
    for key, value in document.items():
        yield f'{separator}  "{key}": '
        separator = ",\n"
        if key in lists:
            yield from _list_pieces(lists[key])
        else:
            yield to_json({"": value})[len('{\n  "": ') : -len("\n}")]
    yield "\n}"


def _list_pieces(objects: Iterable[str]) -> Iterator[str]:
    separator = "[\n    "
    for one in objects:
        yield f"{separator}{escaped_for_json(one)}"
        separator = ",\n    "
    yield "[]" if separator.startswith("[") else "\n  ]"


def text_writer() -> Callable[[str], str]:
    """How a text is written for the stream as it is, quotes included."""
    return encode_basestring if _takes_every_letter() else encode_basestring_ascii


def _takes_every_letter() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-").startswith("utf")


def error_document(code: str, message: str, next_step: str) -> dict[str, Json]:
    """The only document that a command prints which could not be carried out (design 7)."""
    return {"error": {"code": code, "message": message, "next": next_step}}


def json_value(value: CellValue) -> Json:
    """A cell's value: numbers as numbers, dates and times as ISO text."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):  # JSON has no such numbers
        return None
    return value
