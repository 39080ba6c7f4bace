"""What `fix-encoding` did: every converted cell before and after, and what stays as it was."""

from __future__ import annotations

from itertools import groupby

from sheetsync.console.json_document import outcome_document
from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.outcome_text import outcome_text
from sheetsync.console.safe_text import one_line
from sheetsync.core.old_literals import FormulaKind, OldLiteral
from sheetsync.core.old_text import LeftBecause, OldText
from sheetsync.usecases.fix_encoding import UNICODE_FONT, EncodingResult

_LEFT_REASONS = {
    LeftBecause.FORMULA: "là công thức",
    LeftBecause.HEADING_OF_TABLE: "là tiêu đề cột của Bảng (Table) trong Excel",
}
_FORMULA_KINDS = {
    FormulaKind.CELL: "công thức",
    FormulaKind.VALIDATION: "danh sách chọn hoặc điều kiện nhập",
    FormulaKind.CONDITIONAL_FORMAT: "định dạng có điều kiện",
}
NOT_CONVERTED = ("tên sheet", "ghi chú", "đầu trang và chân trang", "hình và biểu đồ", "danh sách chọn", "công thức")
"""What is not a cell's own text and so stays as it is."""
MOST_AREAS = 40
"""Named in words; `--json` has all of them."""


def encoding_text(result: EncodingResult) -> str:
    """All of it in words, a line for each cell."""
    blocks = []
    if not result.converted:
        ending = "; không ghi gì." if result.outcome is None else "."
        blocks.append(f"Không có ô nào gõ bằng phông cũ (.Vn…, VNI-…) cần chuyển{ending}")
    else:
        sheets = {text.sheet for text in result.converted}
        count = f"Đã chuyển {len(result.converted)} ô ở {len(sheets)} sheet sang Unicode, phông {UNICODE_FONT}:"
        blocks.append(styled(paragraph(count), bold=True))
        for sheet, texts in groupby(result.converted, key=lambda text: text.sheet):
            lines = [f"Sheet «{one_line(sheet)}»", *(_cell_lines(text) for text in texts)]
            blocks.append("\n".join(lines))
    if result.left:
        lines = ["Còn chữ phông cũ nhưng giữ nguyên, vui lòng tự xem lại:"]
        for text in result.left:
            reason = _LEFT_REASONS[text.left] if text.left else ""
            lines.append(paragraph(f"Sheet «{text.sheet}», ô {text.cell} ({reason}): «{text.after}»", first="  - ", rest="    "))
        blocks.append("\n".join(lines))
    if result.literals:
        told = "Các công thức, danh sách chọn, định dạng có điều kiện sau còn dùng chữ phông cũ nên không khớp với ô đã chuyển. "
        blocks.append(
            "\n".join([paragraph(f"{told}Vui lòng gõ lại chữ trong đó như sau:"), *map(_literal_line, result.literals)])
        )
    if result.outcome is not None:
        blocks.append(paragraph(f"Giữ nguyên, không chuyển: {', '.join(NOT_CONVERTED)}. Sổ gốc không thay đổi."))
        blocks.append(outcome_text(result.outcome))
    return "\n\n".join(blocks)


def encoding_document(book: str, result: EncodingResult) -> dict[str, Json]:
    """The document of `fix-encoding`; without a copy, `saved_to` is null. Each of `literals` stands once for a sheet and kind
    of formula; its `place` names all areas, with spaces between them (`B2:B501 D7`)."""
    written: dict[str, Json] = {"book": book, "saved_to": None, "changed": False, "backup": None, "open_by": None}
    if result.outcome is not None:
        written = outcome_document(book, result.outcome)
        del written["kept_sheets"]
    return {
        **written,
        "font": UNICODE_FONT,
        "converted": [_cell_object(text) for text in result.converted],
        "left": [{**_cell_object(text), "reason": text.left.value if text.left else None} for text in result.left],
        "literals": [_literal_object(literal) for literal in result.literals],
    }


def _cell_lines(text: OldText) -> str:
    doubt = " (nên xem lại: chữ này có thể đã là Unicode sẵn)" if text.doubtful else ""
    return paragraph(f"ô {text.cell}: «{text.before}» → «{text.after}»{doubt}", first="  ", rest="    ")


def _literal_line(literal: OldLiteral) -> str:
    areas = literal.place.split()
    more = f" và {len(areas) - MOST_AREAS} vùng khác" if len(areas) > MOST_AREAS else ""
    where = f"Sheet «{literal.sheet}», ô {', '.join(areas[:MOST_AREAS])}{more} ({_FORMULA_KINDS[literal.kind]})"
    return paragraph(f"{where}: «{literal.before}» → «{literal.after}»", first="  - ", rest="    ")


def _literal_object(literal: OldLiteral) -> dict[str, Json]:
    return {
        "sheet": literal.sheet,
        "place": literal.place,
        "kind": literal.kind.value,
        "before": literal.before,
        "after": literal.after,
    }


def _cell_object(text: OldText) -> dict[str, Json]:
    return {
        "sheet": text.sheet,
        "cell": text.cell,
        "font": text.font,
        "before": text.before,
        "after": text.after,
        "doubtful": text.doubtful,
    }
