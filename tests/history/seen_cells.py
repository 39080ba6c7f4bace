"""What a run saw, told cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import TypeAlias

from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import Observed, Place, SeenRow, SeenRows
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.state import RowKey

SeenCells: TypeAlias = Mapping[CellName, tuple[CellValue, Place]]


def saw(
    cells: SeenCells,
    officials: Collection[str],
    *,
    period: str = "2023-Q1",
    twice: Collection[tuple[str, str]] = (),
    unknown: Collection[CellName] = (),
) -> Observed:
    """officials: whose tabs could be read; twice: (official, task) of rows that nobody can tell apart; unknown: formulas that
    gave no value."""
    rows: dict[str, dict[RowKey, SeenRow]] = {official: {} for official in officials}
    shared: dict[tuple[tuple[str, Place], ...], dict[str, Place]] = {}
    for (official, key), named in groupby([*cells, *unknown], key=lambda name: name[:2]):
        fields = [name[2] for name in named]
        here = {field: cells[official, key, field] for field in fields if (official, key, field) not in unknown}
        places = tuple((field, place) for field, (_, place) in here.items())
        before = rows[official].get(key, SeenRow({}, {}))
        rows[official][key] = SeenRow(
            {**before.values, **{field: value for field, (value, _) in here.items()}},
            {**before.places, **dict(places)} if before.places else shared.setdefault(places, dict(places)),
            before.unknown.union(field for field in fields if (official, key, field) in unknown),
        )
    return Observed(
        {
            official: SeenRows(period, found, frozenset(task for code, task in twice if code == official))
            for official, found in rows.items()
        }
    )
