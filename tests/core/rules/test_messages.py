"""What findings say: one sentence or two, with the place, in correct Vietnamese, with nothing that a cell could smuggle in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.messages import (
    KIND_SPEAKS_AS,
    MAX_SHOWN_CHARACTERS,
    MESSAGES,
    PLACEHOLDERS,
    fill,
    hint,
    sentence,
    shown,
    template,
)
from sheetsync.core.rules.ruleset import KINDS
from sheetsync.core.settings import Settings
from tests.core.rules.finding_tables import Case, Office, cases

TEXTS = [(code, variant, text) for code, variants in MESSAGES.items() for variant, text in variants.items()]


def test_a_message_says_where_what_and_what_to_do(office: Office) -> None:
    messages = [finding.message for finding in office.findings(cases("ngay.md")[0])]
    assert messages[1] == (
        "Sheet «VP UBND», ô F3 (Ngày hoàn thành): «tháng sau» không phải là ngày. "
        "Vui lòng nhập dạng ngày/tháng/năm, ví dụ 28/02/2023."
    )
    assert messages[2].endswith(
        "«3/14/2023» không phải là ngày. Có phải «14/03/2023» không? Vui lòng nhập dạng ngày/tháng/năm, ví dụ 28/02/2023."
    )


def test_every_message_of_the_cases_is_whole(office: Office) -> None:
    files = ("ke-hoach-va-sheet.md", "ngay.md", "tien-do-va-ket-qua.md", "trang-thai.md", "van-ban-va-cach-ghi.md")
    findings = [finding for file in files for case in cases(file) for finding in office.findings(case)]
    assert len(findings) > 60
    for finding in findings:
        text = finding.message
        assert text.startswith(f"Sheet «{finding.sheet}»")
        assert finding.cell is None or f"ô {finding.cell}" in text
        assert not re.search(r"[{}]|\(\)|«»|  |\bNone\b", text), text
        assert text.endswith(".")
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(("code", "variant", "text"), TEXTS)
def test_catalogue(code: str, variant: str, text: str) -> None:
    assert set(re.findall(r"\{(\w+)\}", text)) <= set(PLACEHOLDERS)
    assert unicodedata.is_normalized("NFC", text)
    assert "Vui lòng" in text or "Không cần sửa" in text
    assert text[0] != " "
    assert text.rstrip()[-1] == "."


def test_the_catalogue_speaks_for_every_code_and_every_kind(settings: Settings) -> None:
    assert {rule.code for rule in settings.rules} == {code for code in MESSAGES if not code.startswith("kind:")}
    assert {kind for kind in KINDS if f"kind:{kind}" not in MESSAGES} == set(KIND_SPEAKS_AS)
    assert template("quy-tac-rieng", "date", "no-day") == MESSAGES["date-invalid"]["no-day"]
    assert template("quy-tac-rieng", "required", "") == MESSAGES["kind:required"][""]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (None, ""),
        (date(2023, 3, 14), "14/3/2023"),
        (98.5, "98,5"),
        ("hai\ndòng", "hai dòng"),
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),
        ("chuông\x07", "chuông␇"),
        ("\x1b[31mđỏ", "␛[31mđỏ"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("dài " * 40, "dài " * 14 + "dài…"),
    ],
)  # fmt: skip
def test_shown_values(value: CellValue, seen: str) -> None:
    assert shown(value) == seen


@given(st.text(max_size=300))
@bounded(max_examples=300, deadline=None)
def test_shown_values_are_one_short_visible_line(text: str) -> None:
    seen = shown(text)
    assert len(seen) <= MAX_SHOWN_CHARACTERS
    assert not any(unicodedata.category(letter) == "Cc" or letter in "\u202a\u202e\u2066\u2069\u200b" for letter in seen)
    assert seen == seen.strip()


def test_parts_of_a_sentence() -> None:
    assert sentence("VP", None, "x.") == "Sheet «VP»: x."
    assert sentence("VP", Where("VP", 4, 1), "x.") == "Sheet «VP», ô A4: x."
    assert sentence("VP", Where("VP", 4, 10, "Ngày\nhoàn thành"), "x.") == "Sheet «VP», ô J4 (Ngày hoàn thành): x."
    assert hint(None) == ""
    assert hint("a") == " Có phải «a» không?"


def test_a_value_that_looks_like_a_placeholder_stays_a_value() -> None:
    assert fill("{value} và {task}", {"value": "{task}", "task": "x"}.__getitem__) == "{task} và x"


def test_findings_come_by_tab_row_column_and_severity(office: Office) -> None:
    for file in ("van-ban-va-cach-ghi.md", "ngay.md", "ke-hoach-va-sheet.md"):
        for case in cases(file):
            _assert_ordered(office, case)


def _assert_ordered(office: Office, case: Case) -> None:
    order = [tab.name for tab in case.tabs]
    places = [
        (
            order.index(finding.sheet) if finding.sheet in order else -1 if finding.where is None else len(order),
            finding.where.row if finding.where else 0,
            finding.where.column if finding.where else 0,
            finding.severity.rank,
        )
        for finding in office.findings(case)
    ]
    assert places == sorted(places)
