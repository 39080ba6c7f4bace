"""The codes and severities of the default rules are a contract: this table is written by hand from the product's design."""

from __future__ import annotations

import re

from sheetsync.core.settings import Settings

CONTRACT = """
| mã                        | từ ngày sau ngày nộp | đến hết ngày nộp |
|---------------------------|----------------------|------------------|
| tab-missing               | error                |                  |
| heading-missing           | error                |                  |
| heading-duplicate         | error                |                  |
| person-missing            | error                |                  |
| person-unknown            | error                |                  |
| period-mismatch           | error                |                  |
| task-missing              | error                |                  |
| task-unknown              | error                |                  |
| task-duplicate            | error                |                  |
| plan-drift                | warning              |                  |
| status-missing            | error                | info             |
| status-unknown            | error                |                  |
| date-invalid              | error                |                  |
| date-as-text              | warning              |                  |
| date-ambiguous            | warning              |                  |
| completed-missing         | error                |                  |
| completed-in-future       | error                |                  |
| completed-after-cutoff    | info                 |                  |
| completed-before-start    | error                |                  |
| completed-not-done        | warning              |                  |
| progress-invalid          | error                |                  |
| progress-mismatch         | warning              |                  |
| evidence-missing          | error                |                  |
| evidence-format           | warning              |                  |
| evidence-reused           | warning              |                  |
| result-missing            | error                | info             |
| result-vague              | warning              |                  |
| result-unchanged          | warning              |                  |
| occurrence-missing        | warning              |                  |
| overdue-unexplained       | error                |                  |
| suspended-unexplained     | error                |                  |
| nothing-to-report-one-off | warning              |                  |
| number-as-text            | warning              |                  |
| text-encoding             | warning              |                  |
| text-not-nfc              | warning              |                  |
| formula-error             | error                |                  |
"""


def test_default_rules_keep_the_contract(settings: Settings) -> None:
    agreed = {tuple(cell.strip() for cell in row.strip("|").split("|")) for row in re.findall(r"^\| [a-z].*", CONTRACT, re.M)}
    loaded = [
        (rule.code, rule.severity.value, rule.before_hand_in.value if rule.before_hand_in else "") for rule in settings.rules
    ]
    assert sorted(loaded) == sorted(row for row in agreed if row[0] != "mã")
