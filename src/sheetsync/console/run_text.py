"""What `validate`, `highlight`, `consolidate` and `run` print: what was found, what was reported, what was written, what next."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.console.findings_text import counts_lines, findings_lines, heading_text
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.outcome_text import outcome_text
from sheetsync.core.states import State
from sheetsync.core.values import display_text
from sheetsync.usecases.results import RunResult


def run_lines(result: RunResult, *, with_findings: bool, verbose: bool) -> Iterator[str]:
    """The text piece by piece, each on lines of its own; with_findings: every finding, otherwise only their counts."""
    assessment = result.assessment
    yield heading_text(assessment)
    yield ""
    if with_findings:
        yield from findings_lines(assessment, verbose=verbose)
    if result.report is not None:
        from sheetsync.console.report_text import report_text  # noqa: PLC0415 - most commands make no report

        if with_findings:
            yield ""
        if result.closing is not None:
            from sheetsync.console.closing_text import closed_lines  # noqa: PLC0415

            yield from closed_lines(result.report, result.closing, result.late)
            yield ""
        yield report_text(result.report)
    if not with_findings:
        if result.report is not None:
            yield ""
        yield from counts_lines(assessment)
    if result.outcome is not None:
        sheets: tuple[str, ...] = ()
        if result.report is not None:
            from sheetsync.core.report import internal_sheet_name, report_sheet_name  # noqa: PLC0415

            sheets = (report_sheet_name(assessment.period), internal_sheet_name(assessment.period))
        yield ""
        yield outcome_text(result.outcome, sheets=sheets)
    for notice in result.notices:
        yield styled(paragraph(notice, first="! "), "yellow")
    next_step = _next_step(result, with_findings=with_findings)
    if next_step:
        yield ""
        yield paragraph(next_step, first="→ ")


def _next_step(result: RunResult, *, with_findings: bool) -> str:
    if result.closing is not None:
        return ""  # what is closed is sent: nothing is left to do for it
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
