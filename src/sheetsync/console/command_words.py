"""How the command of a run that history remembers is told."""

from __future__ import annotations

from sheetsync.core.history.records import BEFORE_RESTORE, Occasion


def command_text(occasion: Occasion) -> str:
    """`lệnh run, kỳ 2023-Q1`"""
    command = "restore đọc trước khi ghi" if occasion.command == BEFORE_RESTORE else occasion.command
    return f"lệnh {command}, kỳ {occasion.period}"
