"""The rules in the sheet say what the Python rules say, row for row: on the shared cases and on random rows."""

from __future__ import annotations

import json
import os
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.live.columns import FINE, NOT_REPORTED
from sheetsync.core.plan import Cadence, Due, DueBasis, DueRule, Task
from sheetsync.core.settings import Settings
from tests.live.judged_rows import FIVE_STATUSES, Judged, RowCase, formula_rules, judged

CASES = Path(__file__).parents[1] / "cases"
RANDOM_ROWS = int(os.environ.get("SHEETSYNC_PARITY_ROWS", "2000"))


def test_shared_cases_say_the_same(settings: Settings, calendar: WorkCalendar, tmp_path: Path) -> None:
    rows = judged(list(shared_cases()), settings, calendar, tmp_path)
    assert len(rows) > 200
    assert_the_same(rows, settings)


def test_random_rows_say_the_same(settings: Settings, calendar: WorkCalendar, tmp_path: Path) -> None:
    rows = judged(list(random_rows(RANDOM_ROWS, random.Random(20230315))), settings, calendar, tmp_path)
    assert len(rows) == RANDOM_ROWS
    assert_the_same(rows, settings)
    found = Counter(code for row in rows for code, _ in row.wrong)
    silent = {code for code, _ in formula_rules(settings)} - set(found)
    assert not silent, f"no random row shows {sorted(silent)}"
    states = {row.in_sheet_state for row in rows}
    assert len(states) == 12, states  # the eleven, and none for coordinators
    verdicts, unsure = len(rows) * len(formula_rules(settings)), sum(len(row.unsure) for row in rows)
    assert unsure < 0.1 * verdicts, f"the sheet leaves {unsure} of {verdicts} verdicts to the full check"


def assert_the_same(rows: list[Judged], settings: Settings) -> None:
    """Wrong in the sheet: found by Python. Neither wrong nor unsure there: not found by Python. The same state, in words."""
    asked = formula_rules(settings)
    for row in rows:
        found = row.found & asked
        assert row.wrong <= found, f"the sheet alone finds {row.wrong - found}{row.described()}"
        missed = found - row.wrong - row.unsure
        assert not missed, f"Python alone finds {missed}{row.described()}"
        if not row.state_unsure:
            assert (row.in_sheet_state, row.warning) == (row.state, row.state_text), row.described()
        assert_says_the_first(row)


def assert_says_the_first(row: Judged) -> None:
    """`Kiểm tra`: ✓, «Chưa báo cáo» or nothing exactly where Python's errors and warnings in the sheet's rules are none."""
    problems = [key for key in row.wrong if row.severities[key] != "info"]
    calm = row.check in (FINE, NOT_REPORTED, "")
    if problems:
        assert not calm, f"nothing is said{row.described()}"
    elif not row.unsure:
        assert calm, f"something is said{row.described()}"


def shared_cases() -> Iterator[RowCase]:
    """Rows of `tests/cases` that a sheet can hold: not the uncalculated formulas, and no cell with a format of its own."""
    for number, case in enumerate(case for path in sorted(CASES.glob("*.json")) for case in json.loads(path.read_text("utf-8"))):
        given = {"status": "Đang thực hiện", **case["row"]}
        if any(isinstance(value, dict) and not {"date", "error"} & set(value) for value in given.values()):
            continue
        errors = frozenset(key for key, value in given.items() if isinstance(value, dict) and "error" in value)
        values = {
            key: date.fromisoformat(value["date"]) if isinstance(value, dict) and "date" in value else value
            for key, value in given.items()
        }
        if isinstance(values.get("completed_on"), int | float):
            continue  # a number under a date format is a date in the sheet
        if any(isinstance(value, bool) for value in values.values()):
            continue  # LibreOffice, the judge, takes TRUE for the number 1; Excel and Google do not
        yield RowCase(
            _task(f"N.{number:04d}", case.get("task", {})),
            {key: value for key, value in values.items() if key not in errors and key != "due"},
            date.fromisoformat(case.get("as_of", "2023-03-15")),
            errors,
        )


def _task(task_id: str, given: dict[str, Any]) -> Task:
    on = date.fromisoformat(given["due"]) if "due" in given else None
    return Task(
        task_id,
        f"Nhiệm vụ {task_id}",
        area="II.1",
        lead="VPUB",
        cadence=Cadence(given.get("cadence", "Một lần")),
        needs_document=given.get("needs_document", False),
        due=Due(DueBasis(given.get("due_basis", "")), on),
    )


