"""What the files are called that officials get."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.distinct_names import distinct_names
from sheetsync.core.values import nfc
from sheetsync.patterns import pattern

_NOT_IN_A_NAME = pattern(r'[\x00-\x1f\\/:*?"<>|]+')
_MOST_CHARACTERS = 60


def hand_out_files(year: int, tabs: Mapping[str, str]) -> dict[str, str]:
    """By official code, `Kế hoạch 2023 - VP UBND.xlsx`: names that every system takes, no two of them alike where case does not
    count. tabs: by code, what the tab is called."""
    return distinct_names({code: f"Kế hoạch {year} - {_called(tab)}" for code, tab in tabs.items()}, ".xlsx", joint=" ")


def _called(tab: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", nfc(tab)).strip(" .")[:_MOST_CHARACTERS].strip(" .") or "can bo"
