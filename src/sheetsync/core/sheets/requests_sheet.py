"""`Yêu cầu kiểm tra`: where an official asks for the full check, from a menu or by ticking a cell, on a telephone too."""

from __future__ import annotations

from sheetsync.core.book import SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.own_names import own_sheet_name
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft
from sheetsync.core.sheets.looks import Align, Border, Look

TICK, ASKED_BY, CHECKED = Rectangle(4, 2, 4, 2), Rectangle(5, 2, 5, 2), Rectangle(6, 2, 6, 2)
"""The cells: the tick itself, who asks, and what the office's computer has to say."""

UNDER_WAY = "đang kiểm tra"
"""How the stamp of a check begins that is not finished."""

_WIDTHS = (30.0, 62.0)
_LABEL = Look(bold=True, size=12, border=Border.THIN, wrap=True)
_TICK = Look(bold=True, size=18, border=Border.THIN, align=Align.CENTER, fill="FFFBEF")
_TEXT = Look(size=12, border=Border.THIN, wrap=True)
_ABOUT = (
    "Đánh dấu vào ô dưới đây (hoặc chọn menu Kế hoạch > Yêu cầu kiểm tra đầy đủ). Máy của văn phòng sẽ kiểm tra toàn bộ sổ, "
    "ghi kết quả vào sheet «Kết quả kiểm tra» rồi bỏ dấu và ghi giờ kiểm tra."
)


def design_requests_sheet() -> SheetDesign:
    draft = SheetDraft(_WIDTHS)
    draft.put(1, "YÊU CẦU KIỂM TRA ĐẦY ĐỦ", looks.PAGE_TITLE, to=2)
    draft.next_row(least=28)
    draft.put(1, _ABOUT, looks.PLAIN, to=2)
    draft.next_row(least=48)
    draft.gap(6)
    for label, look, least in (
        ("Đánh dấu để yêu cầu", _TICK, 36),
        ("Người yêu cầu", _TEXT, 24),
        ("Lần kiểm tra gần nhất", _TEXT, 40),
    ):
        draft.put(1, label, _LABEL)
        draft.put(2, None, look)
        draft.next_row(least=least)
    return draft.design(
        own_sheet_name(SheetKind.REQUESTS, ""), SheetKind.REQUESTS, "", print_setup=PrintSetup(), tab_colour="E6A700"
    )