_STATUSES = (
    *FIVE_STATUSES,
    "hoàn thành",
    " Hoàn  thành ",
    "Hòan thành",
    "ĐANG THỰC HIỆN",
    "Xong",
    "đang làm",
    "HT",
    "Ho*",
    "?",
    "~",
    "5",
)
_RESULTS = (
    None, "Đã ban hành kế hoạch", "Đã thực hiện tốt", "đã thực hiện tốt.", "xong", "…", "- ", "tốt!", "(đạt)", "ok",
    "Đã ban hành Kế hoạch số 118/KH-UBND ngày 10/01/2023", "Đạt 12/12 thôn", "Đã họp 3 cuộc; 45 lượt người dự", "đang làm*",
    "Tháng 01: 12 hồ sơ. Tháng 02: 15 hồ sơ", "   ", "Đã làm, tốt", "Thực hiện 4 – 5 buổi", "x" * 300,
)  # fmt: skip
_EVIDENCE = (None, "118/KH-UBND", "37 - KH/HU", "có", "Kế hoạch", "118", "kh 118", "06-ĐA/HU", "công văn", " ", "Số 12/BC–UBND")
_REASONS = (None, None, "Thiếu kinh phí", " ", "Chưa có hướng dẫn của huyện")
_PROGRESS = (None, None, 0, 50, 100, 99.5, 150, -1, "50", "100%", "98,5", "1.234", "nhiều", "5/10", "1e2", " 70 ", "+5")
_TYPED_DAYS = (
    "15/02/2023", "5/1/2023", "31/2/2023", "29/02/2024", "15.02.2023", "15-2-2023", "15/2", "ngày 15/2/2023", "tháng 3",
    "Quý I/2023", "15/2/23", "2023-02-15", "15 / 2 / 2023", "0/1/2023", "15/13/2023", "đang làm", "1/1/1899", "15/02/2023 ",
    "+5/1/2023", "20/12/2022",
)  # fmt: skip


def random_rows(count: int, chance: random.Random) -> Iterator[RowCase]:
    days = (date(2023, 3, 1), date(2023, 3, 14), date(2023, 3, 15), date(2023, 3, 20))
    for number in range(count):
        cadence = chance.choice([*Cadence, Cadence.ONE_OFF])
        task = Task(
            f"R.{number:05d}",
            f"Nhiệm vụ thử {number}",
            area="II.1",
            lead="VPUB",
            cadence=cadence,
            needs_document=chance.random() < 0.5,
            due=_due(cadence, chance),
        )
        values: dict[str, CellValue] = {
            "role": chance.choice(["Chủ trì", "Chủ trì", "Chủ trì", "Phối hợp", None]),
            "status": chance.choice(_STATUSES) if chance.random() < 0.9 else chance.choice([None, " ", "\u00a0"]),
            "progress": chance.choice(_PROGRESS),
            "completed_on": _completed(chance),
            "result": chance.choice(_RESULTS),
            "result_before": chance.choice([None, None, "Đã có Kế hoạch số 5/KH-UBND"]),
            "evidence": chance.choice(_EVIDENCE),
            "difficulty": chance.choice(_REASONS),
            "proposal": chance.choice(_REASONS),
        }
        if task.due.on and chance.random() < 0.1:
            values |= {"status": "Hoàn thành", "completed_on": task.due.on}
        if isinstance(values["status"], str) and chance.random() < 0.05:
            values["status"] = unicodedata.normalize("NFD", values["status"])
        errors = frozenset(key for key in ("status", "completed_on", "result", "evidence", "progress") if chance.random() < 0.01)
        yield RowCase(task, {key: value for key, value in values.items() if key not in errors}, chance.choice(days), errors)


def _due(cadence: Cadence, chance: random.Random) -> Due:
    basis = chance.choice([DueBasis.STATED, DueBasis.CONFIRMED, DueBasis.PROPOSED, DueBasis.NONE])
    if basis is DueBasis.NONE:
        return Due()
    if cadence is Cadence.QUARTERLY:
        return Due(basis, rule=DueRule.QUARTERLY_SENDING)
    if cadence is Cadence.MONTHLY:
        return Due(basis, rule=DueRule.MONTHLY)
    return Due(basis, date(2023, 3, 15) + timedelta(days=chance.randrange(-60, 60)))


def _completed(chance: random.Random) -> CellValue:
    which = chance.random()
    if which < 0.35:
        return None
    if which < 0.75:
        return date(2023, 3, 15) + timedelta(days=chance.randrange(-130, 12))
    if which < 0.8:
        return chance.choice([date(2022, 3, 14), date(1901, 1, 5)])
    return chance.choice(_TYPED_DAYS)


@pytest.mark.parametrize("saturday_works", [False, True])
def test_working_days_are_counted_alike(settings: Settings, calendar: WorkCalendar, tmp_path: Path, saturday_works: bool) -> None:
    """Around Tết, the exchanged days and the holidays of April and May 2023."""
    made_up = frozenset({date(2023, 3, 18), date(2023, 3, 26), date(2023, 5, 6)})
    of_unit = WorkCalendar(calendar.holidays, saturday_works, made_up)
    unit = replace(settings, periods=replace(settings.periods, saturday_works=saturday_works))
    cases = [
        RowCase(
            Task(
                f"W.{number}",
                f"Việc {number}",
                "II.1",
                "VPUB",
                Cadence.ONE_OFF,
                due=Due(DueBasis.STATED, date(2023, 1, 10) + timedelta(days=number)),
            ),
            {"role": "Chủ trì", "status": "Đang thực hiện", "result": "Đã họp"},
            day,
        )
        for day in (date(2023, 1, 10), date(2023, 3, 14), date(2023, 4, 26))
        for number in range(0, 150, 3)
    ]
    assert_the_same(judged(cases, unit, of_unit, tmp_path), unit)
