"""The commands as people and programs use them: what they print, what they return, and that bad input loses nothing."""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.cli import cli, run_command_line
from sheetsync.core.book import BookContent
from tests.small_office import OFFICE_ROWS, write_book, write_config

OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1")
COMMANDS = ("demo", "adopt", "new", "plan", "validate", "highlight", "consolidate", "run", "status", "remind", "clean", "undo",
            "fix-encoding", "addin", "doctor", "protect", "sign-in", "watch", "hand-out", "collect", "sync", "resolve",
            "history", "restore", "close", "reopen", "diff", "open")  # fmt: skip
STATES = ("suspended", "nothing_to_report", "done_early", "done_on_time", "done_late", "done", "not_reported", "overdue",
          "due_soon", "in_time", "open_ended")  # fmt: skip
Done = subprocess.CompletedProcess[str]


def sheetsync(*arguments: str | Path, cwd: Path | None = None, columns: int | None = None) -> Done:
    """The command in this process: fast, and with streams of its own."""
    output, error = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd or Path.cwd()),
        pytest.MonkeyPatch.context() as environment,
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(error),
    ):
        if columns is None:
            environment.delenv("COLUMNS", raising=False)
        else:
            environment.setenv("COLUMNS", str(columns))
        code = run_command_line([str(argument) for argument in arguments])
    return subprocess.CompletedProcess(arguments, code, output.getvalue(), error.getvalue())


