"""Rules of an office's own, written in rules.toml without any code."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from sheetsync.core.rules.ruleset import problems
from sheetsync.core.settings import ColumnSettings, RuleSettings, Severity
from tests.core.rules.finding_tables import RUN_DATE, Case, Office, drawn, line

COMMON = {"code", "kind", "severity", "field", "before_hand_in", "message", "suggestion"}


def rules(text: str) -> tuple[RuleSettings, ...]:
    """Rules as an office writes them."""
    found = []
    for table in tomllib.loads(text)["rule"]:
        options = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key not in COMMON}
        given = {key: value for key, value in table.items() if key in COMMON}
        given["severity"] = Severity(given.get("severity", "warning"))
        found.append(RuleSettings(**given, options=options))
    assert problems(found, {*FIELDS}) == ()
    return tuple(found)


FIELDS = (
    "task_id",
    "task",
    "status",
    "deliverable",
    "due",
    "completed_on",
    "result",
    "evidence",
    "note",
    "progress",
    "role",
    "budget",
)


def judged(office: Office, rule: str, table: str, as_of: date = RUN_DATE) -> tuple[list[str], list[str], list[str]]:
    """What is found, what the table asks for, and the messages."""
    sheet, expected = drawn("VP UBND", table)
    columns = (*office.settings.columns, ColumnSettings("budget", "Kinh phí"))
    own = Office(replace(office.settings, columns=columns), office.calendar, rules(rule))
    findings = own.findings(Case("quy tắc riêng", (sheet,), expected, as_of=as_of))
    return [line(finding) for finding in findings], list(expected), [finding.message for finding in findings]


KINDS = {
    "required": (
        """
        [[rule]]
        code = "san-pham-trong"
        kind = "required"
        field = "deliverable"
        when_status = ["Hoàn thành"]
        message = "nhiệm vụ {task_id} đã {status} nhưng chưa ghi sản phẩm. Vui lòng ghi."
        suggestion = "Sản phẩm {task_id}"
        """,
        """
        | Mã NV | Nhiệm vụ                    | Vai trò  | Sản phẩm | Trạng thái     | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Chủ trì  |          | Hoàn thành     | warning san-pham-trong D2 → Sản phẩm A.01 |
        | A.02  | Mua sắm thiết bị một cửa    | Chủ trì  |          | Đang thực hiện | |
        | A.03  | Tổ chức hội nghị sơ kết     | Chủ trì  | hội nghị | Hoàn thành     | |
        | B.01  | Rà soát văn bản             | Phối hợp |          | Hoàn thành     | |
        """,
    ),
    "pattern": (
        """
        [[rule]]
        code = "ghi-chu-sai"
        kind = "pattern"
        field = "note"
        pattern = 'QĐ \\d+'
        when_role = ["Chủ trì", "Phối hợp"]
        """,
        """
        | Mã NV | Nhiệm vụ                    | Vai trò  | Trạng thái | Ghi chú  | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Chủ trì  | Hoàn thành | QĐ 12    | |
        | A.02  | Mua sắm thiết bị một cửa    | Chủ trì  | Hoàn thành | theo QĐ  | warning ghi-chu-sai E3 |
        | A.03  | Tổ chức hội nghị sơ kết     | Chủ trì  | Hoàn thành |          | |
        | B.01  | Rà soát văn bản             | Phối hợp |            | QĐ 12 nữa | warning ghi-chu-sai E5 |
        """,
    ),
    "pattern, forbidden anywhere": (
        """
        [[rule]]
        code = "so-dien-thoai"
        kind = "pattern"
        field = "note"
        pattern = '0\\d{9}'
        anywhere = true
        forbidden = true
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái | Ghi chú              | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Hoàn thành | gọi 0912345678 nhé   | warning so-dien-thoai D2 |
        | A.02  | Mua sắm thiết bị một cửa    | Hoàn thành | không có số nào      | |
        """,
    ),
    "compare with another column": (
        """
        [[rule]]
        code = "xong-sau-han"
        kind = "compare"
        field = "completed_on"
        operator = "<="
        other_field = "due"
        message = "hoàn thành {value} sau {other_heading} {other}."
        """,
        """
        | Mã NV | Nhiệm vụ                    | Thời hạn   | Trạng thái | Ngày hoàn thành | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | 2023-02-28 | Hoàn thành | 2023-03-01      | warning xong-sau-han E2 |
        | A.02  | Mua sắm thiết bị một cửa    | Quý I/2023 | Hoàn thành | 31/3/2023       | |
        | A.03  | Tổ chức hội nghị sơ kết     |            | Hoàn thành | 2023-12-01      | |
        """,
    ),
    "compare with a number": (
        """
        [[rule]]
        code = "kinh-phi-lon"
        kind = "compare"
        field = "budget"
        operator = "<"
        value = 100
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái | Kinh phí | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Hoàn thành | 100      | warning kinh-phi-lon D2 |
        | A.02  | Mua sắm thiết bị một cửa    | Hoàn thành | 99,5     | |
        | A.03  | Tổ chức hội nghị sơ kết     | Hoàn thành | chưa rõ  | |
        """,
    ),
    "number": (
        """
        [[rule]]
        code = "kinh-phi-sai"
        kind = "number"
        field = "budget"
        minimum = 1
        whole = true
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái | Kinh phí | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Hoàn thành | 0        | warning kinh-phi-sai D2 |
        | A.02  | Mua sắm thiết bị một cửa    | Hoàn thành | 12.5     | warning kinh-phi-sai D3 |
        | A.03  | Tổ chức hội nghị sơ kết     | Hoàn thành | không    | warning kinh-phi-sai D4 |
        | A.05  | Niêm yết thủ tục hành chính | Hoàn thành | 25       | |
        """,
    ),
    "one_of": (
        """
        [[rule]]
        code = "ghi-chu-la"
        kind = "one_of"
        field = "note"
        values = ["Gấp", "Bình thường"]
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái | Ghi chú     | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Hoàn thành | gấp         | |
        | A.02  | Mua sắm thiết bị một cửa    | Hoàn thành | binh thuong | warning ghi-chu-la D3 → Bình thường |
        | A.03  | Tổ chức hội nghị sơ kết     | Hoàn thành |             | |
        """,
    ),
    "unique": (
        """
        [[rule]]
        code = "trung-ghi-chu"
        kind = "unique"
        field = "note"
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái | Ghi chú | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Hoàn thành | Hồ sơ 1 | |
        | A.02  | Mua sắm thiết bị một cửa    | Hoàn thành | hồ sơ 1 | warning trung-ghi-chu D3 |
        | A.03  | Tổ chức hội nghị sơ kết     | Hoàn thành |         | |
        | A.05  | Niêm yết thủ tục hành chính | Hoàn thành |         | |
        """,
    ),
    "conditions": (
        """
        [[rule]]
        code = "minh-chung"
        kind = "required"
        field = "evidence"
        when_state = ["overdue"]
        when_cadence = ["Một lần"]
        when_needs_document = true
        when_filled = ["result"]
        when_blank = ["note"]
        when_hand_in = "after"

        [[rule]]
        code = "ghi-chu"
        kind = "required"
        fields = ["evidence", "note"]
        unless = ["minh-chung"]
        when_due = true
        """,
        """
        | Mã NV | Nhiệm vụ                    | Trạng thái     | Kết quả trong kỳ | Minh chứng | Ghi chú | ⇒ |
        | A.01  | Ban hành kế hoạch kiểm soát | Đang thực hiện | đã dự thảo      | | | warning minh-chung E2; warning ghi-chu F2 |
        | A.09  | Sửa chữa trụ sở             | Đang thực hiện | đã dự thảo       |            | x       | warning ghi-chu E3 |
        | A.08  | Xây dựng kế hoạch năm       | Đang thực hiện |                  |            | x       | warning ghi-chu E4 |
        | A.02  | Mua sắm thiết bị một cửa    | Đang thực hiện | đã dự thảo       |            |         | |
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_rule_of_the_offices_own(office: Office, name: str) -> None:
    rule, table = KINDS[name]
    found, expected, _ = judged(office, rule, table)
    assert sorted(found) == sorted(expected)


def test_own_message_is_filled_and_placed(office: Office) -> None:
    rule, table = KINDS["required"]
    _, _, messages = judged(office, rule, table)
    assert messages == [
        "Sheet «VP UBND», ô D2 (Sản phẩm): nhiệm vụ A.01 đã Hoàn thành nhưng chưa ghi sản phẩm. Vui lòng ghi.",
    ]
    rule, table = KINDS["compare with another column"]
    assert judged(office, rule, table)[2] == [
        "Sheet «VP UBND», ô E2 (Ngày hoàn thành): hoàn thành 1/3/2023 sau Thời hạn 28/02/2023."
    ]


def test_a_rule_after_the_hand_in_rests_before_it(office: Office) -> None:
    rule, table = KINDS["conditions"]
    found, _, _ = judged(office, rule, table, as_of=date(2023, 3, 14))
    assert not any("minh-chung" in one for one in found)
    assert "VP UBND: warning ghi-chu E2" in found
