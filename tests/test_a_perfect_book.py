"""An office that did everything right: the whole plan of 2023 filled in, in several layouts, and nothing to complain about."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import BookContent
from sheetsync.core.edits import Edit
from sheetsync.core.plan import Cadence, Official, Task
from sheetsync.core.settings import Settings, Severity
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.assess import Assessment, assess

Value = str | int | float | date | None
Row = dict[str, Value]
Book = dict[str, list[Row]]

HEADINGS = (
    "TT", "Mã NV", "Nhiệm vụ", "Sản phẩm", "Vai trò", "Cơ quan chủ trì", "Loại", "Thời hạn", "Trạng thái", "Tiến độ (%)",
    "Ngày hoàn thành", "Kết quả trong kỳ", "Số, ký hiệu văn bản / minh chứng", "Khó khăn, vướng mắc, nguyên nhân", "Ghi chú",
)  # fmt: skip
LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "every column": HEADINGS,
    "without Mã NV": tuple(heading for heading in HEADINGS if heading != "Mã NV"),
    "without Mã NV and Vai trò": tuple(heading for heading in HEADINGS if heading not in ("Mã NV", "Vai trò")),
    "required columns only": ("Nhiệm vụ", "Trạng thái"),
    "backwards": HEADINGS[::-1],
}
CUT_OFF = date(2023, 3, 14)


def due_cell(task: Task) -> Value:
    """The due day as the office writes it: a date once confirmed, else the plan's own words."""
    return task.due.on if task.due.basis.binding and task.due.on else task.due.text or None


def blank(settings: Settings) -> Book:
    """The tabs as they are handed out: lead rows and coordinators' rows, nothing filled in."""
    officials = {official.code: official for official in settings.plan.officials}
    book: Book = {official.tab: [] for official in settings.plan.officials if official.tab}
    for task in settings.plan.tasks:
        lead = officials[task.lead]
        book[lead.tab or _consolidator(settings).tab or ""].append(_row(task, "Chủ trì", lead))
        for code in task.coordinators:
            if tab := officials[code].tab:
                book[tab].append(_row(task, "Phối hợp", lead))
    return book


def _consolidator(settings: Settings) -> Official:
    return next(official for official in settings.plan.officials if official.code == settings.plan.consolidator)


def _row(task: Task, role: str, lead: Official) -> Row:
    return {
        "Mã NV": task.task_id,
        "Nhiệm vụ": task.title,
        "Sản phẩm": task.deliverable,
        "Vai trò": role,
        "Cơ quan chủ trì": lead.title,
        "Loại": task.cadence.value,
        "Thời hạn": due_cell(task),
    }


def filled(settings: Settings) -> Book:
    """Every row rightly filled in by the first quarter's cut-off, the statuses as varied as they may be."""
    tasks = {task.task_id: task for task in settings.plan.tasks}
    book = blank(settings)
    for number, row in enumerate(row for rows in book.values() for row in rows):
        if row["Vai trò"] == "Chủ trì":
            row.update(_entry(tasks[str(row["Mã NV"])], number))
        elif number % 2:
            row["Kết quả trong kỳ"] = f"Cử {number} người tham gia, gửi {number} tin bài"
    return book


def _entry(task: Task, number: int) -> Row:
    result = f"Đã rà soát {number + 3} văn bản, tham mưu xử lý {number + 1} nội dung"
    document = f"{number + 1:02d}/KH-UBND ngày 13/02/2023" if task.needs_document else None
    done: Row = {"Trạng thái": "Hoàn thành", "Kết quả trong kỳ": result, "Số, ký hiệu văn bản / minh chứng": document}
    in_progress: Row = {"Trạng thái": "Đang thực hiện", "Kết quả trong kỳ": result, "Tiến độ (%)": 40}
    if task.cadence is Cadence.MONTHLY:
        return {**in_progress, "Kết quả trong kỳ": "Tháng 12: 50 hồ sơ; Tháng 01: 120 hồ sơ; Tháng 02: 135 hồ sơ"}
    if task.cadence is Cadence.QUARTERLY:
        return {**done, "Ngày hoàn thành": CUT_OFF}
    if task.cadence in (Cadence.ONE_OFF, Cadence.YEARLY):
        due = task.due.on if task.due.basis.binding else None
        if (due and due <= CUT_OFF) or number % 3 == 0:
            return {**done, "Ngày hoàn thành": min(due or CUT_OFF, CUT_OFF), "Tiến độ (%)": 100}
        return {"Trạng thái": "Chưa thực hiện", "Tiến độ (%)": 0} if number % 3 == 1 else in_progress
    others: tuple[Row, ...] = (
        {"Trạng thái": "Không phát sinh"},
        {"Trạng thái": "Tạm dừng", "Khó khăn, vướng mắc, nguyên nhân": "Chờ hướng dẫn của Sở Nội vụ"},
        done,
        in_progress,
    )
    return others[number % 4]


