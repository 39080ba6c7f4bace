"""What the live formulas may be made of, and which rules they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sheetsync.core.live.columns import live_columns
from sheetsync.core.live.layout import Helper
from sheetsync.core.live.rules import left_to_the_tool
from sheetsync.core.settings import RuleSettings, Settings, Severity
from tests.live.judged_rows import layout

# Excel 2010+, LibreOffice 7 and Google Sheets all have them, and agree on them.
SHARED_FUNCTIONS = {
    "AND", "CHAR", "COUNTIFS", "DATE", "EOMONTH", "EXACT", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "LEFT", "LEN", "MATCH",
    "MID", "NETWORKDAYS", "NOT", "OR", "RIGHT", "SUBSTITUTE", "SUMPRODUCT", "TRIM", "VALUE",
}  # fmt: skip
LONGEST_IN_EXCEL, LONGEST_LITERAL_IN_EXCEL, DEEPEST_IN_EXCEL = 8_192, 255, 64


def formulas(settings: Settings) -> Iterator[str]:
    live = live_columns(settings, layout(7))
    yield from live.formulas(1_048_576).values()
    yield from (format_.formula for format_ in live.formats)
    yield from (live.errors_in_tab, live.overdue_in_tab)


def without_literals(formula: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"', "", formula)


def test_only_functions_that_every_program_has(settings: Settings) -> None:
    of_unit = replace(settings, periods=replace(settings.periods, saturday_works=True))
    used = {name for formula in formulas(of_unit) for name in re.findall(r"([A-Z][A-Z.0-9]*)\(", without_literals(formula))}
    assert used == SHARED_FUNCTIONS


def test_no_formula_is_too_much_for_excel(settings: Settings) -> None:
    for formula in formulas(settings):
        assert len(formula) < LONGEST_IN_EXCEL
        assert depth(without_literals(formula)) < DEEPEST_IN_EXCEL
        assert all(len(text) <= LONGEST_LITERAL_IN_EXCEL for text in re.findall(r'"((?:[^"]|"")*)"', formula))
        assert "{" not in without_literals(formula)  # conditional formats take no array constants


def depth(formula: str) -> int:
    deepest = level = 0
    for sign in formula:
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    assert level == 0, formula
    return deepest


def test_the_rules_that_no_formula_can_say_are_these(settings: Settings) -> None:
    """They need the whole book, another row, the plan's texts, or readings that only the full check has."""
    codes = set(left_to_the_tool(settings, layout(7)))
    assert codes >= {
        "tab-missing", "heading-missing", "heading-duplicate", "period-mismatch", "task-missing", "task-unknown",
        "task-duplicate", "plan-drift", "date-ambiguous", "evidence-reused", "occurrence-missing", "text-encoding",
        "text-not-nfc", "result-unchanged",
    }  # fmt: skip
    said = {rule.code for rule in settings.rules} - codes
    assert said == {
        "formula-error", "status-missing", "status-unknown", "nothing-to-report-one-off", "date-invalid", "date-as-text",
        "completed-missing", "completed-in-future", "completed-after-cutoff", "completed-before-start", "completed-not-done",
        "progress-invalid", "number-as-text", "progress-mismatch", "evidence-missing", "evidence-format", "result-missing",
        "result-vague", "overdue-unexplained", "suspended-unexplained",
    }  # fmt: skip


def test_a_rule_of_the_unit_s_own_is_in_the_sheet_too(settings: Settings) -> None:
    own = RuleSettings(
        "de-xuat-trong", "required", Severity.WARNING, "proposal", options={"when_status": ("Tạm dừng",)}, message="chưa đề xuất."
    )
    before, after = (
        live_columns(replace(settings, rules=rules), layout(7)) for rules in (settings.rules, (*settings.rules, own))
    )
    assert set(after.texts) - set(before.texts) == {"Kiến nghị, đề xuất: chưa đề xuất."}
    assert after.text_columns[-1] == layout(7).columns["proposal"]


def test_more_rules_than_a_formula_takes_are_named(settings: Settings) -> None:
    many = tuple(
        RuleSettings(f"rieng-{number}", "required", Severity.WARNING, "note", message="chưa ghi.") for number in range(90)
    )
    live = live_columns(replace(settings, rules=many), layout(7))
    assert len(live.texts) == 60
    assert live.left_to_the_tool == tuple(f"rieng-{number}" for number in range(60, 90))


def test_errors_are_said_before_warnings_and_what_is_information_is_not_said(settings: Settings) -> None:
    live = live_columns(settings, layout(7))
    assert not any("sau ngày chốt số liệu" in text for text in live.texts)
    first_warning = next(place for place, text in enumerate(live.texts) if "ngày đang ở dạng chữ" in text)
    assert first_warning > max(place for place, text in enumerate(live.texts) if "Vui lòng ghi nguyên nhân" in text)


def test_every_row_has_its_own_formulas(settings: Settings) -> None:
    live = live_columns(settings, layout(7))
    five, six = live.formulas(5), live.formulas(6)
    assert five.keys() == six.keys() >= {layout(7).check, layout(7).warning, *map(layout(7).helper, Helper)}
    assert "5" in five[layout(7).check]
    assert live.last_column == max(five)
