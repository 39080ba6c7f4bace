"""One office, one year: from the new workbook to the next year's, with everything that happens in between.

Every figure was worked out by hand beforehand (`year.md`).
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from tests.year.quarter import NUMBERS, changed, closed, errors_of, ids, reported, sent, told_in
from tests.year.year_desk import (
    BEFORE,
    DAY,
    DONE,
    EVIDENCE,
    RESULT,
    STATUS,
    Desk,
    entries_of,
)

TABS = {
    "VPDU_NV": "VP Đảng ủy - NV",
    "VPUB": "VP UBND",
    "TPHT": "Tư pháp - HT",
    "TCKH_H": "Tài chính - KH",
    "VHXH": "Văn hóa - XH",
    "DCXD": "Địa chính - XD",
    "DTT": "Đài truyền thanh",
}
SENT_AS = {  # by official, the name of the file that comes back
    "VPDU_NV": "Kế hoạch 2023 - VP Đảng ủy - NV.xlsx",
    "VPUB": "Copy of Kế hoạch 2023 - VP UBND.xlsx",
    "TPHT": "tu phap gui.xlsx",
    "TCKH_H": "Kế hoạch 2023 - Tài chính - KH (1).xlsx",
    "VHXH": "bao cao quy 1 - Sen.xlsx",
    "DCXD": "Kế hoạch 2023 - Địa chính - XD.xlsx",
    "DTT": "Bản sao của Kế hoạch 2023 - Đài truyền thanh.xlsx",
}


LATE = [
    ("II.1.01", "Kết quả trong kỳ", "II.1.01: kết quả Quý I", "Đã rà soát 16 văn bản"),
    ("II.2.02", "Tình trạng", "Hoàn thành trước hạn 8 ngày", "Hoàn thành trước hạn 7 ngày"),
    ("II.2.02", "Ngày hoàn thành", "20/02/2023", "21/02/2023"),
]
"""What was put right of the first quarter after its report had been sent: task, heading, reported, now."""


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, capsys, monkeypatch)


def test_a_year_of_the_office(desk: Desk) -> None:
    tasks = the_year_begins(desk)
    first_quarter_comes_back(desk, tasks)
    first_quarter_is_sent_and_closed(desk)
    an_official_is_replaced_in_may(desk, tasks)
    second_quarter_in_two_books(desk, tasks)
    second_quarter_is_the_half_year(desk)
    another_quarter(desk, tasks, "III", (date(2023, 9, 14), date(2023, 9, 19)), "71/BC-UBND")
    found = desk.answers("diff", desk.book, "2023-Q2", "2023-Q3")
    assert sorted(ids(found["finished"])) == ["II.2.09", "II.4.03", "IV.2.01", "IV.3.04b"]
    another_quarter(desk, tasks, "IV", (date(2023, 12, 14), date(2023, 12, 19)), "98/BC-UBND")
    found = desk.answers("diff", desk.book, "2023-Q3", "2023-Q4")
    assert sorted(ids(found["finished"])) == ["II.2.05c", "II.2.07b", "IV.4.04b"]
    the_next_year_begins(desk)
    nothing_was_lost(desk)


def the_year_begins(desk: Desk) -> list[str]:
    """The workbook is made, the office names its people in it, and takes that into a configuration of its own."""
    desk.says("new", "--output", desk.book, "--period", "2023-Q1")
    book = openpyxl.load_workbook(desk.book)
    people = book["Cán bộ"]
    rows = {people.cell(row, 1).value: row for row in range(4, people.max_row + 1)}
    people.cell(rows["VPUB"], 6).value = "Trần Thị Bình"
    people.cell(rows["VPUB"], 8).value = date(2021, 1, 1)
    people.cell(rows["DCXD"], 6).value = "Lê Văn Cường"
    book.save(desk.book)
    desk.says("plan", "import", desk.book, "--config", desk.config, "--create")
    assert "giống nhau" in desk.says("plan", "check", desk.book)
    plan = book["Kế hoạch"]
    tasks = [str(plan.cell(row, 1).value) for row in range(4, plan.max_row + 1) if plan.cell(row, 1).value]
    assert len(tasks) == 76
    return tasks


def first_quarter_comes_back(desk: Desk, tasks: list[str]) -> None:
    desk.day = date(2023, 1, 9)
    sent = desk.answers("hand-out", desk.book, "--to", desk.out)
    assert len(sent["files"]) == 7
    desk.inbox.mkdir()
    entries = told_in(desk, "Quý I", tasks)
    entries["II.2.05c"][STATUS] = "xong"
    entries["IV.3.04b"][DAY] = "31/2/2023"
    entries["II.6.02"][RESULT] = "đi khảo sát"
    evidence = entries["IV.1.02a"].pop(EVIDENCE)
    for code, name in SENT_AS.items():
        path = desk.inbox / name
        path.write_bytes((desk.out / f"Kế hoạch 2023 - {TABS[code]}.xlsx").read_bytes())
        desk.fills_in(path, entries, handed_in=date(2023, 3, 16 if code == "VHXH" else 13))
    # 57 tasks with a status and a result each; of the other 19 a status each, 9 days, 15 results, 3 documents, 3 difficulties.
    desk.day = date(2023, 3, 15)
    told = desk.answers("collect", desk.inbox, "--into", desk.book, "--review")
    assert (len(told["waiting"]), len(told["changes"])) == (163, 0)
    assert {file["official"]: file["file"] for file in told["files"]} == SENT_AS
    desk.decides("Trả lại", "ghi rõ mấy thôn", task="II.6.02", heading=RESULT)
    desk.decides("Nhận")
    told = desk.answers("collect", desk.inbox, "--into", desk.book)
    assert (len(told["changes"]), len(told["returned"]), len(told["conflicts"])) == (162, 1, 0)
    desk.entered.discard("đi khảo sát")  # was never let in
    desk.fills_in(desk.inbox / SENT_AS["VHXH"], {"II.6.02": {RESULT: "Đã khảo sát 04 thôn"}})
    told = desk.answers("collect", desk.inbox, "--into", desk.book)
    assert [(each["task_id"], each["new"]) for each in told["changes"]] == [("II.6.02", "Đã khảo sát 04 thôn")]
    desk.states_handed_in({tab: date(2023, 3, 16 if code == "VHXH" else 13) for code, tab in TABS.items()})
    found = desk.answers("validate", desk.book, "--period", "2023-Q1", code=1)["findings"]
    assert errors_of(found) == [
        ("IV.1.02a", "evidence-missing"),
        ("II.2.05c", "status-unknown"),
        ("IV.3.04b", "date-invalid"),
    ]
    assert "Tháng 12" not in desk.says("close", desk.book, "2023-Q1", code=1)
    desk.types({"II.2.05c": {STATUS: DONE}, "IV.3.04b": {DAY: date(2023, 3, 9)}, "IV.1.02a": {EVIDENCE: evidence}})
    assert errors_of(desk.answers("validate", desk.book, "--period", "2023-Q1")["findings"]) == []


def first_quarter_is_sent_and_closed(desk: Desk) -> None:
    desk.day = date(2023, 3, 16)
    report = reported(desk, "I")
    assert report.get("corrections") is None
    closed(desk, "I", date(2023, 3, 17))
    desk.day = date(2023, 3, 20)
    desk.types(
        {
            **sent("Quý I", date(2023, 3, 17), "20/BC-UBND"),
            "II.3.02c": {STATUS: DONE, DAY: date(2023, 3, 16), RESULT: "Đã rà soát xong 09 vị trí"},
            "II.1.01": {RESULT: "Đã rà soát 16 văn bản"},
            "II.2.02": {DAY: date(2023, 2, 21)},
        }
    )
    found = desk.answers("consolidate", desk.book, "--period", "2023-Q1")
    assert sorted(changed(found["late_changes"])) == sorted(LATE)
    desk.told["Quý I"] |= {"II.1.01": "Đã rà soát 16 văn bản", "IV.8.02": "Đã gửi báo cáo Quý I"}
    del desk.told["Quý I"]["II.3.02c"]  # what was finished on 16 March is the second quarter's
    parts = desk.own_parts()
    told = desk.answers("open", desk.book, "2023-Q2", "--dry-run")
    assert desk.answers("open", desk.book, "2023-Q2")["changes"] == told["changes"]
    assert desk.own_parts() == parts
    assert "đã mở kỳ Quý II/2023" in desk.says("open", desk.book, "2023-Q2", code=2)
    assert desk.holds("II.2.02", RESULT) == "Đã hoàn thành từ kỳ trước"
    assert desk.holds("II.3.02c", RESULT) == "Đã rà soát xong 09 vị trí"
    again = desk.answers("consolidate", desk.book, "--period", "2023-Q1", code=1)  # the tabs are another quarter's by now
    assert sorted(changed(again["late_changes"])) == sorted(LATE)


def an_official_is_replaced_in_may(desk: Desk, tasks: list[str]) -> None:
    """Trần Thị Bình sends what she did; from 15 May Phạm Văn Dũng holds the office, and goes on in her sheet."""
    desk.day = date(2023, 4, 24)
    desk.answers("hand-out", desk.book, "--to", desk.out, "--tab", "VP UBND")
    path = desk.inbox / "VP UBND tháng 4.xlsx"
    path.write_bytes((desk.out / "Kế hoạch 2023 - VP UBND.xlsx").read_bytes())
    entries = entries_of("Quý II", tasks)
    hers = {task: entries[task] for task in ("II.2.03", "II.2.08")}
    desk.fills_in(path, hers)
    told = desk.answers("collect", desk.inbox, "--into", desk.book, "--period", "2023-Q2", code=1)
    assert len(told["changes"]) == 8
    assert {each["file"] for each in told["not_taken"]} == set(SENT_AS.values())  # the first quarter's files lie there still
    desk.day = date(2023, 5, 15)
    book = openpyxl.load_workbook(desk.book)
    people = book["Cán bộ"]
    row = next(row for row in range(4, people.max_row + 1) if people.cell(row, 1).value == "VPUB")
    last = next(row for row in range(4, 99) if people.cell(row, 1).value is None)
    people.cell(row, 9).value = date(2023, 5, 14)
    for column, value in ((1, "VPUB"), (6, "Phạm Văn Dũng"), (8, date(2023, 5, 15))):
        people.cell(last, column).value = value
    book.save(desk.book)
    before = desk.column(BEFORE)
    desk.says("plan", "import", desk.book)
    officials = (desk.config / "officials.toml").read_text("utf-8")
    assert re.search(r'person = "Phạm Văn Dũng".*?former = \[.*?person = "Trần Thị Bình"', officials, re.DOTALL), officials
    assert desk.column(BEFORE) == before
    assert desk.holds("II.2.03", RESULT) == "Đã ban hành quy chế một cửa"
    assert "Phạm Văn Dũng" in desk.says("remind", desk.book, "--tab", "VP UBND", "--period", "2023-Q2")


def second_quarter_in_two_books(desk: Desk, tasks: list[str]) -> None:
    """The Party office works in a copy of its own, which is kept one with the office's book; all others' sheets stand there."""
    desk.day = date(2023, 5, 16)
    other = desk.copy("Sổ của VP Đảng ủy.xlsx")
    both = (desk.book, other, "--period", "2023-Q2")
    assert desk.answers("sync", *both)["changes"] == []
    entries = told_in(desk, "Quý II", tasks)
    theirs = {task: entries[task] for task in desk.tasks_of(TABS["VPDU_NV"])}
    desk.fills_in(other, theirs)
    dung = [task for task in desk.tasks_of("VP UBND") if task not in ("II.2.03", "II.2.08")]
    desk.types({task: cells for task, cells in entries.items() if task not in theirs and task not in dung})
    desk.types({"IV.1.02b": {RESULT: "văn phòng ghi hộ"}})
    # Theirs are 18 tasks, 4 of them finished before: 13 statuses (II.4.02 keeps its own), 13 results, one day, one document, one
    # difficulty; what both wrote of IV.1.02b is for people to decide. Of 39 others IV.4.03 was finished: 37 statuses (IV.5.02b
    # keeps its own), 36 results, 4 days, one difficulty.
    told = desk.answers("sync", *both, code=3)
    sides = [change["side"] for change in told["changes"]]
    assert (sides.count("left"), sides.count("right"), len(told["conflicts"])) == (29, 78, 1)
    assert len(desk.answers("resolve", *both[:2], "--right", "*", "--period", "2023-Q2")["settled"]) == 1
    assert desk.holds("IV.1.02b", RESULT) == desk.holds("IV.1.02b", RESULT, other) == "IV.1.02b: kết quả Quý II"
    desk.day = date(2023, 6, 1)
    desk.answers("hand-out", desk.book, "--to", desk.out, "--tab", "VP UBND")
    inbox = desk.folder / "đã nộp quý II"
    inbox.mkdir()
    path = inbox / "Kế hoạch 2023 - VP UBND (2).xlsx"
    path.write_bytes((desk.out / "Kế hoạch 2023 - VP UBND.xlsx").read_bytes())
    desk.fills_in(path, {task: entries[task] for task in dung})
    told = desk.answers("collect", inbox, "--into", desk.book, "--period", "2023-Q2")
    assert ({change["task_id"] for change in told["changes"]}, told["conflicts"]) == (set(dung) - {"II.2.02"}, [])
    desk.states_handed_in(dict.fromkeys(TABS.values(), date(2023, 6, 14)))


def second_quarter_is_the_half_year(desk: Desk) -> None:
    desk.day = date(2023, 6, 15)
    assert errors_of(desk.answers("validate", desk.book)["findings"]) == []
    report = reported(desk, "II")
    assert sorted(changed(report["corrections"])) == sorted(LATE)
    words = desk.texts()
    assert "Điều chỉnh số liệu kỳ trước (2)" in words
    lines, titles = desk.report_lines("Báo cáo Quý II-2023"), desk.titles()
    said = {task: lines[title]["Lũy kế"] for task, title in titles.items() if "điều chỉnh" in lines[title]["Lũy kế"]}
    assert said == {
        "II.1.01": "Quý I: Đã rà soát 16 văn bản\n(Đã điều chỉnh số liệu Quý I)",
        "II.2.02": "Xong 21/02/2023\nQuý I: Đã ban hành kế hoạch kiểm soát thủ tục\n(Đã điều chỉnh số liệu Quý I)",
    }
    assert "Phạm Văn Dũng" in desk.says("remind", desk.book, "--tab", "VP UBND")
    closed(desk, "II", date(2023, 6, 19))
    found = desk.answers("diff", desk.book, "2023-Q1", "2023-Q2")
    finished = ["II.2.03", "II.2.05d", "II.2.08", "II.3.01b", "II.3.02c", "II.6.02", "IV.4.04b", "IV.6.02b"]
    assert sorted(ids(found["finished"])) == finished
    assert [ids(found[kind]) for kind in ("new", "overdue", "same_result", "same_difficulty")] == [[], ["IV.2.01"], [], []]
    desk.types(sent("Quý II", date(2023, 6, 19), "50/BC-UBND"))
    desk.told["Quý II"]["IV.8.02"] = "Đã gửi báo cáo Quý II"


def another_quarter(desk: Desk, tasks: list[str], quarter: str, days: tuple[date, date], document: str) -> None:
    """Opened, filled in by the officials in the office's book, reported and closed. days: of handing in and of sending."""
    parts = desk.own_parts()
    desk.answers("open", desk.book, f"2023-Q{NUMBERS[quarter]}")
    assert desk.own_parts() == parts
    statuses = desk.answers("status", desk.book)["officials"]
    assert [each["handed_in"] for each in statuses] == [False] * 7  # what stood there was of the quarter before
    desk.types(told_in(desk, f"Quý {quarter}", tasks))
    desk.states_handed_in(dict.fromkeys(TABS.values(), days[0]))
    desk.day = days[0] + timedelta(days=1)
    assert errors_of(desk.answers("validate", desk.book)["findings"]) == []
    assert reported(desk, quarter).get("corrections") is None
    closed(desk, quarter, days[1])
    desk.types(sent(f"Quý {quarter}", days[1], document))
    desk.told[f"Quý {quarter}"]["IV.8.02"] = f"Đã gửi báo cáo Quý {quarter}"


