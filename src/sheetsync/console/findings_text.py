"""What `validate` prints: findings by tab, errors first, and the counts of every official."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sheetsync.console.layout import Colour, paragraph, styled
from sheetsync.console.safe_text import one_line
from sheetsync.console.tab_names import tab_name
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding
from sheetsync.core.settings import Severity
from sheetsync.core.values import display_text
from sheetsync.usecases.assess import Assessment

SEVERITY_TITLES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "thông tin"}
_LABELS: dict[Severity, tuple[str, Colour]] = {
    Severity.ERROR: ("Lỗi", "red"),
    Severity.WARNING: ("Cảnh báo", "yellow"),
    Severity.INFO: ("Thông tin", "blue"),
}


def heading_text(assessment: Assessment) -> str:
    """Which book, which period, on which day; and a warning when the plan is another year's, so that its figures mean little."""
    period = assessment.period
    name = styled(one_line(assessment.content.name), bold=True)
    dates = (
        f"Kỳ {period.title}: số liệu đến {display_text(period.cut_off)}, cán bộ nộp {display_text(period.hand_in)}, "
        f"gửi chậm nhất {display_text(period.send)}. Xét vào ngày {display_text(assessment.as_of)}."
    )
    lines = [f"Sổ: {name}", paragraph(dates)]
    advice = assessment.edition.advice(assessment.content.name) if assessment.edition else ""
    if advice:
        lines.append(styled(paragraph(advice, first="! "), "yellow"))
    year = assessment.plan.year
    if period.year != year:
        other = (
            f"Kế hoạch đang dùng là của năm {year}, không phải năm {period.year}. "
            f"Muốn xét kỳ khác: thêm --period {year}-Q1 (ở bảng chọn: mục 7)."
        )
        lines.append(styled(paragraph(other, first="! "), "yellow"))
    return "\n".join(lines)


def findings_text(assessment: Assessment, *, verbose: bool) -> str:
    """All findings, then the counts; `verbose` also tells each piece of information, each skipped row and other sheets."""
    blocks = []
    placed = {tab.identity for tab in assessment.tabs.tabs}
    elsewhere = [finding for finding in assessment.findings if (finding.sheet, finding.official) not in placed]
    for sheet in sorted({finding.sheet for finding in elsewhere}):
        blocks.append(_block(sheet, None, [finding for finding in elsewhere if finding.sheet == sheet], verbose=verbose))
    for tab in assessment.tabs.tabs:
        found = _of_tab(assessment.findings, tab)
        if found or (verbose and tab.skipped):
            blocks.append(_block(tab_name(tab, assessment.plan), tab, found, verbose=verbose))
    if verbose and assessment.tabs.others:
        names = ", ".join(f"«{name}»" for name in assessment.tabs.others)
        blocks.append(paragraph(f"Các sheet không phải của cán bộ, không xét: {names}."))
    blocks.append(counts_table(assessment))
    blocks.append(total_line(assessment))
    return "\n\n".join(blocks)


def counts_table(assessment: Assessment) -> str:
    """One row an official: rows read, rows skipped, findings by severity."""
    rows: list[Sequence[str | int | Cell]] = []
    listed = assessment.tabs.listed()
    for tab in assessment.tabs.tabs:
        counts = Counter(finding.severity for finding in _of_tab(assessment.findings, tab))
        if counts or tab in listed:
            rows.append(_count_row(tab_name(tab, assessment.plan), tab.row_count, len(tab.skipped), counts))
    for code in assessment.tabs.missing:
        official = assessment.plan.official(code)
        counts = Counter(finding.severity for finding in assessment.findings if finding.official == code)
        rows.append(_count_row(f"{official.tab if official else code} (không có)", 0, 0, counts))
    everything = Counter(finding.severity for finding in assessment.findings)
    tabs = assessment.tabs.tabs
    rows.append(_count_row("Cộng", sum(t.row_count for t in tabs), sum(len(t.skipped) for t in tabs), everything))
    columns = (
        Column("Cán bộ (sheet)"),
        Column("Số dòng", number=True),
        Column("Bỏ qua", number=True),
        Column("Lỗi", number=True),
        Column("Cảnh báo", number=True),
        Column("Thông tin", number=True),
    )
    return table("Kết quả kiểm tra theo cán bộ", columns, rows, total=True)


def total_line(assessment: Assessment) -> str:
    """The last line: whether there is anything to put right."""
    counts = Counter(finding.severity for finding in assessment.findings)
    if not counts[Severity.ERROR]:
        rest = f" (còn {counts[Severity.WARNING]} cảnh báo để xem lại)" if counts[Severity.WARNING] else ""
        return styled(f"Không có lỗi{rest}.", "green", bold=True)
    return styled(f"Còn {severity_counts(counts)}.", "red", bold=True) + " Vui lòng sửa các ô có lỗi rồi chạy lại."


def severity_counts(counts: Counter[Severity]) -> str:
    """`3 lỗi, 1 cảnh báo`: only what there is."""
    return ", ".join(f"{counts[severity]} {title}" for severity, title in SEVERITY_TITLES.items() if counts[severity])


def _of_tab(findings: Iterable[Finding], tab: Tab) -> list[Finding]:
    return [finding for finding in findings if (finding.sheet, finding.official) == tab.identity]


def _count_row(name: str, rows: int, skipped: int, counts: Counter[Severity]) -> tuple[str | int | Cell, ...]:
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    return (
        name,
        rows,
        skipped,
        Cell(str(errors), "bold red" if errors else ""),
        Cell(str(warnings), "yellow" if warnings else ""),
        counts[Severity.INFO],
    )


def _block(sheet: str, tab: Tab | None, found: Sequence[Finding], *, verbose: bool) -> str:
    counts = Counter(finding.severity for finding in found)
    title = styled(one_line(sheet), bold=True)
    lines = [f"{title} – {severity_counts(counts) or 'không có gì phải sửa'}"]
    infos = [finding for finding in found if finding.severity is Severity.INFO]
    for finding in sorted(found, key=_order):
        if finding.severity is Severity.INFO and not verbose:
            continue
        lines.append(finding_line(finding))
    if infos and not verbose:
        lines.append(f"  {len(infos)} thông tin (xem từng mục: thêm --verbose)")
    if verbose and tab is not None:
        lines.extend(
            paragraph(f"dòng {skipped.row} – {skipped.reason}", first="  Bỏ qua: ", rest="    ") for skipped in tab.skipped
        )
    return "\n".join(lines)


def finding_line(finding: Finding) -> str:
    """One finding on lines of its own; the sheet's name is left out, because it stands above."""
    label, colour = _LABELS[finding.severity]
    message = finding.message.removeprefix(f"Sheet «{finding.sheet}», ").removeprefix(f"Sheet «{finding.sheet}»: ")
    message = message[:1].upper() + message[1:]
    line = paragraph(message, first=f"  {label}: ", rest="    ")
    return line.replace(f"  {label}:", f"  {styled(label + ':', colour)}", 1)


def _order(finding: Finding) -> tuple[int, int, int]:
    """Errors first, then down the sheet."""
    where = finding.where
    return (finding.severity.rank, where.row if where else 0, where.column if where else 0)
