"""`consolidate --table`: the report's tasks as a file that people open in Excel and count on in."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.consolidate import consolidate
from sheetsync.core.frames import report_frame
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from tests.report_example import example_tabs
from tests.test_end_to_end import OPTIONS, SAMPLE, sheetsync


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_task_of_the_plan_stands_in_the_table_once(tmp_path: Path) -> None:
    book, target = Path(shutil.copy(SAMPLE, tmp_path / "so.xlsx")), tmp_path / "tiến độ.csv"
    done = sheetsync("consolidate", book, *OPTIONS, "--table", target)
    assert done.returncode == 1
    assert f"Bảng mọi nhiệm vụ: {target}" in done.stdout
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel nhận ra chữ Việt nhờ ba byte đầu"
    rows = table(target)
    assert len({row["Mã NV"] for row in rows}) == len(rows) == 76
    assert {row["Kỳ"] for row in rows} == {"2023-Q1"}
    late = [row for row in rows if row["Trạng thái"] == "overdue"]
    assert late
    assert all(row["Tình trạng"] == f"Quá hạn {row['Số ngày']} ngày" for row in late)
    assert all(len(row["Ngày hạn"]) == 10 for row in late)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


def test_a_workbook_is_never_written_over_by_a_table(tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "so.xlsx"))
    done = sheetsync("consolidate", book, *OPTIONS, "--table", book)
    assert done.returncode == 2
    assert "không phải tên tệp .csv" in done.stderr
    assert book.read_bytes() == SAMPLE.read_bytes()


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "so.xlsx"))
    done = sheetsync("consolidate", book, *OPTIONS, "--table", tmp_path / "không có" / "bang.csv")
    assert done.returncode == 4
    assert "Không ghi được bảng" in done.stderr


def test_texts_that_look_like_formulas_are_inert(settings: Settings) -> None:
    calendar = WorkCalendar(settings.holidays, saturday_works=False)
    chosen = period(2023, 1, settings.periods, calendar)
    report = consolidate(
        example_tabs(settings.plan), settings.plan, (), period=chosen, as_of=chosen.cut_off, calendar=calendar, settings=settings
    )
    harmful = replace(report, lines=(replace(report.lines[0], result="=1+1", evidence="+1", difficulty="@x"), *report.lines[1:]))
    frame = report_frame(harmful)
    assert len(frame) == len(report.lines)
    first = frame.iloc[0]
    assert (first["Kết quả trong kỳ"], first["Văn bản, minh chứng"], first["Khó khăn, vướng mắc"]) == ("'=1+1", "'+1", "'@x")
    texts = [value for column in frame.columns for value in frame[column] if isinstance(value, str)]
    assert not [text for text in texts if text[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert frame["Số ngày"].dtype == "Int64"
    assert str(frame["Ngày hạn"].dtype).startswith("datetime64")
