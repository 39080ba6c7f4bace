"""The columns of `Kế hoạch` and `Cán bộ` as data, so that what the office edits there can be read back by the same table."""

from __future__ import annotations

from enum import Enum

from sheetsync.records import dataclass


class Reading(Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    CODE = "code"  # a short text that must not turn into a number or a date
    YES = "yes"  # YES_WORD, or blank
    CHOICE = "choice"
    DAY = "day"
    DAY_OR_WORDS = "day-or-words"
    FORMULA_DAY = "formula-day"  # computed, hidden
    FORMULA_NUMBER = "formula-number"


YES_WORD = "Có"
LIST_SEPARATOR = "; "
"""Between several officials or names in one cell; commas stand within names."""

QUARTERLY_WORDS, MONTHLY_WORDS = "Hằng quý", "Hằng tháng"
"""What stands in `Thời hạn` for a due date that comes back."""

OTHER_SPELLINGS = {QUARTERLY_WORDS: "Hàng quý", MONTHLY_WORDS: "Hàng tháng"}


@dataclass(frozen=True, slots=True)
class BookColumn:
    """key: the field of a Task, its Due or an Official. width in characters. hint: what is told when a cell is chosen."""

    key: str
    heading: str
    width: float
    reading: Reading
    hint: str = ""

    @property
    def computed(self) -> bool:
        return self.reading in (Reading.FORMULA_DAY, Reading.FORMULA_NUMBER)


PLAN_COLUMNS: tuple[BookColumn, ...] = (
    BookColumn("task_id", "Mã NV", 10, Reading.CODE, "Mỗi nhiệm vụ một mã, không trùng nhau. Mã đã dùng thì không đổi."),
    BookColumn("area", "Lĩnh vực", 17, Reading.CHOICE, "Chọn một lĩnh vực trong danh sách."),
    BookColumn("task", "Nhiệm vụ", 46, Reading.TEXT, "Tên ngắn gọn của nhiệm vụ."),
    BookColumn("deliverable", "Sản phẩm", 30, Reading.TEXT, "Kết quả phải có, ví dụ: Kế hoạch, Báo cáo, Danh mục."),
    BookColumn(
        "needs_document",
        "Cần văn bản",
        9,
        Reading.YES,
        "Chọn «Có» khi sản phẩm là văn bản có số, ký hiệu. Sản phẩm khác thì để trống.",
    ),
    BookColumn("lead", "Chủ trì", 19, Reading.CHOICE, "Chọn bộ phận chủ trì (cột «Tên ngắn» của sheet Cán bộ)."),
    BookColumn("coordinators", "Phối hợp", 24, Reading.TEXT, "Tên ngắn của các bộ phận phối hợp, cách nhau bằng dấu (;)."),
    BookColumn("cadence", "Loại", 13, Reading.CHOICE, "Nhiệm vụ làm một lần hay lặp lại."),
    BookColumn(
        "due",
        "Thời hạn",
        12.5,
        Reading.DAY_OR_WORDS,
        "Ghi một ngày, ví dụ 28/02/2023; hoặc «Hằng quý», «Hằng tháng». Chưa có hạn thì để trống.",
    ),
    BookColumn(
        "due_basis",
        "Căn cứ hạn",
        13,
        Reading.CHOICE,
        "Kế hoạch ghi: có trong kế hoạch đã ký. Đề xuất: mới gợi ý, chưa ràng buộc. Đã xác nhận: ghi cả người và ngày xác nhận.",
    ),
    BookColumn("confirmed_by", "Người xác nhận", 20, Reading.TEXT, "Ai đã xác nhận thời hạn, ví dụ: Chủ tịch UBND xã."),
    BookColumn("confirmed_on", "Ngày xác nhận", 12.5, Reading.DAY, "Ngày thời hạn được xác nhận, ví dụ 05/01/2023."),
    BookColumn("binding_due", "Hạn áp dụng", 12.5, Reading.FORMULA_DAY),
    BookColumn("counts_from", "Tính từ ngày", 12.5, Reading.FORMULA_DAY),
    BookColumn("document_needed", "Cần văn bản (1/0)", 8, Reading.FORMULA_NUMBER),
)

OFFICIAL_COLUMNS: tuple[BookColumn, ...] = (
    BookColumn("code", "Mã", 11, Reading.CODE, "Mã không đổi khi đổi người."),
    BookColumn("title", "Chức danh", 36, Reading.TEXT, "Chức danh hoặc tên bộ phận đầy đủ."),
    BookColumn("short_title", "Tên ngắn", 22, Reading.TEXT, "Tên dùng ở cột Chủ trì, Phối hợp và trong báo cáo."),
    BookColumn("tab", "Tên sheet", 19, Reading.CODE, "Tên sheet của bộ phận trong sổ. Không có sheet riêng thì để trống."),
    BookColumn("aliases", "Tên khác của sheet", 38, Reading.TEXT, "Các tên khác sheet có thể mang, cách nhau bằng dấu (;)."),
    BookColumn("person", "Người phụ trách", 22, Reading.TEXT, "Họ và tên người đang phụ trách."),
    BookColumn("email", "Email", 26, Reading.CODE),
    BookColumn("start", "Từ ngày", 12, Reading.DAY, "Ngày bắt đầu phụ trách."),
    BookColumn("end", "Đến ngày", 12, Reading.DAY, "Ngày thôi phụ trách; đang phụ trách thì để trống."),
    BookColumn("consolidator", "Tổng hợp báo cáo", 11, Reading.YES, "Chọn «Có» ở đúng một bộ phận: bộ phận tổng hợp báo cáo."),
)


def place_of(columns: tuple[BookColumn, ...], key: str) -> int:
    """The column's number, from 1. Raises StopIteration for an unknown key."""
    return next(number for number, column in enumerate(columns, start=1) if column.key == key)
