"""What a write did, and which sheets to look at."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.ports import WriteOutcome


def outcome_text(outcome: WriteOutcome, *, sheets: tuple[str, ...] = ()) -> str:
    """Where the result and the backup are, who has the book open, which sheets were kept; then `sheets` to see."""
    lines = []
    if outcome.open_by is not None:
        text = f"Sổ đang được mở ({outcome.open_by}) nên kết quả ghi ra tệp bên cạnh; sổ gốc giữ nguyên."
        lines.append(styled(paragraph(text, first="! "), "yellow"))
    lines.append("Đã ghi:" if outcome.changed else "Sổ đã đúng như vậy, không phải ghi lại:")
    lines.append(path_line(Path(outcome.saved_to)))
    if outcome.backup:
        lines.append("Bản trước khi ghi (lấy lại bằng lệnh sheetsync undo):")
        lines.append(path_line(Path(outcome.backup)))
    if outcome.kept_sheets:
        names = ", ".join(f"«{name}»" for name in outcome.kept_sheets)
        lines.append(paragraph(f"Sheet có người sửa tay được giữ lại dưới tên: {names}."))
    if sheets:
        names = ", ".join(f"«{name}»" for name in sheets)
        lines.append(styled(paragraph(f"Mở sổ và xem các sheet: {names}."), bold=True))
    return "\n".join(lines)


def restored_text(outcome: WriteOutcome) -> str:
    """What `undo` did."""
    lines = ["Đã lấy lại sổ như trước lần ghi gần nhất:", path_line(Path(outcome.saved_to))]
    if outcome.backup:
        lines += ["Bản vừa thay được giữ ở:", path_line(Path(outcome.backup))]
    return "\n".join(lines)
