"""The 2023 plan against counts made by hand from the signed document's plan data, not by the code under test."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.plan import Cadence, DueBasis, DueRule, Role, Task
from sheetsync.core.settings import Settings

ROWS_OF_TABS = """
| tab              | Chủ trì | Phối hợp |
|------------------|---------|----------|
| VP Đảng ủy - NV  | 18      | 11       |
| VP UBND          | 19      | 0        |
| Tư pháp - HT     | 6       | 0        |
| Tài chính - KH   | 12      | 0        |
| Văn hóa - XH     | 14      | 0        |
| Địa chính - XD   | 4       | 10       |
| Đài truyền thanh | 3       | 2        |
"""

CADENCES = {
    Cadence.ONE_OFF: 11,
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 6,
    Cadence.YEARLY: 5,
    Cadence.CONTINUOUS: 51,
    Cadence.PERIODIC: 2,
}

REPORT_AREAS = {"TCTH": 9, "II.1": 6, "II.2": 20, "II.3": 8, "II.4": 3, "II.5": 12, "II.6": 18}

CONFIRMED = """
| II.2.02  | 2023-02-28 |
| II.2.03  | 2023-03-02 |
| II.2.05d | 2023-06-30 |
| II.3.02b | 2023-02-28 |
| II.3.02c | 2023-03-17 |
| II.4.02  | 2023-03-10 |
| II.6.02  | 2023-06-30 |
| IV.1.02a | 2023-01-31 |
| IV.2.01  | 2023-03-20 |
| IV.4.03  | 2023-01-31 |
"""

NO_DOCUMENT_THOUGH_IT_ENDS_OR_RECURS = """
II.2.05c II.2.07b II.3.02c II.4.03 II.6.02 IV.2.05b IV.3.04b IV.4.03 IV.4.04b IV.5.02b IV.5.03b IV.6.02b
"""
"""Figures, assessments, equipment, budgets: nothing that carries a number and a symbol."""


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]


def task(settings: Settings, task_id: str) -> Task:
    found = settings.plan.task(task_id)
    assert found is not None
    return found


def test_the_plan_has_76_tasks_of_the_stated_cadences(settings: Settings) -> None:
    assert settings.plan.year == 2023
    assert len(settings.plan.tasks) == 76
    assert Counter(task.cadence for task in settings.plan.tasks) == CADENCES


def test_ids_follow_the_sections_of_the_document(settings: Settings) -> None:
    ids = [task.task_id for task in settings.plan.tasks]
    assert len(set(ids)) == 76
    assert [one for one in ids if not re.fullmatch(r"(II\.[1-6]|IV\.[1-8])\.\d{2}[a-z]?|III\.\d{2}", one)] == []


def test_the_tabs_hold_99_rows(settings: Settings) -> None:
    plan = settings.plan
    placed = Counter((plan.official(code).tab, role) for code, _, role in plan.placements())  # type: ignore[union-attr]
    expected = {tab: (int(lead), int(part)) for tab, lead, part in cells(ROWS_OF_TABS)[2:]}
    assert {tab: (placed[tab, Role.LEAD], placed[tab, Role.COORDINATOR]) for tab in expected} == expected
    assert len(plan.placements()) == placed.total() == 99


def test_what_the_committee_itself_must_do_stands_in_the_consolidators_tab(settings: Settings) -> None:
    assert settings.plan.consolidator == "VPDU_NV"
    for task_id in ("IV.8.01", "IV.8.02"):
        assert task(settings, task_id).lead == "UBND_X"
        assert settings.plan.tab_owner(task(settings, task_id)) == "VPDU_NV"


def test_the_two_offices_are_not_mixed_up(settings: Settings) -> None:
    leads_of_procedures = {task.lead for task in settings.plan.tasks if task.area == "II.2" and task.task_id != "II.2.07b"}
    assert leads_of_procedures == {"VPUB"}
    assert task(settings, "II.2.07b").lead == "VPDU_NV"


def test_27_organisation_tasks_are_reported_under_a_content_area(settings: Settings) -> None:
    assert Counter(task.report_area for task in settings.plan.tasks) == REPORT_AREAS
    assert sum(task.area == "TCTH" and task.report_area != "TCTH" for task in settings.plan.tasks) == 27
    assert sum(task.area == "TCTH" for task in settings.plan.tasks) == 36


def test_only_two_due_dates_are_stated(settings: Settings) -> None:
    stated = [task.task_id for task in settings.plan.tasks if task.due.basis is DueBasis.STATED]
    assert stated == ["IV.8.01", "IV.8.02"]
    assert task(settings, "IV.8.01").due.on == date(2022, 12, 30)
    assert task(settings, "IV.8.02").due.rule is DueRule.QUARTERLY_SENDING


def test_due_dates_by_basis(settings: Settings) -> None:
    bases = Counter(task.due.basis for task in settings.plan.tasks)
    assert bases == {DueBasis.STATED: 2, DueBasis.CONFIRMED: 10, DueBasis.PROPOSED: 12, DueBasis.NONE: 52}


def test_the_confirmations_of_the_sample(settings: Settings) -> None:
    confirmed = {task.task_id: task.due for task in settings.plan.tasks if task.due.basis is DueBasis.CONFIRMED}
    assert {task_id: due.on for task_id, due in confirmed.items()} == {
        task_id: date.fromisoformat(day) for task_id, day in cells(CONFIRMED)
    }
    assert {(due.confirmed_by, due.confirmed_on) for due in confirmed.values()} == {("Chủ tịch UBND xã", date(2023, 1, 5))}


def test_proposed_dates_bind_nobody_and_keep_their_words(settings: Settings) -> None:
    due = task(settings, "II.2.04").due
    assert (due.basis, due.on, due.text) == (DueBasis.PROPOSED, date(2023, 12, 31), "trong năm 2023")
    assert not due.basis.binding
    assert task(settings, "II.2.05c").due.rule is DueRule.MONTHLY
    quarterly = {task.task_id for task in settings.plan.tasks if task.due.rule is DueRule.QUARTERLY_SENDING}
    assert quarterly == {"IV.2.05b", "IV.3.04b", "IV.4.04b", "IV.5.03b", "IV.6.02b", "IV.8.02"}


def test_about_ten_deliverables_that_end_or_recur_carry_no_number(settings: Settings) -> None:
    not_continuous = [task for task in settings.plan.tasks if task.cadence is not Cadence.CONTINUOUS]
    assert len(not_continuous) == 25
    assert {task.task_id for task in not_continuous if not task.needs_document} == set(
        NO_DOCUMENT_THOUGH_IT_ENDS_OR_RECURS.split()
    )


@pytest.mark.parametrize(
    ("task_id", "needed"),
    [
        ("II.2.02", True),  # kế hoạch
        ("II.3.01b", True),  # quyết định
        ("IV.2.05a", True),  # văn bản đôn đốc
        ("II.6.02", False),  # biên bản nghiệm thu, thiết bị
        ("II.6.04d", False),  # tỷ lệ
        ("IV.7.01", False),  # tin, bài
    ],
)
def test_which_deliverables_are_numbered_documents(settings: Settings, task_id: str, needed: bool) -> None:
    assert task(settings, task_id).needs_document is needed


def test_22_documents_are_cited(settings: Settings) -> None:
    documents = settings.plan.documents
    assert len(documents) == 22
    assert {"D03", "D04"}.isdisjoint(document.code for document in documents)
    numbers = {document.code: document.number for document in documents}
    assert (numbers["D17"], numbers["D16"], numbers["D07"]) == ("37-KH/HU", "3580/KH-UBND", "18-NQ/TW")
    assert {code for code, number in numbers.items() if not number} == {"D02", "D19", "D20", "D23"}


def test_every_text_of_the_plan_is_composed_unicode(settings: Settings) -> None:
    texts = [text for task in settings.plan.tasks for text in (task.title, task.deliverable, task.due.text)]
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []
    assert [task.task_id for task in settings.plan.tasks if len(task.title) > 90] == []


@pytest.mark.parametrize(
    ("sending", "working"),
    [(date(2023, 3, 17), True), (date(2023, 3, 19), False), (date(2026, 1, 2), False), (date(2026, 11, 24), False)],
)
def test_the_calendar_knows_the_days_off(calendar: WorkCalendar, sending: date, working: bool) -> None:
    assert calendar.is_working(sending) is working
