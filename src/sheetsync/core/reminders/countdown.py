"""How near the hand-in and the sending day are, which decides how a reminder sounds."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import Period
from sheetsync.records import dataclass

SOON_WORKING_DAYS = 3
"""With at most so many working days left, the hand-in is near."""


class Stage(Enum):
    """From friendly to urgent; the value is the JSON word."""

    NOT_YET = "not-yet"  # the period's data window has not begun
    EARLY = "early"
    SOON = "soon"
    TODAY = "today"  # the hand-in day
    LATE = "late"  # after the hand-in
    LAST = "last"  # the sending day or the last working day before it
    OVER = "over"  # after the sending day


@dataclass(frozen=True, slots=True)
class Countdown:
    """A period as seen on a day. to_hand_in, to_send: the working days left, the last day included; 0 on it and after it."""

    period: Period
    as_of: date
    stage: Stage
    to_hand_in: int
    to_send: int

    @property
    def days_late(self) -> int:
        """Calendar days since the hand-in day; 0 up to it."""
        return max((self.as_of - self.period.hand_in).days, 0)

    def is_today(self, day: date) -> bool:
        return day == self.as_of

    def is_tomorrow(self, day: date) -> bool:
        return day == self.as_of + timedelta(days=1)


def count_down(period: Period, as_of: date, calendar: WorkCalendar) -> Countdown:
    to_hand_in = calendar.working_days_left(as_of, period.hand_in)
    to_send = calendar.working_days_left(as_of, period.send)
    return Countdown(period, as_of, _stage(period, as_of, to_hand_in, to_send), to_hand_in, to_send)


def _stage(period: Period, as_of: date, to_hand_in: int, to_send: int) -> Stage:
    if as_of > period.send:
        return Stage.OVER
    if as_of > period.hand_in:
        return Stage.LAST if to_send <= 1 else Stage.LATE
    if as_of == period.hand_in:
        return Stage.TODAY
    if as_of < period.start:
        return Stage.NOT_YET
    return Stage.SOON if to_hand_in <= SOON_WORKING_DAYS else Stage.EARLY
