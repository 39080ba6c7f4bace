"""A task has one lead row in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from sheetsync.core.entries import Entry
from sheetsync.core.plan import Role
from sheetsync.core.rules.kind import BookKind, Hit, Row, Scope
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class TaskOnce(BookKind):
    """Its cell is the id cell (the task's where there are no ids) of every lead row but the one that counts: the first in the
    tab of the task's owner, or the first of all. Where the tabs are the plan, only the same written id twice in one tab is
    certain."""

    name: ClassVar[str] = "task_once"

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterator[Hit]:
        leads: dict[tuple[str, str], list[Entry]] = {}
        plan_is_file = scope.plan_is_file
        for row in rows:
            entry = row.entry
            if entry.role is not Role.LEAD:
                continue
            if plan_is_file and row.task is not None:
                leads.setdefault(("", row.task.task_id), []).append(entry)
            elif not plan_is_file and entry.written_id:
                leads.setdefault((entry.sheet, entry.written_id), []).append(entry)
        for (_, task_id), entries in leads.items():
            if len(entries) > 1:
                kept = _counted(task_id, entries, scope)
                yield from (_hit(entry, task_id, kept) for entry in entries if entry is not kept)


def _counted(task_id: str, entries: list[Entry], scope: Scope) -> Entry:
    task = scope.tasks.get(task_id)
    owner = scope.plan.tab_owner(task) if task else ""
    return next((entry for entry in entries if entry.official == owner), entries[0])


def _hit(entry: Entry, task_id: str, kept: Entry) -> Hit:
    key = "task_id" if entry.has("task_id") else "task"
    first = f"ô {kept.where(key).a1}" if kept.has(key) else f"dòng {kept.row}"
    if kept.sheet != entry.sheet:
        first = f"sheet «{kept.sheet}», {first}"
    return Hit(
        words={"first": first},
        where=entry.where(key),
        value=entry.values.get(key),
        sheet=entry.sheet,
        official=entry.official,
        task_id=task_id,
        field=key,
    )
