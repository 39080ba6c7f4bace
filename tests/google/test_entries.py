"""Entries written into a shared sheet while people put in, sort, delete and type in the very moment: never a value in a wrong
row, never an entry of theirs lost, nothing twice.

By hand for longer: `uv run python -m tests.google.test_entries 200`.
"""

from __future__ import annotations

import contextlib
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.errors import BookUnwritable, SheetsyncError, StillBeingEdited
from tests.contract.entry_cells_contract import ENTRIES, OTHER, RESULT, STATUS, cells_of, change, set_cells, write_all
from tests.contract.plan_book_contract import put
from tests.google.shared_book import SharedBook
from tests.google.test_faults import HARMLESS_TO_READS, skip_then
from tests.google_service import ROBOT, Call, GoogleService, Refusal, any_call, batch_updates, google_service, internal_error

TAB = "Tư pháp"
DAY = date(2023, 3, 14)


@pytest.fixture
def book(google: GoogleService) -> SharedBook:
    return SharedBook(google, (ENTRIES, OTHER))


def nothing_is_left_behind(book: SharedBook) -> None:
    assert book.state.titles == [title for title in book.state.titles if "đang ghi" not in title]
    for title in book.state.titles:
        assert book.state[title].developer_metadata == []


def test_entries_take_one_write_and_one_to_tidy(book: SharedBook) -> None:
    before = book.counts
    set_cells(book, change(2, STATUS, "Hoàn thành"), change(3, RESULT, "xong"), change(4, 5, DAY))
    reads, writes = book.counts
    assert (reads - before[0], writes - before[1]) == (2, 2)
    nothing_is_left_behind(book)


def test_the_look_and_a_day_format_stay(book: SharedBook) -> None:
    look = {"textFormat": {"bold": True}, "backgroundColor": {"red": 1.0}, "numberFormat": {"type": "DATE", "pattern": "d-mmm"}}
    for cell in ("C2", "F2", "F3"):
        book.owner.formats(TAB, cell, look)
    book.owner.formats(TAB, "E2", {"textFormat": {"bold": True}})
    set_cells(book, change(2, STATUS, DAY), change(2, RESULT, None), change(3, RESULT, "chữ"))
    for cell in ("C2", "F2", "F3"):
        assert {key: book.state[TAB].look(cell).get(key) for key in look} == look, cell
    value = book.read().sheet(TAB).value(2, 5)
    assert isinstance(value, date)
    book.open().write((SetCells(TAB, (CellChange(2, 5, value, 12),)),), book.read().version)
    shown = book.state[TAB].look("E2")
    assert "numberFormat" not in shown
    assert shown["textFormat"] == {"bold": True}


def test_a_protected_cell_is_told_and_nothing_is_written(book: SharedBook) -> None:
    book.owner.protects(TAB, "C2:C4")
    before = book.read()
    with pytest.raises(BookUnwritable) as refusal:
        set_cells(book, change(2, RESULT, "x"), change(2, STATUS, "Hoàn thành"))
    assert "Bảo vệ" in refusal.value.next_step
    assert book.read() == before
    book.owner.asks({"deleteProtectedRange": {"protectedRangeId": book.state[TAB].protected_ranges[0]["protectedRangeId"]}})
    book.owner.protects(TAB, "C2:C4", editors=[ROBOT])
    set_cells(book, change(2, STATUS, "Hoàn thành"))
    assert book.read().sheet(TAB).value(2, STATUS) == "Hoàn thành"


ACTS: dict[str, Callable[[SharedBook], None]] = {
    "a row above": lambda book: book.owner.inserts_rows(TAB, 2),
    "a row between": lambda book: book.owner.inserts_rows(TAB, 3, 2),
    "a row less": lambda book: book.owner.deletes_rows(TAB, 3),
    "a column before": lambda book: book.owner.inserts_columns(TAB, "C"),
    "a column at the end": lambda book: book.owner.inserts_columns(TAB, "F"),
    "sorted": lambda book: book.owner.sorts(TAB, "A2:F4", "A", descending=True),
    "typed there": lambda book: book.owner.types(TAB, "C2", "Tạm dừng"),
    "a formula there": lambda book: book.owner.types(TAB, "F4", "=D2+1"),
    "cleared there": lambda book: book.owner.clears(TAB, "C2"),
    "its id": lambda book: book.owner.types(TAB, "A2", "V.9"),
    "moved": lambda book: book.owner.moves_rows(TAB, 2, 1, 5),
}


