"""`Xung đột`: cells that two books changed differently, for people to choose from a list; what they chose is read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sheetsync.core.book import SheetContent, SheetKind
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.merge import Choice, Conflict, SeenCell, Side, Typed
from sheetsync.core.own_names import own_sheet_name
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, CellChoices, DesignValue, PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.looks import Align, Border, Look
from sheetsync.core.values import display_text, match_key

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
)
_CHOSEN, _OTHER, _MARK = 8, 9, 10
_ABOUT = (
    "Hai sổ ghi khác nhau ở các ô dưới đây nên chưa ô nào bị đổi. Chọn ở cột «Chọn» (nếu chọn «Giá trị khác» thì ghi giá trị vào "
    "cột bên cạnh), rồi chạy lại đồng bộ. Không sửa cột «Dấu»."
)
_ENTRY = Look(size=11, border=Border.THIN, wrap=True, fill="FFFBEF")
_QUIET = Look(size=9, border=Border.THIN, colour="808080", align=Align.CENTER)


def design_conflicts_sheet(conflicts: Sequence[Conflict], chosen: Mapping[str, tuple[str, CellValue]]) -> SheetDesign:
    """The sheet for the office's own book. chosen: by mark, what stands in the two columns already and was not carried out."""
    left, right = conflicts[0].books
    draft = SheetDraft([width for _, width in _HEADINGS])
    draft.put(1, "XUNG ĐỘT GIỮA HAI SỔ", looks.PAGE_TITLE, to=len(_HEADINGS))
    draft.next_row(least=26)
    draft.put(1, f"Sổ văn phòng: {left} · Sổ kia: {right}", looks.PAGE_NOTE, to=len(_HEADINGS))
    draft.next_row(least=20)
    draft.put(1, _ABOUT, looks.PLAIN, to=len(_HEADINGS))
    draft.next_row(least=34)
    for column, (heading, _) in enumerate(_HEADINGS, start=1):
        draft.put(column, heading, looks.HEADING)
    heading_row = draft.next_row(least=24)
    columns = (looks.CENTRED, looks.CENTRED, looks.CENTRED, *(looks.TEXT,) * 4, _ENTRY, _ENTRY, _QUIET)
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
            ),
            links=((2, where),) if conflict.left is not None else (),
        )
    area = Rectangle(heading_row + 1, _CHOSEN, heading_row + len(conflicts), _CHOSEN)
    return draft.design(
        own_sheet_name(SheetKind.CONFLICTS, ""),
        SheetKind.CONFLICTS,
        "",
        print_setup=PrintSetup(repeat_rows=(heading_row, heading_row)),
        freeze_row=heading_row,
        choices=(CellChoices(area, (LEFT_WORD, RIGHT_WORD, TYPED_WORD)),),
        tab_colour="C62F3B",
    )


def read_choices(sheet: SheetContent) -> dict[str, Choice]:
    """What people chose, by the conflict's mark. A row where nothing is chosen, or a word that is no choice, settles nothing."""
    words: dict[str, Choice] = {match_key(LEFT_WORD): Side.LEFT, match_key(RIGHT_WORD): Side.RIGHT}
    found: dict[str, Choice] = {}
    for mark, word, value in _written(sheet):
        if word == match_key(TYPED_WORD):
            found[mark] = Typed(value)
        elif word in words:
            found[mark] = words[word]
    return found


def written_choices(sheet: SheetContent) -> dict[str, tuple[str, CellValue]]:
    """What stands in the two columns as people wrote it, by mark."""
    return {
        mark: (str(sheet.value(row, _CHOSEN) or ""), sheet.value(row, _OTHER))
        for row in range(1, sheet.last_row + 1)
        if isinstance(mark := sheet.value(row, _MARK), str)
    }


def _written(sheet: SheetContent) -> list[tuple[str, str, CellValue]]:
    return [(mark, match_key(word), value) for mark, (word, value) in written_choices(sheet).items()]


def _said(cell: SeenCell | None) -> str:
    if cell is None:
        return "(không còn dòng)"
    return display_text(cell.value) or "(để trống)"


def _design_value(value: CellValue) -> DesignValue:
    """What was typed, put back as it is; a kind of value that no cell of ours holds as its text."""
    if isinstance(value, bool | datetime) or not isinstance(value, str | int | float | date):
        return display_text(value) or None
    return value
