"""The JSON documents of design 7: one a run, on standard output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sheetsync.console.finding_json import finding_texts
from sheetsync.console.json_text import Json, document_pieces
from sheetsync.core.entries import Tab
from sheetsync.core.findings import severity_counts
from sheetsync.core.report import correction_document, report_document
from sheetsync.core.settings import Severity
from sheetsync.core.sheets.plan_workbook.sheet_names import TEMPLATE_VERSION
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.assess import Assessment
from sheetsync.usecases.results import RunResult, StatusResult


def run_pieces(result: RunResult) -> Iterator[str]:
    """The document of `validate`, `highlight`, `consolidate`, `run` and `demo` as text, piece by piece."""
    return document_pieces(run_document(result), {"findings": finding_texts(result.assessment.findings)})


def run_document(result: RunResult) -> dict[str, Json]:
    """Everything but the findings, which are written one by one in the place that is kept for them: of `validate` and
    `highlight` what the book was judged by, of the others also the report, where the result went when somebody has the
    book open, and what else is to be told."""
    assessment = result.assessment
    counts = severity_counts(assessment.findings)
    document: dict[str, Json] = {
        **_template(assessment),
        "book": assessment.content.name,
        "as_of": assessment.as_of.isoformat(),
        "period": assessment.period.key,
        "tabs": [tab_object(tab) for tab in assessment.tabs.listed()],
        "findings": [],
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "infos": counts[Severity.INFO],
            "tasks": len(assessment.plan.tasks),
        },
    }
    if result.report is not None:
        document["report"] = cast("Json", report_document(result.report))
    if result.outcome is not None and result.outcome.open_by is not None:
        document["written"] = cast("Json", _written(result.outcome))
    if result.closing is not None:
        document["closed"] = {"moment": result.closing.moment.isoformat(), "fingerprint": result.closing.fingerprint}
        document["late_changes"] = [cast("Json", correction_document(each)) for each in result.late]
    if result.notices:
        document["notices"] = list(result.notices)
    return document


def _template(assessment: Assessment) -> dict[str, Json]:
    """What is told about a plan workbook of another template; nothing for every other book."""
    edition = assessment.edition
    advice = edition.advice(assessment.content.name) if edition is not None else ""
    if edition is None or not advice:
        return {}
    return {"template": {"book": edition.template, "current": TEMPLATE_VERSION, "advice": advice}}


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
