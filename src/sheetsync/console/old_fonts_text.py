"""What `adopt` says of a book that holds text in fonts of the time before Unicode."""

from __future__ import annotations

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.safe_text import one_line
from sheetsync.console.shell_quotes import quoted
from sheetsync.core.adoption.as_shown import OldFonts


def old_fonts_text(old_fonts: OldFonts, *, book: str) -> str:
    """Where such text stands, and what to do before anything else."""
    names = ", ".join(old_fonts.names)
    count = sum(old_fonts.cells.values())
    sheets = ", ".join(f"«{sheet}»" for sheet in old_fonts.cells)
    return "\n".join(
        (
            styled(paragraph(f"Sổ có chữ gõ bằng phông cũ ({names}): {count} ô ở sheet {sheets}."), "yellow", bold=True),
            paragraph(
                "Dưới đây các chữ này được đọc đúng như phông hiển thị, nhưng các lệnh khác chưa đọc được và sẽ báo lỗi ở từng ô."
            ),
            paragraph("Vui lòng chuyển sang Unicode trước, rồi dùng bản đã chuyển (cấu hình dùng được cho cả hai bản):"),
            f"  {one_line(fix_encoding_command(book))}",
        )
    )


def fix_encoding_command(book: str) -> str:
    """The command that makes the copy in Unicode."""
    return f"sheetsync fix-encoding {quoted(book)}"


def old_fonts_object(old_fonts: OldFonts, *, book: str) -> dict[str, Json] | None:
    """The same for `--json`; None where there is no such text."""
    if not old_fonts.cells:
        return None
    return {"fonts": list(old_fonts.names), "cells": dict(old_fonts.cells), "command": fix_encoding_command(book)}
