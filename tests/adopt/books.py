"""Workbooks of many shapes, as offices that never heard of sheetsync make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from sheetsync.core.cells import CellValue
from tests.office import convert

Row = Sequence[CellValue]


@dataclass(frozen=True)
class Sheet:
    """rows: from the cell at `start` on; merged: blocks in A1 notation; percent: columns (from 0) shown as a percentage."""

    name: str
    rows: Sequence[Row]
    start: tuple[int, int] = (1, 1)
    merged: tuple[str, ...] = ()
    hidden: bool = False
    percent: tuple[int, ...] = field(default=())


def with_xlsxwriter(path: Path, sheets: Sequence[Sheet]) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    shown_as_percent = book.add_format({"num_format": "0%"})
    for sheet in sheets:
        made = book.add_worksheet(sheet.name)
        first_row, first_column = sheet.start
        for i, row in enumerate(sheet.rows):
            for j, value in enumerate(row):
                if value is not None:
                    cell = (first_row - 1 + i, first_column - 1 + j)
                    percent = j in sheet.percent and isinstance(value, float | int)
                    made.write(*cell, value, *([shown_as_percent] if percent else []))
        for block in sheet.merged:
            corner = block.partition(":")[0]
            value = sheet_value(sheet, corner)
            made.merge_range(block, value)
        if sheet.hidden:
            made.hide()
    book.close()


def with_openpyxl(path: Path, sheets: Sequence[Sheet]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        first_row, first_column = sheet.start
        for i, row in enumerate(sheet.rows):
            for j, value in enumerate(row):
                if value is not None:
                    cell = made.cell(first_row + i, first_column + j, value)
                    if j in sheet.percent and isinstance(value, float | int):
                        cell.number_format = "0%"
        for block in sheet.merged:
            made.merge_cells(block)
        if sheet.hidden:
            made.sheet_state = "hidden"
    book.save(path)


def with_libreoffice(path: Path, sheets: Sequence[Sheet]) -> None:
    """Written once, then saved anew by LibreOffice, whose files differ in most parts."""
    source = path.with_name(f"nguon-{path.name}")
    with_openpyxl(source, sheets)
    made = convert(source, "xlsx", path.parent / "lo")
    path.write_bytes(made.read_bytes())
    source.unlink()


def sheet_value(sheet: Sheet, a1: str) -> CellValue:
    letters = a1.rstrip("0123456789")
    i, j = int(a1[len(letters) :]) - sheet.start[0], ord(letters) - 64 - sheet.start[1]
    return sheet.rows[i][j] if 0 <= i < len(sheet.rows) and 0 <= j < len(sheet.rows[i]) else None


def day(text: str) -> date:
    """14/3/2024."""
    d, month, year = map(int, text.split("/"))
    return date(year, month, d)


DONE, DOING, NOT_YET = "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"

OFFICE = (
    (
        "Ban hành kế hoạch cải cách hành chính năm 2024",
        day("31/1/2024"),
        DONE,
        day("25/1/2024"),
        "Đã ban hành và gửi các thôn",
        "12/KH-UBND",
    ),
    ("Rà soát, niêm yết thủ tục hành chính", day("31/3/2024"), DOING, None, "Đã niêm yết 80 thủ tục", None),
    ("Kiểm tra công vụ hai đợt trong năm", day("30/6/2024"), NOT_YET, None, None, None),
    ("Khảo sát sự hài lòng của người dân", day("15/12/2024"), NOT_YET, None, None, None),
)
JUSTICE = (
    (
        "Rà soát văn bản quy phạm pháp luật còn hiệu lực",
        day("15/3/2024"),
        DONE,
        day("10/3/2024"),
        "Đã rà soát 14 văn bản",
        "31/BC-UBND",
    ),
    ("Tuyên truyền pháp luật tại các thôn", day("30/11/2024"), DOING, None, "Đã tổ chức 3 buổi với 210 người", None),
    ("Số hóa sổ hộ tịch các năm 2010 đến 2015", day("31/10/2024"), DOING, None, "Đã nhập 1.200 trường hợp", None),
)


def numbered(rows: Sequence[Row], order: Sequence[int | str]) -> list[list[CellValue]]:
    """Rows with columns picked by number; "#" is the row's own number."""
    return [[i if place == "#" else row[int(place)] for place in order] for i, row in enumerate(rows, 1)]


