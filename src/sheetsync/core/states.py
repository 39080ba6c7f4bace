"""The states an entry can be in (design 5): exclusive, and summing to the total."""

from __future__ import annotations

from datetime import date
from enum import Enum

from sheetsync.records import dataclass


class State(Enum):
    """The value is the JSON key. Order is the order of precedence and of columns in the report."""

    SUSPENDED = "suspended"
    NOTHING_TO_REPORT = "nothing_to_report"
    DONE_EARLY = "done_early"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE = "done"
    NOT_REPORTED = "not_reported"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_TIME = "in_time"
    OPEN_ENDED = "open_ended"

    __hash__ = object.__hash__  # Enum's own is written in Python

    @property
    def finished(self) -> bool:
        return self in _FINISHED


_FINISHED = (State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE, State.DONE)

STATE_TITLES: dict[State, str] = {
    State.SUSPENDED: "Tạm dừng",
    State.NOTHING_TO_REPORT: "Không phát sinh",
    State.DONE_EARLY: "Hoàn thành trước hạn",
    State.DONE_ON_TIME: "Hoàn thành đúng hạn",
    State.DONE_LATE: "Hoàn thành quá hạn",
    State.DONE: "Hoàn thành, không xét hạn",
    State.NOT_REPORTED: "Chưa báo cáo",
    State.OVERDUE: "Quá hạn",
    State.DUE_SOON: "Sắp đến hạn",
    State.IN_TIME: "Trong hạn",
    State.OPEN_ENDED: "Không hạn",
}


@dataclass(frozen=True, slots=True)
class Timeliness:
    """An entry's state. due: the binding due day it was judged on (of the occurrence for recurring tasks). days: calendar
    days late (overdue, done_late), early (done_early) or left (due_soon, in_time), else None. working_days: working days
    left, due day included (due_soon). text: the state in words with its days, `Quá hạn 12 ngày`.
    """

    state: State
    text: str
    due: date | None = None
    days: int | None = None
    working_days: int | None = None
    occurrences_done: int | None = None  # monthly tasks: how many of the window's months the result names
    occurrences_due: int | None = None
