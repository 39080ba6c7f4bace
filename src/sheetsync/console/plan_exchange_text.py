"""What `plan check` and `plan import` print."""

from __future__ import annotations

from pathlib import Path

from sheetsync.console.finding_json import finding_object
from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.console.safe_text import one_line
from sheetsync.core.plan_exchange.differences import Difference, DifferenceKind
from sheetsync.usecases.plan_exchange import PlanExchange

_IN_TABS = frozenset({"task", "deliverable", "area", "lead", "coordinators", "cadence", "title", "tab"})
"""What the tabs were made of and does not follow by formula, as due dates do."""
_NOTHING = "(trống)"
_LONGEST = 90


def check_text(result: PlanExchange) -> str:
    """Mistakes first, then differences, then what to do."""
    lines = [f"Sổ: {styled(one_line(result.book), bold=True)}", *_findings(result)]
    differences = result.reading.differences
    if not differences and not result.reading.findings:
        return "\n".join((*lines, styled("Sổ và cấu hình giống nhau.", "green", bold=True)))
    lines += _differences(result, "Sổ khác cấu hình ở {} chỗ:")
    lines.append("")
    if result.reading.findings:
        lines.append(paragraph("Vui lòng sửa các ô có lỗi trong sổ rồi chạy lại.", first="→ "))
    if differences:
        taken = "Lấy theo sổ: sheetsync plan import SỔ --config THƯ-MỤC (xem trước: thêm --dry-run)."
        lines.append(paragraph(taken, first="→ "))
        lines.append(paragraph("Lấy theo cấu hình: sheetsync plan export SỔ --output SỔ-MỚI.", first="→ "))
    return "\n".join(lines)


def import_text(result: PlanExchange) -> str:
    """What was, or would be, taken into the configuration; or why nothing was."""
    lines = [f"Sổ: {styled(one_line(result.book), bold=True)}", *_findings(result)]
    if result.reading.findings:
        lines += _differences(result, "Các chỗ sổ khác cấu hình ({}):")
        lines += ["", styled("Chưa ghi gì vào cấu hình.", bold=True), _repair()]
        return "\n".join(lines)
    if not result.reading.differences:
        return "\n".join((*lines, styled("Sổ và cấu hình giống nhau: không có gì để ghi.", "green", bold=True)))
    lines += _differences(result, "{} chỗ lấy từ sổ vào cấu hình:")
    lines.append("")
    if result.dry:
        lines += ["Mới xem trước, chưa ghi gì.", paragraph("Để ghi: chạy lại lệnh này, bỏ --dry-run.", first="→ ")]
        return "\n".join(lines)
    lines.append(styled("Đã ghi:", bold=True))
    for file in result.files:
        lines.append(path_line(Path(file.path)))
        if file.backup:
            lines.append(path_line(Path(file.backup), "bản trước khi ghi"))
    lines.append(paragraph("Xem lại: sheetsync plan check SỔ.", first="→ "))
    if any(difference.key in _IN_TABS or not difference.key for difference in result.reading.differences):
        tabs = "Sheet của các bộ phận chưa đổi theo; muốn đổi: sheetsync plan export SỔ --output SỔ-MỚI (giữ nội dung đã ghi)."
        lines.append(paragraph(tabs, first="→ "))
    return "\n".join(lines)


def exchange_document(result: PlanExchange) -> dict[str, Json]:
    """The document of `plan check` and `plan import`."""
    return {
        "book": result.book,
        "same": not result.reading.differences and not result.reading.findings,
        "differences": [_difference_object(difference) for difference in result.reading.differences],
        "findings": [finding_object(finding) for finding in result.reading.findings],
        "written": [{"path": file.path, "backup": file.backup} for file in result.files],
    }


def _repair() -> str:
    return paragraph("Vui lòng sửa các ô có lỗi trong sổ, lưu lại rồi chạy lại lệnh này.", first="→ ")


def _findings(result: PlanExchange) -> list[str]:
    found = result.reading.findings
    if not found:
        return []
    lines = ["", styled(f"{len(found)} ô cần sửa trong sổ:", "red", bold=True)]
    return [*lines, *(paragraph(finding.message, first="  - ", rest="    ") for finding in found)]


def _differences(result: PlanExchange, heading: str) -> list[str]:
    differences = result.reading.differences
    if not differences:
        return []
    lines = ["", styled(heading.format(len(differences)), bold=True)]
    return [*lines, *(paragraph(difference_text(difference), first="  - ", rest="    ") for difference in differences)]


def difference_text(difference: Difference) -> str:
    """One difference in a sentence: where, what the configuration says, what the workbook says."""
    name = f"{difference.item} «{_short(difference.title)}»"
    where = f"Sheet «{difference.sheet}»" + (f", ô {difference.where.a1}" if difference.where else "")
    if difference.kind is DifferenceKind.ONLY_IN_BOOK:
        return f"{where}: {name} có trong sổ, chưa có trong cấu hình."
    if difference.kind is DifferenceKind.ONLY_IN_CONFIG:
        return f"{where}: {name} có trong cấu hình, không còn dòng trong sổ."
    before, after = (_short(text) if text else _NOTHING for text in (difference.in_config, difference.in_book))
    return f"{where} ({difference.heading}), {difference.item}: cấu hình ghi {before}; sổ ghi {after}."


def _difference_object(difference: Difference) -> dict[str, Json]:
    return {
        "kind": difference.kind.value,
        "sheet": difference.sheet,
        "cell": difference.where.a1 if difference.where else None,
        "item": difference.item,
        "field": difference.key or None,
        "config": difference.in_config,
        "book": difference.in_book,
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
