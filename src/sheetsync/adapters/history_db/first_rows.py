"""Rows as a run first saw them, packed: together they take a tenth of what a record a cell would."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence

from sheetsync.adapters.history_db.stored_values import unreadable
from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import Place, SeenRow
from sheetsync.core.merge.base import plain_value, value_from
from sheetsync.core.merge.same_value import is_blank
from sheetsync.core.merge.state import RowKey
from sheetsync.records import dataclass

_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class FirstRow:
    """run: that saw it; first: the number of its first cell, those after it count on, blank ones too; columns: the field of each
    and its place."""

    run: int
    key: RowKey
    first: int
    columns: Sequence[tuple[str, Place]]
    values: Sequence[CellValue]

    def cells(self) -> Iterator[tuple[int, str, CellValue, Place]]:
        """With their numbers, those that were not blank."""
        for number, ((field, place), value) in enumerate(zip(self.columns, self.values, strict=True), self.first):
            if not is_blank(value):
                yield number, field, value, place


def packed(rows: Sequence[tuple[RowKey, SeenRow]]) -> bytes:
    """Rows of the same columns name them once."""
    known: dict[tuple[int, tuple[str, ...]], int] = {}
    columns: list[list[tuple[str, str, str]]] = []
    written: list[list[CellValue]] = []
    for key, row in rows:
        fields = tuple(row.values)
        shape = known.get((id(row.places), fields))
        if shape is None:
            shape = known[id(row.places), fields] = len(columns)
            columns.append([(field, *row.places[field]) for field in fields])
        written.append([key.task, key.role, key.by_text, shape, *row.values.values()])
    text = json.dumps([columns, written], ensure_ascii=False, separators=(",", ":"), default=plain_value)
    return zlib.compress(text.encode("utf-8"))


def unpacked(page: bytes, run: int, first: int) -> Iterator[FirstRow]:
    """first: the number of the page's first cell. Raises HistoryUnavailable for anything but what `packed` gave."""
    try:
        stored, rows = json.loads(zlib.decompress(page))
        columns = [[(field, (sheet, heading)) for field, sheet, heading in shape] for shape in stored]
        for task, role, by_text, shape, *plain in rows:
            values = [value if value.__class__ in _AS_THEY_ARE else value_from(value) for value in plain]
            if len(values) != len(columns[shape]):
                raise ValueError("another number of cells than of columns")
            yield FirstRow(run, RowKey(task, role, by_text=bool(by_text)), first, columns[shape], values)
            first += len(values)
    except (ValueError, TypeError, LookupError, zlib.error) as error:
        raise unreadable() from error
