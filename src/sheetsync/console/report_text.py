"""What `run` and `consolidate` print: the report's figures by area and by official, and what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sheetsync.console.layout import paragraph, styled
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.report import QuarterReport, StateCounts
from sheetsync.core.states import State
from sheetsync.core.values import display_text

_UNDER_WAY = (State.IN_TIME, State.OPEN_ENDED)
_OTHER = (State.SUSPENDED, State.NOTHING_TO_REPORT)


def report_text(report: QuarterReport) -> str:
    """The tables, the overdue list, and the line that accounts for every row read."""
    blocks = [
        styled(f"Báo cáo {report.period.title}, số liệu chốt đến {display_text(report.as_of)}", bold=True),
        _counts_table("Theo lĩnh vực", "Lĩnh vực", report.by_area, report.totals),
        _counts_table("Theo cán bộ", "Cán bộ", report.by_official, report.totals),
        due_line(report),
    ]
    if report.overdue:
        blocks.append(overdue_text(report))
    blocks.append(reconciliation_line(report))
    return "\n\n".join(blocks)


def due_line(report: QuarterReport) -> str:
    return paragraph(
        f"{report.due_in_period.sentence('trong kỳ')} "
        f"(lũy kế từ {display_text(report.period.cumulative_start)}: {report.due_cumulative.text})."
    )


def overdue_text(report: QuarterReport) -> str:
    """Every overdue task: the longest first, with the reason its official gave."""
    lines = [styled(f"Quá hạn: {len(report.overdue)} nhiệm vụ", "red", bold=True)]
    for late in report.overdue:
        official = report.plan.official(late.line.official)
        name = (official.short_title or official.title) if official else late.line.official
        where = f", ô {late.line.where.a1} sheet «{late.line.where.sheet}»" if late.line.where else ""
        reason = f" Lý do: {late.reason}" if late.reason else " Chưa nêu lý do."
        text = f"{late.line.task.task_id} {late.line.task.title} – quá hạn {late.days} ngày ({name}{where}).{reason}"
        lines.append(paragraph(text, first="  - ", rest="    "))
    return "\n".join(lines)


def reconciliation_line(report: QuarterReport) -> str:
    """`99 dòng đã đọc = 76 nhiệm vụ đưa vào báo cáo + 23 dòng phối hợp`, and the tasks without a row."""
    left_out = Counter(row.reason for row in report.left_out)
    parts = "".join(f" + {count} {reason.title}" for reason, count in left_out.items())
    line = f"Đối chiếu: {report.rows_read} dòng đã đọc = {report.reported} dòng đưa vào báo cáo{parts}."
    if report.missing:
        ids = ", ".join(missing.task.task_id for missing in report.missing)
        line += f" {len(report.missing)} nhiệm vụ của kế hoạch không có dòng nào trong sổ: {ids}."
    return paragraph(line)


def _counts_table(title: str, first: str, groups: Sequence[StateCounts], totals: StateCounts) -> str:
    columns = (
        Column(first),
        Column("Tổng", number=True),
        Column("Xong", number=True),
        Column("Đang làm", number=True),
        Column("Sắp hạn", number=True),
        Column("Quá hạn", number=True),
        Column("Chưa b/c", number=True),
        Column("Khác", number=True),
    )
    rows = [_counts_row(group.title, group) for group in groups]
    return table(title, columns, [*rows, _counts_row("Cộng", totals)], total=True)


def _counts_row(name: str, group: StateCounts) -> tuple[str | int | Cell, ...]:
    counts = group.counts
    finished = sum(count for state, count in counts.items() if state.finished)
    return (
        name,
        group.total,
        Cell(str(finished), "green" if finished else ""),
        sum(counts[state] for state in _UNDER_WAY),
        Cell(str(counts[State.DUE_SOON]), "yellow" if counts[State.DUE_SOON] else ""),
        Cell(str(counts[State.OVERDUE]), "bold red" if counts[State.OVERDUE] else ""),
        counts[State.NOT_REPORTED],
        sum(counts[state] for state in _OTHER),
    )
