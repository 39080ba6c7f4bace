"""The colours of the states, in one table for tabs, reports and charts.

Light fills under black text: they print well, stay readable in grey, and the state is always said in words beside them.
"""

from __future__ import annotations

from sheetsync.core.states import State
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class StateColours:
    """RRGGBB. fill: a state cell; tint: a whole row, lighter; strong: chart bars and key figures, never under black text."""

    fill: str
    tint: str
    strong: str


_GREEN = StateColours(fill="C6E7CE", tint="DFF2E3", strong="2E9E4F")
_ORANGE = StateColours(fill="FBD5B5", tint="FBE0C8", strong="E07B1F")
_BLUE = StateColours(fill="CFE2F3", tint="E1EDF8", strong="3C78B4")
_AMBER = StateColours(fill="FFE699", tint="FFF1C4", strong="E6A700")
_RED = StateColours(fill="F4B6BB", tint="F9D5D8", strong="C62F3B")
_GREY = StateColours(fill="D9D9D9", tint="E8E8E8", strong="8C8C8C")
_PALE = StateColours(fill="EDEDF5", tint="F7F7FB", strong="A3B1C9")

STATE_COLOURS: dict[State, StateColours] = {
    State.SUSPENDED: StateColours(fill="E4DFEC", tint="F4F1F8", strong="8064A2"),
    State.NOTHING_TO_REPORT: StateColours(fill="E7E6E6", tint="F6F6F6", strong="BFBFBF"),
    State.DONE_EARLY: _GREEN,
    State.DONE_ON_TIME: _GREEN,
    State.DONE_LATE: _ORANGE,
    State.DONE: _GREEN,
    State.NOT_REPORTED: _GREY,
    State.OVERDUE: _RED,
    State.DUE_SOON: _AMBER,
    State.IN_TIME: _BLUE,
    State.OPEN_ENDED: _PALE,
}

ERROR_FILL = "FF9C9C"
"""A cell with an error: stronger than the red tint of an overdue row, so that it shows inside one."""

ERROR_TEXT = "9C0006"

WARNING_FILL = "FFF200"
"""A cell with a warning: a clear yellow, apart from the amber of a row that is due soon."""
