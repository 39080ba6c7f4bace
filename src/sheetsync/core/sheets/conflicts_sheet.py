"""`Xung đột`: cells that two books changed differently, for people to choose from a list; what they chose is read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from sheetsync.core.book import SheetContent, SheetKind
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.merge import Choice, Conflict, SeenCell, Side, Typed
from sheetsync.core.own_names import own_sheet_name
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, CellChoices, DesignValue, PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.looks import Align, Border, Look
from sheetsync.core.values import display_text, match_key
from sheetsync.records import dataclass

LEFT_WORD, RIGHT_WORD, TYPED_WORD = "Sổ văn phòng", "Sổ kia", "Giá trị khác"
_HEADINGS: tuple[tuple[str, float], ...] = (
    ("TT", 5),
    ("Mã NV", 10),
    ("Sheet, ô", 18),
    ("Cột", 16),
    ("Sổ văn phòng ghi", 34),
    ("Sổ kia ghi", 34),
    ("Lần trước", 24),
    ("Chọn", 16),
    ("Giá trị khác", 26),
    ("Dấu", 12),
    ("Sổ kia, tệp", 26),
)
_CHOSEN, _OTHER, _MARK, _ORIGIN = 8, 9, 10, 11
_ABOUT = (
    "Các sổ ghi khác nhau ở các ô dưới đây nên chưa ô nào bị đổi. Chọn ở cột «Chọn» (nếu chọn «Giá trị khác» thì ghi giá trị vào "
    "cột bên cạnh), rồi chạy lại lệnh đồng bộ hoặc thu sổ. Không sửa cột «Dấu»."
)
KeptRow: TypeAlias = tuple[DesignValue, ...]
"""A row of the sheet that another command put there, as it stands, but for its number."""
_ENTRY = Look(size=11, border=Border.THIN, wrap=True, fill="FFFBEF")
_QUIET = Look(size=9, border=Border.THIN, colour="808080", align=Align.CENTER)


@dataclass(frozen=True, slots=True)
class ConflictsFrom:
    """Which command the conflicts come from: it tells its own rows of the sheet by how their last cell begins."""

    beginning: str
    names_book: bool = False

    @classmethod
    def sync(cls, book: str) -> ConflictsFrom:
        return cls(f"Đồng bộ: {book}")

    @classmethod
    def collect(cls) -> ConflictsFrom:
        return cls("Thu sổ: ", names_book=True)

    def word(self, conflict: Conflict) -> str:
        return f"{self.beginning}{conflict.books[1]}" if self.names_book else self.beginning

    def owns(self, word: str) -> bool:
        return word.startswith(self.beginning) if self.names_book else word in ("", self.beginning)


def design_conflicts_sheet(
    conflicts: Sequence[Conflict],
    chosen: Mapping[str, tuple[str, CellValue]],
    origin: ConflictsFrom,
    kept: Sequence[KeptRow] = (),
) -> SheetDesign:
    """The sheet for the office's own book. chosen: by mark, what stands in the two columns already and was not carried out.
    kept: rows that another command put there."""
    draft = SheetDraft([width for _, width in _HEADINGS])
    draft.put(1, "XUNG ĐỘT GIỮA CÁC SỔ", looks.PAGE_TITLE, to=len(_HEADINGS))
    draft.next_row(least=26)
    draft.put(1, "Sổ văn phòng là sổ này; «Sổ kia» là sổ hoặc tệp ghi ở cột cuối", looks.PAGE_NOTE, to=len(_HEADINGS))
    draft.next_row(least=20)
    draft.put(1, _ABOUT, looks.PLAIN, to=len(_HEADINGS))
    draft.next_row(least=34)
    for column, (heading, _) in enumerate(_HEADINGS, start=1):
        draft.put(column, heading, looks.HEADING)
    heading_row = draft.next_row(least=24)
    columns = (looks.CENTRED, looks.CENTRED, looks.CENTRED, *(looks.TEXT,) * 4, _ENTRY, _ENTRY, _QUIET, looks.TEXT)
    table = TableRows(draft, tuple(Block(column, column, look) for column, look in enumerate(columns, start=1)))
    for number, conflict in enumerate(conflicts, start=1):
        word, value = chosen.get(conflict.mark, ("", None))
        where = conflict.kept[1].where
        table.add(
            (
                number,
                conflict.key.task if not conflict.key.by_text else conflict.task,
                f"{where.sheet}, {where.a1}",
                where.heading,
                _said(conflict.left),
                _said(conflict.right),
                display_text(conflict.base.value) if conflict.base else None,
                word or None,
                _design_value(value),
                conflict.mark,
                origin.word(conflict),
            ),
            links=((2, where),) if conflict.left is not None else (),
        )
    for number, row in enumerate(kept, start=len(conflicts) + 1):
        table.add((number, *row))
    area = Rectangle(heading_row + 1, _CHOSEN, heading_row + len(conflicts) + len(kept), _CHOSEN)
    return draft.design(
        own_sheet_name(SheetKind.CONFLICTS, ""),
        SheetKind.CONFLICTS,
        "",
        print_setup=PrintSetup(repeat_rows=(heading_row, heading_row)),
        freeze_row=heading_row,
        choices=(CellChoices(area, (LEFT_WORD, RIGHT_WORD, TYPED_WORD)),),
        tab_colour="C62F3B",
    )


def read_choices(sheet: SheetContent, origin: ConflictsFrom) -> dict[str, Choice]:
    """What people chose for conflicts of this origin, by the conflict's mark. A row where nothing is chosen, or a word that is no
    choice, settles nothing."""
    words: dict[str, Choice] = {match_key(LEFT_WORD): Side.LEFT, match_key(RIGHT_WORD): Side.RIGHT}
    found: dict[str, Choice] = {}
    for row, mark in _marks(sheet):
        if not origin.owns(str(sheet.value(row, _ORIGIN) or "")):
            continue
        word, value = match_key(str(sheet.value(row, _CHOSEN) or "")), sheet.value(row, _OTHER)
        if word == match_key(TYPED_WORD):
            found[mark] = Typed(value)
        elif word in words:
            found[mark] = words[word]
    return found


def written_choices(sheet: SheetContent) -> dict[str, tuple[str, CellValue]]:
    """What stands in the two columns as people wrote it, by mark."""
    return {mark: (str(sheet.value(row, _CHOSEN) or ""), sheet.value(row, _OTHER)) for row, mark in _marks(sheet)}


def rows_from_elsewhere(sheet: SheetContent, origin: ConflictsFrom) -> tuple[KeptRow, ...]:
    """The sheet's rows that another command put there, without their numbers."""
    return tuple(
        tuple(_design_value(sheet.value(row, column)) for column in range(2, len(_HEADINGS) + 1))
        for row in range(1, sheet.last_row + 1)
        if isinstance(word := sheet.value(row, _ORIGIN), str)
        and isinstance(sheet.value(row, 1), int | float)
        and not origin.owns(word)
    )


def _marks(sheet: SheetContent) -> Iterator[tuple[int, str]]:
    """The rows that stand for a conflict, with its mark."""
    for row in range(1, sheet.last_row + 1):
        mark = sheet.value(row, _MARK)
        if isinstance(mark, str):
            yield row, mark


def _said(cell: SeenCell | None) -> str:
    if cell is None:
        return "(không còn dòng)"
    return display_text(cell.value) or "(để trống)"


def _design_value(value: CellValue) -> DesignValue:
    """What was typed, put back as it is; a kind of value that no cell of ours holds as its text."""
    if isinstance(value, bool | datetime) or not isinstance(value, str | int | float | date):
        return display_text(value) or None
    return value
