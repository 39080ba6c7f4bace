"""The check that lives in the sheet, judged by LibreOffice against the Python rules."""
