"""What a sync did, or would do: by book and sheet, cell by cell."""

from __future__ import annotations

from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.merge_lines import change_line, change_object, cut, notice_object
from sheetsync.console.outcome_text import unsaved_lines
from sheetsync.console.safe_text import one_line
from sheetsync.core.merge import Change, Conflict, SeenCell
from sheetsync.usecases.sync import SyncResult

_SHOWN = 40
"""Changes and notices listed on the screen; the others are counted (`--verbose` and `--json` have all)."""


def sync_text(result: SyncResult, *, verbose: bool = False) -> str:
    most = None if verbose else _SHOWN
    lines = [styled(_headline(result), bold=True)]
    for book, changes in zip(result.books, (result.left, result.right), strict=True):
        if changes:
            lines += ["", paragraph(f"{'Sẽ ghi' if result.dry else 'Đã ghi'} vào sổ «{one_line(book)}»: {len(changes)} ô")]
            lines += cut([change_line(change) for change in changes], most)
    if result.settled:
        lines += ["", paragraph(f"Đã giải quyết {len(result.settled)} xung đột theo lựa chọn.")]
    if result.open:
        lines += ["", styled(f"Xung đột ({len(result.open)} ô), chưa sổ nào bị đổi ở các ô này:", "red", bold=True)]
        lines += [paragraph(f"{conflict.mark}  {conflict.message}", first="  ✗ ", rest="      ") for conflict in result.open]
        lines.append(paragraph(_way_out(result), first="→ ", rest="  "))
    if result.stale:
        marks = ", ".join(one_line(mark) for mark in result.stale)
        lines += ["", paragraph(f"Lựa chọn không còn dùng được vì ô đã đổi: {marks}.", first="! ")]
    if result.merge.notices:
        lines += ["", "Cần biết:"]
        lines += cut([paragraph(notice.message, first="  - ", rest="    ") for notice in result.merge.notices], most)
    lines += unsaved_lines(result.outcomes, "lần đồng bộ sau hỏi lại từng ô ấy")
    lines += [styled(paragraph(told, first="! "), "yellow") for told in result.told]
    return "\n".join(lines)


def sync_document(result: SyncResult) -> dict[str, Json]:
    """The document of `sync --json`."""
    return {
        "books": list(result.books),
        "period": result.period.key,
        "written": not result.dry,
        "changes": [_change_object(change, result.books) for change in result.changes],
        "conflicts": [_conflict_object(conflict) for conflict in result.open],
        "settled": [conflict.mark for conflict in result.settled],
        "stale": list(result.stale),
        "notices": [notice_object(notice) for notice in result.merge.notices],
        **({"history": list(result.told)} if result.told else {}),
    }


def _headline(result: SyncResult) -> str:
    left, right = (one_line(book) for book in result.books)
    if not result.changes and not result.open:
        return f"Hai sổ «{left}» và «{right}» đã khớp nhau, không phải ghi gì."
    doing = "Nếu đồng bộ" if result.dry else "Đã đồng bộ"
    return f"{doing} «{left}» và «{right}» ({result.period.title})"


def _way_out(result: SyncResult) -> str:
    chosen = "sheetsync resolve SỔ-VĂN-PHÒNG SỔ-KIA --left DẤU (hoặc --right DẤU, --value DẤU GIÁ-TRỊ)"
    if result.dry:
        return f"Khi đồng bộ thật, các ô này được liệt kê ở sheet «Xung đột» để chọn; hoặc: {chosen}"
    return f"Mở sổ «{one_line(result.books[0])}», chọn ở sheet «Xung đột» rồi chạy lại lệnh này; hoặc: {chosen}"


def _change_object(change: Change, books: tuple[str, str]) -> Json:
    return {
        "book": books[0] if change.side.value == "left" else books[1],
        "side": change.side.value,
        **change_object(change),
    }


def _conflict_object(conflict: Conflict) -> Json:
    return {
        "mark": conflict.mark,
        "kind": conflict.kind.value,
        "official": conflict.official,
        "task_id": conflict.key.task,
        "field": conflict.field,
        "base": json_value(conflict.base.value) if conflict.base is not None else None,
        "left": _cell_object(conflict.left),
        "right": _cell_object(conflict.right),
        "message": conflict.message,
    }


def _cell_object(cell: SeenCell | None) -> Json:
    if cell is None:
        return None
    return {"sheet": cell.where.sheet, "cell": cell.where.a1, "value": json_value(cell.value)}
