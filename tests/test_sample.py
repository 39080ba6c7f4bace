"""The sample workbook against its truth, which was worked out by hand: findings, states, totals, whole and line by line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import BookContent
from sheetsync.core.consolidate import consolidate
from sheetsync.core.edits import Edit
from sheetsync.core.findings import Finding
from sheetsync.core.report import QuarterReport
from sheetsync.core.settings import Settings
from sheetsync.core.states import State
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.status import official_statuses
from tests.sample.build_sample import WORKBOOK, variant

TRUTH_FILE = Path(__file__).parent / "sample" / "truth.json"


@cache
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(TRUTH_FILE.read_text("utf-8"))
    return loaded


@dataclass(frozen=True)
class BookOnDisk:
    """A workbook that is only read."""

    path: Path

    def read(self) -> BookContent:
        return read_book(self.path.read_bytes(), self.path.name)

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        raise AssertionError("nothing is written here")


def judged(path: Path, settings: Settings) -> Assessment:
    return assess(BookOnDisk(path), settings, as_of=date.fromisoformat(truth()["as_of"]), period_key=truth()["period"]["key"])


def report_of(assessment: Assessment) -> QuarterReport:
    return consolidate(
        assessment.tabs,
        assessment.plan,
        assessment.findings,
        period=assessment.period,
        as_of=date.fromisoformat(truth()["report_as_of"]),
        calendar=assessment.calendar,
        settings=assessment.settings,
    )


@pytest.fixture(scope="module")
def sample(settings: Settings) -> Assessment:
    return judged(WORKBOOK, settings)


@pytest.fixture(scope="module")
def report(sample: Assessment) -> QuarterReport:
    return report_of(sample)


# ------ one line of text a fact, so that a difference reads like a list of corrections ------


def expected_finding(finding: dict[str, Any]) -> str:
    suggestion = f" → {finding['suggestion']}" if finding["suggestion"] else ""
    return f"{finding['sheet']}!{finding['cell']} {finding['severity']} {finding['code']} {finding['task']}{suggestion}"


def actual_finding(finding: Finding) -> str:
    # A missing heading has no column of its own: what is certain is its row.
    row_only = finding.where is not None and finding.code == "heading-missing"
    cell = f"row {finding.where.row}" if row_only and finding.where else finding.cell
    suggestion = f" → {finding.suggestion}" if finding.suggestion else ""
    return f"{finding.sheet}!{cell} {finding.severity.value} {finding.code} {finding.task_id}{suggestion}"


def assert_same(actual: Iterable[str], expected: Iterable[str]) -> None:
    """The same lines; a failure shows only what is too much (+) and what is missing (-)."""
    found, wanted = Counter(actual), Counter(expected)
    too_much = [f"+ {line}" for line in (found - wanted).elements()]
    missing = [f"- {line}" for line in (wanted - found).elements()]
    assert not too_much + missing, "\n" + "\n".join(sorted(too_much + missing, key=lambda line: line[2:]))


def states_of(report: QuarterReport) -> dict[str, tuple[str, int | None]]:
    return {line.task.task_id: (line.state.value, line.timeliness.days) for line in report.lines}


def state_lines(states: dict[str, Any]) -> list[str]:
    return [f"{task} {state}" + ("" if days is None else f" {days}") for task, (state, days) in states.items()]


def count_lines(groups: dict[str, dict[str, int]]) -> list[str]:
    return [f"{code}: " + ", ".join(f"{key} {n}" for key, n in sorted(counts.items()) if n) for code, counts in groups.items()]


# ------ the sample ------


def test_the_period_has_its_dates(sample: Assessment) -> None:
    period = sample.period
    assert {
        "key": period.key,
        **{name: getattr(period, name).isoformat() for name in ("start", "cut_off", "cumulative_start", "hand_in", "send")},
    } == truth()["period"]


def test_tabs_are_found_and_every_skipped_row_is_named(sample: Assessment) -> None:
    expected = [
        (tab["sheet"], tab["official"], tab["header_row"], tab["rows"], tab["handed_in"], [int(row) for row in tab["skipped"]])
        for tab in truth()["tabs"]
    ]
    actual = [
        (
            tab.sheet,
            tab.official,
            tab.header_row,
            tab.row_count,
            tab.handed_in_on.isoformat() if tab.handed_in_on else None,
            [skipped.row for skipped in tab.skipped],
        )
        for tab in sample.tabs.tabs
    ]
    assert actual == expected
    reasons = {(tab.sheet, skipped.row): skipped.reason for tab in sample.tabs.tabs for skipped in tab.skipped}
    wrong = [
        f"{tab['sheet']} {row}: «{reasons[tab['sheet'], int(row)]}» does not say «{word}»"
        for tab in truth()["tabs"]
        for row, word in tab["skipped"].items()
        if word not in reasons[tab["sheet"], int(row)]
    ]
    assert wrong == []
    assert sorted(sample.tabs.others) == sorted(truth()["other_sheets"])
    assert sample.tabs.missing == ()


def test_findings_are_those_of_the_truth_and_no_others(sample: Assessment) -> None:
    assert_same(map(actual_finding, sample.findings), map(expected_finding, truth()["findings"]))


def test_findings_say_what_the_truth_wants_said(sample: Assessment) -> None:
    said = {(f.sheet, f.cell, f.code): f.message for f in sample.findings}
    unsaid = [
        f"{f['sheet']}!{f['cell']} {f['code']}: «{said.get((f['sheet'], f['cell'], f['code']))}» does not say «{words}»"
        for f in truth()["findings"]
        for words in f.get("message_has", ())
        if words not in said.get((f["sheet"], f["cell"], f["code"]), "")
    ]
    assert unsaid == []


def test_each_message_names_sheet_and_cell(sample: Assessment) -> None:
    unnamed = [f.message for f in sample.findings if f"«{f.sheet}»" not in f.message or (f.cell and f.cell not in f.message)]
    assert unnamed == []


def test_cells_that_look_odd_and_are_right_have_no_finding(sample: Assessment) -> None:
    accused = {f"{finding.sheet}!{finding.cell}" for finding in sample.findings}
    assert accused & set(truth()["no_finding"]) == set()


def test_findings_add_up(sample: Assessment) -> None:
    counted = {
        f"{severity}s": sum(f.severity.value == severity for f in sample.findings) for severity in ("error", "warning", "info")
    }
    assert {**counted, "tasks": len(sample.plan.tasks)} == truth()["summary"]


def test_states_on_the_run_date(sample: Assessment) -> None:
    leads = sample.lead_entries()
    actual: dict[str, tuple[str, int | None]] = {}
    for task in sample.plan.tasks:
        entry = leads.get(task.task_id)
        judged_as = sample.judge(entry, sample.plan.task(entry.task_id or "")) if entry else None
        actual[task.task_id] = (judged_as.state.value, judged_as.days) if judged_as else (State.NOT_REPORTED.value, None)
    assert_same(state_lines(actual), state_lines(truth()["states"]))


def test_states_in_the_report_are_those_at_the_cut_off(report: QuarterReport) -> None:
    differing = {task: state for task, state in truth()["states_in_report"].items() if task != "about"}
    assert_same(state_lines(states_of(report)), state_lines({**truth()["states"], **differing}))


@pytest.mark.parametrize("group", ["by_area", "by_official"])
def test_counts_by_group(report: QuarterReport, group: str) -> None:
    actual = {
        counts.code: {"total": counts.total, **{state.value: n for state, n in counts.counts.items()}}
        for counts in getattr(report, group)
    }
    assert_same(count_lines(actual), count_lines(truth()["report"][group]))


def test_totals(report: QuarterReport) -> None:
    actual = {"total": report.totals.total, **{state.value: n for state, n in report.totals.counts.items() if n}}
    assert actual == truth()["report"]["totals"]
    assert (report.due_in_period.text, report.due_cumulative.text) == (
        truth()["report"]["due_in_period"],
        truth()["report"]["due_cumulative"],
    )


def test_areas_stand_in_the_report_s_order(report: QuarterReport) -> None:
    assert [counts.code for counts in report.by_area] == list(truth()["report"]["by_area"])


def test_rows_read_are_reported_or_left_out_with_a_reason(report: QuarterReport) -> None:
    left_out: dict[str, dict[str, list[int]]] = {}
    for row in report.left_out:
        left_out.setdefault(row.reason.value, {}).setdefault(row.sheet, []).append(row.row)
    expected = truth()["report"]
    assert left_out == expected["left_out"]
    assert [line.task.task_id for line in report.missing] == expected["missing"]
    assert (report.rows_read, report.reported) == (expected["rows_read"], expected["reported"])
    assert report.rows_read == report.reported + len(report.left_out)


def test_overdue_tasks_with_days_and_reason(report: QuarterReport) -> None:
    actual = [{"task": late.line.task.task_id, "days": late.days, "reason": late.reason} for late in report.overdue]
    assert actual == truth()["report"]["overdue"]


def test_coordinators_stand_under_their_task(report: QuarterReport) -> None:
    actual = {line.task.task_id: [c.official for c in line.contributions] for line in report.lines if line.contributions}
    assert actual == truth()["report"]["contributions"]


def test_a_result_of_an_earlier_period_does_not_go_out_again(report: QuarterReport) -> None:
    results = {line.task.task_id: line.result for line in report.lines}
    assert [task for task in truth()["report"]["results_of_another_period"] if results[task]] == []


def test_officials_stand(sample: Assessment) -> None:
    actual = [
        {
            "official": row.official,
            "tasks": row.tasks,
            "reported": row.reported,
            "errors": row.errors,
            "overdue": row.overdue,
            "handed_in": row.handed_in_on.isoformat() if row.handed_in_on else None,
        }
        for row in official_statuses(sample)
    ]
    assert_same(map(str, actual), map(str, truth()["officials"]))


# ------ what one book cannot hold at the same time ------


@pytest.mark.parametrize("name", ["tab-missing", "heading-missing"])
def test_variants(name: str, settings: Settings, tmp_path: Path) -> None:
    wanted = truth()["variants"][name]
    assessment = judged(variant(name, tmp_path / f"{name}.xlsx"), settings)
    kept = [f for f in truth()["findings"] if f["sheet"] != wanted["without_findings_of"]]
    assert_same(map(actual_finding, assessment.findings), map(expected_finding, [*kept, *wanted["added"]]))

    report = report_of(assessment)
    states = {**truth()["states"], **{task: s for task, s in truth()["states_in_report"].items() if task != "about"}}
    states |= dict.fromkeys(wanted["not_reported_besides"], ("not_reported", None))
    assert_same(state_lines(states_of(report)), state_lines(states))
    assert report.reported == wanted["reported"]
    assert report.rows_read == report.reported + len(report.left_out)


def test_a_changed_day_changes_the_states(sample: Assessment) -> None:
    """The truth is about its day. On 2/3 II.2.03 is due that very day, and II.3.02b, due on 28/2, is finished only on 6/3."""
    earlier = replace(sample, as_of=date(2023, 3, 2))
    leads = earlier.lead_entries().items()
    overdue = [task for task, entry in leads if earlier.judge(entry, earlier.plan.task(task)).state is State.OVERDUE]
    assert overdue == ["II.3.02b"]
