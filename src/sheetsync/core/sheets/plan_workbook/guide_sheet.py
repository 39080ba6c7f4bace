"""`Hướng dẫn`: one page that tells an official how to fill in the tab, what the colours say, and shows filled rows."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.periods import Period
from sheetsync.core.plan import Official, Plan
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.design import CellLink, PrintSetup
from sheetsync.core.sheets.form_design import FormSheet
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.form_draft import FormDraft
from sheetsync.core.sheets.plan_workbook.tab_columns import CHECK_HEADING, WARNING_HEADING
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW
from sheetsync.core.sheets.state_looks import ERROR_FILL, ERROR_TEXT, STATE_COLOURS, WARNING_FILL
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.states import State

_WIDTHS = (9.4,) * 12
_LAST = len(_WIDTHS)
_LINKS_A_ROW = 3

_WRONG = Look(bold=True, colour=ERROR_TEXT, fill=ERROR_FILL)
_COLOURS: tuple[tuple[Look, str, str], ...] = (
    (_WRONG, "Ô sai", "Đọc câu ở cột «Kiểm tra» rồi sửa ô này"),
    (Look(fill=WARNING_FILL), "Ô cần xem", "Có thể chưa đúng; xem lại, đúng rồi thì để nguyên"),
    (Look(fill=STATE_COLOURS[State.OVERDUE].tint), "Quá hạn", "Phải ghi nguyên nhân ở cột «Khó khăn, vướng mắc»"),
    (Look(fill=STATE_COLOURS[State.DUE_SOON].tint), "Sắp đến hạn", "Còn ít ngày làm việc là đến hạn"),
    (Look(fill=STATE_COLOURS[State.DONE_ON_TIME].fill), "Hoàn thành", "Xong trước hạn hoặc đúng hạn"),
    (Look(fill=STATE_COLOURS[State.DONE_LATE].tint), "Hoàn thành quá hạn", "Xong nhưng sau thời hạn"),
    (Look(fill=STATE_COLOURS[State.IN_TIME].fill), "Trong hạn", "Đang làm, chưa đến hạn"),
    (Look(fill=STATE_COLOURS[State.NOT_REPORTED].tint), "Chưa báo cáo", "Chưa chọn trạng thái cho kỳ này"),
)

_EXAMPLE_HEADINGS = (
    ("Trạng thái", 1, 2),
    ("Tiến độ (%)", 3, 3),
    ("Ngày hoàn thành", 4, 5),
    ("Kết quả trong kỳ", 6, 8),
    ("Số, ký hiệu văn bản", 9, 10),
    (CHECK_HEADING, 11, 12),
)


_CLOSING = (
    "Excel hiện dòng vàng «Protected View» ở trên cùng thì bấm «Enable Editing». Sổ tự kiểm tra ngay khi gõ, không cần "
    "macro, không cần mạng. Sheet được khóa để tránh sửa nhầm, không có mật khẩu: Review → Unprotect Sheet."
)
_CLOSING_ONLINE = (
    "Sổ tự lưu và tự kiểm tra ngay khi gõ. Ô nào không ghi được là của kế hoạch hoặc của bộ phận khác; cần sửa thì nhắn văn "
    "phòng. Muốn lọc riêng cho mình, không ảnh hưởng người khác: Dữ liệu → Tạo chế độ xem bộ lọc."
)


def design_guide(settings: Settings, period: Period, officials: Sequence[Official], *, online: bool = False) -> FormSheet:
    """The page, with links to the tabs of these officials. online: the workbook is filled in together, in a browser."""
    plan, unit = settings.plan, settings.unit
    draft = FormDraft(_WIDTHS)
    draft.put(1, "HƯỚNG DẪN ĐIỀN SỔ KẾ HOẠCH", looks.GUIDE_TITLE, to=_LAST)
    draft.next_row(exactly=30)
    draft.put(1, f"{unit.short_name or unit.name} · {plan.title}", looks.GUIDE_SUBTITLE, to=_LAST)
    draft.next_row(least=20)
    _put_steps(draft, plan, online=online)
    _put_columns(draft, settings)
    _put_colours(draft)
    _put_examples(draft, plan.year)
    _put_days(draft, period)
    _put_links(draft, officials)
    draft.gap(6)
    draft.put(1, _CLOSING_ONLINE if online else _CLOSING, looks.CLOSING, to=_LAST)
    draft.next_row()
    return FormSheet(
        name=names.GUIDE,
        cells=tuple(draft.cells),
        column_widths=_WIDTHS,
        row_heights=draft.heights,
        fixed_rows=frozenset(draft.fixed),
        merges=tuple(draft.merges),
        print_setup=PrintSetup(landscape=False, margins=(15, 12, 12, 18), area=draft.area, page_number_top=False),
        fit_one_page=True,
        tab_colour="E6A700",
    )


def _put_band(draft: FormDraft, text: str) -> None:
    draft.gap(8)
    draft.put(1, text, looks.BAND, to=_LAST)
    draft.next_row(exactly=21)
    draft.gap(4)


def _put_steps(draft: FormDraft, plan: Plan, *, online: bool) -> None:
    _put_band(draft, "1. Mỗi kỳ làm bốn việc")
    consolidator = plan.official(plan.consolidator)
    receiver = consolidator.short_title or consolidator.title if consolidator else "bộ phận tổng hợp"
    handing_in = f"; {receiver} thấy ngay, không phải gửi." if online else f", lưu sổ (Ctrl+S) và gửi về {receiver}."
    steps = (
        "Mở sheet của bộ phận mình (bấm tên ở mục 6). Chỉ ghi vào các cột có tiêu đề màu vàng; "
        "cột tiêu đề xanh lấy từ kế hoạch, đã khóa.",
        "Với từng nhiệm vụ, chọn «Trạng thái» rồi ghi «Kết quả trong kỳ». Kỳ này không có việc gì thì chọn «Không phát sinh».",
        f"Nhìn cột «{CHECK_HEADING}» ở cuối dòng: ✓ là được; có câu nhắc thì sửa ô đang tô màu. "
        f"Cột «{WARNING_HEADING}» cho biết còn mấy ngày.",
        "Hết lỗi thì ghi ngày vào ô «Đã nộp (ngày)» ở đầu sheet" + handing_in,
    )
    for number, step in enumerate(steps, start=1):
        draft.put(1, number, looks.STEP_NUMBER)
        draft.put(2, step, looks.GUIDE_TEXT, to=_LAST)
        draft.next_row(least=20)


def _put_columns(draft: FormDraft, settings: Settings) -> None:
    _put_band(draft, "2. Ghi gì vào cột nào")
    year = settings.plan.year
    known = {column.key: column.heading for column in settings.columns}
    rows: Sequence[tuple[str, str, str]] = (
        ("status", "Chọn một trong năm mục của danh sách.", "Đang thực hiện"),
        ("progress", "Số nguyên từ 0 đến 100, không gõ dấu %.", "60"),
        ("completed_on", "Chỉ ghi khi đã hoàn thành: ngày/tháng/năm.", f"28/02/{year}"),
        (
            "result",
            "Việc đã làm, kèm số liệu, văn bản; không ghi chung chung.",
            "Giải quyết 212 hồ sơ, 100% đúng hạn",
        ),
        ("evidence", "Số, ký hiệu văn bản; nhiều văn bản cách nhau bằng dấu chấm phẩy.", "15/KH-UBND; 20/BC-UBND"),
        ("difficulty", "Bắt buộc khi quá hạn hoặc tạm dừng.", "Chờ hướng dẫn của cấp trên"),
        ("proposal", "Kiến nghị với cấp trên, nếu có.", "Đề nghị cấp thêm 02 máy quét"),
    )
    for first, last, text in ((1, 3, "Cột"), (4, 8, "Cách ghi"), (9, _LAST, "Ví dụ")):
        draft.put(first, text, looks.GUIDE_HEADING, to=last)
    draft.next_row(least=19)
    for key, way, example in rows:
        if key in known:
            draft.put(1, known[key], looks.GUIDE_NAME, to=3)
            draft.put(4, way, looks.GUIDE_CELL, to=8)
            draft.put(9, example, looks.GUIDE_EXAMPLE, to=_LAST)
            draft.next_row(least=19)


def _put_colours(draft: FormDraft) -> None:
    _put_band(draft, "3. Màu nói gì")
    for pair in zip(_COLOURS[::2], _COLOURS[1::2], strict=True):
        for place, (colour, word, meaning) in enumerate(pair):
            first = 1 + place * 6
            shown = looks.GUIDE_CENTRED.but(fill=colour.fill, bold=colour.bold, colour=colour.colour)
            draft.put(first, word, shown, to=first + 1)
            draft.put(first + 2, meaning, looks.GUIDE_CELL, to=first + 5)
        draft.next_row(least=19)


def _put_examples(draft: FormDraft, year: int) -> None:
    _put_band(draft, "4. Ví dụ đã điền")
    for text, first, last in _EXAMPLE_HEADINGS:
        draft.put(first, text, looks.GUIDE_HEADING, to=last)
    draft.next_row(least=19)
    done = STATE_COLOURS[State.DONE_ON_TIME].fill
    in_time = STATE_COLOURS[State.IN_TIME].fill
    rows: Sequence[tuple[tuple[str, ...], Sequence[Look | None]]] = (
        (
            ("Hoàn thành", "100", f"24/02/{year}", "Ban hành Kế hoạch kiểm soát thủ tục hành chính", "15/KH-UBND", "✓"),
            (Look(fill=done), None, None, None, None, None),
        ),
        (
            ("Đang thực hiện", "60", "", "Đã lấy ý kiến 05 bộ phận, đang hoàn thiện dự thảo", "", "✓"),
            (Look(fill=in_time), None, None, None, None, None),
        ),
        (("Không phát sinh", "", "", "", "", "✓"), (None,) * 6),
        (
            ("Hoàn thành", "100", "", "Tập huấn 32 công chức về ký số", "", "Ngày hoàn thành: chưa ghi. Vui lòng nhập ngày."),
            (Look(fill=done), None, _WRONG, None, None, _WRONG),
        ),
    )
    for texts, colours in rows:
        for (_, first, last), text, colour in zip(_EXAMPLE_HEADINGS, texts, colours, strict=True):
            look = looks.GUIDE_CELL if first in (6, 11) and text != "✓" else looks.GUIDE_CENTRED
            if colour:
                look = look.but(fill=colour.fill, bold=colour.bold, colour=colour.colour)
            draft.put(first, text or None, look, to=last)
        draft.next_row(least=19)


def _put_days(draft: FormDraft, period: Period) -> None:
    _put_band(draft, "5. Mốc của kỳ này")
    tiles = (
        (1, 3, "Kỳ báo cáo", period.title),
        (4, 6, "Chốt số liệu", document_date(period.cut_off)),
        (7, 9, "Cán bộ nộp", document_date(period.hand_in)),
        (10, _LAST, "Gửi báo cáo", document_date(period.send)),
    )
    for first, last, title, _ in tiles:
        draft.put(first, title, looks.GUIDE_HEADING, to=last)
    draft.next_row(least=19)
    for first, last, _, value in tiles:
        draft.put(first, value, looks.GUIDE_CENTRED.but(bold=True, size=13.0), to=last)
    draft.next_row(least=24)


def _put_links(draft: FormDraft, officials: Sequence[Official]) -> None:
    _put_band(draft, "6. Sheet của từng bộ phận")
    tabs = [official for official in officials if official.tab]
    width = _LAST // _LINKS_A_ROW
    for start in range(0, len(tabs), _LINKS_A_ROW):
        for place, official in enumerate(tabs[start : start + _LINKS_A_ROW]):
            first = 1 + place * width
            assert official.tab
            link = CellLink(official.tab, f"A{FIRST_ROW}", f"Đến sheet «{official.tab}»")
            draft.put(first, official.tab, looks.GUIDE_LINK, to=first + width - 1, link=link)
        draft.next_row(least=20)