def title_rows(path: Path) -> None:
    """Four rows of letterhead and title over the headings, as printed documents have them."""
    headings = [
        "STT",
        "Nội dung công việc",
        "Thời hạn hoàn thành",
        "Tình trạng",
        "Ngày hoàn thành",
        "Kết quả thực hiện",
        "Số văn bản",
    ]
    above: list[list[CellValue]] = [
        ["ỦY BAN NHÂN DÂN XÃ HÒA BÌNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"],
        ["(Kèm theo Quyết định số 05/QĐ-UBND ngày 10/01/2024)"],
    ]
    order = ("#", 0, 1, 2, 3, 4, 5)
    merged = ("A1:C1", "D1:G1", "D2:G2", "A3:G3", "A4:G4")
    with_xlsxwriter(
        path,
        [
            Sheet("Văn phòng", [*above, headings, *numbered(OFFICE, order)], merged=merged),
            Sheet("Tư pháp", [*above, headings, *numbered(JUSTICE, order)], merged=merged),
        ],
    )


def two_row_headings(path: Path) -> None:
    """Groups over sub-headings, merged across and down."""
    top: Row = ["TT", "Nhiệm vụ được giao", "Thời gian", None, "Kết quả thực hiện", None, None, "Tồn tại", None]
    below: Row = [
        None,
        None,
        "Bắt đầu",
        "Kết thúc",
        "Trạng thái xử lý",
        "Nội dung đã làm",
        "Văn bản đã ban hành",
        "Khó khăn",
        "Đề xuất",
    ]
    rows = [[i, row[0], day("2/1/2024"), row[1], row[2], row[4], row[5], None, None] for i, row in enumerate(OFFICE, 1)]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:G3", "H3:I3", "A1:I1")
    sheet = Sheet("Địa chính", [["THEO DÕI NHIỆM VỤ NĂM 2024"], [], top, below, *rows], merged=merged)
    with_openpyxl(path, [sheet, Sheet("Văn hóa", [[], [], top, below, *rows[:2]], merged=merged[:-1])])


def other_words(path: Path) -> None:
    """Everyday words over every column; the status column can be known by its cells alone."""
    headings = ["Số TT", "Việc phải làm", "Ai làm", "Hạn chót", "Đến đâu rồi", "Ngày xong", "Việc đã làm", "Vì sao chậm"]
    rows = [[i, row[0], "Chị Hoa", row[1], row[2], row[3], row[4], None] for i, row in enumerate(OFFICE, 1)]
    with_xlsxwriter(path, [Sheet("Chị Hoa", [["Việc năm 2024"], headings, *rows])])


def extra_columns(path: Path) -> None:
    """Columns that are nobody's business between those that count."""
    headings = [
        "Mã NV",
        "Kinh phí (triệu đồng)",
        "Nhiệm vụ",
        "Nguồn",
        "Điểm chấm",
        "Thời hạn",
        "Trạng thái",
        "Số lượt",
        "Tiến độ (%)",
        "Ghi chú",
    ]
    rows = [
        [f"NV.{i:02d}", 10.5 * i, row[0], "NSNN", i + 4, row[1], row[2], 100 * i, 1.0 if row[2] == DONE else 0.25, None]
        for i, row in enumerate(OFFICE, 1)
    ]
    with_openpyxl(path, [Sheet("Văn phòng", [headings, *rows], percent=(8,))])