@pytest.mark.parametrize("second", [None, *(name for name in ACTS if name != "its id")])
@pytest.mark.parametrize("first", ACTS)
def test_what_people_do_in_the_very_moment_is_as_if_we_had_not_written(
    google: GoogleService, first: str, second: str | None
) -> None:
    """Once more while what strayed is being given back."""
    book = SharedBook(google, (ENTRIES, OTHER))
    quiet = SharedBook(google, (ENTRIES, OTHER), title="Yên ổn")
    ours: dict[tuple[int, int], CellValue] = {
        (2, STATUS): "của ta 1",
        (4, RESULT): "của ta 2",
        (2, 5): date(2024, 1, 1),
        (3, RESULT): "của ta 3",
    }
    before_write(google, 1, lambda: ACTS[first](book))
    if second is not None:
        before_write(google, 2, lambda: ACTS[second](book))
    with contextlib.suppress(StillBeingEdited):
        set_cells(book, *(change(row, column, value) for (row, column), value in ours.items()))
    google.faults.clear()
    for name in (first, second):
        if name is not None:
            ACTS[name](quiet)
    seen, expected = by_task(book.read().sheet(TAB)), by_task(quiet.read().sheet(TAB))
    assert seen.keys() == expected.keys()
    written = {(ENTRIES.value(row, 1), ENTRIES.value(1, column)): value for (row, column), value in ours.items()}
    was = {(ENTRIES.value(row, 1), ENTRIES.value(1, column)): ENTRIES.value(row, column) for row, column in ours}
    for task, cells in expected.items():
        for heading, value in cells.items():
            if seen[task][heading] != value:
                assert seen[task][heading] == written[task, heading], "a value of ours is where it belongs"
                assert value == was[task, heading], "what somebody typed stays"
    nothing_is_left_behind(book)


def before_write(google: GoogleService, number: int, act: Callable[[], object]) -> None:
    """Somebody acts right before so many-th write from now."""
    seen = [0]

    def matching(call: Call) -> bool:
        seen[0] += batch_updates(call)
        return batch_updates(call) and seen[0] == number

    google.next(matching).runs_before(act)


def by_task(page: SheetContent) -> dict[CellValue, dict[CellValue, CellValue]]:
    """The cells of each row that holds something, by its id and the heading."""
    rows = range(2, page.last_row + 1)
    found = {row: {page.value(1, column): page.value(row, column) for column in range(2, 9)} for row in rows}
    return {page.value(row, 1): cells for row, cells in found.items() if page.value(row, 1) or any(cells.values())}


def test_what_fits_is_written_although_somebody_typed_elsewhere(google: GoogleService, book: SharedBook) -> None:
    google.next(batch_updates).runs_before(lambda: book.owner.types(TAB, "B3", "Chứng thực bản sao"))
    set_cells(book, change(2, STATUS, "Hoàn thành"))
    page = book.read().sheet(TAB)
    assert (page.value(2, STATUS), page.value(3, 2)) == ("Hoàn thành", "Chứng thực bản sao")


def test_a_renamed_tab_is_the_same_tab(google: GoogleService, book: SharedBook) -> None:
    google.next(batch_updates).runs_before(lambda: book.owner.renames_sheet(TAB, "Tư pháp - HT"))
    set_cells(book, change(2, STATUS, "Hoàn thành"))
    assert book.read().sheet("Tư pháp - HT").value(2, STATUS) == "Hoàn thành"


def test_a_deleted_tab_takes_nothing(google: GoogleService, book: SharedBook) -> None:
    google.next(batch_updates).runs_before(lambda: book.owner.deletes_sheet(TAB))
    with pytest.raises(StillBeingEdited):
        write_all(
            book,
            SetCells(TAB, (change(2, STATUS, "x"),)),
            SetCells("Văn phòng", (CellChange(2, 2, "Đang thực hiện", "Hoàn thành"),)),
        )
    assert book.read().sheet("Văn phòng").value(2, 2) == "Đang thực hiện"


def test_a_report_written_beside_is_done_anew_when_somebody_typed(google: GoogleService, book: SharedBook) -> None:
    google.next(batch_updates).runs_before(lambda: book.owner.types(TAB, "B3", "khác"))
    with pytest.raises(StillBeingEdited):
        write_all(book, put(), SetCells(TAB, (change(2, STATUS, "Hoàn thành"),)))
    write_all(book, put(), SetCells(TAB, (CellChange(2, STATUS, "Hoàn thành", "Tạm dừng", (1, "V.1")),)))
    assert book.read().sheet(TAB).value(2, STATUS) == "Tạm dừng"