def process(*arguments: str | Path, cwd: Path | None = None, before: Callable[[], None] | None = None, **more: str) -> Done:
    """The command as the system starts it; `before` runs in the new process first, `more` are environment variables."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
    command = [sys.executable, "-m", "sheetsync", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=cwd, env=environment, preexec_fn=before, check=False
    )


def document(done: Done) -> dict[str, Any]:
    """The one JSON document on standard output, and nothing on standard error."""
    assert done.stderr == "", done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def error_of(done: Done) -> dict[str, str]:
    found = document(done)
    assert list(found) == ["error"]
    error: dict[str, str] = found["error"]
    assert list(error) == ["code", "message", "next"]
    assert all(error.values())
    return error


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_config(tmp_path_factory.mktemp("office") / "cấu hình")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "Sổ kế hoạch 2023.xlsx")


# --- help -----------------------------------------------------------------------------------------------------------------


def test_help_is_vietnamese_with_an_example() -> None:
    done = sheetsync("--help", columns=80)
    assert done.returncode == 0
    assert done.stdout.startswith("Cách dùng: sheetsync [TÙY CHỌN] LỆNH [SỔ]\n")
    for heading in ("Tùy chọn:", "Lệnh:", "Ví dụ:"):
        assert f"\n{heading}\n" in done.stdout
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_vietnamese_help_page_with_an_example(command: str) -> None:
    done = sheetsync(command, "--help", columns=80)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Cách dùng: sheetsync {command} [TÙY CHỌN]")
    assert "\nTùy chọn:\n" in done.stdout
    assert f"\nVí dụ:\n  sheetsync {command}" in done.stdout
    assert not re.search(r"Usage|Options|Commands|Show this|default|required|exit", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_every_command_of_the_contract_is_there_in_the_order_of_the_work() -> None:
    assert tuple(cli.commands) == COMMANDS


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout) == (0, "sheetsync 0.1.0\n")


# --- mistakes in the command line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["vaildate", "a"], "Không có lệnh «vaildate». Có phải «validate» không?"),
        (["làm-gì-đó"], "Không có lệnh «làm-gì-đó»."),
        (["sổ.xlsx"], "Thiếu tên lệnh trước «sổ.xlsx»."),
        (["--confg", "a"], "Không có tùy chọn «--confg». Có phải «--config» không?"),
        (["run", "--perod", "2023-Q1"], "Không có tùy chọn «--perod». Có phải «--period» không?"),
        (["run", "--tab", "VP"], "Lệnh «run» không dùng tùy chọn «--tab»."),
        (["--tab", "VP", "clean", "a"], "Lệnh «clean» không dùng tùy chọn «--tab»."),
        (["validate", "--as-of"], "Tùy chọn «--as-of» còn thiếu giá trị."),
        (["validate", "--mark=1"], "Tùy chọn «--mark» không nhận giá trị."),
        (["validate", "--as-of", "31/2/2023", "a"], "Giá trị của tùy chọn «--as-of» chưa đúng: «31/2/2023» không phải là ngày."),
        (
            ["validate", "--as-of", "9999-12-31", "a"],
            "Giá trị của tùy chọn «--as-of» chưa đúng: «9999-12-31», năm phải từ 2000 đến 2200.",
        ),
        (
            ["remind", "--as-of", "1/1/0001", "a"],
            "Giá trị của tùy chọn «--as-of» chưa đúng: «1/1/0001», năm phải từ 2000 đến 2200.",
        ),
        (["validate", "--as-of", "mai", "a"], "Giá trị của tùy chọn «--as-of» chưa đúng: «mai» không phải là ngày."),
        (["--period", "2023-Q5", "run", "a"], "Giá trị của tùy chọn «--period» chưa đúng: «2023-Q5» không phải là kỳ báo cáo."),
        (["run", "Kế", "hoạch.xlsx"], "Lệnh «run» thừa phần «hoạch.xlsx»."),
        (["run", "--output", ""], "Giá trị của tùy chọn «--output» chưa đúng: đường dẫn để trống."),
        (["run"], "Chưa cho biết sổ kế hoạch cần làm."),
        (["run", "google:abc"], "«abc» không phải là địa chỉ của một Google Sheet."),
        (["run", "excel:"], "Chưa cho biết sổ nào đang mở trong Excel."),
        (["run", "excel:So.xlsx", "--output", "ra.xlsx"], "--output không dùng được với sổ đang mở trong Excel"),
        (["adopt", "excel:So.xlsx"], "Lệnh này chỉ làm với tệp, không làm với sổ đang mở trong Excel"),
        (["undo", "excel:So.xlsx"], "undo chỉ lấy lại được tệp; sổ đang mở trong Excel chưa được lưu"),
    ],
)
def test_mistakes_in_the_command_line_are_told_in_vietnamese(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command_line(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"Lỗi: {message}")
    assert "\n→ " in shown.err
    assert not re.search(r"Error|Usage|Traceback|No such", shown.err)

    assert run_command_line(["--json", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.err == ""
    error = json.loads(shown.out)["error"]
    assert error["code"] == "usage"
    assert error["message"].startswith(message)
    assert error["next"]


def test_json_without_a_command_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(["--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "Chưa cho biết lệnh."


def test_validate_writes_nothing_so_an_output_makes_no_sense(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(["validate", str(book), "--output", "x.xlsx"]) == 2
    assert "--output chỉ dùng khi có --mark" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "word"), [("kết quả.xlsm", "phải có đuôi .xlsx"), ("Sổ kế hoạch 2023.xlsx", "trùng với sổ gốc")]
)
def test_an_output_that_cannot_be_meant(book: Path, name: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert run_command_line(["run", str(book), "--output", str(book.with_name(name))]) == 2
    assert word in capsys.readouterr().err
    assert book.read_bytes() == before


# --- documents --------------------------------------------------------------------------------------------------------------

FINDING = {
    "code": "status-unknown",
    "severity": "error",
    "sheet": "Văn phòng",
    "cell": "F7",
    "task_id": "A.4",
    "field": "status",
    "value": "Đang làm",
    "suggestion": "Đang thực hiện",
}
VALIDATE = {
    "book": "Sổ kế hoạch 2023.xlsx",
    "as_of": "2023-03-15",
    "period": "2023-Q1",
    "tabs": [
        {"sheet": "Văn phòng", "official": "VP", "header_row": 4, "rows": 3, "tasks": 3, "skipped": []},
        {"sheet": "Tư pháp", "official": "TP", "header_row": 4, "rows": 3, "tasks": 3,
         "skipped": [{"row": 7, "reason": "dòng tổng cộng"}]},
    ],
    "findings": [FINDING],
    "summary": {"errors": 1, "warnings": 0, "infos": 0, "tasks": 5},
}  # fmt: skip


def counts(key: str, code: str, **states: int) -> dict[str, Any]:
    return {key: code, "total": sum(states.values()), **{state: states.get(state, 0) for state in STATES}}


REPORT = {
    "sheet": "Báo cáo Quý I-2023",
    "as_of": "2023-03-15",
    "rows_read": 6,
    "reported": 5,
    "left_out": [{"sheet": "Tư pháp", "row": 8, "reason": "coordinator"}],
    "by_area": [
        counts("area", "TCTH"),
        counts("area", "II.1", open_ended=1),
        counts("area", "II.2", done_early=1, overdue=1),
        counts("area", "II.3"),
        counts("area", "II.4", not_reported=1),
        counts("area", "II.5"),
        counts("area", "II.6", open_ended=1),
    ],
    "by_official": [
        counts("official", "VP", done_early=1, overdue=1, not_reported=1),
        counts("official", "TP", open_ended=2),
    ],
    "overdue": [{"task_id": "A.3", "days": 14}],
}


def without_messages(found: dict[str, Any]) -> dict[str, Any]:
    """The document without the findings' messages, each of which names its sheet, cell and heading."""
    for finding in found["findings"]:
        message = finding.pop("message")
        assert message.startswith(f"Sheet «{finding['sheet']}», ô {finding['cell']} (Trạng thái): ")
    return found


