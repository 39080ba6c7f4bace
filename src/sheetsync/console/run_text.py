"""What `validate`, `highlight`, `consolidate` and `run` print: what was found, what was reported, what was written, what next."""

from __future__ import annotations

from sheetsync.console.findings_text import counts_table, findings_text, heading_text, total_line
from sheetsync.console.layout import paragraph
from sheetsync.console.outcome_text import outcome_text
from sheetsync.console.report_text import report_text
from sheetsync.core.report import internal_sheet_name, report_sheet_name
from sheetsync.usecases.results import RunResult


def run_text(result: RunResult, *, with_findings: bool, verbose: bool) -> str:
    """with_findings: every finding; otherwise only their counts."""
    assessment = result.assessment
    blocks = [heading_text(assessment)]
    if with_findings:
        blocks.append(findings_text(assessment, verbose=verbose))
    if result.report is not None:
        blocks.append(report_text(result.report))
    if not with_findings:
        blocks.append(counts_table(assessment))
        blocks.append(total_line(assessment))
    if result.outcome is not None:
        sheets: tuple[str, ...] = ()
        if result.report is not None:
            sheets = (report_sheet_name(assessment.period), internal_sheet_name(assessment.period))
        blocks.append(outcome_text(result.outcome, sheets=sheets))
    next_line = _next_line(result, with_findings)
    if next_line:
        blocks.append(next_line)
    return "\n\n".join(blocks)


def _next_line(result: RunResult, with_findings: bool) -> str:
    if result.errors and not with_findings:
        return paragraph("Xem từng ô sai: sheetsync validate, hoặc sheet «Kết quả kiểm tra» trong sổ.", first="→ ")
    return ""
