"""How long `new` takes to build a plan workbook, against openpyxl writing the same cells. By hand:

python -m tests.bench.new_workbook [ROWS_A_TAB]
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.new_book.write import new_workbook
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import FormBook, Formula
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook

ROUNDS = 5


def larger(settings: Settings, rows: int) -> Settings:
    """Seven tabs of so many lead rows each."""
    plan = settings.plan
    leads = [official.code for official in plan.officials if official.tab]
    tasks = [
        replace(plan.tasks[i % len(plan.tasks)], task_id=f"X.{tab}.{i}", lead=code, coordinators=())
        for tab, code in enumerate(leads)
        for i in range(rows)
    ]
    return replace(settings, plan=replace(plan, tasks=tuple(tasks)))


def openpyxl_way(book: FormBook) -> bytes:
    """The same cells with the same looks, each look translated once; formulas without what they show."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    known: dict[tuple[int, bool], Any] = {}
    for design in book.sheets:
        sheet = workbook.create_sheet(design.name)
        for one in design.cells:
            value = f"={one.value.text}" if isinstance(one.value, Formula) else one.value
            cell: Any = sheet.cell(one.row, one.column, value)
            key = (id(one.look), one.open)
            if key not in known:
                look = one.look
                cell.font = Font(name="Times New Roman", size=look.size, bold=look.bold, italic=look.italic)
                if look.fill:
                    cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}")
                side = Side("thin")
                cell.border = Border(side, side, side, side)
                cell.alignment = Alignment(horizontal=look.align.value, vertical=look.vertical.value, wrap_text=look.wrap)
                cell.number_format = look.number_format
                cell.protection = Protection(locked=not one.open)
                known[key] = cell._style
            else:
                cell._style = copy(known[key])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    settings = larger(load_settings(None), rows)
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    quarter = period(2023, 1, settings.periods, calendar)

    def design() -> FormBook:
        return design_plan_workbook(settings, quarter, calendar, as_of=date(2023, 3, 1))

    book = design()
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    data = new_workbook(book)
    print(f"7 x {rows} rows, {cells} cells, {len(data)} bytes")
    print(f"design {cpu(design):.2f} s, write {cpu(lambda: new_workbook(book)):.2f} s CPU")
    print(f"openpyxl, the same cells: {cpu(lambda: openpyxl_way(book)):.2f} s CPU, {len(openpyxl_way(book))} bytes")


if __name__ == "__main__":
    main()