def write(path: Path, book: Book, headings: Sequence[str], spelt: Callable[[str], str] = str) -> Path:
    """The workbook with a title, a section row and a signature, as offices have them."""
    workbook = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    percent = workbook.add_format({"num_format": "0%"})
    for tab, rows in book.items():
        sheet = workbook.add_worksheet(spelt(tab))
        sheet.merge_range("A1:H1", spelt("THEO DÕI KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023"))
        sheet.write("A2", spelt("Kỳ báo cáo: Quý I/2023"))
        sheet.write_row(3, 0, [spelt(heading) for heading in headings])
        task_column = headings.index("Nhiệm vụ")
        sheet.write(4, task_column, spelt("I. NHIỆM VỤ TRONG NĂM"))
        for index, row in enumerate(rows):
            for column, heading in enumerate(headings):
                value = index + 1 if heading == "TT" else row.get(heading)
                if heading == "Tiến độ (%)" and isinstance(value, int) and index % 2:
                    sheet.write(5 + index, column, value / 100, percent)
                else:
                    sheet.write(5 + index, column, spelt(value) if isinstance(value, str) else value)
        sheet.write(7 + len(rows), task_column, spelt("Người lập biểu"))
    workbook.close()
    return path


class OnDisk:
    """A workbook that is only read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> BookContent:
        return read_book(self.path.read_bytes(), self.path.name)

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        raise AssertionError("nothing is written here")


def assessed(path: Path, settings: Settings, as_of: str) -> Assessment:
    return assess(OnDisk(path), settings, as_of=date.fromisoformat(as_of), period_key="2023-Q1")


def complaints(assessment: Assessment) -> Iterator[str]:
    return (f"{found.severity.value} {found.code}: {found.message}" for found in assessment.findings)


def lead_rows(book: Book) -> int:
    return sum(row["Vai trò"] == "Chủ trì" for rows in book.values() for row in rows)


def test_the_plan_fills_ninety_nine_rows(settings: Settings) -> None:
    book = blank(settings)
    assert (sum(map(len, book.values())), lead_rows(book)) == (99, 76)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("as_of", ["2023-03-14", "2023-03-15", "2023-03-17"])
def test_who_did_everything_right_hears_nothing(tmp_path: Path, settings: Settings, layout: str, as_of: str) -> None:
    path = write(tmp_path / "sổ.xlsx", filled(settings), LAYOUTS[layout])
    assert list(complaints(assessed(path, settings, as_of))) == []


def with_other_tone_places(text: str) -> str:
    return text.replace("óa", "oá").replace("òa", "oà").replace("ủy", "uỷ").replace("Quý", "Quí")


def test_tone_marks_may_stand_where_they_like(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "sổ.xlsx", filled(settings), LAYOUTS["without Mã NV"], with_other_tone_places)
    assert list(complaints(assessed(path, settings, "2023-03-15"))) == []


def test_decomposed_letters_are_mentioned_once_a_tab(tmp_path: Path, settings: Settings) -> None:
    def decomposed(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    book = filled(settings)
    path = write(tmp_path / "sổ.xlsx", book, LAYOUTS["without Mã NV"], decomposed)
    found = assessed(path, settings, "2023-03-15").findings
    assert Counter(finding.code for finding in found) == {"text-not-nfc": len(book)}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("as_of", "severity"),
    [("2023-01-10", Severity.INFO), ("2023-03-14", Severity.INFO), ("2023-03-15", Severity.ERROR)],
)
def test_blank_rows_are_information_until_the_hand_in_day(
    tmp_path: Path, settings: Settings, layout: str, as_of: str, severity: Severity
) -> None:
    book = blank(settings)
    found = assessed(write(tmp_path / "sổ.xlsx", book, LAYOUTS[layout]), settings, as_of).findings
    assert Counter((finding.code, finding.severity) for finding in found) == {("status-missing", severity): lead_rows(book)}
