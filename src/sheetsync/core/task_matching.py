"""Which task of the plan a row speaks of: by its id, else by its text."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from sheetsync.core.cells import CellValue
from sheetsync.core.plan import Plan, Role
from sheetsync.core.values import display_text, match_key

_SPACES = re.compile(r"\s+")
_OUTER = " .;:,"


def written_id(value: CellValue) -> str:
    """An id cell's text as a person sees it, trimmed; a number with a point, as ids are written."""
    if isinstance(value, float):
        return repr(value)
    return display_text(value).strip()


def id_key(text: str) -> str:
    """The form in which ids are compared: match key without any space and without dots at the end."""
    if text.isascii():  # nearly every id; working it out again costs less than remembering one of each row
        return "".join(text.casefold().split()).strip(_OUTER)
    return _folded_id(text)


@lru_cache(maxsize=65_536)
def _folded_id(text: str) -> str:
    return _SPACES.sub("", match_key(text)).strip(_OUTER)


@lru_cache(maxsize=65_536)
def title_key(text: str) -> str:
    """The form in which tasks' texts are compared: match key without punctuation at the ends."""
    return match_key(text).strip(_OUTER)


class TaskIndex:
    """The tasks of a plan by id and by text, and every official's role in them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._ids: dict[str, str] = {}
        for task in plan.tasks:
            self._ids.setdefault(id_key(task.task_id), task.task_id)

    @cached_property
    def _titles(self) -> dict[str, list[str]]:
        """The ids of the tasks with a text; read only where ids are not enough."""
        titles: dict[str, list[str]] = {}
        for task in self.plan.tasks:
            for title in (task.title, *task.aliases):
                ids = titles.setdefault(title_key(title), [])
                if task.task_id not in ids:
                    ids.append(task.task_id)
        return titles

    @cached_property
    def _roles(self) -> dict[tuple[str, str], Role]:
        roles: dict[tuple[str, str], Role] = {}
        for official, task, role in self.plan.placements():
            roles.setdefault((official, task.task_id), role)
        return roles

    def by_id(self, text: str) -> str | None:
        """The plan's id that a written one means."""
        return self._ids.get(id_key(text)) if text and self._ids else None

    def by_title(self, text: str, official: str) -> str | None:
        """The id of the task with this text; of several, the only one in which the official has a part."""
        ids = self._titles.get(title_key(text), []) if text and self._ids else []
        if len(ids) > 1:
            ids = [task_id for task_id in ids if (official, task_id) in self._roles]
        return ids[0] if len(ids) == 1 else None

    def role(self, official: str, task_id: str | None) -> Role:
        """The official's part in a task by the plan; leading where the plan says nothing."""
        return self._roles.get((official, task_id), Role.LEAD) if task_id is not None else Role.LEAD
