"""Every case of `cases/*.md` gives exactly the findings that its tables ask for."""

from __future__ import annotations

import pytest

from tests.core.rules.finding_tables import CASES, Case, Office, cases

FILES = sorted(path.name for path in CASES.glob("*.md") if path.name != "ke-hoach.md")
ALL = [case for file in FILES for case in cases(file)]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_case(office: Office, case: Case) -> None:
    office.assert_findings(case)


def test_every_code_of_the_default_rules_is_found_in_some_case(office: Office) -> None:
    shown = {one.split(": ", 1)[1].split()[1] for case in ALL for one in case.expected}
    assert {rule.code for rule in office.settings.rules} - shown == set()
