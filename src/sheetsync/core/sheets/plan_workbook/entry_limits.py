"""Dropdowns and limits of an official's tab: friendly prompts, and what to do when something does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.cells import Rectangle
from sheetsync.core.live import names as live_names
from sheetsync.core.settings import ColumnSettings
from sheetsync.core.sheets.conditions import day
from sheetsync.core.sheets.form_design import MOST_TITLE, Limit, LimitKind
from sheetsync.core.sheets.plan_workbook.list_limits import NOT_A_DAY, NOT_IN_LIST
from sheetsync.core.sheets.plan_workbook.tab_columns import is_open

_LONGEST: Mapping[str, int] = {"evidence": 255, "result": 2_000, "difficulty": 1_000, "proposal": 1_000, "note": 500}
_LONGEST_OTHER = 1_000
_PROMPTS: Mapping[str, str] = {
    "status": "Bấm mũi tên và chọn một trong năm mục. Kỳ này không có việc gì thì chọn «Không phát sinh».",
    "progress": "Ghi số nguyên từ 0 đến 100, không gõ dấu %. Không bắt buộc.",
    "completed_on": "Chỉ ghi khi đã hoàn thành: ngày/tháng/năm, ví dụ 28/02/2023.",
    "result": "Kỳ này đã làm được gì: việc, số liệu, văn bản. Ví dụ: Giải quyết 212 hồ sơ, 100% đúng hạn. Xuống dòng: Alt+Enter.",
    "evidence": "Số, ký hiệu văn bản hoặc minh chứng. Ví dụ: 118/KH-UBND. Nhiều văn bản thì cách nhau bằng dấu chấm phẩy (;).",
    "difficulty": "Việc quá hạn hoặc tạm dừng thì ghi lý do. Không có khó khăn thì để trống.",
    "proposal": "Kiến nghị, đề xuất với cấp trên, nếu có.",
    "note": "Ghi chú riêng, không đưa vào báo cáo.",
}
_NOT_A_SHARE = (
    "Ô này cần một số nguyên từ 0 đến 100, ví dụ 60, không gõ dấu %. Bấm «Hủy» (Cancel) rồi gõ lại, hoặc để trống ô này."
)


def entry_limits(columns: tuple[ColumnSettings, ...], rows: tuple[int, int], plan_year: int) -> Iterator[Limit]:
    """Limits of every column that officials fill in; rows: first and last."""
    for number, column in enumerate(columns, start=1):
        if not is_open(column):
            continue
        area = (Rectangle(rows[0], number, rows[1], number),)
        title, prompt = column.heading[:MOST_TITLE], _PROMPTS.get(column.key, "")
        if column.key == "status":
            yield Limit(area, LimitKind.LIST, live_names.STATUSES, "", title, prompt, "Chọn trong danh sách", NOT_IN_LIST)
        elif column.key == "progress":
            yield Limit(area, LimitKind.WHOLE, "0", "100", title, prompt, "Chưa đúng số", _NOT_A_SHARE)
        elif column.key == "completed_on":
            last = day(date(plan_year + 1, 12, 31))
            yield Limit(area, LimitKind.DATE, live_names.PLAN_START, last, title, prompt, "Chưa đúng ngày", _strange_day())
        else:
            longest = _LONGEST.get(column.key, _LONGEST_OTHER)
            too_long = (
                f"Ô này chỉ ghi được {longest} chữ cái. Bấm «Thử lại» (Retry) rồi rút gọn, "
                "hoặc ghi phần chi tiết vào văn bản kèm theo."
            )
            yield Limit(area, LimitKind.TEXT_LENGTH, "", str(longest), title, prompt, "Nội dung dài quá", too_long)


def handed_in_limit(area: Rectangle, plan_year: int) -> Limit:
    """The limit of the cell beside `Đã nộp (ngày):`."""
    return Limit(
        (area,),
        LimitKind.DATE,
        live_names.PLAN_START,
        day(date(plan_year + 1, 12, 31)),
        "Đã nộp (ngày)",
        "Khi đã ghi xong và cột «Kiểm tra» không còn lỗi, ghi ngày nộp vào đây, ví dụ 14/3/2023. Chưa nộp thì để trống.",
        "Chưa đúng ngày",
        NOT_A_DAY,
    )


def _strange_day() -> str:
    return (
        "Cần một ngày (ngày/tháng/năm), không sớm hơn ngày đầu kỳ kế hoạch, ví dụ 28/02/2023. Bấm «Hủy» (Cancel) rồi gõ lại. "
        "Nếu máy vẫn không nhận, hãy gõ năm trước: 2023-02-28."
    )
