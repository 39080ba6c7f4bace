"""The consolidated report as one long table, for people who go on counting in a program of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheetsync.core.report import QuarterReport, TaskLine
from sheetsync.core.sheets.task_words import due_text, official_title

if TYPE_CHECKING:
    import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def report_frame(report: QuarterReport) -> pd.DataFrame:
    """One row for each task of the plan, in the report's order, headings in Vietnamese. Days are datetime64 (NaT where there is
    none), figures Int64, everything else text; a text that a spreadsheet program would take for a formula has `'` before it.
    """
    import pandas as pd  # noqa: PLC0415 - only who asks for a table waits for it

    lines = report.lines
    areas = {counts.code: counts.title for counts in report.by_area}
    frame = pd.DataFrame(
        {
            "Kỳ": [report.period.key] * len(lines),
            "Mã NV": [line.task.task_id for line in lines],
            "Nhiệm vụ": [line.task.title for line in lines],
            "Lĩnh vực": [areas.get(line.task.report_area, line.task.report_area) for line in lines],
            "Bộ phận": [official_title(report.plan, line.official) for line in lines],
            "Loại": [line.task.cadence.value for line in lines],
            "Thời hạn": [due_text(line.task) for line in lines],
            "Ngày hạn": [line.timeliness.due for line in lines],
            "Trạng thái": [line.state.value for line in lines],
            "Tình trạng": [line.timeliness.text for line in lines],
            "Số ngày": [line.timeliness.days for line in lines],
            "Ngày hoàn thành": [line.completed_on for line in lines],
            "Kết quả trong kỳ": [line.result for line in lines],
            "Văn bản, minh chứng": [line.evidence for line in lines],
            "Khó khăn, vướng mắc": [line.difficulty for line in lines],
            "Kiến nghị, đề xuất": [line.proposal for line in lines],
            "Ô trong sổ": [_place(line) for line in lines],
        }
    )
    for column in ("Ngày hạn", "Ngày hoàn thành"):
        frame[column] = pd.to_datetime(frame[column])
    frame["Số ngày"] = frame["Số ngày"].astype("Int64")
    texts = [column for column in frame.columns if column not in {"Ngày hạn", "Ngày hoàn thành", "Số ngày"}]
    frame[texts] = frame[texts].map(_inert)
    return frame


def _place(line: TaskLine) -> str:
    return f"{line.where.sheet}!{line.where.a1}" if line.where else ""


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
