"""A book of tabs for tests of the report: the configured plan, filled in by invented officials, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from sheetsync.core.cells import CellValue
from sheetsync.core.dates import read_date
from sheetsync.core.entries import BookTabs, Entry, Tab, TabColumn
from sheetsync.core.numbers import read_number
from sheetsync.core.plan import Cadence, Plan, Role, Task
from sheetsync.core.readings import Status
from sheetsync.core.statuses import read_status

COLUMNS = {
    key: TabColumn(key, column, heading)
    for column, (key, heading) in enumerate(
        (
            ("number", "TT"),
            ("task_id", "Mã NV"),
            ("task", "Nhiệm vụ"),
            ("role", "Vai trò"),
            ("due", "Thời hạn"),
            ("status", "Trạng thái"),
            ("completed_on", "Ngày hoàn thành"),
            ("result", "Kết quả trong kỳ"),
            ("result_before", "Kết quả các kỳ trước"),
            ("evidence", "Số, ký hiệu văn bản / minh chứng"),
            ("difficulty", "Khó khăn, vướng mắc, nguyên nhân"),
            ("proposal", "Kiến nghị, đề xuất"),
        ),
        start=1,
    )
}

RESULTS = (
    "Đã ban hành Kế hoạch và triển khai đến các bộ phận chuyên môn.",
    "Rà soát 14 văn bản do HĐND, UBND xã ban hành; kiến nghị bãi bỏ 02 văn bản, sửa đổi 01 văn bản.",
    "Tiếp nhận 399 hồ sơ, giải quyết trước và đúng hạn 399 hồ sơ, đạt tỷ lệ 100%; không có hồ sơ quá hạn. Trả kết quả trực tuyến "
    "212 hồ sơ, trong đó dịch vụ công toàn trình 187 hồ sơ; số hóa kết quả giải quyết thủ tục hành chính 350/399 hồ sơ.",
    "Dự thảo đang lấy ý kiến các bộ phận.",
    "Phát thanh 12 tin, bài về cải cách hành chính trên hệ thống truyền thanh xã; treo 04 băng rôn tại trụ sở, nhà văn hóa thôn.",
    "Tổ chức 01 hội nghị, 65 lượt cán bộ, công chức tham dự.",
    "Thực hiện tốt.",
)
DIFFICULTIES = (
    "Chờ hướng dẫn của Phòng Nội vụ huyện.",
    "Kinh phí chưa được bố trí; máy tính ở Bộ phận một cửa đã cũ, đường truyền hay gián đoạn nên tiếp nhận trực tuyến còn chậm.",
)
PROPOSALS = ("Đề nghị UBND huyện sớm ban hành văn bản hướng dẫn.", "Đề nghị bố trí kinh phí thay 03 máy tính trong quý II.")


def entry(official: str, row: int, task_id: str | None, role: Role, values: Mapping[str, CellValue], *, sheet: str) -> Entry:
    """A row with these fields; what is read from them (status, dates) is read as a tab's reader would."""
    return Entry(
        sheet=sheet,
        official=official,
        row=row,
        values={"task_id": task_id, **values},
        columns=COLUMNS,
        task_id=task_id,
        written_id=task_id or "",
        role=role,
        status=read_status(values.get("status")),
        due=read_date(values.get("due"), plan_year=2023),
        completed_on=read_date(values.get("completed_on"), plan_year=2023),
        progress=read_number(None),
    )


def tab(official: str, sheet: str, entries: list[Entry]) -> Tab:
    return Tab(sheet=sheet, official=official, header_row=5, columns=COLUMNS, entries=tuple(entries), last_row=len(entries) + 5)


def example_tabs(plan: Plan, *, seed: int = 7, as_of: date = date(2023, 3, 14)) -> BookTabs:
    """Every row the plan asks for, in varied states, with some rows missing and one lead row twice."""
    random = Random(seed)
    tabs = []
    for official in plan.officials:
        if not official.tab:
            continue
        rows: list[Entry] = []
        for code, task, role in plan.placements():
            if code != official.code or (role is Role.LEAD and random.random() < 0.02):
                continue
            values = _coordinator(random) if role is Role.COORDINATOR else _lead(random, task, as_of)
            rows.append(entry(code, len(rows) + 6, task.task_id, role, {"task": task.title, **values}, sheet=official.tab))
        if official.code == plan.consolidator:
            rows.append(entry(official.code, len(rows) + 6, rows[0].task_id, Role.LEAD, rows[0].values, sheet=official.tab))
        tabs.append(tab(official.code, official.tab, rows))
    return BookTabs(tuple(tabs))


def _coordinator(random: Random) -> dict[str, CellValue]:
    return {"result": random.choice(RESULTS) if random.random() < 0.5 else None, "role": "Phối hợp"}


def _lead(random: Random, task: Task, as_of: date) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {"role": "Chủ trì"}
    chance = random.random()
    if chance < 0.08:
        return values
    if task.due.basis.binding and task.due.on:
        status = random.choice((Status.DONE, Status.DONE, Status.IN_PROGRESS))
    else:
        status = random.choices(list(Status), (1, 6, 5, 0.4, 0.6))[0]
    values["status"] = status.value
    if status is Status.DONE:
        values["completed_on"] = as_of - timedelta(days=random.randrange(60))
        if task.needs_document:
            values["evidence"] = f"{random.randrange(1, 90):02d}/{random.choice(('KH', 'BC', 'QĐ'))}-UBND"
    if status in (Status.DONE, Status.IN_PROGRESS):
        values["result"] = random.choice(RESULTS)
        if task.cadence is Cadence.MONTHLY:
            values["result"] = "Tháng 12: 145 hồ sơ; Tháng 01: 212 hồ sơ; Tháng 02: 187 hồ sơ; 100% đúng hạn."
    if random.random() < 0.2:
        values["difficulty"] = random.choice(DIFFICULTIES)
        values["proposal"] = random.choice(PROPOSALS)
    return values
