"""Books to measure with: seven tabs as officials fill them in, most rows right, a few wrong, the same on every machine."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2023, 3, 15)
HEADINGS = (
    ("TT", 5),
    ("Mã NV", 10),
    ("Lĩnh vực", 14),
    ("Nhiệm vụ", 34),
    ("Sản phẩm", 22),
    ("Vai trò", 9),
    ("Loại", 12),
    ("Thời hạn", 12),
    ("Trạng thái", 13),
    ("Tiến độ (%)", 9),
    ("Ngày hoàn thành", 12),
    ("Kết quả trong kỳ", 38),
    ("Số, ký hiệu văn bản / minh chứng", 17),
    ("Khó khăn, vướng mắc, nguyên nhân", 20),
    ("Kiến nghị, đề xuất", 18),
    ("Ghi chú", 14),
)
_VILLAGES = ("Đông Hạ", "Đông Thượng", "Tây Thôn", "Ngọc Lâm", "Kim Huy", "An Cư", "Phú Hòa", "Mỹ Lộc")
_RESULTS = (
    "Đã tham mưu ban hành kế hoạch và triển khai đến {n} thôn; {n} cuộc họp, {m} lượt người dự",
    "Đã rà soát {m} thủ tục, niêm yết công khai {n} thủ tục tại bộ phận một cửa",
    "Đã tiếp nhận {m} hồ sơ, trả đúng hạn {n} hồ sơ, không có hồ sơ quá hạn",
    "Đã phát {n} tin, bài trên đài truyền thanh; lắp {m} cụm loa thông minh",
    "Đang tổng hợp số liệu của {n} thôn, dự kiến hoàn thành trong tháng sau",
)
_DIFFICULTIES = ("Thiếu máy tính và đường truyền chậm", "Cán bộ kiêm nhiệm nhiều việc", "Một số hộ chưa cung cấp giấy tờ")
_Row = list[str | int | date | None]


def make_book(path: Path, rows_per_tab: int) -> None:
    """Write a book of 7 × rows_per_tab entries, with XlsxWriter. The same figures give the same rows."""
    chance = random.Random(rows_per_tab)
    book = xlsxwriter.Workbook(path, {"constant_memory": False, "default_date_format": "dd/mm/yyyy"})
    base = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "vcenter", "text_wrap": True}
    text, day = book.add_format(base), book.add_format({**base, "num_format": "dd/mm/yyyy"})
    title, heading = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({**base, "bold": True, "bg_color": "#DCE6F1"}),
    )
    for place, (code, name) in enumerate(_tabs()):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "KẾT QUẢ THỰC HIỆN NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2023", title)
        sheet.write(1, 0, "Kỳ báo cáo: Quý I/2023")
        for column, (words, width) in enumerate(HEADINGS):
            sheet.set_column(column, column, width)
            sheet.write(3, column, words, heading)
        for row, values in enumerate(_rows(place, code, rows_per_tab, chance), start=4):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                else:
                    sheet.write(row, column, value, text)
        sheet.freeze_panes(4, 4)
    book.close()


def _tabs() -> list[tuple[str, str]]:
    officials = tomllib.loads((ROOT / "config" / "officials.toml").read_text("utf-8"))["official"]
    return [(official["code"], official["tab"]) for official in officials if official.get("tab")]


def _rows(place: int, code: str, count: int, chance: random.Random) -> Iterator[_Row]:
    plan = tomllib.loads((ROOT / "config" / "plan-2023.toml").read_text("utf-8"))
    tasks = plan["task"]
    for number in range(1, count + 1):
        task = tasks[chance.randrange(len(tasks))]
        due = date(2023, 1, 10) + timedelta(days=chance.randrange(340))
        row: _Row = [
            number,
            f"II.{place + 1}.{number:04d}",
            chance.choice(["Cải cách thể chế", "Cải cách thủ tục hành chính", "Xây dựng chính quyền điện tử"]),
            f"{task['title']} – thôn {chance.choice(_VILLAGES)}, đợt {number}",
            task.get("deliverable") or "Văn bản",
            "Chủ trì",
            "Một lần",
            due,
            *_filled_in(due, number, code, chance),
        ]
        yield row


def _filled_in(due: date, number: int, code: str, chance: random.Random) -> _Row:
    """What the official wrote: status, progress, completion, result, evidence, difficulty, proposal, note."""
    result = chance.choice(_RESULTS).format(n=chance.randrange(1, 40), m=chance.randrange(10, 400))
    late = due < AS_OF
    done = chance.random() < (0.85 if late else 0.15)
    completed = min(due + timedelta(days=chance.randrange(-20, 8)), date(2023, 3, 14))
    completed = max(completed, date(2023, 1, 3))
    proposal = "Đề nghị cấp trên hỗ trợ kinh phí" if chance.random() < 0.05 else None
    if done:
        row: _Row = ["Hoàn thành", 100, completed, result, f"{number}/KH-{code.split('_', maxsplit=1)[0]}", None, proposal, None]
    elif late:
        row = ["Đang thực hiện", chance.randrange(10, 90), None, result, None, chance.choice(_DIFFICULTIES), proposal, None]
    elif chance.random() < 0.5:
        row = ["Chưa thực hiện", 0, None, None, None, None, None, None]
    else:
        row = ["Đang thực hiện", chance.randrange(10, 90), None, result, None, None, proposal, "Theo dõi tiếp"]
    return _spoiled(row, chance) if chance.random() < 0.04 else row


def _spoiled(row: _Row, chance: random.Random) -> _Row:
    """One of the mistakes that people make."""
    match chance.randrange(6):
        case 0:
            row[0] = chance.choice(["Xong", "dang lam", "hoàn thàn"])
        case 1:
            row[2] = "31/2/2023"
        case 2:
            row[1] = 150
        case 3:
            row[3] = None
        case 4:
            row[0] = None
        case _:
            row[2] = "15/02/2023"
    return row
