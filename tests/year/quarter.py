"""A quarter of the year: what officials enter, its report, and what that says beside it. Every figure is one of `year.md`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.year.year_desk import DAY, DONE, EVIDENCE, RESULT, STATUS, Desk, Entries, entries_of, table

from sheetsync.core.cells import CellValue

NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
STATES = {
    "trước hạn": "done_early",
    "quá hạn": "done_late",
    "không xét hạn": "done",
    "không phát sinh": "nothing_to_report",
    "tạm dừng": "suspended",
    "đang quá hạn": "overdue",
    "sắp đến hạn": "due_soon",
    "trong hạn": "in_time",
    "không hạn": "open_ended",
}


def reported(desk: Desk, quarter: str) -> dict[str, Any]:
    """Run the quarter; its figures are those of `year.md`."""
    report: dict[str, Any] = desk.answers("run", desk.book, "--period", f"2023-Q{NUMBERS[quarter]}")["report"]
    counted = table("Đếm tay")[quarter]
    assert report["total"] == 76
    totals = {state: sum(group[state] for group in report["by_area"]) for state in STATES.values()}
    assert totals == {state: counted[name] for name, state in STATES.items()}
    figures = (of(report["due_in_period"]), report["finished_in_period"], of(report["due_cumulative"]), report["finished"])
    names = ("phải xong trong kỳ", "xong trong kỳ", "phải xong lũy kế", "xong lũy kế")
    assert figures == tuple(counted[name] for name in names)
    return report


def told_beside_the_quarter(desk: Desk, quarter: str) -> None:
    """Lũy kế of every task in the report that was sent: how often, since when, and in a half year's what was told before."""
    lines, titles = desk.report_lines(f"Báo cáo Quý {quarter}-2023"), desk.titles()
    for task, counted in table("Lũy kế từng việc").items():
        first = lines[titles[task]]["Lũy kế"].split("\n")[0]
        assert (task, "" if first.startswith("Quý ") else first) == (task, counted[f"Quý {quarter}"] or "")
    half_year = quarter in ("II", "IV")
    for earlier, told in desk.told.items():
        if earlier != f"Quý {quarter}":
            for task, text in told.items():
                if text != lines[titles[task]]["Kết quả trong kỳ"]:
                    assert (task, f"{earlier}: {text}" in lines[titles[task]]["Lũy kế"].split("\n")) == (task, half_year)
    assert not any("Khó khăn" in line["Lũy kế"] or "Văn bản" in line["Lũy kế"] for line in lines.values())


def closed(desk: Desk, quarter: str, day: date) -> None:
    desk.day = day
    assert "Đã nộp: 7/7 bộ phận. Đã báo cáo: 76/76 việc, còn thiếu 0" in desk.says("remind", desk.book, "--chair")
    done = desk.answers("close", desk.book, f"2023-Q{NUMBERS[quarter]}")
    assert (done["closed"], done["in_the_way"]) == (True, [])
    told_beside_the_quarter(desk, quarter)


def told_in(desk: Desk, quarter: str, tasks: Iterable[str]) -> dict[str, dict[str, CellValue]]:
    """The entries of a quarter; what they say is expected to stand in the end."""
    entries = entries_of(quarter, tasks)
    desk.told[quarter] = {task: str(cells[RESULT]) for task, cells in entries.items() if RESULT in cells}
    return entries


def sent(quarter: str, day: date, document: str) -> Entries:
    """The quarterly report itself is sent after its figures were cut off."""
    return {"IV.8.02": {STATUS: DONE, DAY: day, RESULT: f"Đã gửi báo cáo {quarter}", EVIDENCE: document}}


def errors_of(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["task_id"], each["code"]) for each in findings if each["severity"] == "error"]


def changed(corrections: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [(one["task_id"], *field.values()) for one in corrections for field in one["fields"]]


def ids(lines: list[dict[str, Any]]) -> list[str]:
    return [line["task_id"] for line in lines]


def of(count: dict[str, int]) -> str:
    return f"{count['done']} trên {count['due']}"
