"""On a shared sheet every row names whose it is, and names only people of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sheetsync.core.cells import Where
from sheetsync.core.entries import Entry, NamedPeople, Tab
from sheetsync.core.messages import shown
from sheetsync.core.people import KnownPeople
from sheetsync.core.rules.kind import Hit, Scope, TabKind
from sheetsync.records import dataclass

_MOST_LISTED = 12


def _named(tab: Tab) -> Iterator[tuple[Entry, NamedPeople]]:
    """Each row with what its cell names; of the rows under one merged cell the first."""
    seen: set[Where] = set()
    for entry in tab.entries:
        named = entry.named
        if named is None or named.where in seen:
            continue
        seen.add(named.where)
        note = entry.notes.get(named.key)
        if note is None or (note.error is None and not note.uncached):  # a broken formula is reported as such
            yield entry, named


@dataclass(frozen=True, kw_only=True)
class PersonNamed(TabKind):
    """One hit for each blank person cell. Where the plan says whose task it is, that name is suggested."""

    name: ClassVar[str] = "person_named"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        if not tab.shared:
            return
        allowed = _allowed(KnownPeople(scope.settings.plan.officials))
        for entry, named in _named(tab):
            if not named.text:
                task = scope.tasks.get(entry.task_id or "")
                owner = scope.plan.official(scope.plan.tab_owner(task)) if task else None
                words = {"task": shown(entry.text("task")), "allowed": allowed}
                yield Hit(
                    words=words,
                    where=named.where,
                    field=named.key,
                    task_id=entry.task_id,
                    suggestion=owner.tab if owner else None,
                )


@dataclass(frozen=True, kw_only=True)
class KnownPerson(TabKind):
    """One hit for each name that is nobody's. A shortened name is never taken for a person: whom it may mean is asked."""

    name: ClassVar[str] = "known_person"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        if not tab.shared:
            return
        people = KnownPeople(scope.settings.plan.officials)
        allowed = _allowed(people)
        for entry, named in _named(tab):
            for name in named.unknown:
                meant = people.meant(name)
                words = {"name": shown(name), "allowed": allowed, "other": " hay ".join(f"«{one}»" for one in meant)}
                yield Hit(
                    variant="several" if len(meant) > 1 else "",
                    words=words,
                    where=named.where,
                    field=named.key,
                    value=named.text,
                    task_id=entry.task_id,
                    suggestion=meant[0] if len(meant) == 1 else None,
                )


def _allowed(people: KnownPeople) -> str:
    names = people.listed()
    return ", ".join(f"«{name}»" for name in names[:_MOST_LISTED]) + (" …" if len(names) > _MOST_LISTED else "")
