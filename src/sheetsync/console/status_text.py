"""What `status` prints: who has reported and handed in, what is left, and how many days there are."""

from __future__ import annotations

from sheetsync.console.findings_text import heading_text
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.values import display_text
from sheetsync.usecases.results import OfficialStatus, StatusResult


def status_text(result: StatusResult) -> str:
    columns = (
        Column("Cán bộ"),
        Column("Nhiệm vụ", number=True),
        Column("Đã b/c", number=True),
        Column("Còn lại", number=True),
        Column("Lỗi", number=True),
        Column("Quá hạn", number=True),
        Column("Đã nộp", number=True),
    )
    officials = result.officials
    rows = [_row(official) for official in officials]
    asked = [official for official in officials if official.official]  # not the rows of nobody known
    handed_in = sum(official.handed_in for official in asked)
    rows.append(
        (
            "Cộng",
            sum(official.tasks for official in officials),
            sum(official.reported for official in officials),
            sum(official.tasks - official.reported for official in officials),
            sum(official.errors for official in officials),
            sum(official.overdue for official in officials),
            f"{handed_in}/{len(asked)}",
        )
    )
    return "\n\n".join(
        (heading_text(result.assessment), table("", columns, rows, total=True), days_left(result), _waiting_for(result))
    )


def days_left(result: StatusResult) -> str:
    """How far hand-in and sending are, in calendar days."""
    period, as_of = result.period, result.assessment.as_of
    parts = []
    for what, day in (("hạn nộp của cán bộ", period.hand_in), ("hạn gửi báo cáo", period.send)):
        days = (day - as_of).days
        if days > 0:
            parts.append(f"còn {days} ngày đến {what} ({display_text(day)})")
        elif days == 0:
            parts.append(f"hôm nay là {what}")
        else:
            parts.append(f"đã qua {what} {-days} ngày ({display_text(day)})")
    line = "; ".join(parts)
    return paragraph(f"{line[:1].upper()}{line[1:]}.")


def _waiting_for(result: StatusResult) -> str:
    late = [official.tab for official in result.officials if official.official and not official.handed_in]
    if not late:
        return styled("Tất cả cán bộ đã nộp.", "green", bold=True)
    return paragraph("Chưa ghi ngày nộp: " + ", ".join(f"«{tab}»" for tab in late) + ".")


def _row(official: OfficialStatus) -> tuple[str | int | Cell, ...]:
    left = official.tasks - official.reported
    return (
        official.tab or official.title,
        official.tasks,
        official.reported,
        Cell(str(left), "yellow" if left else "green"),
        Cell(str(official.errors), "bold red" if official.errors else ""),
        Cell(str(official.overdue), "bold red" if official.overdue else ""),
        Cell(
            display_text(official.handed_in_on) if official.handed_in_on else "chưa" if official.official else "",
            "" if official.handed_in else "yellow",
        ),
    )
