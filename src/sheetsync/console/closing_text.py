"""What is said of a closed period: that it is, what stands in the way of closing, what was entered since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.outcome_text import outcome_text
from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.messages import shown
from sheetsync.core.report import Correction, QuarterReport, internal_sheet_name, report_sheet_name
from sheetsync.core.sheets.task_words import official_title
from sheetsync.core.values import display_text
from sheetsync.usecases.close_period import CloseResult


def closed_lines(report: QuarterReport, closing: Closing, late: Sequence[Correction]) -> Iterator[str]:
    """That the report is the closed one, and what of the book is not in it."""
    title = report.period.title
    told = f"{title} đã chốt ngày {closing.moment:%d/%m/%Y} (dấu {closing.mark}): hai sheet báo cáo là số liệu đã chốt."
    yield styled(paragraph(told), bold=True)
    if late:
        yield paragraph(
            f"Nhập sau khi chốt ({len(late)} nhiệm vụ), không vào báo cáo này; nêu ở mục điều chỉnh của kỳ sau:", first="! "
        )
        yield from correction_lines(report, late)


def correction_lines(report: QuarterReport, corrections: Sequence[Correction]) -> Iterator[str]:
    for correction in corrections:
        fields = "; ".join(f"{each.heading}: {_shown(each.was)} → {_shown(each.now)}" for each in correction.fields)
        whose = shown(official_title(report.plan, correction.official))
        yield paragraph(f"{shown(correction.task_id)} ({whose}) – {fields}", first="  • ", rest="    ")


def _shown(text: str) -> str:
    return f"«{shown(text)}»" if text else "trống"


def close_text(result: CloseResult) -> str:
    """That the period was closed, or what stands in the way, grouped by official."""
    title = result.report.period.title
    if result.closing is None or result.outcome is None:
        return "\n".join(_in_the_way(result))
    closing = result.closing
    lines = [styled(f"Đã chốt {title}, số liệu đến {display_text(result.report.as_of)}. Dấu: {closing.mark}", bold=True)]
    if closing.reason:
        errors = f"khi còn {closing.errors} lỗi, " if closing.errors else ""
        lines.append(paragraph(f"Chốt {errors}lý do: {closing.reason}"))
    lines.append(
        paragraph("Từ nay tổng hợp lại kỳ này vẫn ra đúng báo cáo đã chốt; sửa sau khi chốt thành điều chỉnh của kỳ sau.")
    )
    sheets = (report_sheet_name(result.report.period), internal_sheet_name(result.report.period))
    return "\n".join([*lines, "", outcome_text(result.outcome, sheets=sheets)])


def _in_the_way(result: CloseResult) -> Iterator[str]:
    period = result.report.period
    yield styled(f"Chưa chốt {period.title}.", "red", bold=True)
    if result.running:
        yield paragraph(f"Kỳ chưa hết: số liệu chốt đến hết ngày {display_text(period.cut_off)}.", first="✗ ")
    for group in result.errors:
        yield styled(f"{shown(group.title)}: {len(group.errors)} lỗi", bold=True)
        for error in group.errors:
            yield paragraph(error.message, first="  ✗ ", rest="    ")
    yield paragraph("Sửa xong thì chạy lại lệnh này. Vẫn phải chốt thì thêm --reason LÝ-DO; lý do được ghi lại.", first="→ ")


def close_document(result: CloseResult) -> dict[str, Json]:
    """The document of `close --json`."""
    closing = result.closing
    return {
        "book": result.assessment.content.name,
        "period": result.report.period.key,
        "as_of": result.report.as_of.isoformat(),
        "closed": closing is not None,
        "fingerprint": closing.fingerprint if closing is not None else None,
        "reason": closing.reason if closing is not None else None,
        "running": result.running,
        "in_the_way": [
            {
                "official": group.official or None,
                "errors": [
                    cast("Json", {"code": error.code, "sheet": error.sheet, "cell": error.cell, "message": error.message})
                    for error in group.errors
                ],
            }
            for group in result.errors
        ],
    }


def reopened_text(closing: Closing, reason: str) -> str:
    title = closing.frozen.report.period.title
    return paragraph(
        f"Đã mở lại {title} (chốt ngày {closing.moment:%d/%m/%Y}, dấu {closing.mark}). Lý do: {reason}. "
        "Báo cáo đã chốt vẫn được giữ trong lịch sử; chốt lại bằng lệnh sheetsync close."
    )


def reopened_document(book: str, closing: Closing, reason: str) -> dict[str, Json]:
    """The document of `reopen --json`."""
    return {
        "book": book,
        "period": closing.frozen.report.period.key,
        "closed_on": closing.moment.isoformat(),
        "fingerprint": closing.fingerprint,
        "reason": reason,
    }
