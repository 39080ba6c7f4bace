"""What the macros say. The texts stand in cells, because VBA's editor knows only the letters of the system's code page.

{1} and {2} are filled in by the macro. Each is found by the workbook's name `ss_text_<key>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MACRO_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "tick": "✓",
        "check_title": "Kiểm tra",
        "check_title_of": "Kiểm tra tab «{1}»",
        "check_fine": "Không thấy lỗi nào trong tab này.",
        "check_waiting": "Không thấy lỗi nào trong tab này. Còn {1} dòng chưa báo cáo, bắt đầu từ ô {2}.",
        "check_wrong": "Có {1} dòng cần xem lại. Ô cần xem đầu tiên: {2}.",
        "check_more": "… và {1} dòng nữa: xem cột «Kiểm tra» trong tab.",
        "check_broken": "Công thức kiểm tra của dòng này bị lỗi. Vui lòng báo văn phòng.",
        "no_tab": "Sheet đang mở không có cột «Kiểm tra» của sổ kế hoạch. Vui lòng mở tab của mình rồi bấm lại.",
        "print_title": "In tab này",
        "panel_cell": "Ô",
        "panel_text": "Cần xem lại",
        "failed_title": "Chưa làm được",
        "failed": "Chưa làm được việc này (mã lỗi {1}). Nội dung đã nhập vẫn giữ nguyên. "
        "Vui lòng bấm lại; nếu vẫn thế, xem cột «Kiểm tra» trong tab và báo văn phòng.",
        "office_title": "sheetsync",
        "no_python": "Việc này chỉ làm được trên máy của văn phòng đã cài sheetsync và nối với Excel "
        "(lệnh sheetsync addin --connect). Cán bộ không cần đến nút này.",
        "python_failed": "sheetsync chưa chạy được từ Excel. "
        "Vui lòng gõ «sheetsync doctor» trong cửa sổ lệnh để biết cần làm gì.",
    }
)
