"""What `sheetsync addin` says: where the add-in is, and how it gets into Excel."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.layout import paragraph, path_line
from sheetsync.ports import WriteOutcome

_STEPS = (
    "Trong Excel: File > Options > Add-ins, ở ô Manage chọn «Excel Add-ins», bấm Go, bấm Browse rồi chọn tệp trên.",
    "Thẻ «Sổ kế hoạch» hiện ra trên ribbon. «Kiểm tra» và «In tab này» dùng được ngay, không cần cài thêm gì.",
    "Nếu Excel báo macro bị chặn: đóng Excel, bấm chuột phải vào tệp, chọn Properties, đánh dấu Unblock rồi mở lại.",
)


def addin_text(outcome: WriteOutcome, *, connected: bool, python: str) -> str:
    """python: the interpreter that runs, for the commands that a person has to type."""
    lines = ["Đã lập thẻ cho Excel:" if outcome.changed else "Thẻ cho Excel đã là bản mới nhất:"]
    lines += [path_line(Path(outcome.saved_to)), "", "Cách đưa vào Excel (một lần, không cần quyền quản trị):"]
    lines += [paragraph(step, first=f"{number}. ") for number, step in enumerate(_STEPS, start=1)]
    lines.append("")
    if connected:
        lines.append(paragraph("Đã nối Excel trên máy này với sheetsync. Nếu chưa cài xlwings vào Excel, gõ một lần:"))
        lines.append(f'  "{python}" -m xlwings.cli addin install')
    else:
        lines.append(
            paragraph(
                "Máy của văn phòng (Windows): thêm --connect để nút «Kiểm tra» chạy cả phần kiểm tra đầy đủ, và để dùng được "
                "«Đánh dấu quá hạn», «Tổng hợp quý», «Tình hình nộp»."
            )
        )
    return "\n".join(lines)