def the_next_year_begins(desk: Desk) -> None:
    """The plan of 2024 has every task of 2023 but IV.5.02b; of those two were not finished."""
    desk.day = date(2023, 12, 28)
    plan = (desk.config / "plan-2023.toml").read_text("utf-8")
    blocks = re.split(r"(?m)(?=^\[\[)", plan)
    kept = [block for block in blocks if not block.startswith("[[confirmation]]") and '"IV.5.02b"' not in block]
    plan = "".join(kept).replace("2023", "2024").replace("2022-12", "2023-12")
    target, new = desk.config / "plan-2024.toml", desk.folder / "Kế hoạch 2024.xlsx"
    target.write_text(plan, "utf-8")
    before = desk.book.read_bytes()
    desk.says("new", "--from", desk.book, "--plan", target, "--output", new)
    assert desk.book.read_bytes() == before
    carried = {task: str(text) for task, text in desk.column(BEFORE, new).items() if text}
    assert set(carried) == {"II.4.02", "IV.5.02b"}
    assert carried["II.4.02"].startswith("Chuyển từ năm 2023 (mã II.4.02, hạn 10/3/2023): Đang thực hiện")
    for told in ("lần 1", "lần 2", "lần 3", "lần 4"):
        assert f"Đã trình phương án {told}" in carried["II.4.02"]
    assert carried["IV.5.02b"].startswith("Chuyển từ năm 2023 (mã IV.5.02b")
    desk.day = date(2024, 1, 8)
    desk.says("plan", "import", new, "--plan", target)
    assert errors_of(desk.answers("validate", new, "--plan", target)["findings"]) == []
    desk.answers("run", new, "--plan", target)
    lines = desk.report_lines("Báo cáo Quý I-2024", new)
    assert {line["Lũy kế"] for line in lines.values()} == {
        "",
        "0/3 tháng",
        "Chuyển từ năm 2023 (mã II.4.02, hạn 10/3/2023)",
        "Chuyển từ năm 2023 (mã IV.5.02b, hạn 31/12/2023)",
    }


def nothing_was_lost(desk: Desk) -> None:
    words = desk.texts()
    assert sorted(text for text in desk.entered if json.dumps(text, ensure_ascii=False).strip('"') not in words) == []
    handed_in = [
        (closing["period"], each["person"], each["handed_in_on"], each["on_time"])
        for closing in desk.answers("history", desk.book)["closings"]
        for each in closing["officials"]
        if (closing["period"], each["official"]) in (("2023-Q1", "VPUB"), ("2023-Q1", "VHXH"), ("2023-Q2", "VPUB"))
    ]
    assert handed_in == [
        ("2023-Q1", "Trần Thị Bình", "2023-03-13", True),
        ("2023-Q1", None, "2023-03-16", False),
        ("2023-Q2", "Phạm Văn Dũng", "2023-06-14", True),
    ]
    told = desk.says("history", desk.book, "II.2.03")
    assert "«Đã lấy ý kiến 05 bộ phận»" in told
    assert "Trạng thái: «Đang thực hiện» → «Hoàn thành»" in told
