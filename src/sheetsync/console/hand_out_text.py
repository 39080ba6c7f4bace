"""Which workbooks went out to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.console.tables import Column, table
from sheetsync.usecases.hand_out import HandOutResult


def hand_out_text(result: HandOutResult, folder: Path, changed: Sequence[Path], kept: Sequence[Path]) -> str:
    """changed: the files that were written, the others being the same as before; kept: where files are now that somebody had
    edited."""
    lines = [styled(f"Phát sổ «{result.book}» ({result.period.title})", bold=True), path_line(folder)]
    if result.files:
        new = {path.name for path in changed}
        rows = [
            (handed.title, handed.name, handed.rows, handed.filled, "mới ghi" if handed.name in new else "đã có, không đổi")
            for handed in result.files
        ]
        columns = (Column("Bộ phận"), Column("Tệp"), Column("Nhiệm vụ", number=True), Column("Đã ghi", number=True), Column(""))
        lines += ["", table(f"{len(result.files)} tệp", columns, rows)]
    for handed in result.files:
        lines += [paragraph(f"{handed.title}: {note}", first="  - ", rest="    ") for note in handed.notes]
    if result.left_out:
        lines += ["", styled("Chưa phát cho:", "yellow", bold=True)]
        lines += [paragraph(f"{title}: {reason}.", first="  ! ", rest="    ") for title, reason in result.left_out]
    if kept:
        lines += ["", paragraph("Tệp phát lần trước đã có người sửa nên được giữ lại với tên khác:")]
        lines += [path_line(path) for path in kept]
    if result.files:
        lines += ["", paragraph("Gửi mỗi tệp cho đúng bộ phận. Khi nhận lại, để các tệp vào một thư mục rồi chạy:")]
        lines.append("  sheetsync collect THƯ-MỤC --into SỔ")
    return "\n".join(lines)


def hand_out_document(
    result: HandOutResult, files: Sequence[Path], changed: Sequence[Path], kept: Sequence[Path]
) -> dict[str, Json]:
    """The document of `hand-out --json`."""
    written = {path.name for path in changed}
    return {
        "book": result.book,
        "period": result.period.key,
        "files": [
            {
                "official": handed.official,
                "sheet": handed.sheet,
                "id": handed.identifier,
                "path": str(path),
                "rows": handed.rows,
                "filled": handed.filled,
                "written": handed.name in written,
                "notes": list(handed.notes),
            }
            for handed, path in zip(result.files, files, strict=True)
        ],
        "left_out": [{"official": title, "reason": reason} for title, reason in result.left_out],
        "kept": [str(path) for path in kept],
    }
