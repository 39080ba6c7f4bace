"""A finding in JSON: as an object, and written straight as text for the document of a book, which may hold half a million of them
(the standard library lays out value by value, which takes five times as long)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from json import dumps

from sheetsync.console.json_text import Json, json_value, text_writer
from sheetsync.core.findings import Finding


def finding_object(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "task_id": finding.task_id,
        "field": finding.field,
        "value": json_value(finding.value),
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def finding_texts(findings: Iterable[Finding]) -> Iterator[str]:
    """Each as `finding_object` gives it, laid out as within the list of a document."""
    write = text_writer()

    @lru_cache(maxsize=4_096)
    def start(code: str, severity: str, sheet: str) -> str:
        return f'{{\n      "code": {write(code)},\n      "severity": {write(severity)},\n      "sheet": {write(sheet)},\n'

    def text_or_null(text: str | None) -> str:
        return "null" if text is None else write(text)

    for finding in findings:
        value = json_value(finding.value)
        yield (
            f'{start(finding.code, finding.severity.value, finding.sheet)}      "cell": {text_or_null(finding.cell)},\n'
            f'      "task_id": {text_or_null(finding.task_id)},\n      "field": {text_or_null(finding.field)},\n'
            f'      "value": {write(value) if isinstance(value, str) else dumps(value)},\n'
            f'      "message": {write(finding.message)},\n      "suggestion": {text_or_null(finding.suggestion)}\n    }}'
        )
