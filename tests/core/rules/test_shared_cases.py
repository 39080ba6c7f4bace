"""The Python rules against the cases that every implementation runs through (`tests/cases/*.json`)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.findings import Finding
from sheetsync.core.periods import period
from sheetsync.core.plan import Cadence, Due, DueBasis, Official, Plan, Task
from sheetsync.core.rules import check
from sheetsync.core.tabs import read_tabs
from tests.core.rules.finding_tables import Office

FILES = sorted((Path(__file__).parents[2] / "cases").glob("*.json"))
ALL = [
    pytest.param(case, id=f"{path.stem}-{number}-{case['rule']}")
    for path in FILES
    for number, case in enumerate(json.loads(path.read_text("utf-8")), start=1)
]


@pytest.mark.parametrize("case", ALL)
def test_shared_case(office: Office, case: dict[str, Any]) -> None:
    found = [finding for finding in judged(office, case) if finding.code == case["rule"]]
    assert [(finding.severity.value, finding.field) for finding in found] == [
        (one["severity"], one["field"]) for one in case["expected"]
    ]
    for finding, one in zip(found, case["expected"], strict=True):
        assert finding.suggestion == one.get("suggestion", finding.suggestion)


def judged(office: Office, case: dict[str, Any]) -> tuple[Finding, ...]:
    """All findings of the row."""
    row = {"task_id": "N.01", "task": "Nhiệm vụ", "role": "Chủ trì", "status": "Đang thực hiện", **case["row"]}
    values = [cell(row[key]) for key in row]
    headings = {column.key: column.heading for column in office.settings.columns}
    notes = {(2, column): note for column, (_, note) in enumerate(values, start=1) if note is not None}
    sheet = SheetContent("VP UBND", [[headings[key] for key in row], [value for value, _ in values]], notes=notes)
    plan = Plan(2023, "Kế hoạch", (), (Official("VPUB", "Văn phòng UBND", tab="VP UBND"),), (task(case.get("task", {})),))
    settings = replace(office.settings, plan=plan)
    tabs, ruling = read_tabs(BookContent("so.xlsx", "1", (sheet,)), settings, quarter=1)
    as_of = date.fromisoformat(case.get("as_of", "2023-03-15"))
    asked = period(2023, 1, settings.periods, office.calendar)
    return check(tabs, ruling, settings, period=asked, as_of=as_of, calendar=office.calendar)


def task(given: dict[str, Any]) -> Task:
    on = date.fromisoformat(given["due"]) if "due" in given else None
    return Task(
        "N.01",
        "Nhiệm vụ",
        area="II.1",
        lead="VPUB",
        cadence=Cadence(given.get("cadence", "Một lần")),
        needs_document=given.get("needs_document", False),
        due=Due(DueBasis(given.get("due_basis", "")), on),
    )


def cell(given: Any) -> tuple[CellValue, CellNote | None]:
    if not isinstance(given, dict):
        return given, None
    if "date" in given:
        return date.fromisoformat(given["date"]), None
    if "percent" in given:
        return given["percent"], CellNote(percent=True)
    if "error" in given:
        return None, CellNote(error=given["error"], formula=True)
    if "uncached" in given:
        return None, CellNote(formula=True, uncached=True)
    return given["text"], CellNote(font=given["font"])


def test_every_row_rule_has_cases_that_find_and_cases_that_do_not(office: Office) -> None:
    across_rows = {"tab", "heading", "period", "task", "plan", "person"}
    alone = {"date-ambiguous", "evidence-reused", "text-not-nfc"}
    asked = {rule.code for rule in office.settings.rules if rule.code.split("-")[0] not in across_rows} - alone
    cases = [json.loads(path.read_text("utf-8")) for path in FILES]
    finding = {case["rule"] for file in cases for case in file if case["expected"]}
    silent = {case["rule"] for file in cases for case in file if not case["expected"]}
    assert (asked - finding, asked - silent) == (set(), set())
