"""Every mistake in rules.toml is reported at once, with its key and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsync.core.rules import load_rules, problems
from sheetsync.core.rules.options import declared_options
from sheetsync.core.rules.ruleset import KINDS
from sheetsync.core.settings import RuleSettings, Settings, Severity
from sheetsync.errors import ConfigError


def rule(kind: str, field: str = "", message: str = "", suggestion: str = "", **options: Any) -> RuleSettings:
    return RuleSettings("quy-tac", kind, Severity.WARNING, field, None, options, message, suggestion)


def test_default_rules_hold_no_mistake(settings: Settings) -> None:
    assert problems(settings.rules) == ()
    assert len(load_rules(settings.rules).rules) == len(settings.rules)


@pytest.mark.parametrize(
    ("mistaken", "key", "said"),
    [
        (rule("requird", "note"), "kind", "Có phải «required» không?"),
        (rule("hoàn toàn lạ"), "kind", "Các loại: "),
        (rule("required"), "field", "cần khóa field"),
        (rule("required", "note", fields=("note",)), "fields", "một trong hai"),
        (rule("required", "ghi_chu"), "field", "Không có cột nào tên «ghi_chu»"),
        (rule("required", "nots"), "field", "Có phải «note» không?"),
        (rule("required", "note", when_statuss=("Hoàn thành",)), "when_statuss", "Có phải «when_status» không?"),
        (rule("required", "note", when_status=("Xong rồi",)), "when_status", "Chưa thực hiện, Đang thực hiện, Hoàn thành"),
        (rule("required", "note", when_cadence=("Một lânf",)), "when_cadence", "Có phải «Một lần» không?"),
        (rule("required", "note", when_needs_document="có"), "when_needs_document", "true hoặc false"),
        (rule("required", "note", when_hand_in="sau"), "when_hand_in", "before, after"),
        (rule("required", "note", when_filled=("kết quả",)), "when_filled", "Không có cột nào"),
        (rule("required", "note", unless=("chua-co",)), "unless", "Trước mục này không có"),
        (rule("required", "note", message="Thiếu {valeu}"), "message", "Có phải «value» không?"),
        (rule("required", "note", suggestion="{gì đó} {abc}"), "suggestion", "{abc}"),
        (rule("one_of", "note"), "values", "cần khóa «values»"),
        (rule("one_of", "note", values=()), "values", "danh sách"),
        (rule("pattern", "note", pattern="(ab"), "pattern", "viết sai"),
        (rule("pattern", "note", pattern="(a+)+b"), "pattern", "lặp lồng nhau"),
        (rule("pattern", "note", pattern=5), "pattern", "biểu thức chính quy"),
        (rule("number", "progress", minimum="0"), "minimum", "Cần là một số"),
        (rule("number", "progress", minimum=5, maximum=1), "maximum", "nhỏ hơn"),
        (rule("compare", "due", operator="=<", value=1), "operator", "<, <=, =, !=, >=, >"),
        (rule("compare", "due", operator="<="), "other_field", "đúng một trong ba"),
        (rule("compare", "due", operator="<=", value=1, day="as_of"), "value", "đúng một trong ba"),
        (rule("compare", "completed_on", operator="<=", value=50), "value", "phải so với một ngày"),
        (rule("compare", "note", operator="<=", value=50, as_dates=True), "value", "phải so với một ngày"),
        (rule("compare", "due", operator="<=", day="hôm nay"), "day", "as_of, plan_start"),
        (rule("tab_present", "note"), "field", "không dùng khóa field"),
        (rule("unchanged_plan", fields=("task", "note")), "fields", "note"),
    ],
)  # fmt: skip
def test_mistake(mistaken: RuleSettings, key: str, said: str) -> None:
    found = problems([mistaken])
    assert [(index, where) for index, where, _ in found] == [(0, key)]
    assert said in found[0][2]


def test_all_mistakes_of_all_rules_come_together() -> None:
    broken = [rule("required"), rule("one_of", "nots"), rule("required", "note"), rule("number", "progress", minimum="x", hm=1)]
    assert [(index, key) for index, key, _ in problems(broken)] == [
        (0, "field"),
        (1, "field"),
        (1, "values"),
        (3, "hm"),
        (3, "minimum"),
    ]
    with pytest.raises(ConfigError) as raised:
        load_rules(broken)
    assert len(raised.value.mistakes) == 5
    assert raised.value.mistakes[0].startswith("rules.toml, mục 1 (quy-tac), field: ")


def test_columns_of_the_offices_own_may_be_named() -> None:
    assert problems([rule("required", "budget")], ("task", "status", "budget")) == ()


def test_every_kind_declares_its_options_and_says_what_it_does() -> None:
    assert set(KINDS) >= {"required", "one_of", "date", "number", "pattern", "unique", "compare", "known_task", "unchanged_plan"}
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.__doc__
        assert all(option.key.isidentifier() for option in declared_options(kind).values())
