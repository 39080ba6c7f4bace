"""The three sheets as designs: what they say, in which order, and that every row fits what stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sheetsync.core.book import SheetKind
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle, Where
from sheetsync.core.consolidate import consolidate
from sheetsync.core.entries import BookTabs
from sheetsync.core.findings import Finding
from sheetsync.core.periods import Period, period
from sheetsync.core.plan import Cadence, Due, DueBasis, Task
from sheetsync.core.report import QuarterReport
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.findings_sheet import design_findings_sheet
from sheetsync.core.sheets.internal import design_internal
from sheetsync.core.sheets.internal_lists import reconciliation_text
from sheetsync.core.sheets.looks import Border
from sheetsync.core.sheets.page_breaks import breaks_before, page_room
from sheetsync.core.sheets.report import design_report
from sheetsync.core.sheets.report_looks import DISPLAY_ORDER
from sheetsync.core.sheets.roman import roman
from sheetsync.core.sheets.state_looks import STATE_COLOURS
from sheetsync.core.sheets.task_words import due_text
from sheetsync.core.sheets.text_fit import line_count, lines_height
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.states import State
from tests.report_example import example_tabs


def quarter(settings: Settings, number: int = 1) -> Period:
    return period(2023, number, settings.periods, WorkCalendar(settings.holidays, saturday_works=False))


def report_for(settings: Settings, tabs: BookTabs | None = None, *, number: int = 1) -> QuarterReport:
    chosen = quarter(settings, number)
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    tabs = tabs if tabs is not None else example_tabs(settings.plan)
    findings = (finding("TPHT", Severity.ERROR, row=6), finding("VPUB", Severity.WARNING, row=8))
    return consolidate(tabs, settings.plan, findings, period=chosen, as_of=chosen.cut_off, calendar=calendar, settings=settings)


def finding(official: str, severity: Severity, *, row: int) -> Finding:
    where = Where("Tư pháp - HT", row, 6, "Trạng thái")
    message = f"Sheet «Tư pháp - HT», ô F{row} (Trạng thái): «xong» không phải trạng thái. Vui lòng chọn «Hoàn thành»."
    return Finding("status-unknown", severity, where.sheet, official, message, where, "II.1.01", "status", "xong", "Hoàn thành")


def texts(design: SheetDesign) -> list[str]:
    return [cell.value for cell in design.cells if isinstance(cell.value, str)]


def row_of(design: SheetDesign, text: str) -> int:
    return next(cell.row for cell in design.cells if cell.value == text)


def row_texts(design: SheetDesign, row: int) -> list[object]:
    return [cell.value for cell in design.cells if cell.row == row and cell.value is not None]


def designs_of(settings: Settings, tabs: BookTabs | None = None) -> tuple[SheetDesign, ...]:
    report = report_for(settings, tabs)
    findings = [error for group in report.errors for error in group.errors]
    findings_sheet = design_findings_sheet(findings, settings.plan, period=report.period, as_of=date(2023, 3, 15))
    return design_report(report, settings), design_internal(report, settings), findings_sheet


def long_entries(settings: Settings) -> BookTabs:
    """The example with results and difficulties of 300 lines, and one word of 4,000 letters."""
    tabs = example_tabs(settings.plan)
    first, *others = tabs.tabs
    entries = list(first.entries)
    entries[0] = replace(entries[0], values={**entries[0].values, "result": "Rất dài, nói đi nói lại nhiều lần. " * 200})
    entries[1] = replace(entries[1], values={**entries[1].values, "difficulty": "x" * 4000})
    return BookTabs((replace(first, entries=tuple(entries)), *others))


def test_the_office_s_page_tells_quarter_and_year_so_far_from_the_second_quarter_on(settings: Settings) -> None:
    first, second = (design_internal(report_for(settings, number=number), settings) for number in (1, 2))
    assert not any("lũy kế từ" in text for text in texts(first))
    assert "; lũy kế từ 15/12/2022: " in texts(second)[2]
    assert texts(second)[2].startswith("Hoàn thành trong kỳ ")


# --- the annex --------------------------------------------------------------------------------------------------


def test_the_annex_opens_as_the_decree_asks(settings: Settings) -> None:
    design = design_report(report_for(settings), settings)
    assert (design.name, design.kind, design.period) == ("Báo cáo Quý I-2023", SheetKind.REPORT, "2023-Q1")
    said = texts(design)
    assert said[:4] == [
        "ỦY BAN NHÂN DÂN HUYỆN TỨ KỲ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN XÃ NGỌC KỲ",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [set(rule) for rule in said[4:6]] == [{"—"}, {"—"}], "hai đường kẻ dưới phần đầu"
    assert said[6:9] == [
        "PHỤ LỤC II",
        "TIẾN ĐỘ, KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH QUÝ I NĂM 2023",
        "(Kèm theo Báo cáo số ……/BC-UBND ngày …… tháng 3 năm 2023 của UBND xã Ngọc Kỳ. Số liệu chốt đến ngày 14/3/2023)",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "QUÝ I NĂM 2023"), (2, "QUÝ II VÀ 6 THÁNG ĐẦU NĂM 2023"), (3, "QUÝ III NĂM 2023"), (4, "QUÝ IV VÀ NĂM 2023")],
)
def test_the_second_and_fourth_quarter_say_what_else_they_are(settings: Settings, number: int, words: str) -> None:
    assert any(text.endswith(words) for text in texts(design_report(report_for(settings, number=number), settings)))


def test_the_annex_has_eleven_columns_repeated_on_every_page(settings: Settings) -> None:
    design = design_report(report_for(settings), settings)
    heading = row_of(design, "TT")
    assert row_texts(design, heading) == [
        "TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn", "Kết quả trong kỳ", "Lũy kế", "Văn bản, minh chứng",
        "Tình trạng", "Khó khăn, kiến nghị",
    ]  # fmt: skip
    assert design.print_setup.repeat_rows == (heading, heading)
    assert design.print_setup.landscape
    assert design.print_setup.fit_width


def test_areas_stand_in_the_report_s_order_with_roman_numerals(settings: Settings) -> None:
    design = design_report(report_for(settings), settings)
    sections = [cell for cell in design.cells if cell.column == 1 and cell.value in {roman(n) for n in range(1, 8)}]
    titles = [row_texts(design, cell.row)[1] for cell in sections]
    assert [cell.value for cell in sections] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert titles[:2] == ["CHỈ ĐẠO, ĐIỀU HÀNH", "CẢI CÁCH THỂ CHẾ"]


def test_every_task_is_there_once_with_its_state_in_words_and_colour(settings: Settings) -> None:
    report = report_for(settings)
    design = design_report(report, settings)
    numbers = [cell for cell in design.cells if cell.column == 1 and str(cell.value).isdigit()]
    assert [int(str(cell.value)) for cell in numbers] == list(range(1, 77))
    for line, number in zip(report.lines, numbers, strict=True):
        state = next(cell for cell in design.cells if (cell.row, cell.column) == (number.row, 10))
        assert state.value == line.timeliness.text
        assert state.look.fill == STATE_COLOURS[line.state].fill


def test_coordinators_stand_in_italics_under_their_task(settings: Settings) -> None:
    report = report_for(settings)
    design = design_report(report, settings)
    wanted = sum(len(line.contributions) for line in report.lines)
    rows = [cell for cell in design.cells if str(cell.value).startswith("Phối hợp – ")]
    assert len(rows) == wanted > 0
    assert all(cell.look.italic for cell in rows)


def test_totals_say_period_and_cumulative(settings: Settings) -> None:
    report = report_for(settings)
    design = design_report(report, settings)
    period_row = row_texts(design, row_of(design, "Trong kỳ (từ 15/12/2022 đến 14/3/2023)"))
    assert report.due_in_period.text in str(period_row[1])
    assert "76 nhiệm vụ" in str(row_texts(design, row_of(design, "Tổng cộng"))[1])
    assert row_of(design, "Lũy kế (từ 15/12/2022)")


def test_recipients_and_signature_close_the_annex_on_one_page(settings: Settings) -> None:
    design = design_report(report_for(settings), settings)
    said = texts(design)
    assert "Nơi nhận:" in said
    assert "- Lưu: VT, NV." in said
    assert said[-1] == "Nguyễn Xuân Thoảng"
    assert len(design.rows) - row_of(design, "CHỦ TỊCH") >= 4, "chỗ để ký và đóng dấu"


def test_there_is_no_error_list_in_what_is_sent(settings: Settings) -> None:
    said = " ".join(texts(design_report(report_for(settings), settings)))
    assert "không phải trạng thái" not in said
    assert all(cell.link is None for cell in design_report(report_for(settings), settings).cells)


def test_a_text_longer_than_a_page_goes_on_in_the_row_below(settings: Settings) -> None:
    design = design_report(report_for(settings, long_entries(settings)), settings)
    assert max(row.height or 0 for row in design.rows) < 330, "a page offers about 480 points"
    first = next(cell for cell in design.cells if str(cell.value).startswith("Rất dài"))
    assert first.look.border is Border.OPEN_BELOW
    said = " ".join(str(cell.value) for cell in design.cells if cell.column == 7 and "nói" in str(cell.value))
    assert said.replace("\n", " ").count("nói đi nói lại") == 200
    assert (
        sum(str(cell.value).count("x") for cell in design.cells if cell.column == 11 and set(str(cell.value)) <= {"x", "\n"})
        == 4000
    )


@pytest.mark.parametrize(
    ("due", "cadence", "shown"),
    [
        (Due(DueBasis.PROPOSED, date(2023, 12, 31), text="trong năm 2023"), Cadence.ONE_OFF, "Trong năm 2023 (đề xuất)"),
        (Due(DueBasis.PROPOSED, date(2023, 3, 31)), Cadence.ONE_OFF, "31/3/2023 (đề xuất)"),
        (Due(DueBasis.STATED, date(2022, 12, 30), text="trước ngày 31/12/2022"), Cadence.ONE_OFF, "Trước ngày 31/12/2022"),
        (
            Due(DueBasis.CONFIRMED, date(2023, 2, 28), text="Quý I/2023", confirmed_by="Chủ tịch", confirmed_on=date(2023, 1, 5)),
            Cadence.ONE_OFF,
            "28/02/2023",
        ),
        (Due(), Cadence.CONTINUOUS, "Thường xuyên"),
        (Due(), Cadence.MONTHLY, "Hằng tháng"),
    ],
)
def test_due_days_are_worded_as_the_plan_does(due: Due, cadence: Cadence, shown: str) -> None:
    assert due_text(Task("A1", "Việc", "II.1", "VP", cadence, due=due)) == shown


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2023, 2, 5), "05/02/2023"), (date(2023, 3, 14), "14/3/2023"), (date(2023, 12, 9), "09/12/2023")],
)
def test_days_are_padded_as_the_decree_asks(day: date, written: str) -> None:
    assert document_date(day) == written


# --- the office's own page --------------------------------------------------------------------------------------


def test_key_figures_come_first(settings: Settings) -> None:
    report = report_for(settings)
    design = design_internal(report, settings)
    figures = row_texts(design, 4)
    counts = report.totals.counts
    assert figures == [76, report.due_in_period.text, counts[State.OVERDUE], counts[State.NOT_REPORTED], 1]
    assert row_texts(design, 5)[0] == "nhiệm vụ trong kế hoạch"


def test_both_tables_count_every_state_as_numbers(settings: Settings) -> None:
    report = report_for(settings)
    design = design_internal(report, settings)
    for title, groups in (("1. Theo lĩnh vực", report.by_area), ("2. Theo bộ phận", report.by_official)):
        top = row_of(design, title)
        for place, group in enumerate(groups, start=1):
            assert row_texts(design, top + place) == [group.title, group.total, *(group.counts[state] for state in DISPLAY_ORDER)]
    zero = next(cell for cell in design.cells if cell.value == 0)
    assert zero.look.number_format == '0;-0;"–"'


def test_the_charts_read_their_tables_and_show_states_that_occur(settings: Settings) -> None:
    report = report_for(settings)
    design = design_internal(report, settings)
    assert [chart.title for chart in design.charts] == ["Tình trạng theo lĩnh vực", "Tình trạng theo bộ phận"]
    cells = {(cell.row, cell.column): cell for cell in design.cells}
    for chart, groups in zip(design.charts, (report.by_area, report.by_official), strict=True):
        assert len(chart.series) == sum(count > 0 for count in report.totals.counts.values())
        assert len({series.colour for series in chart.series}) == len(chart.series)
        for series in chart.series:
            block = series.values
            values = [cells[row, block.first_column].value for row in range(block.first_row, block.last_row + 1)]
            assert len(values) == len(groups)
            assert sum(value for value in values if isinstance(value, int)) > 0
            assert cells[series.title.first_row, series.title.first_column].value


def test_every_list_links_to_its_cells(settings: Settings) -> None:
    report = report_for(settings)
    design = design_internal(report, settings)
    targets = {(cell.link.sheet, cell.link.a1) for cell in design.cells if cell.link}
    for line in report.lines:
        if line.where:
            assert (line.where.sheet, line.where.a1) in targets
    assert {(row.where.sheet, row.where.a1) for row in report.left_out} <= targets
    assert ("Tư pháp - HT", "F6") in targets, "lỗi dẫn tới ô của nó"


def test_the_reconciliation_line_adds_up_and_names_what_is_missing(settings: Settings) -> None:
    report = report_for(settings)
    assert (
        reconciliation_text(report)
        == "98 dòng đọc = 74 nhiệm vụ được báo cáo + 24 dòng để ngoài (23 dòng phối hợp, 1 dòng trùng nhiệm vụ)."
    )
    said = texts(design_internal(report, settings))
    missing = ", ".join(line.task.task_id for line in report.missing)
    assert f"Thiếu dòng của 2 nhiệm vụ: {missing}." in said


def test_empty_lists_say_so_kindly(settings: Settings) -> None:
    said = texts(design_internal(report_for(settings, BookTabs(())), settings))
    assert "Không có nhiệm vụ quá hạn." in said
    assert "Các bộ phận không nêu khó khăn, kiến nghị." in said
    assert "Không có dòng nào để ngoài." in said


# --- the findings -----------------------------------------------------------------------------------------------


def test_findings_stand_by_official_errors_first_each_linked(settings: Settings) -> None:
    found = [
        finding("VPUB", Severity.INFO, row=7),
        finding("TPHT", Severity.WARNING, row=9),
        finding("VPUB", Severity.ERROR, row=8),
        replace(finding("DTT", Severity.ERROR, row=1), where=None, task_id=None, value=None, suggestion=None),
    ]
    design = design_findings_sheet(found, settings.plan, period=quarter(settings), as_of=date(2023, 3, 15))
    assert design.name == "Kết quả kiểm tra"
    assert "Quý I/2023 · kiểm tra ngày 15/3/2023 · 2 lỗi, 1 cảnh báo, 1 thông tin" in texts(design)
    severities = [cell.value for cell in design.cells if cell.column == 2 and cell.value in ("Lỗi", "Cảnh báo", "Thông tin")]
    assert severities == ["Lỗi", "Thông tin", "Cảnh báo", "Lỗi"], "VP UBND, Tư pháp, Đài truyền thanh"
    links = [cell.link.a1 if cell.link else None for cell in design.cells if cell.column == 4 and cell.value != "Ô"]
    assert [link for link in links if link] == ["F8", "F7", "F9"]
    assert design.freeze_row == row_of(design, "Nội dung")


def test_nothing_found_is_said_in_a_friendly_way(settings: Settings) -> None:
    design = design_findings_sheet([], settings.plan, period=quarter(settings), as_of=date(2023, 3, 15))
    assert any(text.startswith("Không có gì phải sửa.") for text in texts(design))


# --- all of them ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("long", [False, True])
def test_every_row_fits_its_text_and_none_is_half_empty(settings: Settings, long: bool) -> None:
    for design in designs_of(settings, long_entries(settings) if long else None):
        merged = {(block.first_row, block.first_column): block for block in design.merges}
        needed: dict[int, float] = {}
        for cell in design.cells:
            if not isinstance(cell.value, str) or set(cell.value) == {"—"}:
                continue
            block = merged.get((cell.row, cell.column), Rectangle(cell.row, cell.column, cell.row, cell.column))
            width = sum(design.column_widths[block.first_column - 1 : block.last_column])
            tall = lines_height(line_count(cell.value, width, cell.look), cell.look.size)
            needed[cell.row] = max(needed.get(cell.row, 0), tall)
        for row, tall in needed.items():
            height = design.rows[row - 1].height
            assert height is not None
            assert height >= min(tall, 409) - 4, f"{design.name}, dòng {row}: chữ bị cắt"
            assert height <= max(tall + 1, 36.0), f"{design.name}, dòng {row}: thừa chỗ"


def test_merged_blocks_never_overlap_and_stay_within_the_columns(settings: Settings) -> None:
    for design in designs_of(settings):
        seen: set[tuple[int, int]] = set()
        for block in design.merges:
            cells = {
                (row, column)
                for row in range(block.first_row, block.last_row + 1)
                for column in range(block.first_column, block.last_column + 1)
            }
            assert not seen & cells
            assert block.last_column <= len(design.column_widths)
            seen |= cells
        assert len({(cell.row, cell.column) for cell in design.cells}) == len(list(design.cells)), (
            f"{design.name}: hai giá trị một ô"
        )


def test_groups_that_would_be_torn_start_a_new_page() -> None:
    heights = [50.0] * 12
    assert breaks_before(heights, [(9, 12)], 500) == (9,)
    assert breaks_before(heights, [(2, 4)], 500) == ()
    assert breaks_before(heights, [(1, 12)], 500) == (), "taller than a page: left alone"
    assert breaks_before(heights, [(11, 12)], 500) == (11,), "where a page ends by itself, the group says so"


def test_columns_wider_than_the_paper_are_scaled_and_make_room_for_more_rows() -> None:
    margins = (20.0, 15.0, 20.0, 30.0)
    assert page_room(margins, [50, 50]) == pytest.approx(170 * 72 / 25.4)
    assert page_room(margins, [150, 150]) == pytest.approx(page_room(margins, [50, 50]) * 2.205, rel=0.01)
