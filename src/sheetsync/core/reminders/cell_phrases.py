"""A few words for each kind of finding, for a phone's screen.

The sentence of a finding may name another official's sheet, cell or task (a document number used twice, a row that stands
elsewhere), so it is never passed on; these phrases say only what the official's own cell holds.
"""

from __future__ import annotations

from sheetsync.core.reminders.reminder import CellToMend

PHRASES: dict[str, str] = {
    # errors, what changes the report most first
    "period-mismatch": "kỳ ghi trên sheet không phải kỳ này",
    "status-unknown": "«{found}» không có trong danh sách trạng thái",
    "status-missing": "chưa chọn trạng thái",
    "overdue-unexplained": "quá hạn, chưa ghi nguyên nhân",
    "suspended-unexplained": "tạm dừng, chưa ghi nguyên nhân",
    "completed-missing": "hoàn thành nhưng chưa có ngày",
    "completed-in-future": "ngày hoàn thành {found} còn chưa tới",
    "completed-before-start": "ngày hoàn thành {found} quá sớm, xem lại năm",
    "date-invalid": "«{found}» không phải là ngày",
    "evidence-missing": "chưa ghi số, ký hiệu văn bản",
    "result-missing": "chưa ghi kết quả trong kỳ",
    "progress-invalid": "tiến độ «{found}» không hợp lệ (0 đến 100)",
    "task-duplicate": "nhiệm vụ bị ghi trùng, chỉ giữ một dòng",
    "task-unknown": "không khớp nhiệm vụ nào của kế hoạch",
    "task-missing": "thiếu dòng của một nhiệm vụ",
    "person-missing": "chưa ghi người phụ trách",
    "person-unknown": "tên chưa có trong danh sách cán bộ",
    "formula-error": "công thức đang báo lỗi",
    "heading-duplicate": "tiêu đề cột bị trùng",
    # warnings
    "nothing-to-report-one-off": "việc một lần đã đến hạn, không chọn «Không phát sinh»",
    "completed-not-done": "đã có ngày hoàn thành, trạng thái lại chưa «Hoàn thành»",
    "progress-mismatch": "tiến độ chưa khớp trạng thái",
    "date-ambiguous": "ngày và tháng có thể bị đảo",
    "occurrence-missing": "thiếu kết quả của tháng trong kỳ",
    "result-unchanged": "kết quả ghi y như kỳ trước",
    "result-vague": "kết quả ghi còn chung chung",
    "evidence-format": "số, ký hiệu văn bản chưa đúng cách ghi",
    "evidence-reused": "số văn bản đã dùng cho việc khác",
    "plan-drift": "khác với kế hoạch",
    "date-as-text": "ngày gõ dạng chữ",
    "number-as-text": "số gõ dạng chữ",
    "text-encoding": "chữ gõ bằng phông hoặc ký tự cũ",
    "text-not-nfc": "dấu gõ dạng Unicode tổ hợp",
}

_RANKS = {code: rank for rank, code in enumerate(PHRASES)}


def importance(code: str) -> int:
    """The lower, the sooner it is told; rules of the office's own come after ours of the same severity."""
    return _RANKS.get(code, len(_RANKS))


def phrase(cell: CellToMend) -> str:
    """What is the matter with a cell. Of a rule of the office's own only the column is known to be the official's business."""
    known = PHRASES.get(cell.code)
    if known is None or ("{found}" in known and not cell.found):
        return f"cột «{cell.heading}»" if cell.heading else "nội dung ô"
    return known.replace("{found}", cell.found)
