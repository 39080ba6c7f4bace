"""`Kết quả kiểm tra`: one row a finding, linked to its cell, grouped by official, errors first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.book import SheetKind
from sheetsync.core.findings import Finding, severity_counts
from sheetsync.core.periods import Period
from sheetsync.core.plan import Plan
from sheetsync.core.settings import Severity
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, DesignValue, PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.late_rows import LateRows
from sheetsync.core.sheets.page_breaks import breaks_before, page_room
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.values import display_text

NAME = "Kết quả kiểm tra"
_COLUMNS: tuple[tuple[str, float], ...] = (
    ("TT", 5),
    ("Mức độ", 11),
    ("Sheet", 16),
    ("Ô", 8),
    ("Mã NV", 10),
    ("Nội dung", 52),
    ("Giá trị", 18),
    ("Gợi ý", 18),
)
_LAST = len(_COLUMNS)
_PLACE = 3
"""Index of the cell's place in a row."""
_MARGINS = (20.0, 15.0, 15.0, 20.0)


def design_findings_sheet(findings: Sequence[Finding], plan: Plan, *, period: Period, as_of: date) -> SheetDesign:
    """Findings of the whole book as of the day they were checked; a friendly line when there is none."""
    rows: LateRows[Finding] = LateRows(_values, lambda finding: ((_PLACE, finding.where),) if finding.where else ())
    draft = SheetDraft([width for _, width in _COLUMNS], rows)
    draft.put(1, "KẾT QUẢ KIỂM TRA", looks.PAGE_TITLE, to=_LAST)
    draft.next_row()
    draft.put(1, f"{period.title} · kiểm tra ngày {document_date(as_of)} · {counts_text(findings)}", looks.PAGE_NOTE, to=_LAST)
    draft.next_row(least=20)
    draft.gap(6)
    heading_row = 0
    if findings:
        for column, (heading, _) in enumerate(_COLUMNS, start=1):
            draft.put(column, heading, looks.HEADING)
        heading_row = draft.next_row(least=24)
        _put_groups(draft, rows, findings, plan)
    else:
        draft.put(1, "Không có gì phải sửa. Cảm ơn các bộ phận đã nhập liệu đầy đủ, đúng mẫu.", looks.PLAIN, to=_LAST)
        draft.next_row(least=22)
    repeated = (heading_row, heading_row) if heading_row else None
    breaks = breaks_before(draft.heights(), draft.keep, page_room(_MARGINS, draft.widths), repeated)
    setup = PrintSetup(margins=_MARGINS, repeat_rows=repeated, breaks_before=breaks)
    return draft.design(
        NAME,
        SheetKind.FINDINGS,
        period.key,
        print_setup=setup,
        freeze_row=heading_row,
        tab_colour="C62F3B" if findings else "2E9E4F",
    )


def counts_text(findings: Sequence[Finding]) -> str:
    """`7 lỗi, 3 cảnh báo, 1 thông tin`."""
    counts = severity_counts(findings)
    return ", ".join(f"{counts[severity]} {looks.SEVERITY_TITLES[severity].lower()}" for severity in Severity)


def _put_groups(draft: SheetDraft, rows: LateRows[Finding], findings: Sequence[Finding], plan: Plan) -> None:
    groups: dict[str, list[Finding]] = {official.code: [] for official in plan.officials}
    for finding in findings:
        groups.setdefault(finding.official, []).append(finding)
    number = 0
    tables: dict[tuple[Severity, bool], TableRows] = {}
    for code, group in groups.items():
        if not group:
            continue
        official = plan.official(code)
        title = official.title if official else code or "Chung"
        draft.put(1, f"{title} — {counts_text(group)}", looks.SECTION, to=_LAST)
        draft.keep_together(draft.row, draft.row + 1)
        draft.next_row(least=20)
        for finding in sorted(group, key=lambda finding: finding.severity.rank):
            number += 1
            key = (finding.severity, finding.where is not None)
            table = tables.get(key)
            if table is None:
                table = tables[key] = TableRows(draft, _blocks(*key))
            values = _values(number, finding)
            rows.add(table.shape, table.height(values, table.lines(values), least=18), number, finding)


def _values(number: int, finding: Finding) -> tuple[DesignValue, ...]:
    return (
        number,
        looks.SEVERITY_TITLES[finding.severity],
        finding.sheet,
        finding.cell,
        finding.task_id,
        finding.message,
        display_text(finding.value) or None,
        finding.suggestion,
    )


def _blocks(severity: Severity, linked: bool) -> tuple[Block, ...]:
    said = looks.CENTRED.but(fill=looks.SEVERITY_FILLS[severity], bold=severity is Severity.ERROR)
    place = looks.LINK_TEXT if linked else looks.CENTRED
    row = (looks.CENTRED, said, looks.TEXT, place, looks.CENTRED, looks.TEXT, looks.TEXT, looks.TEXT)
    return tuple(Block(column, column, look) for column, look in enumerate(row, start=1))
