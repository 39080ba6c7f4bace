"""Dropdowns and limits with what they tell people, for the columns of `Kế hoạch` and `Cán bộ`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.cells import Rectangle
from sheetsync.core.sheets.conditions import day, literal
from sheetsync.core.sheets.form_design import MOST_TITLE, Limit, LimitKind
from sheetsync.core.sheets.plan_workbook.book_columns import YES_WORD, BookColumn, Reading

NOT_IN_LIST = "Giá trị này không có trong danh sách. Bấm «Hủy» (Cancel), rồi bấm mũi tên bên phải ô và chọn một mục."
NOT_A_DAY = (
    "Ô này cần một ngày theo dạng ngày/tháng/năm, ví dụ 28/02/2023. Bấm «Hủy» (Cancel) rồi gõ lại. "
    "Nếu máy vẫn không nhận, hãy gõ năm trước: 2023-02-28."
)


def column_limits(
    columns: Sequence[BookColumn], lists: Mapping[str, str], rows: tuple[int, int], days: tuple[date, date]
) -> Iterator[Limit]:
    """Limits of every column that people fill in. lists: by column key, the name of the range to choose from; rows: first and
    last; days: the earliest and the latest that make sense."""
    for number, column in enumerate(columns, start=1):
        if column.computed:
            continue
        area = (Rectangle(rows[0], number, rows[1], number),)
        title = column.heading[:MOST_TITLE]
        if column.reading in (Reading.CHOICE, Reading.YES):
            source = literal(YES_WORD) if column.reading is Reading.YES else lists[column.key]
            yield Limit(area, LimitKind.LIST, source, "", title, column.hint, "Chọn trong danh sách", NOT_IN_LIST)
        elif column.reading is Reading.DAY:
            first, last = map(day, days)
            yield Limit(area, LimitKind.DATE, first, last, title, column.hint, "Chưa đúng ngày", NOT_A_DAY)
        elif column.hint:
            yield Limit(area, LimitKind.ANYTHING, prompt_title=title, prompt=column.hint)
