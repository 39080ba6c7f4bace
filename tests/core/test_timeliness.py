"""The state of an entry on a day: one table of cases, then laws that hold for any entry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.plan import Cadence, Due, DueBasis, DueRule, Task
from sheetsync.core.readings import Status
from sheetsync.core.settings import PeriodSettings
from sheetsync.core.states import State, Timeliness
from sheetsync.core.timeliness import binding_due, judge
from tests.core.entry_rows import columns, entry
from tests.tables import cell_value

RULES = PeriodSettings()
CALENDAR = WorkCalendar(frozenset())
Q1 = period(2023, 1, RULES, CALENDAR)
AS_OF = date(2023, 3, 15)
COLUMNS = columns("task_id", "status", "completed_on", "result")


def task(due: str = "", basis: DueBasis = DueBasis.CONFIRMED, cadence: Cadence = Cadence.ONE_OFF) -> Task:
    """due: a day, "quarterly", "monthly", or "" for none."""
    rules = {"quarterly": DueRule.QUARTERLY_SENDING, "monthly": DueRule.MONTHLY}
    when = Due(basis=basis, rule=rules.get(due), on=None if due in rules else date.fromisoformat(due)) if due else Due()
    return Task("II.2.02", "Kế hoạch", "II.2", "VPUB", cadence, due=when)


def judged(the_task: Task | None, status: str, completed: str = "", *, as_of: date = AS_OF, result: str = "") -> Timeliness:
    row = {"task_id": "II.2.02", "status": cell_value(status), "completed_on": cell_value(completed), "result": result or None}
    return judge(entry(row, tab_columns=COLUMNS), the_task, period=Q1, as_of=as_of, calendar=CALENDAR, settings=RULES)


# On 15/3/2023: due (confirmed) | status | completed on | state | in words
TABLE = """
| 2023-02-28 | Hoàn thành      | 2023-02-23     | done_early        | Hoàn thành trước hạn 5 ngày |
| 2023-02-28 | Hoàn thành      | 2023-02-28     | done_on_time      | Hoàn thành đúng hạn |
| 2023-02-28 | Hoàn thành      | 2023-03-02     | done_late         | Hoàn thành quá hạn 2 ngày |
| 2023-02-28 | Hoàn thành      | 2/3/2023       | done_late         | Hoàn thành quá hạn 2 ngày |
| 2023-02-28 | Hoàn thành      | 2/3            | done_late         | Hoàn thành quá hạn 2 ngày |
| 2023-02-28 | Hoàn thành      |                | done              | Hoàn thành |
| 2023-02-28 | Hoàn thành      | 31/2/2023      | done              | Hoàn thành |
| 2023-02-28 | Hoàn thành      | Quý I/2023     | done              | Hoàn thành |
|            | Hoàn thành      | 2023-02-23     | done              | Hoàn thành |
| 2023-03-14 | Hoàn thành      | 2023-03-16     | overdue           | Quá hạn 1 ngày |
| 2023-03-20 | Hoàn thành      | 2023-03-16     | due_soon          | Sắp đến hạn (còn 3 ngày làm việc) |
| 2023-03-03 | Đang thực hiện  |                | overdue           | Quá hạn 12 ngày |
| 2023-03-03 | Chưa thực hiện  |                | overdue           | Quá hạn 12 ngày |
| 2023-03-15 | Đang thực hiện  |                | due_soon          | Sắp đến hạn (hôm nay là hạn cuối) |
| 2023-03-20 | Đang thực hiện  |                | due_soon          | Sắp đến hạn (còn 3 ngày làm việc) |
| 2023-03-22 | Đang thực hiện  |                | due_soon          | Sắp đến hạn (còn 5 ngày làm việc) |
| 2023-03-23 | Đang thực hiện  |                | in_time           | Trong hạn (còn 8 ngày) |
| 2023-06-30 | Chưa thực hiện  |                | in_time           | Trong hạn (còn 107 ngày) |
|            | Đang thực hiện  |                | open_ended        | Không hạn |
| 2023-03-03 | Tạm dừng        |                | suspended         | Tạm dừng |
| 2023-03-03 | Không phát sinh |                | nothing_to_report | Không phát sinh |
| 2023-03-03 |                 |                | not_reported      | Chưa báo cáo |
| 2023-03-03 | đang làm        |                | not_reported      | Chưa báo cáo |
|            |                 | 2023-02-23     | not_reported      | Chưa báo cáo |
"""
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("due", "status", "completed", "state", "words"), ROWS)
def test_the_table_of_states(due: str, status: str, completed: str, state: str, words: str) -> None:
    got = judged(task(due), status, completed)
    assert (got.state.value, got.text) == (state, words)
    assert got.due == (date.fromisoformat(due) if due else None)


def test_days_are_calendar_days_and_working_days_stand_apart() -> None:
    assert judged(task("2023-03-03"), "Đang thực hiện").days == 12
    soon = judged(task("2023-03-20"), "Đang thực hiện")
    assert (soon.days, soon.working_days) == (5, 3)
    assert judged(task("2023-06-30"), "Đang thực hiện").days == 107


@pytest.mark.parametrize("status", ["Đang thực hiện", "Chưa thực hiện"])
def test_a_proposed_date_makes_nothing_overdue(status: str) -> None:
    got = judged(task("2023-01-31", DueBasis.PROPOSED), status)
    assert (got.state, got.due) == (State.OPEN_ENDED, None)


def test_a_proposed_date_makes_nothing_late() -> None:
    assert judged(task("2023-01-31", DueBasis.PROPOSED), "Hoàn thành", "2023-03-01").state is State.DONE


def test_without_a_row_nothing_is_reported() -> None:
    got = judge(None, task("2023-01-31"), period=Q1, as_of=AS_OF, calendar=CALENDAR, settings=RULES)
    assert (got.state, got.text) == (State.NOT_REPORTED, "Chưa báo cáo")


def test_a_row_of_an_unknown_task_has_no_due_day() -> None:
    assert judged(None, "Đang thực hiện").state is State.OPEN_ENDED


@pytest.mark.parametrize(
    ("status", "completed", "state"),
    [
        ("Hoàn thành", "2022-12-14", State.NOT_REPORTED),  # that was the last quarter's
        ("Hoàn thành", "2022-12-19", State.NOT_REPORTED),  # its sending day
        ("Hoàn thành", "2022-12-20", State.DONE_EARLY),
        ("Hoàn thành", "2023-03-17", State.DONE_ON_TIME),
        ("Hoàn thành", "2023-03-20", State.DONE_LATE),
        ("Đang thực hiện", "", State.OVERDUE),
    ],
)
def test_a_quarterly_task_is_judged_on_its_occurrence(status: str, completed: str, state: State) -> None:
    quarterly = task("quarterly", DueBasis.STATED, Cadence.QUARTERLY)
    got = judged(quarterly, status, completed, as_of=date(2023, 3, 20))
    assert (got.state, got.due) == (state, date(2023, 3, 17))


def test_done_in_the_first_quarter_says_nothing_about_the_second() -> None:
    second = period(2023, 2, RULES, CALENDAR)
    row = entry({"task_id": "II.2.02", "status": "Hoàn thành", "completed_on": date(2023, 3, 10)})
    sent = entry({"task_id": "II.2.02", "status": "Hoàn thành", "completed_on": date(2023, 3, 17)})  # after the cut-off, in time
    for due, basis in (("quarterly", DueBasis.STATED), ("quarterly", DueBasis.PROPOSED)):
        quarterly = task(due, basis, Cadence.QUARTERLY)
        for first in (row, sent):
            got = judge(first, quarterly, period=second, as_of=date(2023, 6, 14), calendar=CALENDAR, settings=RULES)
            assert got.state is State.NOT_REPORTED
    one_off = judge(row, task(), period=second, as_of=date(2023, 6, 14), calendar=CALENDAR, settings=RULES)
    assert one_off.state is State.DONE


def test_a_monthly_task_counts_the_months_its_result_names() -> None:
    monthly = task("monthly", cadence=Cadence.MONTHLY)
    got = judged(monthly, "Đang thực hiện", result="Tháng 01: 212 hồ sơ; Tháng 02: 187 hồ sơ")
    assert (got.occurrences_done, got.occurrences_due, got.due) == (2, 3, date(2023, 2, 28))
    assert judged(task(), "Đang thực hiện", result="Tháng 01").occurrences_due is None


def test_a_rule_that_is_only_proposed_binds_nobody() -> None:
    assert binding_due(task("monthly", DueBasis.PROPOSED, Cadence.MONTHLY), Q1) is None
    assert judged(task("monthly", DueBasis.PROPOSED, Cadence.MONTHLY), "Đang thực hiện").state is State.OPEN_ENDED


DAYS = st.dates(date(2022, 11, 1), date(2023, 6, 30))
TASKS = st.none() | st.builds(
    task,
    st.sampled_from(["", "quarterly", "monthly"]) | DAYS.map(date.isoformat),
    st.sampled_from(list(DueBasis)),
    st.sampled_from(list(Cadence)),
)
STATUSES = st.sampled_from([*(status.value for status in Status), "", "đang làm", "xong"])
COMPLETIONS = (
    st.just("") | DAYS.map(date.isoformat) | DAYS.map(lambda day: f"{day.day}/{day.month}/{day.year}") | st.just("31/2/2023")
)


@given(TASKS, STATUSES, COMPLETIONS, DAYS)
def test_every_entry_has_one_state_that_its_numbers_agree_with(
    the_task: Task | None, status: str, completed: str, as_of: date
) -> None:
    got = judged(the_task, status, completed, as_of=as_of)
    assert got.text
    if status == "Tạm dừng":
        assert got.state is State.SUSPENDED
    elif status == "Không phát sinh":
        assert got.state is State.NOTHING_TO_REPORT
    elif status in ("", "đang làm", "xong"):
        assert got.state is State.NOT_REPORTED
    elif status != "Hoàn thành":
        assert got.state in (State.OVERDUE, State.DUE_SOON, State.IN_TIME, State.OPEN_ENDED)
    if got.state in (State.OVERDUE, State.DUE_SOON, State.IN_TIME, State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE):
        assert got.due is not None
    if got.state is State.OVERDUE:
        assert got.due is not None
        assert got.days == (as_of - got.due).days > 0
    if got.state is State.DUE_SOON:
        assert got.working_days is not None
        assert 0 <= got.working_days <= 5
    if the_task is None or not the_task.due.basis.binding:
        assert got.due is None
        assert got.state not in (State.OVERDUE, State.DUE_SOON, State.IN_TIME, State.DONE_LATE)


@given(DAYS, DAYS)
def test_an_unfinished_task_only_ever_gets_later(due: date, as_of: date) -> None:
    order = [State.IN_TIME, State.DUE_SOON, State.OVERDUE]
    today = judged(task(due.isoformat()), "Đang thực hiện", as_of=as_of)
    tomorrow = judged(task(due.isoformat()), "Đang thực hiện", as_of=as_of + timedelta(days=1))
    assert order.index(today.state) <= order.index(tomorrow.state)
