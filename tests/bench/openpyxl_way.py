"""What an office worker who knows openpyxl would write: colour the late rows, append every task to a report sheet, save."""

import sys
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.styles import PatternFill

source, target = sys.argv[1:]
as_of = datetime(2023, 3, 15)  # noqa: DTZ001
red = PatternFill("solid", fgColor="F8CBAD")
book = load_workbook(source)
tabs = book.worksheets
report = book.create_sheet("Báo cáo")
report.append(["Sheet", *(cell.value for cell in tabs[0][4])])
for sheet in tabs:
    for row in sheet.iter_rows(min_row=5):
        values = [cell.value for cell in row]
        report.append([sheet.title, *values])
        due, status = values[7], values[8]
        if isinstance(due, datetime) and due < as_of and status != "Hoàn thành":
            for cell in row:
                cell.fill = red
book.save(target)
