"""How a task and what was reported about it are worded in the report sheets."""

from __future__ import annotations

from sheetsync.core.plan import NOBODY, Due, Plan, Task
from sheetsync.core.report import TaskLine
from sheetsync.core.sheets.vietnamese_dates import document_date


def official_title(plan: Plan, code: str) -> str:
    """The official's short title; the code itself where the plan does not know it."""
    official = plan.official(code) if code else NOBODY
    return (official.short_title or official.title) if official else code


def due_text(task: Task) -> str:
    """The due day as the plan words it; a proposed one says so; a task without one shows how often it comes."""
    due = task.due
    if due.basis.binding:
        return _stated(due) or task.cadence.value
    stated = due.text or (document_date(due.on) if due.on else "")
    return f"{_sentence(stated)} (đề xuất)" if stated else task.cadence.value


def _stated(due: Due) -> str:
    """A confirmed day replaces the words of the plan ("Quý I/2023"); a stated one keeps them."""
    if due.on and (due.confirmed_on or not due.text):
        return document_date(due.on)
    return _sentence(due.text)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def cumulative_text(line: TaskLine) -> str:
    """Of a task that is finished as a whole the day it was; occurrences and earlier results; which report told otherwise."""
    done = f"Xong {document_date(line.completed_on)}" if line.completed_on and line.task.cadence.finishes else ""
    corrected = f"(Đã điều chỉnh số liệu {line.corrected})" if line.corrected else ""
    return "\n".join(filter(None, (done, line.cumulative, corrected)))


def evidence_text(line: TaskLine) -> str:
    """The documents of the period, then those of earlier quarters."""
    return "\n".join(filter(None, (line.evidence, line.earlier_evidence)))


def difficulty_text(line: TaskLine) -> str:
    """Difficulty, then the proposal, said to be one; else what an earlier quarter left unsolved."""
    proposal = f"Kiến nghị: {line.proposal}" if line.proposal else ""
    return "\n".join(filter(None, (line.difficulty, proposal, line.unsolved)))
