"""Every row stands for a task of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sheetsync.core.messages import hint
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.suggest import closest


@dataclass(frozen=True, kw_only=True)
class KnownTask(RowKind):
    """Its cell is the id cell, or the task's where the tab has no ids or the id is blank. The suggestion is the id that the
    task's text belongs to, else an id that looks like the one written."""

    name: ClassVar[str] = "known_task"
    takes_field: ClassVar[bool] = False
    default_fields: ClassVar[tuple[str, ...]] = ("task",)
    file_plan_only: ClassVar[bool] = True

    def check(self, row: Row, key: str) -> Hit | None:
        entry = row.entry
        if entry.written_id:
            if entry.written_id in row.scope.tasks:
                return None
            near = row.task.task_id if row.task else closest(entry.written_id, tuple(row.scope.tasks))
            if row.task and row.task.task_id.casefold() == entry.written_id.casefold():
                return None
            return Hit(field="task_id", words={"hint": hint(near)}, suggestion=near)
        if row.task is not None:
            return None
        by_title = {task.title: task.task_id for task in row.scope.plan.tasks}
        title = closest(entry.text("task"), tuple(by_title)) if entry.text("task") else None
        return Hit(
            variant="by-text",
            field="task",
            words={"hint": hint(f"{by_title[title]} {title}" if title else None)},
            suggestion=title,
        )
