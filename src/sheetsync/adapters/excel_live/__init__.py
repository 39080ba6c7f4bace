"""A workbook that is open in Excel, through xlwings (docs/decisions/0011-open-workbook.md)."""
