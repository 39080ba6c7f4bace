"""How the changes and notices of a merge are told, whichever command merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph
from sheetsync.console.safe_text import one_line
from sheetsync.core.cells import CellValue
from sheetsync.core.merge import Change, Notice
from sheetsync.core.values import display_text


def change_line(change: Change) -> str:
    where = change.where
    text = f"Sheet «{where.sheet}», ô {where.a1} ({where.heading}): {said(change.cell.value)} → {said(change.value)}"
    return paragraph(one_line(text), first="  • ", rest="    ")


def said(value: CellValue) -> str:
    """What stands in a cell."""
    text = one_line(display_text(value))
    return f"«{text}»" if text else "trống"


def cut(lines: Sequence[str], most: int | None) -> Iterator[str]:
    """The first so many; of the others, how many there are."""
    yield from lines if most is None else lines[:most]
    if most is not None and len(lines) > most:
        yield f"  … và {len(lines) - most} dòng nữa (xem đủ bằng --verbose hoặc --json)"


def notice_object(notice: Notice) -> Json:
    return {
        "code": notice.code,
        "side": notice.side.value,
        "official": notice.official,
        "sheet": notice.sheet,
        "cell": notice.where.a1 if notice.where is not None else None,
        "task_id": notice.key.task if notice.key is not None else None,
        "field": notice.field or None,
        "message": notice.message,
    }


def change_object(change: Change) -> dict[str, Json]:
    """A change of one cell in a document of `--json`."""
    return {
        "sheet": change.where.sheet,
        "cell": change.where.a1,
        "official": change.official,
        "task_id": change.key.task,
        "field": change.field,
        "old": json_value(change.cell.value),
        "new": json_value(change.value),
    }
