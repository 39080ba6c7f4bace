"""`Cán bộ`: the officials, a row each; the office edits it when somebody takes over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.cells import Rectangle
from sheetsync.core.plan import Official, Plan
from sheetsync.core.sheets.design import DesignValue, PrintSetup
from sheetsync.core.sheets.form_design import BookName, FormSheet, area_reference
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.book_columns import LIST_SEPARATOR, OFFICIAL_COLUMNS, YES_WORD, Reading, place_of
from sheetsync.core.sheets.plan_workbook.form_draft import FormDraft
from sheetsync.core.sheets.plan_workbook.list_limits import column_limits

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
SPARE_ROWS = 10

_OLDEST, _NEWEST = 30, 10
"""Years before and after the plan's within which somebody can hold a role."""


def design_officials_sheet(plan: Plan) -> FormSheet:
    """The sheet, with empty rows for more officials."""
    draft = FormDraft([column.width for column in OFFICIAL_COLUMNS])
    draft.put(1, f"CÁN BỘ, BỘ PHẬN THỰC HIỆN KẾ HOẠCH NĂM {plan.year}", looks.TITLE)
    draft.next_row(exactly=24)
    note = (
        "Văn phòng sửa tại đây khi thay người: ghi «Đến ngày» của người cũ, thêm một dòng cùng mã với tên và «Từ ngày» của "
        "người mới. Mã và tên sheet giữ nguyên."
    )
    draft.put(1, note, looks.NOTE, to=len(OFFICIAL_COLUMNS))
    draft.next_row(exactly=20)
    for number, column in enumerate(OFFICIAL_COLUMNS, start=1):
        draft.put(number, column.heading, looks.PLAN_HEADING)
    draft.next_row(least=34)
    texts = {column.key: _look(column.reading) for column in OFFICIAL_COLUMNS}
    blank: Mapping[str, DesignValue] = {}
    listed = [values for official in plan.officials for values in official_rows(plan, official)]
    for values in (*listed, *(blank,) * SPARE_ROWS):
        for number, column in enumerate(OFFICIAL_COLUMNS, start=1):
            draft.put(number, values.get(column.key), texts[column.key], is_open=True)
        draft.next_row(least=20, fixed=False)
    last_row = draft.row - 1
    days = (date(plan.year - _OLDEST, 1, 1), date(plan.year + _NEWEST, 12, 31))
    return FormSheet(
        name=names.OFFICIALS,
        cells=tuple(draft.cells),
        column_widths=tuple(draft.widths),
        row_heights=draft.heights,
        fixed_rows=frozenset(draft.fixed),
        merges=tuple(draft.merges),
        freeze_row=HEADING_ROW,
        freeze_column=place_of(OFFICIAL_COLUMNS, "title"),
        limits=tuple(column_limits(OFFICIAL_COLUMNS, {}, (FIRST_ROW, last_row), days)),
        print_setup=PrintSetup(
            margins=(15, 10, 12, 12),
            repeat_rows=(HEADING_ROW, HEADING_ROW),
            area=Rectangle(1, 1, FIRST_ROW + len(listed) - 1, len(OFFICIAL_COLUMNS)),
        ),
        tab_colour="1F4E79",
        zoom=90,
        office_only=True,
    )


def official_names(plan: Plan) -> Iterator[BookName]:
    """The names to choose from in `Kế hoạch`."""
    column = place_of(OFFICIAL_COLUMNS, "short_title")
    rows = sum(1 + len(official.former) for official in plan.officials)
    area = Rectangle(FIRST_ROW, column, FIRST_ROW + rows + SPARE_ROWS - 1, column)
    yield BookName(names.OFFICIAL_NAMES, area_reference(names.OFFICIALS, area))


def _look(reading: Reading) -> Look:
    if reading is Reading.DAY:
        return looks.ENTRY_DATE
    if reading is Reading.CODE:
        return looks.ENTRY_CODE
    return looks.ENTRY_CENTRED if reading is Reading.YES else looks.ENTRY_TEXT


def official_rows(plan: Plan, official: Official) -> Iterator[Mapping[str, DesignValue]]:
    """The official's row, then one with just code, person and days for each who held the role before, the latest first."""
    yield official_values(plan, official)
    for held in reversed(official.former):
        yield {
            "code": official.code,
            "person": held.person,
            "email": held.email or None,
            "start": held.start,
            "end": held.end,
        }


def official_values(plan: Plan, official: Official) -> Mapping[str, DesignValue]:
    """What stands in the columns, by key."""
    return {
        "code": official.code,
        "title": official.title,
        "short_title": official.short_title or official.title,
        "tab": official.tab,
        "aliases": LIST_SEPARATOR.join(official.aliases) or None,
        "person": official.person or None,
        "email": official.email or None,
        "start": official.start,
        "end": official.end,
        "consolidator": YES_WORD if official.code == plan.consolidator else None,
    }
