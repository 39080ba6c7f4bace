"""What `validate`, `highlight`, `consolidate` and `run` print: what was found, what was reported, what was written, what next."""

from __future__ import annotations

from sheetsync.console.findings_text import counts_table, findings_text, heading_text, total_line
from sheetsync.console.layout import paragraph
from sheetsync.console.outcome_text import outcome_text
from sheetsync.core.states import State
from sheetsync.core.values import display_text
from sheetsync.usecases.results import RunResult


def run_text(result: RunResult, *, with_findings: bool, verbose: bool) -> str:
    """with_findings: every finding; otherwise only their counts."""
    assessment = result.assessment
    blocks = [heading_text(assessment)]
    if with_findings:
        blocks.append(findings_text(assessment, verbose=verbose))
    if result.report is not None:
        from sheetsync.console.report_text import report_text  # noqa: PLC0415 - most commands make no report

        blocks.append(report_text(result.report))
    if not with_findings:
        blocks.append(counts_table(assessment))
        blocks.append(total_line(assessment))
    if result.outcome is not None:
        sheets: tuple[str, ...] = ()
        if result.report is not None:
            from sheetsync.core.report import internal_sheet_name, report_sheet_name  # noqa: PLC0415

            sheets = (report_sheet_name(assessment.period), internal_sheet_name(assessment.period))
        blocks.append(outcome_text(result.outcome, sheets=sheets))
    next_step = _next_step(result, with_findings=with_findings)
    if next_step:
        blocks.append(paragraph(next_step, first="→ "))
    return "\n\n".join(blocks)


def _next_step(result: RunResult, *, with_findings: bool) -> str:
    if result.errors and not with_findings:
        send = display_text(result.assessment.period.send)
        where = (
            "Từng ô sai có trong sheet «Kết quả kiểm tra» của sổ (hoặc xem bằng lệnh sheetsync validate)."
            if result.findings_written
            else "Xem từng ô sai bằng lệnh sheetsync validate."
        )
        return f"{where} Sửa xong, chạy lại lệnh này; báo cáo gửi chậm nhất {send}."
    if result.report is not None and not result.errors:
        silent = sum(line.state is State.NOT_REPORTED for line in result.report.lines)
        if silent:
            hand_in = display_text(result.assessment.period.hand_in)
            return f"Còn {silent} nhiệm vụ chưa báo cáo (cán bộ nộp đến {hand_in}): chưa nên trình ký. Xem: sheetsync status."
        return "Không còn lỗi: xem lại sheet báo cáo rồi trình ký."
    return ""
