"""Both sheets of a plan workbook against the configuration, in one reading."""

from __future__ import annotations

from sheetsync.core.book import BookContent
from sheetsync.core.plan import Plan
from sheetsync.core.plan_exchange.differences import PlanReading
from sheetsync.core.plan_exchange.read_officials import read_officials
from sheetsync.core.plan_exchange.read_tasks import read_tasks
from sheetsync.core.plan_exchange.sheet_table import Found, read_table
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.book_columns import OFFICIAL_COLUMNS, PLAN_COLUMNS
from sheetsync.records import replace


def read_plan_book(content: BookContent, plan: Plan) -> PlanReading:
    """What differs, and the plan as the sheets have it. Raises BookUnreadable for a workbook without the two sheets."""
    found = Found()
    tasks_table = read_table(content, names.PLAN, PLAN_COLUMNS, found)
    officials_table = read_table(content, names.OFFICIALS, OFFICIAL_COLUMNS, found)
    officials = read_officials(officials_table, plan, found)
    tasks = read_tasks(tasks_table, plan, officials.officials, found)
    after = replace(plan, officials=officials.officials, tasks=tasks.tasks, consolidator=officials.consolidator)
    return PlanReading(
        plan,
        after,
        (*tasks.differences, *officials.differences),
        tuple(sorted(found.findings, key=lambda finding: (finding.sheet != tasks_table.sheet, _place(finding.where)))),
    )


def _place(where: object) -> tuple[int, int]:
    return (getattr(where, "row", 0), getattr(where, "column", 0))
