"""A value that stands in one row only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from sheetsync.core.entries import TabIdentity
from sheetsync.core.plan import Role
from sheetsync.core.rules.kind import LEAD_ROWS, BookKind, Hit, Row, Scope
from sheetsync.core.rules.options import FieldKeys, Flag, Members
from sheetsync.core.values import match_key
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Unique(BookKind):
    """Compared by match key, blank cells left out; reported on the later row. per_tab: the same value in two tabs is fine."""

    name: ClassVar[str] = "unique"
    takes_field: ClassVar[bool] = True

    fields: Annotated[tuple[str, ...], FieldKeys()] = ()
    per_tab: Annotated[bool, Flag()] = False
    when_role: Annotated[frozenset[Role], Members(Role)] = LEAD_ROWS

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        first: dict[tuple[TabIdentity | None, str, str], Row] = {}
        for row in rows:
            if row.entry.role not in self.when_role:
                continue
            for key in self.fields:
                text = row.entry.text(key) if row.entry.has(key) and not row.broken(key) else ""
                if not text:
                    continue
                other = first.setdefault((row.entry.tab if self.per_tab else None, key, match_key(text)), row)
                if other is not row:
                    yield _hit(row, other, key)


def _hit(row: Row, other: Row, key: str) -> Hit:
    entry, there = row.entry, other.entry.where(key)
    return Hit(
        words={"first": f"ô {there.a1}" if there.sheet == entry.sheet else f"sheet «{there.sheet}», ô {there.a1}"},
        where=entry.where(key),
        value=entry.values.get(key),
        sheet=entry.sheet,
        official=entry.official,
        task_id=entry.task_id,
        field=key,
    )