def status_under_progress(path: Path) -> None:
    """`Tiến độ` holds words, not percentages, and another column holds the percentages."""
    headings = ["TT", "Nội dung", "Hạn", "Tiến độ", "Mức đạt", "Kết quả"]
    rows = [[i, row[0], row[1], row[2], "100%" if row[2] == DONE else "40%", row[4]] for i, row in enumerate(JUSTICE, 1)]
    with_xlsxwriter(path, [Sheet("Tư pháp", [headings, *rows])])


def english(path: Path) -> None:
    """The form of a donor's project; statuses are Vietnamese because people write them."""
    headings = [
        "No.",
        "Task ID",
        "Activity",
        "Deadline",
        "Status",
        "% Complete",
        "Completion date",
        "Results",
        "Document No.",
        "Issues",
        "Remarks",
    ]
    rows = [
        [i, f"A-{i:02d}", row[0], row[1], row[2], 100 if row[2] == DONE else 30, row[3], row[4], row[5], None, None]
        for i, row in enumerate(OFFICE, 1)
    ]
    with_openpyxl(path, [Sheet("Project office", [["Annual work plan 2024"], [], headings, *rows])])


def quarterly_results(path: Path) -> None:
    """A column of results for each quarter."""
    headings = [
        "TT",
        "Nhiệm vụ",
        "Thời hạn",
        "Trạng thái",
        "Kết quả Quý I",
        "Kết quả Quý II",
        "Kết quả Quý III",
        "Kết quả Quý IV",
        "Ghi chú",
    ]
    rows = [
        [i, row[0], row[1], row[2], row[4], "Tiếp tục" if row[4] else None, None, None, None] for i, row in enumerate(OFFICE, 1)
    ]
    with_xlsxwriter(path, [Sheet("Văn phòng", [headings, *rows]), Sheet("Tư pháp", [headings, *rows[:2]])])


def guides_and_summaries(path: Path) -> None:
    """A guide, a list and a summary among the tabs."""
    headings = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Kết quả", "Ghi chú"]
    order = ("#", 0, 1, 2, 4)
    guide: list[Row] = [
        ["HƯỚNG DẪN NHẬP LIỆU"],
        ["1. Mỗi cán bộ điền vào sheet của mình."],
        ["2. Trạng thái chọn trong danh sách."],
    ]
    summary: list[Row] = [["Cán bộ", "Tổng số việc", "Đã xong", "Tỷ lệ"], ["Văn phòng", 4, 1, 0.25], ["Tư pháp", 3, 1, 0.33]]
    lists: list[Row] = [["Danh sách trạng thái"], [DONE], [DOING], [NOT_YET]]
    everything = [*numbered(OFFICE, order), *numbered(JUSTICE, order)]
    with_xlsxwriter(
        path,
        [
            Sheet("Hướng dẫn", guide),
            Sheet("Văn phòng", [headings, *numbered(OFFICE, order)]),
            Sheet("Tư pháp", [headings, *numbered(JUSTICE, order)]),
            Sheet("Tổng hợp", [headings, *everything]),
            Sheet("Thống kê", summary, percent=(3,)),
            Sheet("Danh mục", lists),
            Sheet("Trống", []),
        ],
    )


def hidden_sheets(path: Path) -> None:
    """Last year's tab is hidden, and a copy lies about."""
    headings = ["TT", "Nhiệm vụ", "Thời hạn", "Trạng thái"]
    order = ("#", 0, 1, 2)
    with_openpyxl(
        path,
        [
            Sheet("Văn phòng", [headings, *numbered(OFFICE, order)]),
            Sheet("Năm ngoái", [headings, *numbered(JUSTICE, order)], hidden=True),
            Sheet("Văn phòng (2)", [headings, *numbered(OFFICE, order)]),
        ],
    )


def far_from_the_corner(path: Path) -> None:
    """The table begins at C9."""
    headings = ["TT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Ngày hoàn thành"]
    with_xlsxwriter(
        path,
        [Sheet("Tài chính", [["Bảng theo dõi"], [], headings, *numbered(JUSTICE, ("#", 0, 1, 2, 3))], start=(7, 3))],
    )


