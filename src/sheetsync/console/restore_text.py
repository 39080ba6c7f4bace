"""What bringing entries back did, or would do: cell by cell from now to then, and all that stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.console.command_words import command_text
from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.merge_lines import change_object, cut, said
from sheetsync.console.outcome_text import entries_lines
from sheetsync.console.safe_text import one_line
from sheetsync.console.tables import Column, table
from sheetsync.core.cells import Where
from sheetsync.core.history.observed import plain_field, quarter_of
from sheetsync.core.merge import Change, RowKey
from sheetsync.core.opening.not_opened import period_title
from sheetsync.core.restoring.refusals import exact_moment_text, moment_text
from sheetsync.core.restoring.restoration import LeftCell, LostRow, NewRow, WhyLeft
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.usecases.restore import RestoreResult

_SHOWN = 40
_WHY = {
    WhyLeft.FORMULA: "ô đang chứa công thức",
    WhyLeft.MERGED: "ô nằm trong khối đã gộp",
    WhyLeft.NO_COLUMN: "sheet không còn cột này",
    WhyLeft.NOT_SEEN: "lịch sử không biết lúc ấy ô ghi gì",
    WhyLeft.CHANGED: "ô vừa có người sửa trong lúc ghi",
}


def restore_text(result: RestoreResult, *, verbose: bool = False) -> str:
    most = None if verbose else _SHOWN
    done = result.restoration
    lines = [styled(paragraph(_headline(result)), bold=True)]
    if done.changes:
        shown = done.changes[:most]
        lines += ["", _table(result, shown)]
        if len(done.changes) > len(shown):
            lines.append(f"  … và {len(done.changes) - len(shown)} ô nữa (xem đủ bằng --verbose hoặc --json)")
    for heading, told in (
        ("Giữ nguyên vì chưa khôi phục được", [_left_line(result, each) for each in done.left]),
        ("Dòng lúc ấy có, nay không còn; cần thì thêm dòng và ghi lại", [_lost_line(result, each) for each in done.lost]),
        ("Dòng lúc ấy chưa có, giữ nguyên", [_new_line(each) for each in done.new]),
    ):
        if told:
            lines += ["", f"{heading} ({len(told)}):", *cut([paragraph(each, first="  • ", rest="    ") for each in told], most)]
    lines += [paragraph(each, first="! ", rest="  ") for each in _warnings(result)]
    if result.dry and done.changes:
        lines += ["", "Chưa ghi gì. Chạy lại lệnh không có --dry-run để khôi phục."]
    if result.outcome is not None:
        lines += ["", *entries_lines(result.outcome)]
    if result.until_now is not None:
        moment = f'--at "{exact_moment_text(result.until_now)}"'
        lines.append(paragraph(f"Các ô vừa thay vẫn còn trong lịch sử; lấy lại bằng chính lệnh restore này với {moment}."))
    lines += [styled(paragraph(told, first="! "), "yellow") for told in result.told]
    return "\n".join(lines)


def restore_document(result: RestoreResult) -> dict[str, Json]:
    """The document of `restore --json`."""
    done = result.restoration
    return {
        "book": result.book,
        "sheets": list(result.sheets),
        "period": result.period.key,
        "run": {
            "moment": result.run.moment.isoformat(),
            "command": result.run.command,
            "period": result.run.period,
        },
        "written": result.outcome is not None,
        "changes": [change_object(change) for change in done.changes],
        "left": [
            {
                **_row_object(each.official, each.key),
                "field": each.field,
                "sheet": each.where.sheet,
                "cell": each.where.a1,
                "now": json_value(each.now),
                "then": json_value(each.then),
                "reason": each.why.value,
                "message": _left_line(result, each),
            }
            for each in done.left
        ],
        "lost_rows": [
            {
                **_row_object(each.official, each.key),
                "task": each.task,
                "entries": {field: json_value(value) for field, value in each.entries.items()},
                "places": [{"sheet": where.sheet, "cell": where.a1} for where in each.places],
                "moved_to": each.moved_to or None,
            }
            for each in done.lost
        ],
        "new_rows": [
            {**_row_object(each.official, each.key), "task": each.task, "sheet": each.where.sheet, "cell": each.where.a1}
            for each in done.new
        ],
        "notices": list(_warnings(result)),
        "saved_to": result.outcome.saved_to if result.outcome is not None else None,
        "backup": result.outcome.backup if result.outcome is not None else None,
        "before": result.until_now.isoformat(timespec="milliseconds") if result.until_now is not None else None,
        **({"history": list(result.told)} if result.told else {}),
    }


def _row_object(official: str, key: RowKey) -> dict[str, Json]:
    return {"official": official, "task_id": key.task, "role": key.role}


def _headline(result: RestoreResult) -> str:
    sheets = ", ".join(f"«{one_line(sheet)}»" for sheet in result.sheets)
    then = f"{moment_text(result.run.moment)} ({command_text(result.run)})"
    done = result.restoration
    if not done.changes:
        as_it_was = "đã đúng như" if done.all_as_it_was else "không có ô nào để ghi lại như"
        return f"Sheet {sheets} {as_it_was} lần chạy {then}."
    doing = "Nếu khôi phục" if result.dry else "Đã khôi phục"
    return f"{doing} {len(done.changes)} ô ở sheet {sheets} như lần chạy {then}"


def _table(result: RestoreResult, changes: tuple[Change, ...]) -> str:
    several = len(result.sheets) > 1
    now, then = ("Hiện nay", "Lúc ấy") if result.dry else ("Trước khi khôi phục", "Nay")
    columns = [Column("Nhiệm vụ"), Column("Ô"), Column("Cột"), Column(now), Column(then)]
    rows = [
        (
            change.task if change.key.by_text else change.key.task,
            f"«{change.where.sheet}» {change.where.a1}" if several else change.where.a1,
            change.where.heading,
            said(change.cell.value),
            said(change.value),
        )
        for change in changes
    ]
    return table("", columns, rows)


def _left_line(result: RestoreResult, left: LeftCell) -> str:
    heading = left.where.heading if left.why is not WhyLeft.NO_COLUMN else result.headings.get(left.field, left.field)
    place = f"sheet «{left.where.sheet}», {_place(left.where)}"
    text = f"{left.key.task}, {place}, cột «{heading}»: {_WHY[left.why]}"
    if left.why is not WhyLeft.NOT_SEEN:
        text += f"; lúc ấy {said(left.then)}"
    return one_line(text if left.why is WhyLeft.NO_COLUMN else f"{text}, nay {said(left.now)}")


def _place(where: Where) -> str:
    return f"ô {where.a1}"


def _lost_line(result: RestoreResult, lost: LostRow) -> str:
    task = lost.task if lost.key.by_text else f"{lost.key.task} {lost.task}"
    why = ""
    if lost.places:
        cells = ", ".join(f"«{where.sheet}» {where.a1}" for where in lost.places)
        why = f" (nay đứng ở nhiều dòng nên chưa biết dòng nào: {cells})"
    elif lost.moved_to:
        why = f" (nay ở sheet «{lost.moved_to}»)"
    entries = "; ".join(f"{_label(result, field)} {said(value)}" for field, value in lost.entries.items())
    return one_line(f"{task}{why}: {entries or 'lúc ấy chưa ghi gì'}")


def _label(result: RestoreResult, field: str) -> str:
    heading = result.headings.get(plain_field(field), plain_field(field))
    return f"{heading} ({period_title(quarter_of(field))})" if quarter_of(field) else heading


def _new_line(new: NewRow) -> str:
    task = new.task if new.key.by_text else f"{new.key.task} {new.task}"
    return one_line(f"{task}: sheet «{new.where.sheet}», {_place(new.where)}")


def _warnings(result: RestoreResult) -> Iterator[str]:
    """What people should think about before, or after, they take this."""
    for closing in result.closed if result.restoration.changes else ():
        period = closing.frozen.report.period
        yield (
            f"{period.title} đã chốt ngày {document_date(closing.moment.date())}: báo cáo đã chốt không đổi; các ô được khôi "
            f"phục thuộc kỳ ấy là điều chỉnh của kỳ sau. Nên chạy: sheetsync consolidate SỔ --period {period.key}"
        )
    current = result.stated or result.period.key
    if result.run.period != current and result.restoration.changes:
        yield (
            f"Lần chạy ấy xét {period_title(result.run.period)}, nay là {period_title(current)}: vui lòng xem lại nội dung "
            "có đúng kỳ không."
        )
    for key in result.restoration.other_periods:
        yield f"Cột kết quả riêng của {period_title(key)} không xét ở đây; cần khôi phục cột ấy thì thêm --period {key}."