def only_contract(report: dict[str, Any]) -> dict[str, Any]:
    """The report's keys that design 7 names; it may say more."""
    overdue = [{key: late[key] for key in ("task_id", "days")} for late in report["overdue"]]
    return {**{key: report[key] for key in REPORT}, "overdue": overdue}


def test_the_document_of_validate(config: Path, book: Path) -> None:
    before = book.read_bytes()
    done = process("--config", config, "validate", book, *OPTIONS, "--json")
    assert done.returncode == 1
    assert without_messages(document(done)) == VALIDATE
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]


@pytest.mark.parametrize("command", ["run", "consolidate"])
def test_the_document_of_what_makes_a_report(config: Path, book: Path, command: str) -> None:
    done = sheetsync(command, book, *OPTIONS, "--json", "--config", config)
    assert done.returncode == 1
    found = document(done)
    report = found.pop("report")
    assert without_messages(found) == VALIDATE
    assert only_contract(report) == REPORT
    assert "Báo cáo Quý I-2023" in openpyxl.load_workbook(book).sheetnames


def test_the_document_of_highlight_is_that_of_validate(config: Path, book: Path) -> None:
    done = sheetsync("--config", config, "highlight", book, *OPTIONS, "--json")
    assert done.returncode == 1
    assert without_messages(document(done)) == VALIDATE
    assert openpyxl.load_workbook(book)["Văn phòng"].conditional_formatting


def test_the_document_of_status(config: Path, book: Path) -> None:
    done = sheetsync("--config", config, "status", book, *OPTIONS, "--json")
    assert done.returncode == 0
    assert document(done) == {
        "period": "2023-Q1",
        "hand_in": "2023-03-14",
        "send": "2023-03-17",
        "officials": [
            {"official": "VP", "tasks": 3, "reported": 2, "errors": 1, "overdue": 1, "handed_in": False},
            {"official": "TP", "tasks": 2, "reported": 2, "errors": 0, "overdue": 0, "handed_in": False},
        ],
    }


def test_the_documents_of_clean_and_undo(config: Path, book: Path) -> None:
    before = book.read_bytes()
    sheetsync("--config", config, "run", book, *OPTIONS)
    ran = book.read_bytes()
    cleaned = document(sheetsync("clean", book, "--json"))
    assert {key: cleaned[key] for key in ("book", "saved_to", "changed", "open_by", "kept_sheets")} == {
        "book": book.name, "saved_to": str(book), "changed": True, "open_by": None, "kept_sheets": [],
    }  # fmt: skip
    assert Path(cleaned["backup"]).read_bytes() == ran
    undone = document(sheetsync("undo", book, "--json"))
    assert (undone["changed"], book.read_bytes()) == (True, ran)
    assert sheetsync("undo", book).returncode == 0
    assert book.read_bytes() == before


def test_the_document_of_doctor(config: Path, book: Path) -> None:
    done = sheetsync("--config", config, "doctor", book, "--json")
    assert done.returncode == 0
    found = document(done)
    assert [check["name"] for check in found["checks"]] == [
        "Python", "Gói phần mềm", "Múi giờ", "Màn hình", "Cấu hình", "Sổ", "Sheet của cán bộ",
        "Thư mục của sổ", "Bản sao dự phòng",
    ]  # fmt: skip
    assert all(set(check) == {"name", "ok", "message", "next"} and check["ok"] for check in found["checks"])


def test_a_book_without_errors_returns_0(config: Path, tmp_path: Path) -> None:
    right = (*OFFICE_ROWS[:2], (*OFFICE_ROWS[2][:5], "Đang thực hiện", *OFFICE_ROWS[2][6:]))
    book = write_book(tmp_path / "đúng.xlsx", office=right)
    done = sheetsync("--config", config, "validate", book, *OPTIONS)
    assert done.returncode == 0, done.stdout
    assert "Không có lỗi" in done.stdout
    done = sheetsync("--config", config, "run", book, *OPTIONS)
    assert done.returncode == 0
    assert "trình ký" in done.stdout


