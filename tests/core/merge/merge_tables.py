"""Cases that a clerk can read: the last common state, the office's book and the official's, drawn as Markdown tables, and below
them what the merge must find (`cases/*.md`).

A case is a `##` heading followed by its lines:
    Lần trước: VP UBND       the tab that the next table draws, as it was when both books were last alike
    Văn phòng: VP UBND       the same tab in the office's book; a book of which no tab is drawn is as it was
    Cán bộ: VP UBND          the same in the official's book
    Chưa đồng bộ lần nào     nothing was ever alike
    Không có: Tư pháp        (under a book) the book lacks this tab, whatever it had before
    Sheet chung: Chung       a sheet that all officials share
    Kỳ: 2                    the quarter that is merged; without it 1
    Kỳ trước: 1              the quarter of the last common state, where it is another one
    ⇒ văn phòng D2: a → b    a change: the book that is written, the cell, what stands there, what it becomes
    ⇒ xung đột D2 / D3: a | b | c    a conflict: the cell in either book; before, in the office's book, in the official's
    ⇒ báo new-on-one-side cán bộ B4  a notice: its code, whose book it speaks of, its cell
Blank is written as ∅, and so is the cell of a row that is gone. What is found is compared as a whole. Afterwards both books are
written and merged again: that must change nothing more.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.merge import Change, Conflict, Merge, Notice, SeenCell, Side
from sheetsync.core.settings import Settings
from sheetsync.core.values import display_text
from tests.core.merge import two_books
from tests.core.rules.finding_tables import drawn

CASES = Path(__file__).parent / "cases"
_BEFORE, _OFFICE, _OFFICIAL = "Lần trước", "Văn phòng", "Cán bộ"
_FORMULA = "[công thức]"
_WHOSE = {Side.LEFT: "văn phòng", Side.RIGHT: "cán bộ"}


@dataclass(frozen=True)
class Case:
    """One case. books: by who has it, the tabs drawn for it; lacking: the tabs that a book has lost."""

    title: str
    books: dict[str, tuple[SheetContent, ...]] = field(default_factory=dict)
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    expected: tuple[str, ...] = ()
    first_time: bool = False
    shared: tuple[str, ...] = ()
    quarter: int = 1
    quarter_before: int = 0

    def __str__(self) -> str:
        return self.title

    def sheets(self, whose: str) -> tuple[SheetContent, ...]:
        """The tabs of a book: as drawn, else as they were."""
        own = {sheet.name: sheet for sheet in self.books.get(whose, ())}
        codes = {name: official.code for official in two_books.OFFICIALS for name in (official.tab or "", *official.aliases)}
        drawn_codes = {codes.get(name, name) for name in own}
        kept = [
            sheet
            for sheet in self.books.get(_BEFORE, ())
            if codes.get(sheet.name, sheet.name) not in drawn_codes and sheet.name not in self.lacking.get(whose, ())
        ]
        return (*own.values(), *kept)


def cases(file: str) -> list[Case]:
    """All cases of a file."""
    text = (CASES / file).read_text("utf-8")
    return [_case(part) for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]


def _case(text: str) -> Case:
    title, *lines = text.splitlines()
    case, whose, name, table = Case(title.strip()), "", "", list[str]()
    for one in [*lines, ""]:
        if one.startswith("|"):
            table.append(one)
            continue
        if table:
            case = replace(case, books={**case.books, whose: (*case.books.get(whose, ()), _sheet(name, table))})
            table = []
        if one.startswith("⇒ "):
            case = replace(case, expected=(*case.expected, one[2:].strip()))
            continue
        key, _, value = (part.strip() for part in one.partition(":"))
        match key:
            case "Lần trước" | "Văn phòng" | "Cán bộ":
                whose, name = key, value
            case "Không có":
                case = replace(case, lacking={**case.lacking, whose: (*case.lacking.get(whose, ()), value)})
            case "Sheet chung":
                case = replace(case, shared=(*case.shared, value))
            case "Kỳ":
                case = replace(case, quarter=int(value))
            case "Kỳ trước":
                case = replace(case, quarter_before=int(value))
            case "Chưa đồng bộ lần nào":
                case = replace(case, first_time=True)
            case "":
                pass
            case _:
                raise ValueError(f"{title}: {one}")
    return case


def _sheet(name: str, table: list[str]) -> SheetContent:
    """A tab as drawn; besides the notes that `drawn` knows, `[công thức]` says that the value comes of a formula."""
    sheet, _ = drawn(name, "\n".join(table))
    rows, notes = [list(row) for row in sheet.rows], dict(sheet.notes)
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if isinstance(value, str) and value.startswith(_FORMULA):
                cells[column - 1] = value.removeprefix(_FORMULA).strip()
                notes[row, column] = CellNote(formula=True)
    return SheetContent(name, rows, notes=notes)


def found(result: Merge) -> Counter[str]:
    """Everything a merge gives, as the cases write it."""
    changes = (_change(change) for change in result.changes)
    return Counter([*changes, *map(_conflict, result.conflicts), *map(_notice, result.notices)])


def assert_case(case: Case, settings: Settings) -> Merge:
    """The books give exactly what the case asks for, and nothing more once it is written."""
    configuration = two_books.office(settings, case.shared)
    left, right = case.sheets(_OFFICE), case.sheets(_OFFICIAL)
    quarter_before = case.quarter_before or case.quarter
    common = None if case.first_time else two_books.base(case.sheets(_BEFORE), configuration, quarter_before)
    result = two_books.merged(left, right, common, configuration, case.quarter)
    asked = Counter(case.expected)
    got = found(result)
    assert (got - asked, asked - got) == (Counter(), Counter()), f"\nkhông nên có: {got - asked}\ncòn thiếu: {asked - got}"
    afterwards = two_books.written(left, result.left), two_books.written(right, result.right)
    again = two_books.merged(*afterwards, result.base, configuration, case.quarter)
    assert (again.changes, again.conflicts) == ((), result.conflicts)
    assert Counter(map(_notice, again.notices)) == Counter(map(_notice, result.notices))
    return result


def _change(change: Change) -> str:
    return f"{_WHOSE[change.side]} {change.where.a1}: {_shown(change.old)} → {_shown(change.new)}"


def _conflict(conflict: Conflict) -> str:
    cells = " / ".join(cell.where.a1 if cell else "∅" for cell in (conflict.left, conflict.right))
    before = _shown(conflict.base.value if conflict.base else None)
    return f"xung đột {cells}: {before} | {_value(conflict.left)} | {_value(conflict.right)}"


def _value(cell: SeenCell | None) -> str:
    return _shown(cell.value if cell else None)


def _notice(notice: Notice) -> str:
    place = notice.where.a1 if notice.where else f"«{notice.sheet}»"
    return f"báo {notice.code} {_WHOSE[notice.side]} {place}"


def _shown(value: CellValue) -> str:
    """Texts in quotation marks where they look like numbers, so that the two are told apart."""
    text = display_text(value).replace("\n", "\\n")
    return f'"{text}"' if isinstance(value, str) and re.fullmatch(r"[\d.,/-]+", text) else text or "∅"
