"""How the sheets of the plan workbook look: what people fill in is white under a warm heading, what the plan says is pale under
a blue one."""

from __future__ import annotations

from sheetsync.core.sheets.looks import Align, Border, Look, VerticalAlign

DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
"""Typed texts stay as typed: `12/2023` is not made into a date."""

_BLUE, _WARM, _GREEN, _PALE = "DCE6F1", "FFE9B8", "E2F0E4", "F4F6F9"
_QUIET, _LINK = "595959", "1F4E79"

TITLE = Look(bold=True, size=15, colour=_LINK)
SUBTITLE = Look(italic=True, size=11, colour=_QUIET)
NOTE = Look(italic=True, size=11, colour=_QUIET, wrap=True)
STATED = Look(size=12, bold=True)
LABEL = Look(size=12, bold=True, align=Align.RIGHT)
ENTRY_DAY = Look(size=12, bold=True, border=Border.THIN, align=Align.CENTER, number_format=DATE_FORMAT, fill="FFFBEF")
SUMMARY = Look(size=12, bold=True, colour=_LINK)

PLAN_HEADING = Look(bold=True, size=11, fill=_BLUE, border=Border.THIN, align=Align.CENTER, wrap=True)
ENTRY_HEADING = PLAN_HEADING.but(fill=_WARM)
CHECK_HEADING = PLAN_HEADING.but(fill=_GREEN)

PLAN_TEXT = Look(size=11, border=Border.THIN, wrap=True, fill=_PALE)
PLAN_CENTRED = PLAN_TEXT.but(align=Align.CENTER)
PLAN_DAY = PLAN_CENTRED.but(number_format=DATE_FORMAT)
ENTRY_TEXT = Look(size=11, border=Border.THIN, wrap=True)
ENTRY_CENTRED = ENTRY_TEXT.but(align=Align.CENTER)
ENTRY_CODE = ENTRY_CENTRED.but(number_format=TEXT_FORMAT)
ENTRY_DATE = ENTRY_CENTRED.but(number_format=DATE_FORMAT)
CHECK_TEXT = Look(size=10, border=Border.THIN, wrap=True, fill="FBFDFB")
CHECK_CENTRED = CHECK_TEXT.but(align=Align.CENTER)
HELPER = Look(size=9, colour="808080")
HELPER_DAY = HELPER.but(number_format=DATE_FORMAT)

# The guide.
GUIDE_TITLE = Look(bold=True, size=18, colour=_LINK, align=Align.CENTER)
GUIDE_SUBTITLE = Look(italic=True, size=12, colour=_QUIET, align=Align.CENTER, wrap=True)
BAND = Look(bold=True, size=13, colour="FFFFFF", fill=_LINK, indent=1)
STEP_NUMBER = Look(bold=True, size=15, colour=_LINK, align=Align.CENTER)
GUIDE_TEXT = Look(size=12, wrap=True)
GUIDE_HEADING = Look(bold=True, size=11, fill=_BLUE, border=Border.THIN, align=Align.CENTER, wrap=True)
GUIDE_NAME = Look(bold=True, size=11, border=Border.THIN, wrap=True, indent=1)
GUIDE_CELL = Look(size=11, border=Border.THIN, wrap=True, indent=1)
GUIDE_EXAMPLE = Look(size=11, border=Border.THIN, wrap=True, colour=_LINK, fill="FBFCFE", indent=1)
GUIDE_CENTRED = GUIDE_CELL.but(align=Align.CENTER, indent=0)
GUIDE_LINK = Look(size=11, colour=_LINK, underline=True, border=Border.THIN, align=Align.CENTER, wrap=True)
CLOSING = Look(italic=True, size=11, colour=_QUIET, align=Align.CENTER, wrap=True, vertical=VerticalAlign.TOP)
