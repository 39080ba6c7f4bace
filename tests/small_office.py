"""An office of two officials and five tasks: a whole configuration and a real workbook, small enough to know every figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

OFFICIALS = """\
consolidator = "VP"

[[official]]
code = "VP"
title = "Văn phòng UBND xã"
short_title = "Văn phòng"
tab = "Văn phòng"

[[official]]
code = "TP"
title = "Công chức Tư pháp - hộ tịch"
short_title = "Tư pháp"
tab = "Tư pháp"
"""

PLAN = """\
year = 2023
title = "Kế hoạch nhỏ"

[[task]]
id = "A.1"
title = "Rà soát văn bản"
area = "II.1"
lead = "TP"
cadence = "Thường xuyên"

[[task]]
id = "A.2"
title = "Ban hành kế hoạch kiểm soát thủ tục"
area = "II.2"
lead = "VP"
cadence = "Một lần"
needs_document = true
due = { basis = "Kế hoạch ghi", on = 2023-02-28, text = "trước tháng 3" }

[[task]]
id = "A.3"
title = "Niêm yết thủ tục hành chính"
area = "II.2"
lead = "VP"
cadence = "Một lần"
due = { basis = "Kế hoạch ghi", on = 2023-03-01, text = "đầu tháng 3" }

[[task]]
id = "A.4"
title = "Tập huấn công chức"
area = "II.4"
lead = "VP"
coordinators = ["TP"]
cadence = "Một lần"
due = { basis = "Kế hoạch ghi", on = 2023-06-30, text = "quý II" }

[[task]]
id = "A.5"
title = "Đăng ký dịch vụ công trực tuyến"
area = "II.6"
lead = "TP"
cadence = "Thường xuyên"
"""

HEADINGS = ("TT", "Mã NV", "Nhiệm vụ", "Vai trò", "Thời hạn", "Trạng thái", "Ngày hoàn thành", "Kết quả trong kỳ",
            "Số, ký hiệu văn bản / minh chứng", "Khó khăn, vướng mắc, nguyên nhân")  # fmt: skip

Row = tuple[str | int | date | None, ...]

OFFICE_ROWS: tuple[Row, ...] = (
    (1, "A.2", "Ban hành kế hoạch kiểm soát thủ tục", "Chủ trì", date(2023, 2, 28), "Hoàn thành", date(2023, 2, 20),
     "Đã ban hành kế hoạch và gửi các bộ phận", "05/KH-UBND", None),
    (2, "A.3", "Niêm yết thủ tục hành chính", "Chủ trì", date(2023, 3, 1), "Đang thực hiện", None,
     "Đã niêm yết 80 thủ tục", None, "Chờ bảng niêm yết mới của huyện"),
    (3, "A.4", "Tập huấn công chức", "Chủ trì", date(2023, 6, 30), "Đang làm", None, "Đã lập danh sách 12 người", None, None),
)  # fmt: skip
"""One task done in time, one overdue by 14 days on 15 March, and one with a status that nobody offers (F7)."""

JUSTICE_ROWS: tuple[Row, ...] = (
    (1, "A.1", "Rà soát văn bản", "Chủ trì", None, "Đang thực hiện", None, "Đã rà soát 14 văn bản", None, None),
    (2, "A.5", "Đăng ký dịch vụ công trực tuyến", "Chủ trì", None, "Đang thực hiện", None, "Đã đăng ký 31 hồ sơ", None, None),
    ("Cộng", None, None, None, None, None, None, None, None, None),
    (3, "A.4", "Tập huấn công chức", "Phối hợp", date(2023, 6, 30), None, None, "Cử 3 người dự", None, None),
)


def write_config(folder: Path) -> Path:
    """The configuration of the small office in a new folder."""
    folder.mkdir(parents=True)
    (folder / "officials.toml").write_text(OFFICIALS, encoding="utf-8")
    (folder / "plan-2023.toml").write_text(PLAN, encoding="utf-8")
    return folder


def write_book(path: Path, *, office: tuple[Row, ...] = OFFICE_ROWS, justice: tuple[Row, ...] = JUSTICE_ROWS) -> Path:
    """The office's workbook: headings in row 4 under a title, and a sheet that is nobody's."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in (("Văn phòng", office), ("Tư pháp", justice)):
        sheet = book.add_worksheet(name)
        sheet.write("A1", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023")
        sheet.write_row(3, 0, HEADINGS)
        for index, row in enumerate(rows):
            sheet.write_row(4 + index, 0, row)
    book.add_worksheet("Ghi chép").write("A1", "việc riêng của văn phòng")
    book.close()
    return path
