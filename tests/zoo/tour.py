"""What a workbook of the zoo goes through: every command in turn, through the use cases and the file adapter."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.file_store import undo
from sheetsync.core.settings import Settings
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.usecases.clean import clean
from sheetsync.usecases.main_job import consolidate, highlight, run, validate
from tests.small_office import write_config
from tests.zoo.animals import ANIMALS

AS_OF = date(2023, 3, 15)
OUR_SHEETS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")


@dataclass(frozen=True, slots=True)
class Tour:
    """The bytes of one workbook after each step; `once_more` after a second run, `undone` after an undo for every write."""

    original: bytes
    highlighted: bytes
    unhighlighted: bytes
    ran: bytes
    once_more: bytes
    cleaned: bytes
    undone: bytes


@cache
def office() -> Settings:
    """The configuration of the small office."""
    with tempfile.TemporaryDirectory() as folder:
        return load_settings(write_config(Path(folder) / "cau-hinh"))


COMMANDS: dict[str, Callable[[PlanBook], WriteOutcome | None]] = {
    "run": lambda book: run(book, office(), as_of=AS_OF, as_of_given=True).outcome,
    "highlight": lambda book: highlight(book, office(), as_of=AS_OF, as_of_given=True).outcome,
    "validate": lambda book: validate(book, office(), as_of=AS_OF, as_of_given=True, mark=True).outcome,
    "consolidate": lambda book: consolidate(book, office(), as_of=AS_OF, as_of_given=True).outcome,
    "clean": clean,
}


def carry_out(command: str, path: Path) -> WriteOutcome:
    """One command on the file, as the command line does it."""
    if command == "undo":
        return undo(path, clock=clock)
    outcome = COMMANDS[command](XlsxBook(path, clock=clock))
    assert outcome is not None
    return outcome


def carried_out(command: str, data: bytes, suffix: str = ".xlsx") -> bytes:
    """The workbook after one command."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"so{suffix}"
        path.write_bytes(data)
        carry_out(command, path)
        return path.read_bytes()


def clock() -> datetime:
    return datetime(2023, 3, 15, 8, 30, tzinfo=UTC)


@cache
def tour(name: str) -> Tour:
    """The animal's way through all commands."""
    animal = ANIMALS[name]
    original = animal.build()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"so{animal.suffix}"
        path.write_bytes(original)
        seen: list[bytes] = []
        writes = 0
        for command in ("highlight", "clean", "run", "run", "clean"):
            writes += carry_out(command, path).changed
            seen.append(path.read_bytes())
        for _ in range(writes):
            carry_out("undo", path)
        highlighted, unhighlighted, ran, once_more, cleaned = seen
        return Tour(original, highlighted, unhighlighted, ran, once_more, cleaned, path.read_bytes())


@cache
def after_run(name: str) -> bytes:
    """The animal after one run."""
    return carried_out("run", ANIMALS[name].build(), ANIMALS[name].suffix)
