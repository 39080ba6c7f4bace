"""The tabs of a book as a run read them, looked at by history no further than it must."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial

from sheetsync.core.entries import BookTabs, Entry, Tab
from sheetsync.core.history.observed import seen_rows
from sheetsync.core.history.records import SeenPart, SeenRows
from sheetsync.core.merge.state import state_of, synced_fields
from sheetsync.core.settings import Settings
from sheetsync.records import dataclass

_READING = 1
"""Counts up when rows are understood in another way: what was stored then is compared once more."""


@dataclass(frozen=True, slots=True)
class TabsRead:
    """Tabs as they were read for a period. Most runs find most officials' rows as the last one did: a digest tells, and their
    cells are not named one by one."""

    tabs: BookTabs
    settings: Settings
    period: str

    def parts(self) -> Iterator[SeenPart]:
        by_official: dict[str, list[Tab]] = {}
        for tab in self.tabs.tabs:
            by_official.setdefault(tab.official, []).append(tab)
        fields = synced_fields(self.settings)
        for official, tabs in by_official.items():
            if all(tab.usable for tab in tabs):
                yield SeenPart(official, _digest(tabs, self.period, fields), partial(self._look, official, tuple(tabs)))

    def _look(self, official: str, tabs: tuple[Tab, ...]) -> SeenRows:
        state = state_of(BookTabs(tabs), self.settings, name="", period=self.period)
        return seen_rows(state.tabs[official], self.period)


def _digest(tabs: Sequence[Tab], period: str, fields: tuple[str, ...]) -> str:
    """Of all that decides what is seen of the tabs. Rows that were only sorted give another one, which costs a comparison."""
    digest = hashlib.sha256(repr((_READING, period, fields)).encode())
    for tab in tabs:
        headings = [(column.key, column.heading) for column in tab.columns.values()]
        digest.update(repr((tab.sheet, headings)).encode())
        for entry in tab.entries:
            digest.update(_written(entry).encode())
    return digest.hexdigest()


def _written(entry: Entry) -> str:
    row = f"{entry.task_id!r}{entry.written_id!r}{entry.role.value}{entry.values!r}"
    if entry.named is not None:
        row += repr((entry.named.key, entry.named.text))
    return f"{row}{entry.notes!r}" if entry.notes else row
