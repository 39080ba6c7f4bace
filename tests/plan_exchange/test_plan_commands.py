"""`sheetsync plan …` as the office types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from sheetsync.cli import run_command_line
from tests.plan_exchange.edited_book import PLAN, Office, at


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def typed(office: Office, **cells: str) -> None:
    """Cells of `Kế hoạch`, typed and saved in the file."""

    def change(book: Workbook) -> None:
        for place, value in cells.items():
            book["Kế hoạch"][place] = value

    office.change(change)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_the_whole_way(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    check = ["plan", "check", str(office.book), "--config", str(office.folder)]
    take_in = ["plan", "import", str(office.book), "--config", str(office.folder)]
    assert run_command_line(check) == 0
    assert "Sổ và cấu hình giống nhau." in said(capsys)
    typed(office, **{at("A.1", "task"): "Rà soát"})
    assert run_command_line(check) == 1
    text = said(capsys)
    assert "Sheet «Kế hoạch», ô C4 (Nhiệm vụ), A.1: cấu hình ghi Rà soát văn bản; sổ ghi Rà soát." in text
    assert "sheetsync plan import" in text
    assert run_command_line([*take_in, "--dry-run"]) == 0
    assert "chưa ghi gì" in said(capsys)
    assert office.text("plan-2023.toml") == PLAN
    assert run_command_line(take_in) == 0
    text = said(capsys)
    assert "Đã ghi:" in text
    assert "Sheet của các bộ phận chưa đổi theo" in text
    assert run_command_line(check) == 0
    assert run_command_line(take_in) == 0


def test_a_mistake_is_said_and_nothing_written(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    typed(office, **{at("A.2", "due"): "31/2/2023", at("A.1", "task"): "Rà soát"})
    assert run_command_line(["--config", str(office.folder), "plan", "import", str(office.book)]) == 1
    text = said(capsys)
    assert "ô I5 (Thời hạn): «31/2/2023» không phải là một ngày" in text
    assert "Chưa ghi gì vào cấu hình." in text
    assert office.text("plan-2023.toml") == PLAN


def test_the_json(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    typed(office, **{at("A.1", "task"): "Rà soát", at("A.2", "lead"): "Ai đó"})
    assert run_command_line(["plan", "check", str(office.book), "--config", str(office.folder), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["same"] is False
    assert document["differences"] == [
        {
            "kind": "changed",
            "sheet": "Kế hoạch",
            "cell": "C4",
            "item": "A.1",
            "field": "task",
            "config": "Rà soát văn bản",
            "book": "Rà soát",
        }
    ]
    assert [(finding["code"], finding["cell"]) for finding in document["findings"]] == [("official-unknown", "F5")]
    assert document["written"] == []


def test_a_new_folder_of_the_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, folder = tmp_path / "so.xlsx", tmp_path / "cau-hinh"
    assert run_command_line(["new", "--output", str(book), "--as-of", "2023-03-01"]) == 0
    capsys.readouterr()
    take_in = ["plan", "import", str(book), "--config", str(folder)]
    assert run_command_line(take_in) == 2
    assert "--create" in capsys.readouterr().err
    assert run_command_line([*take_in, "--create"]) == 0
    assert "officials.toml" in {path.name for path in folder.iterdir()}
    assert run_command_line([*take_in, "--create"]) == 2
    assert run_command_line(["plan", "check", str(book), "--config", str(folder)]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["plan", "import", "so.xlsx"], 2, "Chưa cho biết thư mục cấu hình"),
        (["plan", "check", "khong-co.xlsx"], 4, "Không thấy tệp"),
        (["plan", "check", "so.xlsx", "--plan", "book"], 2, "chính các sheet trong sổ"),
        (["plan", "nhap"], 2, "Không có lệnh «nhap»"),
        (["plan", "check", "so.xlsx", "--tab", "x"], 2, "không dùng tùy chọn «--tab»"),
        (["--tab", "x", "plan", "check", "so.xlsx"], 2, "không dùng tùy chọn «--tab»"),
    ],
)
def test_what_cannot_be_done(
    office: Office,
    arguments: list[str],
    code: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = [str(office.book) if word == "so.xlsx" else word for word in arguments]
    assert run_command_line(arguments) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "import", "export"])
def test_help(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run_command_line(["plan", command, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"Ví dụ:\n  sheetsync plan {command}" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_stranger_s_book(capsys: pytest.CaptureFixture[str]) -> None:
    sample = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
    assert run_command_line(["plan", "check", str(sample)]) == 4
    assert "không có sheet «Kế hoạch»" in capsys.readouterr().err
