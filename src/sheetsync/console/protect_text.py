"""What `sheetsync protect` prints."""

from __future__ import annotations

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.safe_text import one_line
from sheetsync.console.tables import Column, table
from sheetsync.core.access import AccessChange, AccessNews, AccessPart
from sheetsync.usecases.protect import Protected

_PARTS = {AccessPart.SHEET: "Cả sheet, trừ ô cán bộ ghi", AccessPart.ENTRIES: "Các ô cán bộ ghi"}


def protect_text(result: Protected) -> str:
    """The rights that changed, then what the office should know."""
    lines = [f"Sổ: {styled(one_line(result.book), bold=True)}"]
    if result.changes:
        rows = [(change.sheet, _PARTS[change.part], _in_words(change)) for change in result.changes]
        title = "Quyền sẽ thay đổi" if result.dry else "Quyền đã thay đổi"
        lines.append(table(title, (Column("Sheet"), Column("Phạm vi"), Column("Thay đổi")), rows))
    else:
        lines.append(styled("Quyền đã đúng với cấu hình, không phải đổi gì.", "green", bold=True))
    lines.append("")
    if result.open_to_all:
        who = ", ".join(f"«{sheet}»" for sheet in result.open_to_all)
        text = f"Mọi người sửa được sổ đều ghi được vào các ô để trống của {who}: chưa ghi email của cán bộ ở officials.toml."
        lines.append(paragraph(text, first="- "))
    if result.missing:
        who = ", ".join(f"«{sheet}»" for sheet in result.missing)
        lines.append(paragraph(f"Không thấy trong sổ: {who}; chưa đặt quyền cho các sheet này.", first="- "))
    if result.left:
        who = ", ".join(f"«{sheet}»" for sheet in result.left)
        lines.append(paragraph(f"Giữ nguyên quyền đã đặt ở {who}: không phải sheet của bộ phận nào trong cấu hình.", first="- "))
    if result.dry and result.changes:
        lines.append(paragraph("Mới xem trước, chưa đổi gì. Chủ sở hữu của sổ và tài khoản đang chạy lệnh luôn giữ quyền sửa."))
        lines.append(paragraph("Để đổi: chạy lại lệnh này, bỏ --dry-run.", first="→ "))
    return "\n".join(lines).rstrip()


def protect_document(result: Protected) -> dict[str, Json]:
    """The document of `protect --json`."""
    return {
        "book": result.book,
        "dry_run": result.dry,
        "changes": [
            {
                "sheet": change.sheet,
                "part": change.part.value,
                "news": change.news.value,
                "added": list(change.added),
                "removed": list(change.removed),
                "moved": change.moved,
            }
            for change in result.changes
        ],
        "open_to_all": list(result.open_to_all),
        "missing": list(result.missing),
        "left": list(result.left),
    }


def _in_words(change: AccessChange) -> str:
    if change.news is AccessNews.NEW:
        return f"đặt mới, sửa được: {', '.join(change.added) or 'chỉ chủ sở hữu'}"
    if change.news is AccessNews.GONE:
        return "bỏ: mọi người sửa được sổ đều ghi được"
    said = []
    if change.added:
        said.append(f"thêm {', '.join(change.added)}")
    if change.removed:
        said.append(f"bớt {', '.join(change.removed)}")
    if change.moved:
        said.append("đặt lại theo các dòng, cột hiện nay")
    return "; ".join(said)