# --- what people read -------------------------------------------------------------------------------------------------------


def test_validate_names_the_cell_and_what_to_do(config: Path, book: Path) -> None:
    done = sheetsync("--config", config, "validate", book, *OPTIONS, columns=80)
    assert done.returncode == 1
    assert done.stderr == ""
    text = done.stdout
    assert "Văn phòng – 1 lỗi\n  Lỗi: Ô F7 (Trạng thái): «Đang làm»" in text
    assert re.search(r"\nVăn phòng +3 +0 +1 +0 +0\n", text)
    assert re.search(r"\nTư pháp +3 +1 +0 +0 +0\n", text)
    assert "Còn 1 lỗi." in text
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_verbose_also_names_the_rows_and_sheets_left_out(config: Path, book: Path) -> None:
    short = sheetsync("--config", config, "validate", book, *OPTIONS).stdout
    long = sheetsync("--config", config, "validate", book, *OPTIONS, "--verbose").stdout
    for line in ("dòng 7 – dòng tổng cộng", "«Ghi chép»"):
        assert line in long
        assert line not in short


def test_information_is_counted_unless_asked_for(config: Path, tmp_path: Path) -> None:
    empty = tuple((*row[:5], None, None, None, None, None) for row in OFFICE_ROWS)
    book = write_book(tmp_path / "đầu kỳ.xlsx", office=empty)
    options = ("--as-of", "2023-01-10", "--period", "2023-Q1")
    short = sheetsync("--config", config, "validate", book, *options)
    long = sheetsync("--config", config, "validate", book, *options, "--verbose")
    assert (short.returncode, long.returncode) == (0, 0)
    assert "3 thông tin (xem từng mục: thêm --verbose)" in short.stdout
    assert "Ô F5" not in short.stdout
    assert "  Thông tin: Ô F5 (Trạng thái): " in long.stdout


def test_run_says_what_was_found_where_it_is_and_what_to_do_next(config: Path, book: Path) -> None:
    done = sheetsync("--config", config, "run", book.name, *OPTIONS, cwd=book.parent, columns=80)
    text = done.stdout
    assert re.search(r"\nThủ tục hành chính +2 +1 +0 +0 +1 +0 +0\n", text)
    assert re.search(r"\nVăn phòng +3 +1 +0 +0 +1 +1 +0\n", text)
    assert "Quá hạn: 1 nhiệm vụ\n  - A.3 Niêm yết thủ tục hành chính – quá hạn 14 ngày" in text
    assert "Chờ bảng niêm yết mới của huyện" in text.replace("\n    ", " ")
    assert "Đối chiếu: 6 dòng đã đọc = 5 dòng đưa vào báo cáo + 1 dòng phối hợp." in text
    assert f"Đã ghi:\n  {book.name}\n" in text
    backup = re.search(r"sheetsync undo\):\n  (.+)\n", text)
    assert backup is not None
    assert (book.parent / backup[1]).is_file()
    assert "«Báo cáo Quý I-2023», «Tổng hợp nội bộ Quý I-2023»" in text.replace("\n", " ")
    assert "17/3/2023" in text
    assert max(len(line) for line in text.splitlines() if ".sheetsync" not in line) <= 80


@pytest.mark.parametrize("command", ["highlight", "consolidate"])
def test_a_sheet_that_was_not_written_is_not_named(config: Path, book: Path, command: str) -> None:
    text = sheetsync("--config", config, command, book, *OPTIONS).stdout
    assert "Xem từng ô sai bằng lệnh sheetsync validate." in text
    assert "«Kết quả kiểm tra»" not in text


def test_a_report_in_which_tasks_are_silent_is_not_ready_to_be_signed(config: Path, tmp_path: Path) -> None:
    empty = tuple((*row[:5], None, None, None, None, None) for row in OFFICE_ROWS)
    book = write_book(tmp_path / "đầu kỳ.xlsx", office=empty)
    done = sheetsync("--config", config, "run", book, "--as-of", "2023-01-10", "--period", "2023-Q1")
    assert done.returncode == 0
    assert "nhiệm vụ chưa báo cáo (cán bộ nộp đến 14/3/2023): chưa nên trình ký" in done.stdout


def test_a_period_of_another_year_than_the_plan_is_pointed_out(config: Path, book: Path) -> None:
    other = sheetsync("--config", config, "status", book, "--as-of", "2026-11-23").stdout
    same = sheetsync("--config", config, "status", book, *OPTIONS).stdout
    assert "! Kế hoạch đang dùng là của năm 2023, không phải năm 2026." in other
    assert "Kế hoạch đang dùng" not in same