def merged_cells(path: Path) -> None:
    """Tasks merged over the rows of their parts, sections merged across, headings merged down over blank rows."""
    headings = ["STT", "Nhiệm vụ, giải pháp", "Sản phẩm", "Hạn hoàn thành", "Trạng thái", "Người phụ trách"]
    rows: list[Row] = [
        ["KẾ HOẠCH NĂM 2024"],
        headings,
        [],
        ["I. CẢI CÁCH THỂ CHẾ"],
        [1, OFFICE[0][0], "Kế hoạch", OFFICE[0][1], DONE, "Hoa"],
        [None, None, "Báo cáo", None, None, None],
        [2, OFFICE[1][0], "Danh mục", OFFICE[1][1], DOING, "Hoa"],
        ["II. CẢI CÁCH THỦ TỤC"],
        [3, OFFICE[2][0], "Biên bản", OFFICE[2][1], NOT_YET, "Hoa"],
        ["Tổng cộng", 3],
    ]
    merged = ("A1:F1", *(f"{letter}2:{letter}3" for letter in "ABCDEF"), "A4:F4", "B5:B6", "A8:F8")
    with_openpyxl(path, [Sheet("Hoa", rows, merged=merged)])


def from_libreoffice(path: Path) -> None:
    """Headings without accents, sections, totals, and a signature, saved by LibreOffice."""
    headings = ["stt", "noi dung nhiem vu", "thoi han", "trang thai", "ngay hoan thanh", "ket qua", "ghi chu"]
    rows = numbered(JUSTICE, ("#", 0, 1, 2, 3, 4))
    below: list[Row] = [["Cộng", 3], [], [None, None, None, "NGƯỜI LẬP BIỂU"], [None, None, None, "Trần Thị Mai"]]
    with_libreoffice(
        path,
        [
            Sheet("VP UBND", [["BÁO CÁO TIẾN ĐỘ QUÝ I/2024"], [], headings, *rows, *below]),
            Sheet("Ghi chép", [["việc riêng"], ["mua giấy"]]),
        ],
    )


def one_tab_for_all(path: Path) -> None:
    """One table for all officials, with a column that says who does what."""
    headings = ["TT", "Nhiệm vụ", "Người phụ trách", "Thời hạn", "Trạng thái", "Kết quả", "Số văn bản"]
    people = ("Nguyễn Thị Hoa", "Trần Văn Nam", "Nguyễn Thị Hoa", "Lê Minh Đức", "Trần Văn Nam", "Lê Minh Đức", "Nguyễn Thị Hoa")
    rows = [
        [i, row[0], who, row[1], row[2], row[4], row[5]]
        for i, (row, who) in enumerate(zip((*OFFICE, *JUSTICE), people, strict=True), 1)
    ]
    with_xlsxwriter(path, [Sheet("Kế hoạch 2024", [["KẾ HOẠCH CÔNG TÁC NĂM 2024"], [], headings, *rows])])


def shared_by_area(path: Path) -> None:
    """A sheet for each area, on which the same people work; one area is a single person's."""
    headings = ["TT", "Nhiệm vụ", "Cán bộ thực hiện", "Thời hạn", "Trạng thái", "Ngày hoàn thành", "Kết quả"]
    hoa, nam, duc = "Nguyễn Thị Hoa", "Trần Văn Nam", "Lê Minh Đức"
    offices = (
        ("Sắp xếp chức danh công chức theo vị trí việc làm", day("30/4/2024"), DOING, None, "Đã lập dự thảo đề án", None),
        ("Đánh giá, xếp loại công chức cuối năm", day("15/12/2024"), NOT_YET, None, None, None),
    )
    areas = (("Thể chế", JUSTICE, (nam, nam, duc)), ("Thủ tục", OFFICE, (hoa, duc, hoa, nam)), ("Bộ máy", offices, (duc, duc)))
    with_xlsxwriter(
        path,
        [
            Sheet(
                name, [headings, *([i, row[0], who, *row[1:5]] for i, (row, who) in enumerate(zip(rows, people, strict=True), 1))]
            )
            for name, rows, people in areas
        ],
    )


