"""The tabs of an earlier plan workbook, by the officials of today: a tab follows its code, whoever holds the office and whatever
the sheet was called."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.book import BookContent
from sheetsync.core.entries import BookTabs
from sheetsync.core.plan import Official
from sheetsync.core.plan_exchange.sheet_table import Found, SheetRow, SheetTable, read_table
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.book_columns import OFFICIAL_COLUMNS, PLAN_COLUMNS
from sheetsync.core.tabs import read_tabs
from sheetsync.core.task_matching import id_key
from sheetsync.core.values import match_key
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class OldTabs:
    """plan_rows: the rows of the sheet `Kế hoạch`, by `id_key` of their id; empty where the workbook has no such sheet."""

    tabs: BookTabs
    plan_rows: Mapping[str, SheetRow] = field(default_factory=dict)


def read_old_tabs(content: BookContent, settings: Settings) -> OldTabs:
    """Every tab, also of officials whom the configuration no longer knows."""
    known = {official.code: official for official in settings.plan.officials}
    taken = {match_key(name) for official in known.values() for name in (official.tab or "", *official.aliases)}
    people = _table(content, names.OFFICIALS)
    for row in people.rows if people else ():
        code, tab = row.text("code"), row.text("tab")
        if not code or not tab or match_key(tab) in taken:
            continue
        taken.add(match_key(tab))
        if code not in known:
            known[code] = Official(code, row.text("title") or code, tab=tab)
        elif known[code].tab:
            known[code] = replace(known[code], aliases=(*known[code].aliases, tab))
        else:
            known[code] = replace(known[code], tab=tab)
    plan = replace(settings.plan, officials=tuple(known.values()))
    tabs, _ = read_tabs(content, replace(settings, plan=plan, plan_source=PlanSource.FILE))
    tasks = _table(content, names.PLAN)
    return OldTabs(tabs, {id_key(row.text("task_id")): row for row in reversed(tasks.rows)} if tasks else {})


def _table(content: BookContent, name: str) -> SheetTable | None:
    """The sheet as far as it can be read; None where the workbook has none such."""
    columns = OFFICIAL_COLUMNS if name == names.OFFICIALS else PLAN_COLUMNS
    try:
        return read_table(content, name, columns, Found())
    except BookUnreadable:
        return None
