"""The files that reminders go to: their names, and a message as a file that Notepad of any age shows right."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsync.core.distinct_names import distinct_names
from sheetsync.core.periods import Period
from sheetsync.core.values import nfc
from sheetsync.patterns import pattern

CHAIR_FILE = "tom-tat-chu-tich.txt"
_NOT_IN_A_NAME = pattern(r"[^\w-]+")
_MOST_CHARACTERS = 60


def message_files(officials: Iterable[str]) -> dict[str, str]:
    """By official code, `nhac-VPUB.txt`: names that every system takes, no two of them alike where case does not count."""
    return distinct_names({code: f"nhac-{_called(code)}" for code in officials}, ".txt", joint="-")


def _called(code: str) -> str:
    return _NOT_IN_A_NAME.sub("-", nfc(code)).strip("-")[:_MOST_CHARACTERS] or "can-bo"


def text_file(text: str) -> bytes:
    """With a byte order mark and the line ends of Windows."""
    return f"{text}\n".replace("\n", "\r\n").encode("utf-8-sig")


def calendar_file(period: Period) -> str:
    """`lich-quy-I-2023.ics`."""
    return f"lich-quy-{period.roman}-{period.year}.ics"
