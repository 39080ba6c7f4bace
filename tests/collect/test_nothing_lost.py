"""Officials and the office type at random, files are sent and sent again: nothing typed is lost, nothing is taken twice."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.hand_out_records import HandOutFiles
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.new_book.write import new_workbook
from sheetsync.core.cells import CellValue
from sheetsync.core.merge.same_value import same
from sheetsync.usecases.collect import CollectResult, collect
from sheetsync.usecases.hand_out import hand_out
from sheetsync.wiring import load_settings
from tests.collect.desk import AS_OF, OFFICE, RESULT, STATUS, fill_in, in_book
from tests.small_office import write_book, write_config

TASKS, HEADINGS = ("A.3", "A.4"), (STATUS, RESULT)
VALUES = ("Hoàn thành", "Tạm dừng", "một", "hai", "=1+1", "05/KH-UBND", None)
FIELDS = {STATUS: "status", RESULT: "result"}

Cells = dict[tuple[str, str], CellValue]


class Play:
    """A round of hand-out and collect through the use cases and the real files."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.settings = load_settings(write_config(folder / "config"), None)
        self.book = write_book(folder / "xa.xlsx")
        self.inbox = folder / "nop"
        self.inbox.mkdir()
        self.records = HandOutFiles(folder / ".sheetsync" / "hand-outs", folder)
        self.typed: dict[str, Cells] = {}

    def hands_out(self) -> None:
        result = hand_out(XlsxBook(self.book), self.records, self.settings, as_of=AS_OF, period_key="2023-Q1", tab=OFFICE)
        self.handed = new_workbook(result.files[0].design)

    def sends(self, name: str) -> None:
        """A fresh file, or an earlier one gone on with, of which some cells are typed in."""
        path = self.inbox / name
        if not path.exists():
            path.write_bytes(self.handed)
            self.typed[name] = {}
        for task, heading, value in self._some():
            fill_in(path, OFFICE, (task, heading, value))
            self.typed[name][task, heading] = value

    def office_types(self) -> None:
        for task, heading, value in self._some():
            fill_in(self.book, OFFICE, (task, heading, value))

    def _some(self) -> list[tuple[str, str, Any]]:
        pick = self.chance.choice
        return [(pick(TASKS), pick(HEADINGS), pick(VALUES)) for _ in range(self.chance.randint(0, 3))]

    def collects(self, *, for_review: bool = False) -> CollectResult:
        files = [(path.name, XlsxBook(path)) for path in sorted(self.inbox.iterdir())]
        return collect(
            XlsxBook(self.book, in_place=True),
            files,
            self.records,
            self.settings,
            as_of=AS_OF,
            period_key="2023-Q1",
            for_review=for_review,
        )

    def cells(self) -> Cells:
        content = XlsxBook(self.book).read()
        return {(task, heading): in_book(content, OFFICE, task, heading) for task in TASKS for heading in HEADINGS}


@pytest.mark.parametrize("seed", range(12))
def test_what_an_official_typed_is_in_the_book_or_told(tmp_path: Path, seed: int) -> None:
    play = Play(tmp_path, seed)
    play.hands_out()
    before = play.cells()
    for name in ("a.xlsx", "b.xlsx")[: 1 + seed % 2]:
        play.sends(name)
    if seed % 3:
        play.office_types()
    office = play.cells()
    result = play.collects(for_review=seed % 4 == 3)
    after = play.cells()
    told = {(each.key.task, each.field, str(each.right.value if each.right else None)) for each in result.open}
    told |= {(row.change.key.task, row.change.field, str(row.change.value)) for row in result.waiting}
    for typed in play.typed.values():
        for (task, heading), value in typed.items():
            if same(value, before[task, heading]):
                continue  # as it went out
            in_it = same(after[task, heading], value)
            assert in_it or (task, FIELDS[heading], str(value)) in told, (task, heading, value)
    for place, value in office.items():
        if not same(value, before[place]):
            assert same(after[place], value), f"the office's {place} was written over"


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_taken_twice(tmp_path: Path, seed: int) -> None:
    play = Play(tmp_path, seed)
    play.hands_out()
    for name in ("a.xlsx", "b.xlsx"):
        play.sends(name)
    play.office_types()
    first = play.collects()
    held = play.cells()
    again = play.collects()
    assert again.changes == ()
    assert play.cells() == held
    assert {each.mark for each in again.open} == {each.mark for each in first.open}


@pytest.mark.parametrize("seed", range(10))
def test_round_after_round_nobody_is_written_over(tmp_path: Path, seed: int) -> None:
    """What the office typed since the last collect stays, whatever comes in; what is new of an official is in it or told."""
    play = Play(tmp_path, seed)
    play.hands_out()
    handed = play.cells()
    came: set[tuple[tuple[str, str], str]] = set()
    for _ in range(3):
        before = play.cells()
        play.office_types()
        office = play.cells()
        known = {name: dict(typed) for name, typed in play.typed.items()}
        play.sends(play.chance.choice(("a.xlsx", "b.xlsx")))
        result = play.collects()
        after = play.cells()
        for place, value in office.items():
            if not same(value, before[place]):
                assert same(after[place], value), place
        told = {(each.key.task, each.field, str(each.right.value if each.right else None)) for each in result.open}
        for name, typed in play.typed.items():
            for place, value in typed.items():
                task, heading = place
                fresh = place not in known.get(name, {}) or not same(value, known[name][place])
                if not fresh or same(value, handed[place]) or (place, str(value)) in came:
                    continue
                assert same(after[place], value) or (task, FIELDS[heading], str(value)) in told, (name, place, value)
        came |= {(place, str(value)) for typed in play.typed.values() for place, value in typed.items()}
