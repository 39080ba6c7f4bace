"""An office of three for reminders: a plan small enough to know every word of a message, and tabs drawn as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.edits import Edit
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, Official, Plan, Task, Tenure
from sheetsync.core.settings import Settings
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.remind import RemindResult, remind
from tests.tables import book, sheet

OFFICE, JUSTICE, RADIO = "VP", "TP", "DTT"
PLAN = Plan(
    year=2023,
    title="Kế hoạch nhỏ",
    areas=(Area("II.1", "Cải cách thể chế"), Area("II.2", "Cải cách thủ tục")),
    officials=(
        Official(OFFICE, "Công chức văn phòng", "Văn phòng", tab="Văn phòng"),
        Official(
            JUSTICE,
            "Công chức tư pháp",
            "Tư pháp",
            tab="Tư pháp",
            person="Trần Thị Tuyết",
            start=date(2023, 3, 1),
            former=(Tenure("Phạm Văn Minh", start=date(2021, 1, 1), end=date(2023, 2, 28)),),
        ),
        Official(RADIO, "Đài truyền thanh xã", "Đài truyền thanh", tab="Truyền thanh"),
    ),
    tasks=(
        Task("A.1", "Rà soát văn bản", "II.1", OFFICE, Cadence.CONTINUOUS),
        Task("A.2", "Ban hành kế hoạch", "II.2", OFFICE, Cadence.ONE_OFF, due=Due(DueBasis.STATED, date(2023, 3, 1))),
        Task("A.3", "Niêm yết thủ tục", "II.2", OFFICE, Cadence.ONE_OFF, due=Due(DueBasis.PROPOSED, date(2023, 1, 5))),
        Task("B.1", "Kiểm tra văn bản", "II.1", JUSTICE, Cadence.CONTINUOUS, coordinators=(OFFICE, RADIO)),
        Task("C.1", "Phát sóng chuyên mục", "II.1", RADIO, Cadence.MONTHLY),
    ),
    consolidator=OFFICE,
)
HEADINGS = ("Mã NV", "Nhiệm vụ", "Vai trò", "Trạng thái", "Ngày hoàn thành", "Kết quả trong kỳ", "Khó khăn, vướng mắc")

FULL_OFFICE = """
| Đã nộp (ngày): | 2023-03-13        |          |                |                 |                     |                     |
| Mã NV          | Nhiệm vụ          | Vai trò  | Trạng thái     | Ngày hoàn thành | Kết quả trong kỳ    | Khó khăn, vướng mắc |
|----------------|-------------------|----------|----------------|-----------------|---------------------|---------------------|
| A.1            | Rà soát văn bản   | Chủ trì  | Đang thực hiện |                 | Đã rà soát 14 bản   |                     |
| A.2            | Ban hành kế hoạch | Chủ trì  | Hoàn thành     | 2023-02-20      | Đã ban hành         |                     |
| A.3            | Niêm yết thủ tục  | Chủ trì  | Đang thực hiện |                 | Đã niêm yết 80      |                     |
| B.1            | Kiểm tra văn bản  | Phối hợp |                |                 | Cử 2 người          |                     |
"""
"""The office's tab with everything in order and handed in."""


@dataclass(frozen=True)
class ReadOnlyBook:
    content: BookContent

    def read(self) -> BookContent:
        return self.content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        raise AssertionError("a reminder writes nothing into the book")


def reminded(settings: Settings, day: str, *, plan: Plan = PLAN, quarter: int = 1, **tables: str) -> RemindResult:
    """The reminders on a day (`15/3/2023`). tables: by official, the tab; an official without one has no sheet in the book."""
    tabs = {OFFICE: "Văn phòng", JUSTICE: "Tư pháp", RADIO: "Truyền thanh"}
    sheets = [sheet(tabs[official], table) for official, table in tables.items()]
    return on_day(settings, day, sheets, plan=plan, quarter=quarter)


def on_day(settings: Settings, day: str, sheets: Iterable[SheetContent], *, plan: Plan = PLAN, quarter: int = 1) -> RemindResult:
    number, month, year = map(int, day.split("/"))
    content = ReadOnlyBook(book(*sheets))
    return remind(content, replace(settings, plan=plan), as_of=date(year, month, number), period_key=f"{plan.year}-Q{quarter}")


def text_for(result: RemindResult, official: str) -> str:
    return next(written.text for written in result.officials if written.reminder.official == official)
