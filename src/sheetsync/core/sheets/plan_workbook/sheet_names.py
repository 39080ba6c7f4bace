"""What the sheets of a plan workbook are called, and the names that its own formulas use beside those of `core/live/names.py`."""

from __future__ import annotations

GUIDE = "Hướng dẫn"
PLAN = "Kế hoạch"
OFFICIALS = "Cán bộ"
LISTS = "Danh mục"
HIDDEN = "_sheetsync"
OURS = (GUIDE, PLAN, OFFICIALS, LISTS, HIDDEN)

TEMPLATE_VERSION = 1
"""Grows when workbooks made earlier can no longer be taken for ones made now; `TEMPLATE_CHANGES` then says what is new."""

TEMPLATE_CHANGES = {1: "có số hiệu mẫu, cột «Kiểm tra» và «Cảnh báo thời hạn» tự tính, sheet «Kế hoạch» và «Cán bộ» để sửa"}
"""By template version, what it has that earlier ones lack, in Vietnamese."""

PREVIOUS_SEND = "KyTruocGui"
"""The sending day of the period before: what is due each quarter counts from the day after."""

CADENCES = "LoaiNhiemVu"
DUE_BASES = "CanCuHan"
AREAS = "LinhVuc"
OFFICIAL_NAMES = "BoPhan"
PLAN_DUE_STATED = "KH_ThoiHan"
PLAN_DUE_BASIS = "KH_CanCuHan"
TEMPLATE = "ss_mau"
FINGERPRINT = "ss_ke_hoach"
PERIOD_KEY = "ss_ky"
CHECK, DUE, WHERE, FIRST = "ss_check", "ss_due", "ss_where", "ss_first"
"""In each tab, for macros: the cells of `Kiểm tra`, of `Cảnh báo thời hạn`, of the column number of the first wrong cell, and
the first cell to fill in."""

BUTTONS_AT = "J1"
"""Where a macro's buttons begin in a tab: above the headings, right of the title."""
