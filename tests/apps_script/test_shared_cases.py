"""The script against Python on the shared cases: the formulas of the rows are calculated by LibreOffice, the script reads what
they show, and lists exactly the rows, with the cell, that Python's judgement says are wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import column_letters
from sheetsync.core.live.cells import Workings
from sheetsync.core.live.columns import live_columns
from sheetsync.core.live.layout import Helper
from sheetsync.core.live.rules import live_rules
from sheetsync.core.live.sentences import sentence
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.plan_workbook.tab_columns import CHECK_HEADING, WARNING_HEADING
from tests.apps_script.google_book import GoogleBook, cell
from tests.apps_script.script import CHECK, Ran, ran
from tests.live.judged_rows import KEYS, Judged, judged, layout
from tests.live.test_parity import random_rows, shared_cases

RANDOM_ROWS = 400
_FIRST_ROW = 2
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class JudgedTab:
    """The rows of a sheet from its second on, judged, and what the script made of the sheet."""

    rows: Sequence[Judged]
    ran: Ran

    def listed(self) -> dict[int, tuple[str, str, bool]]:
        """By row: the cell, what is said, whether it is told as unsure."""
        found = {}
        for section in self.ran.dialog.of("wrong"):
            for place, line, _ in section.items:
                row = int("".join(filter(str.isdigit, place)))
                assert row not in found
                assert line.startswith(f"dòng {row}")
                found[row] = (place, section.heading, "chưa đọc chắc được" in line)
        return found

    def left_to_the_full_check(self) -> set[int]:
        """The rows in which nothing is wrong for certain, but not everything was read."""
        return {int(item[0].removeprefix("dòng ")) for section in self.ran.dialog.of("unread") for item in section.items}


@dataclass(frozen=True, slots=True)
class Calculated:
    rows: Sequence[Judged]
    values: Sequence[Sequence[Any]]


@pytest.fixture(scope="module")
def calculated(settings: Settings, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> list[Calculated]:
    """Every shared case that a sheet can hold, and random rows; a sheet for each run date."""
    folder = tmp_path_factory.mktemp("cases")
    cases = [*shared_cases(), *random_rows(RANDOM_ROWS, random.Random(2911))]
    rows = judged(cases, settings, calendar, folder)
    book = openpyxl.load_workbook(folder / "calculated" / "rows.xlsx", data_only=True)
    last = live_columns(settings, layout(1)).last_column
    sheets = []
    for number, day in enumerate(dict.fromkeys(row.case.as_of for row in rows), start=1):
        values = [[cell(value) for value in row] for row in book[f"Tab{number}"].iter_rows(2, max_col=last, values_only=True)]
        sheets.append(Calculated([row for row in rows if row.case.as_of == day], values))
    return sheets


@pytest.fixture(scope="module", params=["by names", "by headings"])
def tabs(calculated: list[Calculated], settings: Settings, request: pytest.FixtureRequest) -> list[JudgedTab]:
    """The sheets given to the script. Their live columns are found in two ways."""
    headings = [*(settings.column(key).heading for key in KEYS), CHECK_HEADING, WARNING_HEADING]
    headings += [helper.name.lower() for helper in Helper]
    found = []
    for number, sheet in enumerate(calculated, start=1):
        name, at = f"Tab{number}", layout(len(sheet.rows))
        google = GoogleBook(name, {name: [headings, *map(list, sheet.values)]}, ids={name: 70})
        if request.param == "by names":
            for key, column in (("ss_check", at.check), ("ss_due", at.warning), ("ss_where", at.helper(Helper.WHERE))):
                google.names[f"{key}_70"] = (name, at.first_row, column, len(sheet.rows), 1)
            google.names["ss_first_70"] = (name, at.first_row, at.columns["status"], 1, 1)
        found.append(JudgedTab(sheet.rows, ran(google, CHECK)))
    return found


def sentences(settings: Settings) -> dict[Key, str]:
    """What is said of each (code, field) that the sheet has a formula for, in the order of the rules."""
    rules = live_rules(settings, layout(1), Workings(layout(1)))
    return {
        (one.rule.settings.code, one.field): sentence(one.rule.settings, one.rule.kind, settings.column(one.field).heading)
        for one in rules
    }


def ranked(settings: Settings, day: date, hand_in: date) -> list[Key]:
    """In the order in which one row's problems are said on a day: errors, then warnings."""
    rules = [(one.rule.settings, one.field) for one in live_rules(settings, layout(1), Workings(layout(1)))]
    severities = {
        (rule.code, field): (rule.before_hand_in or rule.severity) if day <= hand_in else rule.severity for rule, field in rules
    }
    return [key for severity in (Severity.ERROR, Severity.WARNING) for key, one in severities.items() if one is severity]


