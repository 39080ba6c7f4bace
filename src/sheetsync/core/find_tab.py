"""An official's tab in a book, also under a name that the configuration does not know."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsync.core.book import BookContent
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.plan import Official
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.sheet_names import OURS
from sheetsync.core.tabs import read_tabs
from sheetsync.records import replace


def find_tab(content: BookContent, tabs: BookTabs, official: Official, settings: Settings, quarter: int) -> tuple[Tab, ...]:
    """Those of `tabs` that are the official's; else the only sheet that is nobody's and holds rows of the official's tasks
    under the headings of a tab. Empty where there is none, or more than one."""
    own = tuple(tab for tab in tabs.tabs if tab.official == official.code)
    if own:
        return own
    placed = {task.task_id for code, task, _ in settings.plan.placements() if code == official.code}
    found = [
        tab
        for name in tabs.others
        if name not in OURS
        for tab in _read_as(content, name, official, settings, quarter)
        if tab.usable and any(entry.task_id in placed for entry in tab.entries)
    ]
    return tuple(found) if len(found) == 1 else ()


def _read_as(content: BookContent, sheet: str, official: Official, settings: Settings, quarter: int) -> Iterable[Tab]:
    """The sheet as if it were called like the official's tab."""
    alone = replace(content, sheets=(content.sheet(sheet),))
    called = replace(official, tab=sheet, aliases=())
    officials = tuple(called if other.code == official.code else other for other in settings.plan.officials)
    plan = replace(settings.plan, officials=officials)
    return read_tabs(alone, replace(settings, plan=plan, shared_sheets=()), quarter)[0].tabs
