"""`Duyệt thay đổi`: what officials sent, a change a row, for the office to take or to return; what was decided is read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import Enum

from sheetsync.core.book import SheetContent, SheetKind
from sheetsync.core.cells import Rectangle
from sheetsync.core.merge import Change
from sheetsync.core.merge.base import plain_value
from sheetsync.core.own_names import own_sheet_name
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, CellChoices, PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.looks import Align, Border, Look
from sheetsync.core.values import display_text, match_key
from sheetsync.records import dataclass

TAKE_WORD, RETURN_WORD = "Nhận", "Trả lại"
_HEADINGS: tuple[tuple[str, float], ...] = (
    ("TT", 5),
    ("Bộ phận", 18),
    ("Mã NV", 10),
    ("Nhiệm vụ", 32),
    ("Sheet, ô", 18),
    ("Cột", 16),
    ("Sổ đang ghi", 30),
    ("Cán bộ gửi", 34),
    ("Tệp", 26),
    ("Duyệt", 12),
    ("Ghi chú khi trả lại", 30),
    ("Dấu", 12),
)
_DECIDED, _NOTE, _MARK = 10, 11, 12
_ABOUT = (
    "Chưa ô nào dưới đây được ghi vào sổ. Chọn «Nhận» hoặc «Trả lại» ở cột «Duyệt» (trả lại thì ghi lý do ở cột bên cạnh), lưu "
    "sổ, rồi chạy lại lệnh thu sổ. Dòng chưa chọn được giữ lại. Không sửa cột «Dấu»."
)
_ENTRY = Look(size=11, border=Border.THIN, wrap=True, fill="FFFBEF")
_QUIET = Look(size=9, border=Border.THIN, colour="808080", align=Align.CENTER)


class Verdict(Enum):
    TAKE = TAKE_WORD
    RETURN = RETURN_WORD


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A change that waits. official: what the official is called; files: where it comes from."""

    change: Change
    official: str
    files: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands in the two columns, as people wrote it. verdict: None where it is no decision."""

    word: str
    note: str
    verdict: Verdict | None


def change_mark(change: Change) -> str:
    """Ten letters that stand for this change of this value: a decision made for other values does not fit it."""
    values = [plain_value(change.cell.value), plain_value(change.value)]
    said = [change.official, change.key.task, change.key.role, change.key.by_text, change.field, *values]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:10]


def design_review_sheet(rows: Sequence[ReviewRow], decided: Mapping[str, Decision]) -> SheetDesign:
    """decided: by mark, what stands in the sheet already and was not carried out."""
    draft = SheetDraft([width for _, width in _HEADINGS])
    draft.put(1, "DUYỆT THAY ĐỔI CỦA CÁN BỘ", looks.PAGE_TITLE, to=len(_HEADINGS))
    draft.next_row(least=26)
    draft.put(1, _ABOUT, looks.PLAIN, to=len(_HEADINGS))
    draft.next_row(least=34)
    for column, (heading, _) in enumerate(_HEADINGS, start=1):
        draft.put(column, heading, looks.HEADING)
    heading_row = draft.next_row(least=24)
    centred, text = looks.CENTRED, looks.TEXT
    columns = (centred, text, centred, text, centred, text, text, text, text, _ENTRY, _ENTRY, _QUIET)
    table = TableRows(draft, tuple(Block(column, column, look) for column, look in enumerate(columns, start=1)))
    for number, row in enumerate(rows, start=1):
        change, where = row.change, row.change.where
        mark = change_mark(change)
        written = decided.get(mark)
        table.add(
            (
                number,
                row.official,
                change.key.task if not change.key.by_text else None,
                change.task,
                f"{where.sheet}, {where.a1}",
                where.heading,
                display_text(change.cell.value) or "(để trống)",
                display_text(change.value) or "(để trống)",
                row.files,
                (written.word or None) if written else None,
                (written.note or None) if written else None,
                mark,
            ),
            links=((5, where),),
        )
    return draft.design(
        own_sheet_name(SheetKind.REVIEW, ""),
        SheetKind.REVIEW,
        "",
        print_setup=PrintSetup(repeat_rows=(heading_row, heading_row)),
        freeze_row=heading_row,
        choices=(CellChoices(Rectangle(heading_row + 1, _DECIDED, heading_row + len(rows), _DECIDED), (TAKE_WORD, RETURN_WORD)),),
        tab_colour="E6A700",
    )


def read_decisions(sheet: SheetContent) -> dict[str, Decision]:
    """By mark, what people wrote beside each change."""
    verdicts = {match_key(verdict.value): verdict for verdict in Verdict}
    found: dict[str, Decision] = {}
    for row in range(1, sheet.last_row + 1):
        mark = sheet.value(row, _MARK)
        if isinstance(mark, str):
            word, note = (display_text(sheet.value(row, column)).strip() for column in (_DECIDED, _NOTE))
            found[mark] = Decision(word, note, verdicts.get(match_key(word)))
    return found
