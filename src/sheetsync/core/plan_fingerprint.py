"""A short mark of what a plan says, by which a workbook made from another edition of it is recognised."""

from __future__ import annotations

import hashlib

from sheetsync.core.plan import Due, Plan

_LENGTH = 16


def plan_fingerprint(plan: Plan) -> str:
    """The same for the same tasks and officials in the same order, whatever else the configuration says."""
    lines = [str(plan.year), plan.consolidator]
    lines += [
        "\x1f".join((official.code, official.title, official.short_title, official.tab or "")) for official in plan.officials
    ]
    for task in plan.tasks:
        fields = (
            task.task_id,
            task.title,
            task.area,
            task.lead,
            ",".join(task.coordinators),
            task.cadence.value,
            task.deliverable,
            str(task.needs_document),
            _due(task.due),
        )
        lines.append("\x1f".join(fields))
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:_LENGTH]


def _due(due: Due) -> str:
    day = due.on.isoformat() if due.on else ""
    confirmed = due.confirmed_on.isoformat() if due.confirmed_on else ""
    return "|".join((due.basis.name, day, due.rule.value if due.rule else "", due.text, due.confirmed_by, confirmed))
