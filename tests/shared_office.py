"""An office of three: two people share a sheet on which each row names its own, one has a tab. Small enough to count by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from sheetsync.core.cells import CellValue

SHARED, OWN = "Theo dõi chung", "Lê Văn Cường"
AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"
HEADINGS = ("TT", "Nhiệm vụ", "Người thực hiện", "Thời hạn", "Trạng thái", "Ngày hoàn thành", "Kết quả", "Khó khăn, vướng mắc")
DONE, DOING = "Hoàn thành", "Đang thực hiện"

YEAR_END, SUMMER, MERGED = date(2024, 12, 31), date(2024, 6, 30), "C13:C14"

ROWS: dict[int, tuple[CellValue, ...]] = {
    1: ("Kỳ báo cáo: Quý I/2024",),
    3: HEADINGS,
    4: ("I. THỂ CHẾ",),
    5: (1, "Rà soát văn bản", AN, date(2024, 3, 1), DONE, date(2024, 2, 27), "Đã rà soát 14 văn bản, lập danh mục", None),
    6: (2, "Tuyên truyền pháp luật", BINH, date(2024, 3, 10), DOING, None, "Đã tổ chức 3 buổi với 210 người", None),
    7: (3, "Báo cáo tuần", f"Đ/c {AN}", YEAR_END, "xong", None, "Đã gửi 10 báo cáo", None),
    8: (4, "Báo cáo tuần", BINH, YEAR_END, DOING, None, "Đã gửi 9 báo cáo", None),
    9: (5, "Kiểm tra trụ sở", "Đ/c Bình", YEAR_END, DOING, None, "Đã kiểm tra 2 nhà làm việc", None),
    10: (6, "Cập nhật trang thông tin", None, SUMMER, DONE, date(2024, 3, 5), "Đã đăng 25 tin bài", None),
    11: ("II. THỦ TỤC",),
    12: (7, "Niêm yết thủ tục", f"{AN}, {BINH}", date(2024, 3, 31), DOING, None, "Đã niêm yết 80 thủ tục", None),
    13: (8, "Khảo sát sự hài lòng của người dân", BINH, SUMMER, "Chưa thực hiện", None, None, None),
    14: (9, "Tập huấn công chức", None, SUMMER, None, None, None, None),
    15: ("Cộng", 9),
}
"""The shared sheet, row by row. The name of rows 13 and 14 is one merged cell."""

OWN_ROWS: dict[int, tuple[CellValue, ...]] = {
    1: ("TT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Kết quả"),
    2: (1, "Trực một cửa", YEAR_END, DOING, "Đã tiếp nhận 45 hồ sơ"),
}

OFFICIALS = f"""\
consolidator = "AN"

[[official]]
code = "AN"
title = "{AN}"
tab = "{AN}"

[[official]]
code = "BINH"
title = "{BINH}"
tab = "{BINH}"

[[official]]
code = "CUONG"
title = "Công chức địa chính"
tab = "{OWN}"
"""


def write_config(folder: Path, *, plan: str = 'source = "book"\nfile = "plan-2024.toml"') -> Path:
    """The office's configuration in a new folder; its unit is the default one's."""
    folder.mkdir()
    unit = (
        '[unit]\nname = "UBND xã A"\nshort_name = "UBND xã A"\nparent = "UBND huyện B"\nplace = "A"\nnumber_suffix = "BC-UBND"\n'
        'signer_authority = "TM. UBND"\nsigner_title = "CHỦ TỊCH"\nsigner_name = ""\n'
    )
    main = f'{unit}\n[book]\nshared_sheets = ["{SHARED}"]\n\n[plan]\n{plan}\n'
    (folder / "sheetsync.toml").write_text(main, encoding="utf-8")
    (folder / "officials.toml").write_text(OFFICIALS, encoding="utf-8")
    (folder / "plan-2024.toml").write_text('year = 2024\ntitle = "Kế hoạch năm 2024"\n', encoding="utf-8")
    return folder


def write_book(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in ((SHARED, ROWS), (OWN, OWN_ROWS)):
        sheet = book.add_worksheet(name)
        for row, cells in rows.items():
            sheet.write_row(row - 1, 0, cells)
        if rows is ROWS:
            sheet.merge_range(MERGED, BINH)
    book.close()
    return path
