"""Which cells of a book a run could see, so that a blank that was seen is told from one that nobody could look at."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.history.observed import quarter_of
from sheetsync.core.history.records import SeenRows
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.state import RowKey
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """Of one official's rows. fields: by history's names, the columns that were there; unseen: cells in these columns that could
    not be read, formulas without a value for one; twice: tasks of rows that nobody could tell apart."""

    fields: frozenset[str] = frozenset()
    unseen: frozenset[tuple[RowKey, str]] = frozenset()
    twice: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownBlanks:
    """Which cells without a value at a moment are known to have been blank. sights: by official, the last one up to the moment;
    cleared: cells that had held something and were seen blank last: all that a file says of runs that stored no sight."""

    sights: Mapping[str, Sight]
    cleared: frozenset[CellName] = frozenset()

    def has(self, name: CellName) -> bool:
        """Of a cell in a row that was there."""
        official, key, field = name
        sight = self.sights.get(official)
        if sight is None:
            return name in self.cleared
        return field in sight.fields and key.task not in sight.twice and (key, field) not in sight.unseen


def sight_of(seen: SeenRows, last: Sight | None) -> Sight:
    """last: what the one before saw; of other quarters' own columns it still counts, for this run did not look at them."""
    rows = [(key, row) for key, row in seen.rows.items() if row.values or row.unknown]
    fields = {field for shape in {tuple(row.values) for _, row in rows} for field in shape}
    fields.update(field for _, row in rows for field in row.unknown)
    unseen = {(key, field) for key, row in rows if len(row.values) < len(fields) for field in fields if field not in row.values}
    if last is not None:
        others = {field for field in last.fields if quarter_of(field) not in ("", seen.period)}
        fields |= others
        unseen |= {(key, field) for key, field in last.unseen if field in others}
    return Sight(frozenset(fields), frozenset(unseen), seen.twice)
