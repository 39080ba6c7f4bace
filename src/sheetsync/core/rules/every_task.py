"""Every task of the plan has its lead row in the tab of its owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from sheetsync.core.cells import Where
from sheetsync.core.entries import Entry
from sheetsync.core.messages import shown
from sheetsync.core.plan import Role
from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class EveryTask(BookKind):
    """Its cell is the task heading of the tab where the row should stand. A tab that is missing or cannot be read has been
    reported once for all its tasks."""

    name: ClassVar[str] = "every_task"
    file_plan_only: ClassVar[bool] = True

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        tabs = {tab.official: tab for tab in reversed(scope.tabs.tabs) if tab.usable}
        leads: dict[tuple[str, str], Entry] = {}
        for row in rows:
            if row.task is not None and row.entry.role is Role.LEAD:
                leads.setdefault((row.entry.official, row.task.task_id), row.entry)
        elsewhere = {task_id: entry for (_, task_id), entry in reversed(leads.items())}
        for task in scope.plan.tasks:
            owner = scope.plan.tab_owner(task)
            tab = tabs.get(owner)
            if tab is None or (owner, task.task_id) in leads or ("", task.task_id) in leads:
                continue  # what a row names nobody known for is reported at the name
            heading = tab.columns.get("task") or next(iter(tab.columns.values()))
            other = elsewhere.get(task.task_id)
            yield Hit(
                variant="elsewhere" if other else "",
                words={"task": shown(task.title), "other": f"sheet «{other.sheet}», dòng {other.row}" if other else ""},
                where=Where(tab.sheet, tab.header_row, heading.column, heading.heading),
                sheet=tab.sheet,
                official=owner,
                task_id=task.task_id,
                field="task",
            )
