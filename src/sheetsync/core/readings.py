"""What a person's entry means once it is read: dates, numbers, statuses, document numbers, each with its doubts."""

from __future__ import annotations

from datetime import date
from enum import Enum

from sheetsync.core.cells import CellValue
from sheetsync.records import dataclass


class Status(Enum):
    """What an official chooses; the value is what stands in the column `Trạng thái`."""

    NOT_STARTED = "Chưa thực hiện"
    IN_PROGRESS = "Đang thực hiện"
    DONE = "Hoàn thành"
    SUSPENDED = "Tạm dừng"
    NOTHING_TO_REPORT = "Không phát sinh"

    __hash__ = object.__hash__  # Enum's own is written in Python


class DateKind(Enum):
    """How a date cell was understood."""

    BLANK = "blank"
    TRUE_DATE = "true-date"
    TEXT_DATE = "text-date"  # a day typed as text, complete and possible
    GUESSED = "guessed"  # a day typed as text with the year missing or in two digits: `on` is inferred
    PERIOD_END = "period-end"  # "Quý I/2023", "tháng 6/2023", "trong năm 2023": `on` is the last day
    OPEN_ENDED = "open-ended"  # "thường xuyên", "hằng quý", "định kỳ": no day
    INVALID = "invalid"  # not a date: 31/2/2023, "tháng sau", 45.5


@dataclass(frozen=True, slots=True)
class DateReading:
    """on: the day, where there is one ("trước ngày 20/3/2023" gives 2023-03-19 with `before`).

    swapped: the same text with day and month exchanged, where that is a possible other day (text or true dates with both
    parts ≤ 12 and different).
    """

    kind: DateKind
    raw: CellValue = None
    on: date | None = None
    swapped: date | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class NumberReading:
    """value: the number, where it can be read. as_text: it was typed as text ("98,5", "100 %"). ambiguous: it could be two
    numbers ("1.234" as text); blank: nothing is there."""

    blank: bool
    raw: CellValue = None
    value: float | None = None
    as_text: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class StatusReading:
    """status: only an exact status up to match key; suggestion: what an unknown word probably meant, never applied."""

    blank: bool
    raw: CellValue = None
    status: Status | None = None
    suggestion: Status | None = None


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number found in a text. text: as typed; normal: in the standard form (`37 - KH/HU` → `37-KH/HU`);
    standard: the typed form already is."""

    text: str
    normal: str
    standard: bool
