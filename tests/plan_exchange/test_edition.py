"""A plan workbook of another template says so in one line, with the one command that brings it up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.cli import run_command_line
from sheetsync.core.plan_exchange.edition import BookEdition
from sheetsync.core.sheets.plan_workbook.sheet_names import TEMPLATE_CHANGES, TEMPLATE_VERSION
from tests.plan_exchange.edited_book import Office, at
from tests.plan_workbook.fresh_book import letter

AS_OF = ["--as-of", "2023-03-01"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def of_template(office: Office, version: int) -> None:
    def change(book: Any) -> None:
        sheet = book["_sheetsync"]
        (cell,) = [row[1] for row in sheet.iter_rows(max_col=2) if row[0].value == "ss_mau"]
        cell.value = version

    office.change(change)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", ["validate", "status", "doctor"])
def test_an_older_template(office: Office, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    of_template(office, 0)
    asked = [command, str(office.book), "--config", str(office.folder), *(AS_OF if command != "doctor" else [])]
    assert run_command_line(asked) in (0, 1)
    text = said(capsys)
    assert "Sổ theo mẫu cũ" in text
    assert TEMPLATE_CHANGES[TEMPLATE_VERSION] in text
    assert 'sheetsync plan export "so.xlsx" --output "so - mẫu mới.xlsx"' in text


def test_a_newer_template(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    of_template(office, TEMPLATE_VERSION + 1)
    assert run_command_line(["run", str(office.book), "--config", str(office.folder), *AS_OF]) in (0, 1)
    assert "vui lòng cập nhật sheetsync" in said(capsys)


def test_this_template_and_books_of_others_say_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(["validate", str(office.book), "--config", str(office.folder), *AS_OF, "--json"]) == 0
    assert "template" not in json.loads(capsys.readouterr().out)
    assert BookEdition(TEMPLATE_VERSION).advice("so.xlsx") == ""


def test_the_json(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    of_template(office, 0)
    assert run_command_line(["validate", str(office.book), "--config", str(office.folder), *AS_OF, "--json"]) == 0
    template = json.loads(capsys.readouterr().out)["template"]
    assert (template["book"], template["current"]) == (0, TEMPLATE_VERSION)


def test_the_command_that_it_names_brings_it_up_to_date(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Template, plan columns and officials follow the configuration; entries and the old file stay."""
    of_template(office, 0)
    status = f"{letter(load_settings(office.folder), 'status')}6"

    def work(book: Any) -> None:
        book["Văn phòng"][status] = "Đang thực hiện"

    office.change(work)
    text = office.text("plan-2023.toml").replace("Ban hành kế hoạch kiểm soát thủ tục", "Ban hành kế hoạch")
    (office.folder / "plan-2023.toml").write_text(text, encoding="utf-8")
    before, new = office.book.read_bytes(), office.book.with_name("moi.xlsx")
    config = ["--config", str(office.folder)]
    assert run_command_line(["plan", "check", str(office.book), *config]) == 1
    assert "sheetsync plan export" in said(capsys)
    assert run_command_line(["plan", "export", str(office.book), "--output", str(new), *config]) == 0
    assert "Đã chuyển nội dung của 1 dòng" in said(capsys)
    assert run_command_line(["plan", "check", str(new), *config]) == 0
    assert run_command_line(["validate", str(new), *config, *AS_OF]) == 0
    assert "mẫu cũ" not in said(capsys)
    made = openpyxl.load_workbook(new)
    assert made["Văn phòng"][status].value == "Đang thực hiện"
    assert made["Kế hoạch"][at("A.2", "task")].value == "Ban hành kế hoạch"
    assert office.book.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "message"),
    [([], "Chưa cho biết ghi sổ mới ở đâu"), (["--output", "x.xlsx", "--plan", "plan-2024.toml"], "là của năm 2023")],
)
def test_what_export_refuses(office: Office, more: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan, new = office.folder / "plan-2024.toml", office.book.with_name("x.xlsx")
    plan.write_text(office.text("plan-2023.toml").replace("2023", "2024"), encoding="utf-8")
    places = {plan.name: plan, new.name: new}
    more = [str(places.get(word, word)) for word in more]
    assert run_command_line(["plan", "export", str(office.book), "--config", str(office.folder), *more]) == 2
    assert message in capsys.readouterr().err
    assert not new.exists()
