"""One document number does not stand for two tasks that have nothing to do with one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from sheetsync.core.plan import Role
from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope
from sheetsync.core.rules.options import FieldKeys
from sheetsync.core.values import match_key
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_PART_LETTER = pattern(r"(?<=\d)[a-z]$")


@dataclass(frozen=True, kw_only=True)
class DocumentReused(BookKind):
    """Reported on the later row. Only tasks that need a document are compared; the parts of one item of the plan (II.2.05a–d) may
    share one, and so may the coordinators of a task."""

    name: ClassVar[str] = "document_reused"
    takes_field: ClassVar[bool] = True
    default_fields: ClassVar[tuple[str, ...]] = ("evidence",)

    fields: Annotated[tuple[str, ...], FieldKeys()] = ()

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        first: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.entry.role is not Role.LEAD or row.task is None or not row.task.needs_document:
                continue
            for key in self.fields or self.default_fields:
                earlier = self._earlier(row, key, first) if row.entry.has(key) and not row.broken(key) else None
                if earlier:
                    yield earlier

    def _earlier(self, row: Row, key: str, first: dict[tuple[str, str], Row]) -> Hit | None:
        """The hit for the first number of the cell that an unrelated row named before; remembers the others."""
        for number in row.documents(key):
            other = first.setdefault((key, match_key(number.normal)), row)
            if other.task is None or row.task is None or _item(other.task.task_id) == _item(row.task.task_id):
                continue
            entry, there = row.entry, other.entry.where(key)
            place = f"ô {there.a1}" if there.sheet == entry.sheet else f"sheet «{there.sheet}», ô {there.a1}"
            return Hit(
                words={"number": number.normal, "other": place, "other_task": other.task.task_id},
                where=entry.where(key),
                value=entry.values.get(key),
                sheet=entry.sheet,
                official=entry.official,
                task_id=entry.task_id,
                field=key,
            )
        return None


def _item(task_id: str) -> str:
    """The item of the plan that a task is (a part of): II.2.05a → II.2.05."""
    return _PART_LETTER.sub("", task_id)
