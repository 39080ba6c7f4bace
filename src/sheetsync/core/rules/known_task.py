"""Every row stands for a task of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sheetsync.core.messages import hint
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.task_matching import id_key


@dataclass(frozen=True, kw_only=True)
class KnownTask(RowKind):
    """Its cell is the id cell, or the task's where the tab has no ids or the id is blank. The suggestion is the id that the
    task's text belongs to, else an id that looks like the one written."""

    name: ClassVar[str] = "known_task"
    takes_field: ClassVar[bool] = False
    default_fields: ClassVar[tuple[str, ...]] = ("task",)
    file_plan_only: ClassVar[bool] = True

    def check(self, row: Row, key: str) -> Hit | None:
        entry, scope = row.entry, row.scope
        if entry.written_id:
            if row.task is not None and id_key(entry.written_id) == id_key(row.task.task_id):
                return None
            near = row.task.task_id if row.task else scope.suggestions.closest(entry.written_id, scope.tasks, "ids")
            return Hit(field="task_id", words={"hint": hint(near)}, suggestion=near)
        if row.task is not None or row.broken("task_id"):
            return None
        titles = tuple(task.title for task in scope.plan.tasks)
        near = scope.suggestions.closest(entry.text("task"), titles, "titles")
        return Hit(variant="by-text", field="task", words={"hint": hint(near)}, suggestion=near)
