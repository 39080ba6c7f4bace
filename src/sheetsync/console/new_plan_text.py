"""What `sheetsync new` made."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.usecases.new_plan import NewPlanResult


def new_plan_text(result: NewPlanResult) -> str:
    """Where the workbook is, what is in it, what to do next."""
    period = result.period
    rows = sum(tab.lead + tab.coordinating for tab in result.tabs)
    lines = [
        styled("Đã lập sổ kế hoạch:", bold=True),
        path_line(Path(result.outcome.saved_to)),
        paragraph(
            f"{period.title}, cán bộ nộp chậm nhất ngày {document_date(period.hand_in)}. {result.tasks} nhiệm vụ, "
            f"{len(result.tabs)} sheet cán bộ, {rows} dòng."
        ),
    ]
    for tab in result.tabs:
        lines.append(paragraph(f"{tab.sheet}: {tab.lead} chủ trì, {tab.coordinating} phối hợp", first="  - "))
    lines += [
        "",
        paragraph(
            "Việc tiếp theo: mở sổ, xem sheet «Hướng dẫn», xác nhận các hạn «Đề xuất» ở sheet «Kế hoạch», rồi gửi cho cán bộ."
        ),
    ]
    return "\n".join(lines)


def new_plan_document(result: NewPlanResult) -> dict[str, Json]:
    """The document of `new --json`."""
    return {
        "saved_to": result.outcome.saved_to,
        "period": result.period.key,
        "tasks": result.tasks,
        "tabs": [
            {"sheet": tab.sheet, "official": tab.official, "lead": tab.lead, "coordinating": tab.coordinating}
            for tab in result.tabs
        ],
    }
