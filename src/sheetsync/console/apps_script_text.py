"""What `sheetsync addin --google` says: where the script is, and how it gets into a Google Sheet."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.layout import paragraph, path_line
from sheetsync.ports import WriteOutcome

_STEPS = (
    "Mở tệp trên bằng Notepad, chọn tất cả (Ctrl+A), chép (Ctrl+C).",
    "Trong sổ kế hoạch trên Google: Tiện ích mở rộng > Apps Script; xóa hết nội dung có sẵn, dán (Ctrl+V), lưu (Ctrl+S).",
    "Tải lại trang của sổ: menu «Kế hoạch» hiện ra sau vài giây. Lần bấm đầu tiên, Google hỏi quyền: mỗi người cho phép một lần.",
)


def apps_script_text(outcome: WriteOutcome) -> str:
    lines = ["Đã ghi mã cho Google Trang tính:" if outcome.changed else "Mã cho Google Trang tính đã là bản mới nhất:"]
    lines += [path_line(Path(outcome.saved_to)), "", "Cách đưa vào sổ (một lần, do chủ của sổ làm):"]
    lines += [paragraph(step, first=f"{number}. ") for number, step in enumerate(_STEPS, start=1)]
    lines += ["", paragraph("Chi tiết, cả màn hình hỏi quyền của Google và cách dùng clasp: docs/nut-bam-google.md.")]
    return "\n".join(lines)