def shared_and_own(path: Path) -> None:
    """One sheet for everybody beside tabs of their own; a tab's column names its only clerk under the same heading."""
    office = "Văn phòng"
    shared = ["STT", "Nhiệm vụ", "Người phụ trách", "Thời hạn", "Trạng thái"]
    people = (office, "Trần Văn Nam", "Trần Văn Nam", office)
    rows: list[Row] = [[i, row[0], who, row[1], row[2]] for i, (row, who) in enumerate(zip(OFFICE, people, strict=True), 1)]
    own: list[Row] = [
        [1, "Trực tiếp nhận hồ sơ tại bộ phận một cửa", day("31/12/2024"), DOING],
        [2, "Lập lịch công tác hằng tuần của lãnh đạo xã", day("31/12/2024"), DOING],
    ]
    justice: list[Row] = [[i, row[0], "Cô Mai", row[1], row[2]] for i, row in enumerate(JUSTICE, 1)]
    with_openpyxl(
        path,
        [
            Sheet("Việc chung", [shared, *rows]),
            Sheet(office, [["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái"], *own]),
            Sheet("Tư pháp", [shared, *justice]),
        ],
    )


def names_as_people_write_them(path: Path) -> None:
    """Honorifics, given names alone, two names in a cell, merged names, `nt`, nobody, an office; sections, a total."""
    headings = ["STT", "Nội dung công việc", "Công chức phụ trách", "Hạn hoàn thành", "Tình trạng", "Kết quả"]
    talk = ("Tổ chức đối thoại với người dân", day("30/9/2024"), NOT_YET, None, None)
    site = ("Cập nhật trang thông tin điện tử của xã", day("31/12/2024"), DOING, None, "Đã đăng 25 tin bài")
    clean = ("Kiểm tra vệ sinh môi trường các thôn", day("30/6/2024"), DOING, None, "Đã kiểm tra 4 thôn")

    def line(number: int, task: Row, who: CellValue) -> list[CellValue]:
        return [number, task[0], who, task[1], task[2], task[4]]

    rows: list[Row] = [
        ["BẢNG THEO DÕI NHIỆM VỤ NĂM 2024"],
        headings,
        ["I. CÔNG TÁC CHỈ ĐẠO"],
        line(1, OFFICE[0], "Đ/c Nguyễn Thị Hoa"),
        line(2, OFFICE[1], "Ô. Nam"),
        line(3, OFFICE[2], "Trần Văn Nam"),
        line(4, OFFICE[3], "nt"),
        ["II. TƯ PHÁP"],
        line(5, JUSTICE[0], "Tư pháp – Hộ tịch"),
        line(6, JUSTICE[1], "Nguyễn Thị Hoa, Trần Văn Nam"),
        line(7, JUSTICE[2], "Tư pháp – Hộ tịch"),
        line(8, talk, None),
        line(9, site, None),
        line(10, clean, "Bà Hoa (VH)"),
        ["Cộng", 10],
    ]
    with_libreoffice(path, [Sheet("Theo dõi 2024", rows, merged=("A1:F1", "A3:F3", "A8:F8", "C11:C12"))])


def no_status_column(path: Path) -> None:
    """A plan that nobody has yet reported on."""
    headings = ["TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Ghi chú"]
    rows = [[i, row[0], "Báo cáo", row[1], None] for i, row in enumerate(OFFICE, 1)]
    with_xlsxwriter(path, [Sheet("Văn phòng", [headings, *rows])])


BOOKS: dict[str, Callable[[Path], None]] = {
    builder.__name__: builder
    for builder in (
        title_rows, two_row_headings, other_words, extra_columns, status_under_progress, english, quarterly_results,
        guides_and_summaries, hidden_sheets, far_from_the_corner, merged_cells, from_libreoffice, one_tab_for_all,
        shared_by_area, shared_and_own, names_as_people_write_them, no_status_column,
    )
}  # fmt: skip