@pytest.mark.parametrize("fault", HARMLESS_TO_READS, ids=str)
@pytest.mark.parametrize("skipped", range(3))
def test_whatever_fails_entries_are_written_once(google: GoogleService, book: SharedBook, fault: str, skipped: int) -> None:
    """Also when they have to be given back."""
    before = book.read()
    skip_then(google, skipped, HARMLESS_TO_READS[fault])
    set_cells(book, change(2, STATUS, "Hoàn thành"), change(4, RESULT, "xong"))
    after = cells_of(book.read())
    assert after == {**cells_of(before), (TAB, 2, STATUS): "Hoàn thành", (TAB, 4, RESULT): "xong"}
    google.faults.clear()
    nothing_is_left_behind(book)


@pytest.mark.parametrize("act", ["a row above", "sorted", "typed there", "a column before"])
def test_a_write_cut_short_is_settled_before_anybody_reads(google: GoogleService, book: SharedBook, act: str) -> None:
    quiet = SharedBook(google, (ENTRIES, OTHER), title="Yên ổn")
    version = book.read().version
    book_open = book.open()
    seen = [0]

    def killed(call: Call) -> bool:
        seen[0] += batch_updates(call)
        return seen[0] > 1

    google.next(batch_updates).runs_before(lambda: ACTS[act](book))
    google.next(killed, times=1_000).drops_connection()
    with pytest.raises(SheetsyncError):
        book_open.write((SetCells(TAB, (change(2, STATUS, "của ta"), change(4, RESULT, "của ta nữa"))),), version)
    google.faults.clear()
    ACTS[act](quiet)
    seen_now, expected = by_task(book.read().sheet(TAB)), by_task(quiet.read().sheet(TAB))
    for task, cells in expected.items():
        for heading, value in cells.items():
            assert seen_now[task][heading] in (value, {"V.1": "của ta", "V.3": "của ta nữa"}.get(str(task)))
    nothing_is_left_behind(book)


def test_who_may_only_look_can_still_read_what_was_left(google: GoogleService, book: SharedBook) -> None:
    version = book.read().version
    seen = [0]

    def killed(call: Call) -> bool:
        seen[0] += batch_updates(call)
        return seen[0] > 1

    google.next(killed, times=1_000).drops_connection()
    with pytest.raises(SheetsyncError):
        book.open().write((SetCells(TAB, (change(2, STATUS, "Hoàn thành"),)),), version)
    google.faults.clear()
    book.owner.shares_with(ROBOT, "reader")
    content = book.read()
    assert [page.name for page in content.sheets] == [TAB, "Văn phòng"]
    assert content.sheet(TAB).value(2, STATUS) == "Hoàn thành"


