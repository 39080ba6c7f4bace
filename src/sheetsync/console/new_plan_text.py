"""What `sheetsync new` made."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.console.safe_text import one_line
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.usecases.new_plan import NewPlanResult

_NEXT = "Việc tiếp theo: mở sổ, xem sheet «Hướng dẫn», xác nhận các hạn «Đề xuất» ở sheet «Kế hoạch», rồi gửi cho cán bộ."
_NEXT_ONLINE = (
    "Việc tiếp theo: mở sổ trong trình duyệt, xem sheet «Hướng dẫn», xác nhận các hạn «Đề xuất» ở sheet «Kế hoạch», rồi "
    "bấm Chia sẻ cho từng cán bộ (Người chỉnh sửa). Đổi người: sửa officials.toml rồi gõ sheetsync protect với địa chỉ đó."
)


def new_plan_text(result: NewPlanResult) -> str:
    """Where the workbook is, what is in it, what to do next."""
    period = result.period
    rows = sum(tab.lead + tab.coordinating for tab in result.tabs)
    lines = [
        styled("Đã lập sổ kế hoạch:", bold=True),
        f"  {one_line(result.outcome.saved_to)}" if result.online else path_line(Path(result.outcome.saved_to)),
        paragraph(
            f"{period.title}, cán bộ nộp chậm nhất ngày {document_date(period.hand_in)}. {result.tasks} nhiệm vụ, "
            f"{len(result.tabs)} sheet cán bộ, {rows} dòng."
        ),
    ]
    for tab in result.tabs:
        lines.append(paragraph(f"{tab.sheet}: {tab.lead} chủ trì, {tab.coordinating} phối hợp", first="  - "))
    lines += carried_lines(result)
    for sheet in result.outcome.kept_sheets if result.online else ():
        lines.append(paragraph(f"Sheet «{sheet}» có sẵn vẫn còn ở cuối sổ; không cần thì tự xóa.", first="  - "))
    lines += ["", paragraph(_NEXT_ONLINE if result.online else _NEXT)]
    return "\n".join(lines)


def carried_lines(result: NewPlanResult) -> list[str]:
    """What came from the old workbook, and what did not."""
    carried = result.carried
    if carried is None:
        return []
    same_year = carried.from_year == result.period.year
    what = "Đã chuyển nội dung của" if same_year else f"Đã chuyển việc chưa xong của năm {carried.from_year}:"
    lines = ["", paragraph(f"{what} {carried.filled} dòng từ sổ cũ «{result.old}». Sổ cũ giữ nguyên.")]
    lines += [paragraph(note, first="  - ", rest="    ") for note in carried.notes]
    lines.append(paragraph("Màu tự tô và ghi chú (comment) trong sổ cũ không được chuyển.", first="  - ", rest="    "))
    if carried.added:
        taken = "Xem các nhiệm vụ thêm ở sheet «Kế hoạch», rồi đưa vào cấu hình: sheetsync plan import SỔ --config THƯ-MỤC."
        lines.append(paragraph(taken, first="→ "))
    return lines


def new_plan_document(result: NewPlanResult) -> dict[str, Json]:
    """The document of `new --json`."""
    document: dict[str, Json] = {
        "saved_to": result.outcome.saved_to,
        "period": result.period.key,
        "tasks": result.tasks,
        "tabs": [
            {"sheet": tab.sheet, "official": tab.official, "lead": tab.lead, "coordinating": tab.coordinating}
            for tab in result.tabs
        ],
    }
    if result.carried is not None:
        document["carried"] = {
            "book": result.old,
            "from_year": result.carried.from_year,
            "rows": result.carried.filled,
            "added": [task.task_id for task in result.carried.added],
            "notes": list(result.carried.notes),
        }
    return document
