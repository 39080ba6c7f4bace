"""What stays in the old workbook only, said so that nobody misses it later."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.book import BookContent
from sheetsync.core.cells import a1
from sheetsync.core.entries import Tab
from sheetsync.core.live.layout import Helper
from sheetsync.core.plan_exchange.carried_cells import entry_columns
from sheetsync.core.plan_exchange.old_tabs import OldTabs
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.sheet_names import OURS
from sheetsync.core.sheets.plan_workbook.tab_columns import CHECK_HEADING, WARNING_HEADING, TabColumns
from sheetsync.core.values import display_text, match_key

_COMPUTED = frozenset(map(match_key, (CHECK_HEADING, WARNING_HEADING, *(helper.name for helper in Helper))))


def left_behind(content: BookContent, old: OldTabs, settings: Settings) -> tuple[str, ...]:
    """A Vietnamese sentence for each: people's own sheets and columns, rows that are no tasks, formulas never calculated."""
    notes: list[str] = []
    for tab in old.tabs.tabs:
        notes += _of_tab(content, tab, settings)
    for code in old.tabs.missing:
        official = settings.plan.official(code)
        notes.append(f"Sổ cũ không có sheet của {official.short_title if official else code}.")
    own = [name for name in old.tabs.others if name not in OURS]
    if own:
        notes.append("Không chuyển các sheet khác của sổ cũ: " + ", ".join(f"«{name}»" for name in own) + ".")
    return tuple(notes)


def _of_tab(content: BookContent, tab: Tab, settings: Settings) -> Iterator[str]:
    here = f"Sheet «{tab.sheet}»"
    known = {column.key for column in TabColumns.of(settings.columns).settings} | {"number", "lead", "coordinators", "person"}
    rows = ", ".join(str(skipped.row) for skipped in tab.skipped)
    if rows:
        yield f"{here}: không chuyển dòng {rows} (không phải dòng nhiệm vụ)."
    for key, column in tab.columns.items():
        if key not in known and any(not entry.blank(key) for entry in tab.entries):
            yield f"{here}: không chuyển cột «{column.heading}» (cấu hình không có cột này)."
    sheet = content.sheet(tab.sheet)
    understood = {column.column for column in tab.columns.values()}
    last = max((len(row) for row in sheet.rows), default=0) + sheet.first_column
    for number in range(sheet.first_column, last):
        heading = display_text(sheet.value(tab.header_row, number)).strip()
        if number in understood or match_key(heading) in _COMPUTED:
            continue
        if any(sheet.value(entry.row, number) not in (None, "") for entry in tab.entries):
            yield f"{here}: không chuyển cột tự thêm «{heading or a1(tab.header_row, number)}»."
    for entry in tab.entries:
        for wanted in entry_columns(settings):
            if wanted.key in entry.notes and entry.notes[wanted.key].uncached:
                place = entry.where(wanted.key).a1
                yield f"{here}, ô {place}: công thức chưa được tính nên không chuyển; mở sổ cũ bằng Excel rồi lưu lại."