class Office:
    """People at work on one tab, each task's cells by its id, and what nobody of them may lose."""

    def __init__(self, google: GoogleService, seed: int) -> None:
        self.chance = random.Random(seed)
        rows: list[list[CellValue]] = [["Mã NV", "Nhiệm vụ", "Trạng thái", "Kết quả", "Ghi chú"]]
        rows += [[f"V.{number}", f"Việc {number}", None, f"cũ {number}", None] for number in range(1, 9)]
        self.book = SharedBook(google, (SheetContent(name=TAB, rows=rows),))
        self.ledger = {(str(row[0]), str(rows[0][i])): row[i] for row in rows[1:] for i in range(1, 5)}
        self.typed: set[tuple[str, str]] = set()
        self.notes: list[str] = []
        self.number = 0
        self.tab = TAB
        self.problems: list[Exception] = []

    def page(self) -> SheetContent:
        """As the service has it, whoever reads or not."""
        rows = self.book.state[self.tab].rows()
        return SheetContent(name=self.tab, rows=[[text or None for text in row] for row in rows])

    def act(self) -> None:
        try:
            self.chance.choice((self.type, self.type, self.insert, self.sort, self.delete, self.column, self.move))()
        except Refusal:
            return
        except Exception as problem:  # it would end in the service's own thread, where nobody hears of it
            self.problems.append(problem)
            raise

    def type(self) -> None:
        page = self.page()
        row = self.chance.choice(self._tasks(page))
        heading = self.chance.choice(("Trạng thái", "Kết quả", "Ghi chú"))
        self.number += 1
        value = f"người {self.number}"
        self.book.owner.types(self.tab, f"{letters(column_of(page, heading))}{row}", value)
        self.ledger[str(page.value(row, 1)), heading] = value
        self.typed.add((str(page.value(row, 1)), heading))

    def insert(self) -> None:
        row = self.chance.choice(self._tasks(self.page()))
        self.book.owner.inserts_rows(self.tab, row)
        if self.chance.random() < 0.5:
            self.number += 1
            self.notes.append(f"chú thích {self.number}")
            self.book.owner.types(self.tab, f"{letters(column_of(self.page(), 'Kết quả'))}{row}", self.notes[-1])

    def sort(self) -> None:
        page = self.page()
        last = letters(len(page.rows[0]))
        self.book.owner.sorts(self.tab, f"A2:{last}{page.last_row}", "A", descending=self.chance.random() < 0.5)

    def delete(self) -> None:
        page = self.page()
        rows = self._tasks(page)
        if len(rows) > 4:
            row = self.chance.choice(rows)
            gone = str(page.value(row, 1))
            self.book.owner.deletes_rows(self.tab, row)
            self.ledger = {key: value for key, value in self.ledger.items() if key[0] != gone}

    def column(self) -> None:
        if len(self.page().rows[0]) < 9:
            self.book.owner.inserts_columns(self.tab, self.chance.choice("BCDE"))

    def move(self) -> None:
        rows = self._tasks(self.page())
        self.book.owner.moves_rows(self.tab, self.chance.choice(rows), 1, self.chance.choice(rows))

    def write(self) -> str:
        """One write of ours, whatever happens meanwhile; what became of it."""
        book = self.book.open()
        content = book.read()
        page = content.sheets[0]
        self.typed.clear()
        changes, wanted = [], {}
        for row in self.chance.sample(self._tasks(page), 3):
            heading = self.chance.choice(("Trạng thái", "Kết quả", "Ghi chú"))
            column = column_of(page, heading)
            self.number += 1
            new = self.chance.choice((f"ta {self.number}", f"ta {self.number}", None))
            changes.append(CellChange(row, column, page.value(row, column), new, (1, page.value(row, 1))))
            wanted[str(page.value(row, 1)), heading] = new
        try:
            outcome = "done" if book.write((SetCells(page.name, tuple(changes)),), content.version).changed else "nothing"
        except SheetsyncError as failure:
            outcome = type(failure).__name__
        self.book.google.faults.clear()
        self.nothing_is_lost(wanted, outcome)
        return outcome

    def nothing_is_lost(self, wanted: Mapping[tuple[str, str], str | None], outcome: str) -> None:
        assert not self.problems, self.problems
        page = self.book.read().sheets[0]
        rows = {str(page.value(row, 1)): row for row in self._tasks(page)}
        assert set(rows) == {task for task, _ in self.ledger}
        for (task, heading), value in self.ledger.items():
            there = page.value(rows[task], column_of(page, heading))
            if (task, heading) in wanted and (task, heading) not in self.typed:
                allowed = [wanted[task, heading]] if outcome == "done" else [wanted[task, heading], value]
                assert there in allowed, (task, heading, there, value, outcome)
                self.ledger[task, heading] = there
            elif (task, heading) in wanted:
                assert there in (value, wanted[task, heading] if outcome == "done" else value), (task, heading, there, value)
            else:
                assert there == value, (task, heading, there, value, outcome)
        texts = [value for row in page.rows for value in row if isinstance(value, str)]
        assert sorted(text for text in texts if text.startswith("chú thích")) == sorted(self.notes)
        known = [value for value in self.ledger.values() if isinstance(value, str) and value.startswith("ta ")]
        assert sorted(text for text in texts if text.startswith("ta ")) == sorted(known), outcome
        nothing_is_left_behind(self.book)

    def _tasks(self, page: SheetContent) -> list[int]:
        return [row for row in range(2, page.last_row + 1) if str(page.value(row, 1) or "").startswith("V.")]


def column_of(page: SheetContent, heading: str) -> int:
    return next(column for column in range(1, 15) if page.value(1, column) == heading)


def letters(column: int) -> str:
    return chr(64 + column)


@pytest.mark.parametrize("seed", range(6))
def test_random_acts_in_every_gap(google: GoogleService, seed: int) -> None:
    outcomes = [one_office(google, seed * 100 + number, faults=number % 2 == 1) for number in range(4)]
    assert any("done" in each for each in outcomes)


def one_office(google: GoogleService, seed: int, *, faults: bool) -> list[str]:
    office = Office(google, seed)
    outcomes = []
    for _ in range(4):
        for number in range(1, 6):
            if office.chance.random() < 0.5:
                before_write(google, number, office.act)
        if faults:
            rule = google.next(office.chance.choice((any_call, batch_updates)))
            office.chance.choice(
                (
                    lambda rule: rule.applies_then_drops_connection(),
                    lambda rule: rule.applies_then_answers(internal_error()),
                    lambda rule: rule.drops_connection(),
                    lambda rule: rule.answers_garbled(),
                )
            )(rule)
        outcomes.append(office.write())
    return outcomes


if __name__ == "__main__":
    with google_service() as service:
        seen = Counter(outcome for seed in range(int(sys.argv[1])) for outcome in one_office(service, seed, faults=seed % 2 == 1))
        print(dict(seen))
