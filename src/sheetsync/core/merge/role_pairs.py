"""Rows that are one and the same although the two sides give the official another role in the task."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sheetsync.core.merge.base import BaseRow
from sheetsync.core.merge.state import Row, RowKey
from sheetsync.core.plan import Role
from sheetsync.records import replace

_ROLE = "role"
_OTHER = {Role.LEAD.value: Role.COORDINATOR.value, Role.COORDINATOR.value: Role.LEAD.value}


def in_other_role(key: RowKey) -> RowKey:
    """The row of the same task in which the official has the other role."""
    return replace(key, role=_OTHER.get(key.role, key.role))


def as_on_the_left(
    left: Mapping[RowKey, Row], right: Mapping[RowKey, Row], known: Mapping[RowKey, BaseRow], twice: Collection[RowKey]
) -> tuple[Mapping[RowKey, Row], Mapping[RowKey, BaseRow]]:
    """The right side's rows and what was common, a row whose role alone differs under the left side's key. twice: keys that stand
    twice on a side.

    Two rows are taken for one where just one of their keys was common before (somebody changed the role), or where a side has no
    column that could state it.
    """
    pairs = dict(_pairs(left, right, known, twice))
    for key in known:  # both sides have changed the role, one after the other
        other = in_other_role(key)
        if other in left and other in right and other not in known and key not in left and key not in right:
            pairs[key] = other
    if not pairs:
        return right, known
    rows = {pairs.get(key, key): replace(row, key=pairs.get(key, key)) for key, row in right.items()}
    return rows, {pairs.get(key, key): row for key, row in known.items()}


def _pairs(
    left: Mapping[RowKey, Row], right: Mapping[RowKey, Row], known: Collection[RowKey], twice: Collection[RowKey]
) -> Iterator[tuple[RowKey, RowKey]]:
    """(the right side's key, the left side's)."""
    for key, row in right.items():
        other = in_other_role(key)
        if key in left or other not in left or other in right or key in twice or other in twice:
            continue
        common = (key in known) + (other in known)
        if common == 1 or (common == 0 and not (_ROLE in row.values and _ROLE in left[other].values)):
            yield key, other
