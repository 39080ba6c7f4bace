"""What a write did, and what to do next."""

from __future__ import annotations

from sheetsync.console.layout import paragraph, styled
from sheetsync.ports import WriteOutcome


def outcome_text(outcome: WriteOutcome, *, sheets: tuple[str, ...] = ()) -> str:
    """Where the result and the backup are, who has the book open, which sheets were kept; then `sheets` to see."""
    lines = []
    if outcome.open_by is not None:
        who = f" ({outcome.open_by})" if outcome.open_by else ""
        lines.append(paragraph(f"Sổ đang được mở{who} nên kết quả ghi ra tệp bên cạnh; sổ gốc giữ nguyên.", first="! "))
    if outcome.changed:
        lines.append(paragraph(f"Đã ghi: {outcome.saved_to}"))
    else:
        lines.append(paragraph(f"Sổ đã đúng như vậy, không phải ghi lại: {outcome.saved_to}"))
    if outcome.backup:
        lines.append(paragraph(f"Bản trước khi ghi: {outcome.backup} (lấy lại bằng: sheetsync undo)"))
    if outcome.kept_sheets:
        names = ", ".join(f"«{name}»" for name in outcome.kept_sheets)
        lines.append(paragraph(f"Sheet có người sửa tay được giữ lại dưới tên: {names}."))
    if sheets:
        names = ", ".join(f"«{name}»" for name in sheets)
        lines.append(styled(paragraph(f"Mở sổ và xem các sheet: {names}."), bold=True))
    return "\n".join(lines)
