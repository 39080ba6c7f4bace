"""A workbook that is open in Excel, through xlwings (docs/decisions/0012-open-workbook.md)."""
