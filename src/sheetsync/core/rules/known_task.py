"""Every row stands for a task of the plan."""

from __future__ import annotations

from typing import ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.task_matching import id_key
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class KnownTask(RowKind):
    """Its cell is the id cell, or the task's where no id is written. The suggestion is the id that the task's text belongs to,
    else an id that looks like the one written; for a row without an id, a task of the plan that looks like it."""

    name: ClassVar[str] = "known_task"
    takes_field: ClassVar[bool] = False
    default_fields: ClassVar[tuple[str, ...]] = ("task_id", "task")
    file_plan_only: ClassVar[bool] = True

    def check(self, row: Row, key: str) -> Hit | None:
        return _id_hit(row) if key == "task_id" else _text_hit(row)


def _id_hit(row: Row) -> Hit | None:
    written, task = row.entry.written_id, row.task
    if not written or (task is not None and id_key(written) == id_key(task.task_id)):
        return None
    near = task.task_id if task else row.scope.suggestions.closest(written, row.scope.tasks, "ids")
    return Hit(suggestion=near)


def _text_hit(row: Row) -> Hit | None:
    entry, scope = row.entry, row.scope
    if entry.written_id or row.task is not None or row.broken("task_id") or row.blank("task"):
        return None
    near = scope.suggestions.closest(entry.text("task"), [task.title for task in scope.plan.tasks], "titles")
    return Hit(variant="by-text", suggestion=near)