def test_a_second_run_says_that_nothing_had_to_be_written(config: Path, book: Path) -> None:
    sheetsync("--config", config, "run", book, *OPTIONS)
    assert "không phải ghi lại" in sheetsync("--config", config, "run", book, *OPTIONS).stdout


def test_status_tells_who_is_awaited_and_how_many_days_are_left(config: Path, book: Path) -> None:
    text = sheetsync("--config", config, "status", book, "--as-of", "13/3/2023", columns=80).stdout
    assert re.search(r"\nVăn phòng +3 +2 +1 +1 +1 +chưa\n", text)
    assert "Còn 1 ngày đến hạn nộp của cán bộ (14/3/2023); còn 4 ngày đến hạn gửi báo cáo" in text.replace("\n", " ")
    assert "Chưa ghi ngày nộp: «Văn phòng», «Tư pháp»." in text


def test_options_may_stand_before_the_command(config: Path, book: Path) -> None:
    before = sheetsync("--config", config, *OPTIONS, "--json", "validate", book)
    after = sheetsync("validate", book, *OPTIONS, "--json", "--config", config)
    assert before.stdout == after.stdout
    nearer = sheetsync("--period", "2023-Q2", "--config", config, "validate", book, *OPTIONS, "--json")
    assert document(nearer)["period"] == "2023-Q1"


def test_one_tab_alone(config: Path, book: Path) -> None:
    for tab in ("Tư pháp", "TP", "tư pháp"):
        found = document(sheetsync("--config", config, "validate", book, *OPTIONS, "--json", "--tab", tab))
        assert ([tab["sheet"] for tab in found["tabs"]], found["findings"]) == (["Tư pháp"], [])
    done = sheetsync("--config", config, "validate", book, *OPTIONS, "--tab", "Tư phap")
    assert done.returncode == 2
    assert "Có phải «Tư pháp» không?" in done.stderr


def test_mark_writes_the_findings_and_nothing_else(config: Path, book: Path) -> None:
    output = book.with_name("đã đánh dấu.xlsx")
    before = book.read_bytes()
    assert sheetsync("--config", config, "validate", book, *OPTIONS, "--mark", "--output", output).returncode == 1
    assert openpyxl.load_workbook(output).sheetnames == ["Văn phòng", "Tư pháp", "Ghi chép", "Kết quả kiểm tra"]
    assert book.read_bytes() == before


