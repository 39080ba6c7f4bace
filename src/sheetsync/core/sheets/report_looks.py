"""The named looks of our report sheets. Sizes and capitals follow Nghị định 30/2020/NĐ-CP, Phụ lục I, where it speaks of them."""

from __future__ import annotations

from sheetsync.core.settings import Severity
from sheetsync.core.sheets.looks import Align, Border, Look, VerticalAlign
from sheetsync.core.sheets.state_looks import STATE_COLOURS
from sheetsync.core.states import State

_HEADING_FILL = "DCE6F1"
_SECTION_FILL = "F2F2F2"
_QUIET = "595959"
_LINK = "1F4E79"

# Letterhead, titles and the signature block of a document that is signed.
PARENT_BODY = Look(size=13, align=Align.CENTER)
ISSUER = Look(bold=True, size=13, align=Align.CENTER)
NATION = Look(bold=True, size=13, align=Align.CENTER)
MOTTO = Look(bold=True, size=14, align=Align.CENTER)
RULE = Look(size=8, align=Align.CENTER, vertical=VerticalAlign.TOP)
ANNEX_NUMBER = Look(bold=True, size=14, align=Align.CENTER)
ANNEX_TITLE = Look(bold=True, size=14, align=Align.CENTER, wrap=True)
ANNEX_NOTE = Look(italic=True, size=13, align=Align.CENTER, wrap=True)
RECIPIENTS_TITLE = Look(bold=True, italic=True, size=12)
RECIPIENT = Look(size=11)
SIGNATURE = Look(bold=True, size=13, align=Align.CENTER)
SIGNER = Look(bold=True, size=14, align=Align.CENTER)

# Tables.
HEADING = Look(bold=True, size=11, fill=_HEADING_FILL, border=Border.THIN, align=Align.CENTER, wrap=True)
SECTION = Look(bold=True, size=11, fill=_SECTION_FILL, border=Border.THIN, wrap=True)
SECTION_NUMBER = SECTION.but(align=Align.CENTER, wrap=False)
TEXT = Look(size=10, border=Border.THIN, wrap=True)
CENTRED = TEXT.but(align=Align.CENTER)
NUMBER = Look(size=10.5, border=Border.THIN, align=Align.CENTER, number_format='0;-0;"–"')
NUMBER_TOTAL = NUMBER.but(bold=True, fill=_SECTION_FILL)
COUNT_HEADING = HEADING.but(size=10)
COUNT_TOTAL = NUMBER_TOTAL.but(align=Align.LEFT)
CONTRIBUTION = Look(italic=True, size=10, border=Border.THIN, wrap=True, indent=1)
TOTAL_LABEL = Look(bold=True, size=11, fill=_SECTION_FILL, border=Border.THIN, wrap=True)
TOTAL_TEXT = Look(size=11, border=Border.THIN, wrap=True)
LINK_TEXT = CENTRED.but(colour=_LINK, underline=True)

# The office's own pages.
PAGE_TITLE = Look(bold=True, size=16)
PAGE_NOTE = Look(italic=True, size=11, colour=_QUIET, wrap=True)
BLOCK_TITLE = Look(bold=True, size=13, colour=_LINK)
PLAIN = Look(size=11, wrap=True)
TILE_FIGURE = Look(bold=True, size=22, border=Border.OPEN_BELOW, align=Align.CENTER)
TILE_CAPTION = Look(size=11, border=Border.OPEN_ABOVE, align=Align.CENTER, wrap=True, vertical=VerticalAlign.TOP)

TILE_PLAIN = "FFFFFF"
SEVERITY_FILLS = {Severity.ERROR: "F4B6BB", Severity.WARNING: "FFE699", Severity.INFO: "DDEBF7"}
SEVERITY_TITLES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Thông tin"}


def state_look(state: State, base: Look = CENTRED) -> Look:
    """A cell that names a state, in the state's fill."""
    return base.but(fill=STATE_COLOURS[state].fill)


CHART_COLOURS: dict[State, str] = {state: colours.strong for state, colours in STATE_COLOURS.items()} | {
    # Three greens that stay apart, also when printed in grey.
    State.DONE_EARLY: "1E7B3A",
    State.DONE_ON_TIME: "4CAF6A",
    State.DONE: "A5D6B0",
}

DISPLAY_ORDER = (
    State.DONE_EARLY,
    State.DONE_ON_TIME,
    State.DONE_LATE,
    State.DONE,
    State.IN_TIME,
    State.DUE_SOON,
    State.OVERDUE,
    State.OPEN_ENDED,
    State.SUSPENDED,
    State.NOTHING_TO_REPORT,
    State.NOT_REPORTED,
)
"""The states as a person reads a table of them: finished, under way, in trouble, without a judgement."""
