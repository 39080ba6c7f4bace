"""A tab of the plan workbook in which an official's rows are in every state, for the test of the colours and for the pictures.

The tasks are those of the default plan, in the order of a story; the day is the Monday before the hand-in of the first quarter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sheetsync.adapters.xlsx.new_book.file import NewXlsxFile
from sheetsync.core.plan import Due, DueBasis
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW
from sheetsync.usecases.new_plan import new_plan
from tests import office
from tests.plan_workbook.fresh_book import at

TAB, OFFICIAL = "VP UBND", "VPUB"
AS_OF = date(2023, 3, 13)

# The days that the office confirmed; a task without one has none.
ROWS = """
| Mã NV    | Thời hạn   | Trạng thái      | %   | Ngày xong  | Kết quả                                           | Văn bản    |
|----------|------------|-----------------|-----|------------|---------------------------------------------------|------------|
| II.2.02  | 2023-02-28 | Hoàn thành      | 100 | 2023-02-24 | Ban hành kế hoạch, giao việc cho 05 bộ phận       | 15/KH-UBND |
| II.2.03  | 2023-03-02 | Đang thực hiện  | 60  |            | Đã lấy ý kiến 05 bộ phận, đang hoàn thiện dự thảo |            |
| II.2.09  | 2023-03-03 | Hoàn thành      | 100 | 2023-03-08 | Ban hành kế hoạch thí điểm tại Bộ phận một cửa    | 21/KH-UBND |
| IV.2.05b | 2023-03-17 | Đang thực hiện  | 80  |            | Đã có số liệu của 06/07 bộ phận                   |            |
| IV.2.01  | 2023-06-30 | Đang thực hiện  | 40  |            | Đã khảo sát, đề xuất mua 02 máy quét              |            |
| II.2.05d | 2023-03-31 | Hoàn thành      | 100 |            | Công bố danh mục 18 thủ tục nội bộ                | 09/QĐ-UBND |
| II.2.01  |            | Đang thực hiện  |     |            | đang làm                                          |            |
| II.2.05b |            | Không phát sinh |     |            |                                                   |            |
| II.2.06b |            |                 |     |            |                                                   |            |
"""


def rows() -> list[dict[str, str]]:
    """The rows of the tab by heading of ROWS, from its first row."""
    headings, _, *lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in ROWS.strip().splitlines()]
    return [dict(zip(headings, line, strict=True)) for line in lines]


def settings_of(settings: Settings) -> Settings:
    """The configuration with the tasks of ROWS as the only ones that the official leads, in that order, due on those days."""
    tasks = {task.task_id: task for task in settings.plan.tasks}
    own = []
    for row in rows():
        own.append(replace(tasks.pop(row["Mã NV"]), lead=OFFICIAL, coordinators=(), due=_due(row["Thời hạn"])))
    others = (task for task in tasks.values() if task.lead != OFFICIAL)
    return replace(settings, plan=replace(settings.plan, tasks=(*own, *others)))


def entries(settings: Settings) -> dict[str, str]:
    """What the official types, by cell."""
    fields = {
        "status": "Trạng thái",
        "progress": "%",
        "completed_on": "Ngày xong",
        "result": "Kết quả",
        "evidence": "Văn bản",
    }
    typed = {}
    for number, row in enumerate(rows(), start=FIRST_ROW):
        for key, heading in fields.items():
            text = row[heading]
            if text:
                typed[at(settings, key, number)] = _serial(text) if key == "completed_on" else text
    return typed


def make_filled(folder: Path, settings: Settings, name: str = "ke-hoach-2023.xlsx") -> Path:
    """The workbook as LibreOffice saved it after the official had filled in the tab; beside it, under `moi`, the new one."""
    (folder / "moi").mkdir(parents=True, exist_ok=True)
    fresh = folder / "moi" / name
    new_plan(NewXlsxFile(fresh), settings_of(settings), as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    office.typed_in(fresh, {TAB: entries(settings)}, folder / name)
    return folder / name


def _due(iso: str) -> Due:
    if not iso:
        return Due()
    return Due(DueBasis.CONFIRMED, date.fromisoformat(iso), confirmed_by="Chủ tịch UBND xã", confirmed_on=date(2023, 1, 5))


def _serial(iso: str) -> str:
    """A day as the number that a spreadsheet keeps, which every language version takes."""
    return str((date.fromisoformat(iso) - date(1899, 12, 30)).days)