def test_today_is_a_day_in_vietnam(config: Path, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sheetsync.clock.today", lambda: date(2023, 4, 2))
    run_command_line(["--config", str(config), "validate", str(book), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["as_of"], found["period"]) == ("2023-04-02", "2023-Q2")


def test_the_configured_book_is_the_default(tmp_path: Path, book: Path) -> None:
    config = write_config(tmp_path / "cấu hình")
    default = (Path(__file__).parent.parent / "config" / "sheetsync.toml").read_text(encoding="utf-8")
    (config / "sheetsync.toml").write_text(
        default.replace('address = ""', f"address = {json.dumps(str(book))}"), encoding="utf-8"
    )
    assert document(sheetsync("--config", config, "validate", *OPTIONS, "--json"))["book"] == book.name


def test_a_hostile_cell_cannot_command_the_terminal(config: Path, tmp_path: Path) -> None:
    row = (*OFFICE_ROWS[2][:5], "\u202e[red]gnàl_x001b_[2J", *OFFICE_ROWS[2][6:])
    book = write_book(tmp_path / "lạ.xlsx", office=(*OFFICE_ROWS[:2], row))
    done = sheetsync("--config", config, "validate", book, *OPTIONS)
    assert done.returncode == 1
    assert "\u202e" not in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii", "cp1258"])
def test_a_legacy_console_gets_readable_vietnamese(config: Path, book: Path, encoding: str) -> None:
    command = [sys.executable, "-m", "sheetsync", "--config", str(config), "validate", str(book), *OPTIONS]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 1, done.stderr
    text = unicodedata.normalize("NFC", done.stdout.decode(encoding))
    assert "?" not in text.replace("khong?", "").replace("không?", "")
    assert {"cp1258": "Còn 1 lỗi", "ascii": "Con 1 loi"}.get(encoding, "Còn 1 loi") in text


# --- bad books --------------------------------------------------------------------------------------------------------------


def encrypted(path: Path) -> None:
    """What Excel writes under a password: no zip but a compound file (MS-OFFCRYPTO)."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + bytes(480)
    path.write_bytes(header + "EncryptedPackage".encode("utf-16-le") + bytes(2048))


def empty_workbook(path: Path) -> None:
    openpyxl.Workbook().save(path)


def text_in_disguise(path: Path) -> None:
    path.write_text("TT;Nhiệm vụ;Trạng thái", encoding="utf-8")


def damaged(path: Path) -> None:
    write_book(path)
    path.write_bytes(path.read_bytes()[:3000])


def nothing_in_it(path: Path) -> None:
    path.write_bytes(b"")


BAD_BOOKS: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("thư mục.xlsx", Path.mkdir, "book-unreadable", "thư mục"),
    ("sổ cũ.xls", nothing_in_it, "book-unreadable", ".xlsx"),
    ("sổ.csv", text_in_disguise, "book-unreadable", ".xlsx"),
    ("không phải sổ.xlsx", text_in_disguise, "book-unreadable", "«không phải sổ.xlsx»"),
    ("không byte nào.xlsx", nothing_in_it, "book-unreadable", "«không byte nào.xlsx»"),
    ("mật khẩu.xlsx", encrypted, "book-unreadable", "mật khẩu"),
    ("hỏng.xlsx", damaged, "book-unreadable", "«hỏng.xlsx»"),
    ("trống.xlsx", empty_workbook, "no-tab", "không có sheet nào của cán bộ"),
]


@pytest.mark.parametrize("bad", BAD_BOOKS, ids=[bad[0] for bad in BAD_BOOKS])
def test_a_bad_book_gets_one_clear_message_and_stays_as_it_is(
    config: Path, tmp_path: Path, bad: tuple[str, Callable[[Path], object], str, str]
) -> None:
    name, make, code, word = bad
    path = tmp_path / name
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    for command in ("validate", "run"):
        done = sheetsync("--config", config, command, path)
        assert (done.returncode, done.stdout) == (4, "")
        assert done.stderr.startswith("Lỗi: ")
        assert word in done.stderr
        assert len(done.stderr.splitlines()) == 2
        assert done.stderr.splitlines()[1].startswith("→ ")
        error = error_of(sheetsync("--config", config, command, path, "--json"))
        assert error["code"] == code
        assert word in error["message"] + error["next"]
    assert [found.name for found in tmp_path.iterdir()] == [name]
    assert before is None or path.read_bytes() == before


def test_a_book_that_is_not_there_with_one_that_is_near(tmp_path: Path) -> None:
    write_book(tmp_path / "Kế hoạch 2023.xlsx")
    done = sheetsync("run", tmp_path / "Ke hoach 2023.xlsx", "--json")
    assert done.returncode == 4
    assert error_of(done)["message"].endswith("Có phải «Kế hoạch 2023.xlsx» không?")


@pytest.mark.parametrize("given", ["NFC", "NFD"])
@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
def test_names_are_found_however_their_accents_are_composed(config: Path, tmp_path: Path, given: Any, on_disk: Any) -> None:
    folder = tmp_path / unicodedata.normalize(on_disk, "Báo cáo quý I – Ủy ban")
    folder.mkdir()
    write_book(folder / unicodedata.normalize(on_disk, "Sổ kế hoạch (bản 2).xlsx"))
    asked = (
        tmp_path
        / unicodedata.normalize(given, "Báo cáo quý I – Ủy ban")
        / unicodedata.normalize(given, "Sổ kế hoạch (bản 2).xlsx")
    )
    done = sheetsync("--config", config, "run", asked, *OPTIONS)
    assert done.returncode == 1, done.stderr
    assert len([path for path in folder.iterdir() if path.suffix == ".xlsx"]) == 1


def without_root_powers() -> None:
    """Let permissions bind even the superuser (on Linux CAP_DAC_OVERRIDE leaves the bounding set; others they bind anyway)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.parametrize("command", ["run", "highlight"])
def test_a_folder_that_cannot_be_written(config: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "chỉ đọc"
    folder.mkdir()
    book = write_book(folder / "sổ.xlsx")
    before = book.read_bytes()
    folder.chmod(0o555)
    try:
        done = process("--config", config, command, book, *OPTIONS, "--json", before=without_root_powers)
        checked = process("--config", config, "doctor", book, before=without_root_powers)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 4
    assert error_of(done)["code"] == "book-unwritable"
    assert (checked.returncode, "✗ Thư mục của sổ" in checked.stdout) == (4, True)
    assert book.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["sổ.xlsx"]


def small_files_only() -> None:
    """No file may grow beyond 4,000 bytes: the system refuses in the middle of a write, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


def test_a_full_disk_loses_nothing(config: Path, book: Path) -> None:
    before = book.read_bytes()
    assert len(before) > 4000
    done = process("--config", config, "run", book, *OPTIONS, "--json", before=small_files_only)
    assert done.returncode == 4
    error = error_of(done)
    assert error["code"] == "book-unwritable"
    assert "đã đầy" in error["message"]
    assert book.read_bytes() == before
    assert sorted(path.name for path in book.parent.rglob("*.xlsx")) == [book.name]
    assert sheetsync("--config", config, "run", book, *OPTIONS).returncode == 1


def test_a_demo_on_a_full_disk(tmp_path: Path) -> None:
    done = process("demo", "--dir", tmp_path / "thử", before=small_files_only)
    assert done.returncode == 4
    assert "Không ghi được vào thư mục" in done.stderr
    assert list((tmp_path / "thử").glob("*.xlsx")) == []


def test_output_that_cannot_be_printed(config: Path, book: Path) -> None:
    for options in ([], ["--json"]):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "sheetsync", "--config", str(config), "validate", str(book), *OPTIONS, *options]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        assert done.returncode == 4
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


def test_every_configuration_mistake_is_told_at_once(tmp_path: Path, book: Path) -> None:
    config = write_config(tmp_path / "cấu hình")
    officials = (config / "officials.toml").read_text(encoding="utf-8")
    (config / "officials.toml").write_text(officials.replace("short_title", "shorttitle", 1), encoding="utf-8")
    plan = (config / "plan-2023.toml").read_text(encoding="utf-8")
    (config / "plan-2023.toml").write_text(plan.replace('"Thường xuyên"', '"Luôn luôn"', 1), encoding="utf-8")
    done = sheetsync("--config", config, "validate", book)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "officials.toml" in done.stderr
    assert "plan-2023.toml" in done.stderr
    assert "short_title" in done.stderr
    error = error_of(sheetsync("--config", config, "validate", book, "--json"))
    assert error["code"] == "config"
    assert "shorttitle" in error["message"]
    assert "Luôn luôn" in error["message"]
    checked = sheetsync("--config", config, "doctor", book)
    assert checked.returncode == 2
    assert "✗ Cấu hình" in checked.stdout
    assert "✓ Sổ: đọc được" in checked.stdout
    assert "Luôn luôn" in checked.stdout


def test_a_configuration_folder_that_is_not_there(tmp_path: Path, book: Path) -> None:
    done = sheetsync("--config", tmp_path / "không có", "validate", book, "--json")
    assert done.returncode == 2
    assert error_of(done)["code"] == "config"


def test_a_book_changed_meanwhile_is_left_alone(
    config: Path, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = XlsxBook.read

    def read_and_somebody_saves(self: XlsxBook) -> BookContent:
        content = read(self)
        write_book(book, justice=())
        return content

    monkeypatch.setattr(XlsxBook, "read", read_and_somebody_saves)
    assert run_command_line(["--config", str(config), "run", str(book), *OPTIONS, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "externally-changed"
    assert openpyxl.load_workbook(book).sheetnames == ["Văn phòng", "Tư pháp", "Ghi chép"]


def test_a_book_that_is_open_gets_its_result_beside_it(config: Path, book: Path) -> None:
    before = book.read_bytes()
    owner = book.with_name(f".~lock.{book.name}#")
    owner.write_text("Nguyễn Văn A,vpub,PC-01,15.03.2023 08:00,file:///x;", encoding="utf-8")
    done = sheetsync("--config", config, "run", book, *OPTIONS)
    assert done.returncode == 1, done.stderr
    assert "Sổ đang được mở (Nguyễn Văn A)" in done.stdout
    assert book.read_bytes() == before
    assert book.with_name(f"{book.stem} - báo cáo.xlsx").is_file()
    quiet = sheetsync("--config", config, "run", book, *OPTIONS, "--json")
    found = json.loads(quiet.stdout)
    assert found["report"]["rows_read"] == 6
    assert found["written"]["open_by"] == "Nguyễn Văn A"
    assert found["written"]["saved_to"].endswith(f"{book.stem} - báo cáo.xlsx")


# --- no traceback ever ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_unexpected_failure_is_an_apology_and_a_log(
    options: list[str], book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        secret_cell = "điện thoại riêng 0912345678"
        raise RuntimeError("hỏng bên trong") from KeyError(len(secret_cell))

    monkeypatch.setattr("sheetsync.wiring.load_settings", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("MẬT_KHẨU", "bí mật 123")
    assert run_command_line(["validate", str(book), *options]) == 4
    shown = capsys.readouterr()
    assert "Xin lỗi" in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err
    assert "hỏng bên trong" not in shown.out + shown.err
    (log,) = tmp_path.glob("sheetsync-*.log")
    if options:
        assert shown.err == ""
        error = json.loads(shown.out)["error"]
        assert error["code"] == "unexpected"
        assert str(log) in error["next"]
    else:
        assert shown.out == ""
        assert str(log) in shown.err.replace("\n  ", " ")
    content = log.read_text(encoding="utf-8")
    assert "RuntimeError: hỏng bên trong" in content
    assert "0912345678" not in content.replace('secret_cell = "điện thoại riêng 0912345678"', "")
    assert "bí mật 123" not in content
    assert str(book) not in content
    assert log.stat().st_mode & 0o077 == 0


def test_without_a_temporary_folder_there_is_still_an_apology(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    def no_file(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sheetsync.wiring.load_settings", broken)
    monkeypatch.setattr(tempfile, "mkstemp", no_file)
    assert run_command_line(["validate", str(book)]) == 4
    shown = capsys.readouterr().err
    assert "Xin lỗi" in shown
    assert "Traceback" not in shown


def test_an_interruption_is_answered_politely() -> None:
    # Whoever runs the tests in the background of a shell has them ignore interruptions, and children inherit it.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from sheetsync.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", heeding],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    while "Thoát" not in process.stdout.readline():
        pass
    asked = "Vui lòng chọn số: "
    assert process.stdout.read(len(asked)) == asked
    # An interruption that comes while `input` pushes out what was printed, before it reads, is lost in Python.
    while Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] != "S":
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 130
    assert error.strip().startswith("Đã dừng theo yêu cầu.")
    assert "Traceback" not in error


def test_an_interrupted_command_with_json(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sheetsync.wiring.load_settings", interrupted)
    assert run_command_line(["validate", str(book), "--json"]) == 130
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "interrupted"


def test_without_a_command_the_menu_appears() -> None:
    command = [sys.executable, "-m", "sheetsync"]
    done = subprocess.run(command, input="99\n0\n", capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert "1. Chọn sổ kế hoạch" in done.stdout
    assert "Không có mục «99»" in done.stdout


# --- demo -------------------------------------------------------------------------------------------------------------------


def test_the_demo_does_the_whole_job_and_can_be_repeated(tmp_path: Path) -> None:
    first = process("demo", cwd=tmp_path, COLUMNS="80")
    assert first.returncode == 0, first.stderr
    folder = tmp_path / "sheetsync-demo"
    book, original = folder / "mau-2023.xlsx", folder / "mau-2023 (bản gốc).xlsx"
    for name in (book.name, original.name):
        assert f"  {Path('sheetsync-demo') / name} – " in first.stdout
    assert re.search(r"\nCộng +76 ", first.stdout)
    sample = (Path(__file__).parent.parent / "workbooks" / "mau-2023.xlsx").read_bytes()
    assert original.read_bytes() == sample
    assert "Báo cáo Quý I-2023" in openpyxl.load_workbook(book).sheetnames

    ran = book.read_bytes()
    assert sheetsync("demo", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in folder.glob("*.xlsx")) == [original.name, book.name]
    assert book.read_bytes() == ran


def test_the_demo_never_destroys_what_a_person_changed(tmp_path: Path) -> None:
    folder = tmp_path / "thử"
    sheetsync("demo", "--dir", folder)
    book, original = folder / "mau-2023.xlsx", folder / "mau-2023 (bản gốc).xlsx"
    write_book(book)
    shutil.copy(book, original)
    mine = book.read_bytes()
    done = sheetsync("demo", "--dir", folder, "--json")
    assert done.returncode == 0
    assert document(done)["summary"]["tasks"] == 76
    assert (book.read_bytes(), original.read_bytes()) == (mine, mine)
    assert (folder / "mau-2023 (2).xlsx").is_file()
    assert (folder / "mau-2023 (bản gốc) (2).xlsx").is_file()


def test_a_demo_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    done = sheetsync("demo", "--dir", tmp_path / "tệp", "--json")
    assert done.returncode == 4
    assert error_of(done)["code"] == "book-unwritable"