def of_python(row: Judged, order: Sequence[Key]) -> list[Key]:
    """What Python says is wrong, in that order."""
    return [key for key in order if key in row.found]


def test_the_listed_rows_and_cells_are_python_s(tabs: list[JudgedTab], settings: Settings, calendar: WorkCalendar) -> None:
    """In every row in which the sheet is sure of what comes first."""
    said = sentences(settings)
    hand_in = period(2023, 1, settings.periods, calendar).hand_in
    compared = wrong = 0
    for tab in tabs:
        listed = tab.listed()
        for number, row in enumerate(tab.rows, start=_FIRST_ROW):
            order = ranked(settings, row.case.as_of, hand_in)
            if next((key in row.unsure for key in order if key in row.wrong | row.unsure), False):
                continue
            compared += 1
            found = of_python(row, order)
            if not found:
                assert number not in listed, f"the script alone finds {listed[number]}{row.described()}"
                continue
            wrong += 1
            code, field = found[0]
            place = f"{column_letters(layout(1).columns[field])}{number}"
            assert listed.get(number, ())[:2] == (place, said[code, field]), f"{code}{row.described()}"
            assert row.unsure or not listed[number][2], row.described()
    assert compared > 500
    assert wrong > 400


def test_what_the_sheet_is_unsure_of_is_told_as_such_or_left_out(
    tabs: list[JudgedTab], settings: Settings, calendar: WorkCalendar
) -> None:
    """Never as a problem that is certain. What is certain in such a row is said all the same."""
    hand_in = period(2023, 1, settings.periods, calendar).hand_in
    told = 0
    for tab in tabs:
        listed, left = tab.listed(), tab.left_to_the_full_check()
        for number, row in enumerate(tab.rows, start=_FIRST_ROW):
            unread = {field for _, field in row.unsure} & {"completed_on", "progress"} or row.state_unsure
            if not row.unsure:
                continue
            order = ranked(settings, row.case.as_of, hand_in)
            certain = [key for key in row.wrong if row.severities[key] != "info"]
            if certain:
                assert number in listed, row.described()
                assert listed[number][2] or not unread, row.described()
            elif number in listed:
                assert listed[number][2], row.described()
                assert of_python(row, order) or unread, row.described()
            if number in listed:
                fields = {field for _, field in (*certain, *of_python(row, order))}
                fields |= {"completed_on", "progress"} if unread else set()
                places = {f"{column_letters(layout(1).columns[field])}{number}" for field in fields}
                assert listed[number][0] in places, row.described()
            told += number in left or (number in listed and listed[number][2])
            assert not unread or number in left or listed[number][2], row.described()
    assert told > 50


def test_nothing_else_is_told_as_unsure(tabs: list[JudgedTab]) -> None:
    for tab in tabs:
        unsure = {number for number, row in enumerate(tab.rows, start=_FIRST_ROW) if row.unsure or row.state_unsure}
        told = tab.left_to_the_full_check() | {number for number, (_, _, doubt) in tab.listed().items() if doubt}
        assert told <= unsure


def test_the_first_wrong_cell_is_selected(tabs: list[JudgedTab]) -> None:
    for number, tab in enumerate(tabs, start=1):
        listed = tab.listed()
        if listed:
            first = listed[min(listed)][0]
            assert tab.ran.selected == [(f"Tab{number}", first)]
            assert f"Có {len(listed)} dòng cần xem lại. Ô đầu tiên: {first}." in tab.ran.dialog.said()
        else:
            assert "Không thấy lỗi nào" in tab.ran.dialog.said()


def test_late_and_soon_due_rows_are_python_s(tabs: list[JudgedTab]) -> None:
    compared = 0
    for tab in tabs:
        shown = {item[0]: item[1] for section in tab.ran.dialog.of("late") for item in section.items}
        for number, row in enumerate(tab.rows, start=_FIRST_ROW):
            if not row.state_unsure:
                late = row.state is not None and row.state.value in ("overdue", "due_soon")
                assert shown.get(f"dòng {number}") == (row.state_text if late else None), row.described()
                compared += late
    assert compared > 20
