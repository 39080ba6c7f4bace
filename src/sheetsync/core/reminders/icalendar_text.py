"""All-day events with alarms as a calendar file (RFC 5545): what phones and Google, Outlook or Thunderbird take in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sheetsync.patterns import pattern
from sheetsync.records import dataclass

LINE_OCTETS = 75
_ALARM_HOUR = 8
_UNWRITABLE = pattern(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DayEvent:
    """An event that takes a whole day. uid: the same whenever the same event is written; alarms: days on which it rings, up to
    the event's own."""

    uid: str
    on: date
    summary: str
    description: str = ""
    alarms: tuple[date, ...] = ()


def calendar_text(events: Sequence[DayEvent], *, name: str, stamped_on: date) -> str:
    """The file's text, lines ended by CRLF. stamped_on: the day the events are stated on, so that the same input gives the same
    file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sheetsync//lich bao cao//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines.extend(_event(event, stamped_on))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def escaped(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line end are escaped, other control characters left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWRITABLE.sub("", text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _event(event: DayEvent, stamped_on: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_day(stamped_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
    yield f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}"  # the first day that is not of the event any more
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    for day in event.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield f"TRIGGER:{_before((event.on - day).days)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _before(days: int) -> str:
    """So many days before the event begins at midnight, at eight in the morning."""
    hours = days * 24 - _ALARM_HOUR
    if hours < 0:
        return f"PT{-hours}H"
    whole, rest = divmod(hours, 24)
    return f"-P{whole}DT{rest}H" if whole else f"-PT{rest}H"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first begun with a blank; a letter is never cut in two."""
    piece, octets = "", 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += letter
        octets += size
    yield piece
