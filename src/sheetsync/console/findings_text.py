"""What `validate` prints: findings by tab, errors first, and the counts of every official."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsync.console.layout import paragraph, styled
from sheetsync.console.safe_text import one_line
from sheetsync.console.tab_findings import finding_lines, is_shortened
from sheetsync.console.tab_names import tab_name
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.entries import Tab
from sheetsync.core.findings import Finding, by_tab, severity_counts
from sheetsync.core.settings import Severity
from sheetsync.core.values import display_text
from sheetsync.usecases.assess import Assessment

SEVERITY_TITLES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "thông tin"}


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


def findings_lines(assessment: Assessment, *, verbose: bool) -> Iterator[str]:
    """All findings, then the counts, in blocks with an empty line between; `verbose` also tells each piece of information, each
    skipped row, other sheets, and each finding where there are many alike."""
    found = by_tab(assessment.findings)
    placed = {tab.identity for tab in assessment.tabs.tabs}
    elsewhere: dict[str, list[Finding]] = {}
    for (sheet, official), some in found.items():
        if (sheet, official) not in placed:
            elsewhere.setdefault(sheet, []).extend(some)
    for sheet in sorted(elsewhere):
        yield from _block(sheet, None, elsewhere[sheet], verbose=verbose)
        yield ""
    for tab in assessment.tabs.tabs:
        of_tab = found.get(tab.identity, [])
        if of_tab or (verbose and tab.skipped):
            yield from _block(tab_name(tab, assessment.plan), tab, of_tab, verbose=verbose)
            yield ""
    if not verbose and any(map(is_shortened, found.values())):
        yield paragraph(
            "Các ô cùng loại được ghi gọn. Muốn xem từng ô: thêm --verbose hoặc --json; hoặc thêm --mark rồi mở sheet "
            "«Kết quả kiểm tra» của sổ."
        )
        yield ""
    if verbose and assessment.tabs.others:
        names = ", ".join(f"«{name}»" for name in assessment.tabs.others)
        yield paragraph(f"Các sheet không phải của cán bộ, không xét: {names}.")
        yield ""
    yield from counts_lines(assessment)


def counts_lines(assessment: Assessment) -> Iterator[str]:
    """The counts, and whether there is anything to put right."""
    yield counts_table(assessment)
    yield ""
    yield total_line(assessment)


def counts_table(assessment: Assessment) -> str:
    """One row an official: rows read, rows skipped, findings by severity."""
    rows: list[Sequence[str | int | Cell]] = []
    listed = assessment.tabs.listed()
    found = by_tab(assessment.findings)
    for tab in assessment.tabs.tabs:
        counts = severity_counts(found.get(tab.identity, ()))
        if any(counts.values()) or tab in listed:
            rows.append(_count_row(tab_name(tab, assessment.plan), tab.row_count, len(tab.skipped), counts))
    for code in assessment.tabs.missing:
        official = assessment.plan.official(code)
        counts = severity_counts([finding for finding in assessment.findings if finding.official == code])
        rows.append(_count_row(f"{official.tab if official else code} (không có)", 0, 0, counts))
    tabs = assessment.tabs.tabs
    everything = severity_counts(assessment.findings)
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
    counts = severity_counts(assessment.findings)
    if not counts[Severity.ERROR]:
        rest = f" (còn {counts[Severity.WARNING]} cảnh báo để xem lại)" if counts[Severity.WARNING] else ""
        return styled(f"Không có lỗi{rest}.", "green", bold=True)
    return styled(f"Còn {_counts_text(counts)}.", "red", bold=True) + " Vui lòng sửa các ô có lỗi rồi chạy lại."


def _counts_text(counts: Mapping[Severity, int]) -> str:
    """`3 lỗi, 1 cảnh báo`: only what there is."""
    return ", ".join(f"{counts[severity]} {title}" for severity, title in SEVERITY_TITLES.items() if counts[severity])


def _count_row(name: str, rows: int, skipped: int, counts: Mapping[Severity, int]) -> tuple[str | int | Cell, ...]:
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    return (
        name,
        rows,
        skipped,
        Cell(str(errors), "bold red" if errors else ""),
        Cell(str(warnings), "yellow" if warnings else ""),
        counts[Severity.INFO],
    )


def _block(sheet: str, tab: Tab | None, found: Sequence[Finding], *, verbose: bool) -> Iterator[str]:
    counts = severity_counts(found)
    title = styled(one_line(sheet), bold=True)
    yield f"{title} – {_counts_text(counts) or 'không có gì phải sửa'}"
    for severity in Severity:
        if counts[severity] and (verbose or severity is not Severity.INFO):
            of_severity = [finding for finding in found if finding.severity is severity]
            yield from finding_lines(of_severity, severity, everything=verbose)
    if counts[Severity.INFO] and not verbose:
        yield f"  {counts[Severity.INFO]} thông tin (xem từng mục: thêm --verbose)"
    if verbose and tab is not None:
        for skipped in tab.skipped:
            yield paragraph(f"dòng {skipped.row} – {skipped.reason}", first="  Bỏ qua: ", rest="    ")
