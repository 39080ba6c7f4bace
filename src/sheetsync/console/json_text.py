"""JSON on standard output: how a document becomes text, and the document of a failure."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from sheetsync.console.safe_text import escaped_for_json
from sheetsync.core.cells import CellValue

Json: TypeAlias = str | int | float | bool | Mapping[str, "Json"] | Sequence["Json"] | None


def to_json(document: Mapping[str, Json]) -> str:
    """The document as text: letters as they are where the stream is UTF-8, else escaped, so that nothing is lost; never with
    raw control or bidi characters from a cell."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    text = json.dumps(document, ensure_ascii=not encoding.startswith("utf"), indent=2, allow_nan=False)
    return escaped_for_json(text)


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
