"""The JSON documents of design 7: one a run, on standard output."""

from __future__ import annotations

from collections import Counter
from typing import cast

from sheetsync.console.json_text import Json, json_value
from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding
from sheetsync.core.report import report_document
from sheetsync.core.settings import Severity
from sheetsync.core.sheets.plan_workbook.sheet_names import TEMPLATE_VERSION
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.assess import Assessment
from sheetsync.usecases.results import RunResult, StatusResult


def validate_document(assessment: Assessment) -> dict[str, Json]:
    """The document of `validate` and `highlight`."""
    counts = Counter(finding.severity for finding in assessment.findings)
    return {
        **_template(assessment),
        "book": assessment.content.name,
        "as_of": assessment.as_of.isoformat(),
        "period": assessment.period.key,
        "tabs": [tab_object(tab) for tab in assessment.tabs.listed()],
        "findings": [finding_object(finding) for finding in assessment.findings],
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "infos": counts[Severity.INFO],
            "tasks": len(assessment.plan.tasks),
        },
    }


def _template(assessment: Assessment) -> dict[str, Json]:
    """What is told about a plan workbook of another template; nothing for every other book."""
    edition = assessment.edition
    advice = edition.advice(assessment.content.name) if edition is not None else ""
    if edition is None or not advice:
        return {}
    return {"template": {"book": edition.template, "current": TEMPLATE_VERSION, "advice": advice}}


def run_document(result: RunResult) -> dict[str, Json]:
    """The document of `consolidate`, `run` and `demo`: that of `validate`, the report, and where the result went
    when somebody has the book open."""
    document = validate_document(result.assessment)
    if result.report is not None:
        document["report"] = cast("Json", report_document(result.report))
    if result.outcome is not None and result.outcome.open_by is not None:
        document["written"] = cast("Json", _written(result.outcome))
    return document


def status_document(result: StatusResult) -> dict[str, Json]:
    return {
        **_template(result.assessment),
        "period": result.period.key,
        "hand_in": result.period.hand_in.isoformat(),
        "send": result.period.send.isoformat(),
        "officials": [
            {
                "official": official.official or None,
                "tasks": official.tasks,
                "reported": official.reported,
                "errors": official.errors,
                "overdue": official.overdue,
                "handed_in": official.handed_in,
            }
            for official in result.officials
        ],
    }


def outcome_document(book: str, outcome: WriteOutcome) -> dict[str, Json]:
    """The document of `clean`: what became of the book."""
    return {"book": book, **_written(outcome)}


def _written(outcome: WriteOutcome) -> dict[str, Json]:
    return {
        "saved_to": outcome.saved_to,
        "changed": outcome.changed,
        "backup": outcome.backup,
        "open_by": outcome.open_by,
        "kept_sheets": list(outcome.kept_sheets),
    }


def tab_object(tab: Tab) -> dict[str, Json]:
    return {
        "sheet": tab.sheet,
        "official": tab.official or None,
        "header_row": tab.header_row,
        "rows": tab.row_count,
        "tasks": len({entry.task_id for entry in tab.entries if entry.task_id}),
        "skipped": [{"row": skipped.row, "reason": skipped.reason} for skipped in tab.skipped],
    }


def finding_object(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "task_id": finding.task_id,
        "field": finding.field,
        "value": json_value(finding.value),
        "message": finding.message,
        "suggestion": finding.suggestion,
    }
