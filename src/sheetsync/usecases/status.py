"""Who has reported and handed in, and what is left."""

from __future__ import annotations

from datetime import date

from sheetsync.core.entries import Tab
from sheetsync.core.plan import NOBODY
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.states import State
from sheetsync.ports import PlanBook
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.results import OfficialStatus, StatusResult


def status(
    book: PlanBook, settings: Settings, *, as_of: date, period_key: str | None = None, tab: str | None = None
) -> StatusResult:
    """The standing of every official with a tab (or of one), in the order of the configuration."""
    assessment = assess(book, settings, as_of=as_of, period_key=period_key, tab=tab)
    return StatusResult(assessment, official_statuses(assessment))


def official_statuses(assessment: Assessment) -> tuple[OfficialStatus, ...]:
    """Officials whose tab is missing are there too, with nothing reported. Whoever has rows on several sheets is counted with all
    of them, also when one sheet is asked for."""
    plan = assessment.plan
    everything = assessment.whole or assessment
    leads = everything.lead_entries()
    tabs: dict[str, list[Tab]] = {}
    for found in everything.tabs.tabs:
        tabs.setdefault(found.official, []).append(found)
    by_id = {task.task_id: task for task in plan.tasks}
    states = {task_id: assessment.judge(entry, by_id.get(task_id)).state for task_id, entry in leads.items()}
    asked = {tab.official for tab in assessment.tabs.tabs if tab.official or tab.entries}
    listed = [o for o in plan.officials if o.tab and (o.code in asked or o.code in assessment.tabs.missing)]
    if "" in asked:
        listed.append(NOBODY)
    rows = []
    for official in listed:
        tasks = [task.task_id for task in plan.tasks if plan.tab_owner(task) == official.code]
        found_states = [states.get(task_id, State.NOT_REPORTED) for task_id in tasks]
        own = tabs.get(official.code, [])
        rows.append(
            OfficialStatus(
                official=official.code,
                title=official.short_title or official.title,
                tab=next((tab.sheet for tab in own if not tab.shared), official.tab or ""),
                tasks=len(tasks),
                reported=sum(state is not State.NOT_REPORTED for state in found_states),
                errors=sum(f.official == official.code and f.severity is Severity.ERROR for f in everything.findings),
                overdue=sum(state is State.OVERDUE for state in found_states),
                handed_in_on=assessment.handed_in_on(own),
            )
        )
    return tuple(rows)
