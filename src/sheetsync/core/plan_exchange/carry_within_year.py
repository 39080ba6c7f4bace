"""Every entry of a plan workbook, for a new one of the same year: when the template or the plan has changed."""

from __future__ import annotations

from sheetsync.core.entries import Entry
from sheetsync.core.plan import Role
from sheetsync.core.plan_exchange.carried_cells import CarryOver, cell_value, entry_columns, filled_values
from sheetsync.core.plan_exchange.old_tabs import OldTabs
from sheetsync.core.plan_exchange.sheet_table import shortened
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.sheets.plan_workbook.carried import CarriedRows
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from sheetsync.core.task_matching import id_key
from sheetsync.records import replace


def carry_within_year(old: OldTabs, settings: Settings, period_key: str) -> CarryOver:
    """Entries follow their task: into the same tab, else into that of the task's lead. A row whose task is gone from the plan, or
    that has no place of its own, stands below the tab's tasks as it was. period_key: of the new workbook; days of handing in are
    of their period."""
    plan, columns = settings.plan, entry_columns(settings)
    free = {(code, task.task_id, role) for code, task, role in plan.placements()}
    with_tab = {official.code for official in plan.officials if official.tab}
    entries: dict[tuple[str, str, Role], dict[str, DesignValue]] = {}
    extra: dict[str, list[dict[str, DesignValue]]] = {}
    notes: list[str] = []
    left: list[Entry] = []
    filled = 0
    rows = [entry for tab in old.tabs.tabs for entry in tab.entries]
    for entry in rows:  # first those in their own place, so that none is taken by a row from elsewhere
        place = (entry.official, entry.task_id or "", entry.role)
        if place in free:
            free.discard(place)
            entries[place] = filled_values(entry, columns)
            filled += bool(entries[place])
        else:
            left.append(entry)
    for entry in left:
        values = filled_values(entry, columns)
        filled += bool(values)
        task = plan.task(entry.task_id) if entry.task_id else None
        place = (plan.tab_owner(task), task.task_id, Role.LEAD) if task else ("", "", Role.LEAD)
        here = f"Sheet «{entry.sheet}», dòng {entry.row}"
        if task is not None and entry.role is Role.LEAD and place in free:
            free.discard(place)
            entries[place] = values
            if values:
                owner = plan.official(place[0])
                notes.append(
                    f"{here}: {task.task_id} chuyển sang sheet «{owner.tab if owner else place[0]}» của bộ phận chủ trì."
                )
            continue
        if task is not None and not values:
            continue  # nobody wrote anything in it, and the task has its row
        home = entry.official if entry.official in with_tab else plan.consolidator
        extra.setdefault(home, []).append(_whole_row(entry, settings, old) | values)
        name = shortened(f"{entry.written_id} {entry.text('task')}".strip(), 60)
        notes.append(f"{here}: «{name}» không có chỗ trong kế hoạch, giữ ở cuối sheet.")
    handed_in = {
        tab.official: tab.handed_in_on for tab in old.tabs.tabs if tab.handed_in_on and _is_of(tab.stated_period, period_key)
    }
    rows_carried = CarriedRows(entries, {code: tuple(found) for code, found in extra.items()}, handed_in)
    return CarryOver(plan.year, rows_carried, filled, notes=tuple(notes))


def _is_of(stated: str | None, period_key: str) -> bool:
    return stated is None or stated == period_key


def _whole_row(entry: Entry, settings: Settings, old: OldTabs) -> dict[str, DesignValue]:
    """The plan's part of a row, as it was. What a tab takes from the plan's sheet by formula is looked up there where no program
    has calculated it."""
    keys = [column.key for column in TabColumns.of(settings.columns).settings if column.key != "number"]
    values = {key: cell_value(entry, key) for key in keys}
    row = old.plan_rows.get(id_key(entry.written_id)) if entry.written_id else None
    for key in ("due", "due_basis"):
        if row is not None and key in values and values[key] is None:
            values[key] = cell_value(replace(entry, values=row.values, notes=row.notes), key)
    return {**{key: value for key, value in values.items() if value is not None}, "role": entry.role.value}
