"""What a collect took from which file, what waits for a choice, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.merge_lines import change_line, change_object, cut, notice_object, said
from sheetsync.console.outcome_text import unsaved_lines
from sheetsync.console.safe_text import one_line
from sheetsync.console.tables import Column, table
from sheetsync.core.merge import Conflict
from sheetsync.usecases.collect import CollectResult, TakenFile
from sheetsync.usecases.review import Returned

_SHOWN = 40
"""Changes and notices listed on the screen; the others are counted (`--verbose` and `--json` have all)."""


def collect_text(result: CollectResult, *, verbose: bool = False) -> str:
    most = None if verbose else _SHOWN
    lines = [styled(_headline(result), bold=True)]
    if result.changes:
        lines += [
            "",
            paragraph(f"{'Sẽ ghi' if result.dry else 'Đã ghi'} vào sổ «{one_line(result.book)}»: {len(result.changes)} ô"),
        ]
        lines += cut([change_line(change) for change in result.changes], most)
    if result.settled:
        lines += ["", paragraph(f"Đã giải quyết {len(result.settled)} xung đột theo lựa chọn.")]
    if result.open:
        lines += ["", styled(f"Xung đột ({len(result.open)} mục), sổ và tệp đều được giữ nguyên ở các ô này:", "red", bold=True)]
        lines += [paragraph(_conflict(conflict), first="  ✗ ", rest="    ") for conflict in result.open]
        lines.append(paragraph(_way_out(result), first="→ ", rest="  "))
    if result.stale:
        marks = ", ".join(one_line(mark) for mark in result.stale)
        lines += ["", paragraph(f"Lựa chọn không còn dùng được vì ô đã đổi: {marks}.", first="! ")]
    lines += _review(result)
    if result.unknown:
        lines += ["", styled("Chưa thu được:", "yellow", bold=True)]
        for file in result.unknown:
            lines.append(paragraph(f"«{file.name}»: {file.reason}.", first="  ! ", rest="    "))
            lines.append(paragraph(file.next_step, first="    → ", rest="      "))
    told = [
        *_apart(result.apart),
        *_told(result.files),
        *(paragraph(notice.message, first="  - ", rest="    ") for notice in result.merge.notices),
    ]
    if told:
        lines += ["", "Cần biết:", *cut(told, most)]
    if result.files:
        lines += ["", _table(result)]
    lines += unsaved_lines((result.outcome,), "chạy lại lệnh này để thu lại")
    lines += [styled(paragraph(told, first="! "), "yellow") for told in result.told]
    return "\n".join(lines)


def collect_document(result: CollectResult) -> dict[str, Json]:
    """The document of `collect --json`."""
    return {
        "book": result.book,
        "period": result.period.key,
        "written": not result.dry,
        "files": [_file_object(file) for file in result.files],
        "apart": list(result.apart),
        "not_taken": [{"file": file.name, "reason": file.reason, "next": file.next_step} for file in result.unknown],
        "changes": [change_object(change) for change in result.changes],
        "conflicts": [_conflict_object(conflict) for conflict in result.open],
        "settled": [conflict.mark for conflict in result.settled],
        "stale": list(result.stale),
        "waiting": [{**change_object(row.change), "file": row.files} for row in result.waiting],
        "returned": [{**change_object(each.change), "file": each.files, "note": each.note} for each in result.returned],
        "notices": [notice_object(notice) for notice in result.merge.notices],
        **({"history": list(result.told)} if result.told else {}),
    }


def _headline(result: CollectResult) -> str:
    book = one_line(result.book)
    if not result.files and not result.unknown:
        return "Thư mục không có tệp Excel nào để thu."
    if not (result.changes or result.open or result.waiting or result.returned):
        return f"Không có gì mới để ghi vào sổ «{book}» ({result.period.title})"
    return f"{'Nếu thu sổ' if result.dry else 'Đã thu sổ'} vào «{book}» ({result.period.title})"


def _conflict(conflict: Conflict) -> str:
    where = conflict.kept[1].where
    here = f"sổ ghi {said(conflict.left.value)}" if conflict.left is not None else "sổ không còn dòng của nhiệm vụ này"
    there = said(conflict.right.value) if conflict.right is not None else ""
    base = f"; lúc phát {said(conflict.base.value)}" if conflict.base is not None else ""
    task = "" if conflict.key.by_text else f"{conflict.key.task}, "
    place = f"{task}sheet «{where.sheet}», ô {where.a1} ({where.heading})"
    return f"{conflict.mark}  {place}: {here}, tệp «{conflict.books[1]}» ghi {there}{base}."


def _way_out(result: CollectResult) -> str:
    if result.dry:
        return "Khi thu thật, các ô này được liệt kê ở sheet «Xung đột» của sổ để chọn."
    return f"Mở sổ «{one_line(result.book)}», chọn ở sheet «Xung đột» («Sổ kia» là tệp của cán bộ), lưu rồi chạy lại lệnh này."


def _review(result: CollectResult) -> Iterator[str]:
    if result.waiting:
        yield ""
        where = "Sẽ đưa" if result.dry else "Có"
        yield styled(f"{where} {len(result.waiting)} thay đổi chờ duyệt ở sheet «Duyệt thay đổi».", bold=True)
        if not result.dry:
            yield paragraph("Mở sổ, chọn «Nhận» hoặc «Trả lại» cho từng dòng, lưu rồi chạy lại lệnh này.", first="→ ", rest="  ")
    by_official: dict[str, list[Returned]] = {}
    for each in result.returned:
        by_official.setdefault(each.official, []).append(each)
    for official, returned in by_official.items():
        yield ""
        yield styled(f"Trả lại {one_line(official)} (chép gửi cán bộ):", bold=True)
        yield paragraph(
            f"Văn phòng chưa nhận {len(returned)} nội dung sau, vui lòng xem lại và gửi lại tệp:", first="  ", rest="  "
        )
        for each in returned:
            change = each.change
            note = f" – {each.note}" if each.note else ""
            task = change.task if change.key.by_text else f"{change.key.task} {change.task}"
            text = f"{task}, cột «{change.where.heading}»: {said(change.value)}{note}"
            yield paragraph(text, first="  • ", rest="    ")


def _apart(files: Sequence[str]) -> Iterator[str]:
    if files:
        names = ", ".join(f"«{name}»" for name in files)
        yield paragraph(f"Không xét {len(files)} tệp của các tab khác: {names}.", first="  - ", rest="    ")


def _told(files: Sequence[TakenFile]) -> Iterator[str]:
    for file in files:
        if file.first:
            text = (
                f"«{file.name}»: không có bản ghi của lần phát nên so thẳng với sổ; ô trống của sổ được điền, ô khác nhau được "
                "hỏi lại."
            )
            yield paragraph(text, first="  - ", rest="    ")
        if file.ignored:
            sheets = ", ".join(f"«{sheet}»" for sheet in file.ignored)
            yield paragraph(f"«{file.name}»: chỉ lấy phần của {file.title}, bỏ qua {sheets}.", first="  - ", rest="    ")


def _table(result: CollectResult) -> str:
    columns = [Column("Tệp"), Column("Bộ phận"), Column("Ô lấy", number=True)]
    reviewed = bool(result.waiting)
    if reviewed:
        columns.append(Column("Chờ duyệt", number=True))
    columns += [Column("Xung đột", number=True), Column("Để lại", number=True)]
    rows = [
        (file.name, file.title, file.taken, *((file.waiting,) if reviewed else ()), file.conflicts, file.left)
        for file in result.files
    ]
    return table(f"Đã xem {len(result.files)} tệp", columns, rows)


def _file_object(file: TakenFile) -> Json:
    return {
        "file": file.name,
        "official": file.official,
        "taken": file.taken,
        "waiting": file.waiting,
        "conflicts": file.conflicts,
        "left": file.left,
        "hand_out_known": not file.first,
        "ignored": list(file.ignored),
    }


def _conflict_object(conflict: Conflict) -> Json:
    where = conflict.kept[1].where
    return {
        "mark": conflict.mark,
        "official": conflict.official,
        "task_id": conflict.key.task,
        "field": conflict.field,
        "sheet": where.sheet,
        "cell": where.a1,
        "handed_out": json_value(conflict.base.value) if conflict.base is not None else None,
        "book": json_value(conflict.left.value) if conflict.left is not None else None,
        "sent": json_value(conflict.right.value) if conflict.right is not None else None,
        "files": conflict.books[1],
    }
