"""The menu for people who know no commands, and the file on which they drop the workbook."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sheetsync.menu import dropped_path, show_menu

CMD = Path(__file__).resolve().parent.parent / "workbooks" / "sheetsync.cmd"


class Office:
    """Somebody who types answers, and a record of the commands that were carried out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.commands: list[list[str]] = []
        self.codes: list[int] = []  # of the commands to come; then 0

    def types(self, *answers: str, config: Path | None = None) -> int:
        waiting: Iterator[str] = iter(answers)

        def answer(prompt: str = "") -> str:
            try:
                return next(waiting)
            except StopIteration as end:
                raise EOFError from end

        self.monkeypatch.setattr("builtins.input", answer)
        return show_menu(self._run, config)

    def _run(self, arguments: Sequence[str]) -> int:
        self.commands.append(list(arguments))
        return self.codes.pop(0) if self.codes else 0


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> str:
    path = tmp_path / "Kế hoạch 2023.xlsx"
    path.write_bytes(b"")
    return str(path)


def test_leaving_at_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.types("0") == 0
    shown = capsys.readouterr().out
    assert "1. Chọn sổ kế hoạch" in shown
    assert "0. Thoát" in shown
    assert "Tạm biệt." in shown
    assert office.commands == []


def test_end_of_input_leaves_politely(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.types() == 0
    assert office.types("1") == 0
    assert "Tạm biệt." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("choice", "command"),
    [("2", ["validate"]), ("3", ["run"]), ("4", ["status"])],
)
def test_a_number_carries_out_a_command_on_the_chosen_book(office: Office, book: str, choice: str, command: list[str]) -> None:
    office.types("1", f'"{book}"', choice, "0")
    assert office.commands == [[*command, "--", book]]


def test_reminders_go_to_a_folder_beside_the_book(office: Office, book: str) -> None:
    office.types("1", book, "7", "2023-Q1", "11", "0")
    folder = str(Path(book).with_name("Kế hoạch 2023 - tin nhắc"))
    assert office.commands == [["remind", "--period", "2023-Q1", "--to", folder, "--", book]]


def test_files_for_officials_go_to_a_folder_beside_the_book(office: Office, book: str) -> None:
    office.types("1", book, "12", "0")
    folder = str(Path(book).with_name("Kế hoạch 2023 - phát"))
    assert office.commands == [["hand-out", "--to", folder, "--", book]]


@pytest.mark.parametrize(("agrees", "written"), [("c", True), ("", False)])
def test_what_came_back_is_shown_before_it_is_taken(office: Office, book: str, agrees: str, written: bool) -> None:
    office.types("1", book, "7", "2023-Q2", "13", "'/đã nộp quý II/'", agrees, "0")
    taken = ["collect", "--period", "2023-Q2", "--into", book]
    folder = ["--", "/đã nộp quý II/"]
    assert office.commands == [[*taken, "--dry-run", *folder], *([[*taken, *folder]] if written else [])]


@pytest.mark.parametrize(("choice", "code"), [("13", 2), ("13", 4), ("13", 130), ("15", 2), ("15", 3), ("15", 4), ("15", 130)])
def test_nothing_is_asked_where_nothing_can_be_done(office: Office, book: str, choice: str, code: int) -> None:
    office.codes = [code]
    office.types("1", book, choice, "2023-Q2", "c", "0")
    assert [("--dry-run" in command) for command in office.commands] == [True]


@pytest.mark.parametrize("code", [1, 3], ids=["files that could not be taken", "conflicts"])
def test_what_came_back_is_taken_in_part_too(office: Office, book: str, code: int) -> None:
    office.codes = [code]
    office.types("1", book, "13", "/đã nộp/", "c", "0")
    assert [("--dry-run" in command) for command in office.commands] == [True, False]


def test_the_next_quarter_is_shown_before_it_is_opened(office: Office, book: str, capsys: pytest.CaptureFixture[str]) -> None:
    office.types("1", book, "15", "mai", "quý 2 năm 2023", "c", "0")
    assert office.commands == [["open", "--dry-run", "--", book, "2023-Q2"], ["open", "--", book, "2023-Q2"]]
    assert "Không hiểu kỳ «mai»" in capsys.readouterr().out


def test_a_quarter_that_was_opened_is_the_one_that_is_worked_on(office: Office, book: str) -> None:
    office.types("1", book, "7", "2023-Q1", "15", "2023-Q2", "", "4", "15", "2023-Q2", "c", "4", "0")
    asked = [command[2] for command in office.commands if command[0] == "status"]
    assert asked == ["2023-Q1", "2023-Q2"]


def test_a_quarter_is_closed_when_the_person_says_that_it_was_sent(office: Office, book: str) -> None:
    office.types("1", book, "14", "2023-Q1", "", "7", "2023-Q1", "14", "c", "0")
    assert office.commands == [["close", "--", book, "2023-Q1"]]


@pytest.mark.parametrize("reason", ["Đã gửi huyện", ""])
def test_where_errors_stand_in_the_way_a_reason_closes(office: Office, book: str, reason: str) -> None:
    office.codes = [1]
    office.types("1", book, "14", "2023-Q1", "c", reason, "0")
    again = [["close", "--reason", reason, "--", book, "2023-Q1"]] if reason else []
    assert office.commands == [["close", "--", book, "2023-Q1"], *again]


@pytest.mark.parametrize("choice", ["13", "14", "15"])
def test_going_back_does_nothing(office: Office, book: str, choice: str) -> None:
    office.types("1", book, choice, "", "0")
    assert office.commands == []


def test_a_book_is_asked_for_when_none_was_chosen(office: Office, book: str, capsys: pytest.CaptureFixture[str]) -> None:
    office.types("2", "khong-co.xlsx", book, "0")
    assert office.commands == [["validate", "--", book]]
    assert "Không thấy tệp «khong-co.xlsx»" in capsys.readouterr().out


def test_going_back_without_a_book(office: Office) -> None:
    assert office.types("3", "", "0") == 0
    assert office.commands == []


def test_a_book_dropped_on_the_menu_is_chosen(office: Office, book: str) -> None:
    office.types(f"'{book}'", "4", "0")
    assert office.commands == [["status", "--", book]]


def test_the_period_is_passed_on(office: Office, book: str, capsys: pytest.CaptureFixture[str]) -> None:
    office.types("1", book, "7", "quý 1 năm 2023", "3", "7", "mai", "2", "7", "", "4", "0")
    assert office.commands == [
        ["run", "--period", "2023-Q1", "--", book],
        ["validate", "--period", "2023-Q1", "--", book],
        ["status", "--", book],
    ]
    assert "Không hiểu kỳ «mai»" in capsys.readouterr().out


@pytest.mark.parametrize(("choice", "command"), [("5", "undo"), ("6", "clean")])
def test_what_takes_something_away_asks_first(office: Office, book: str, choice: str, command: str) -> None:
    office.types("1", book, choice, "", choice, "c", "0")
    assert office.commands == [[command, "--", book]]


def test_the_demo_needs_no_book(office: Office) -> None:
    office.types("8", "0")
    assert office.commands == [["demo"]]


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (("9", "ke-hoach-2023.xlsx"), ["new", "--output", "ke-hoach-2023.xlsx"]),
        (("7", "quý I/2023", "9", "'D:/a b.xlsm'"), ["new", "--period", "2023-Q1", "--output", "D:/a b.xlsm"]),
    ],
)
def test_a_new_workbook_is_made(office: Office, typed: tuple[str, ...], command: list[str]) -> None:
    office.types(*typed, "0")
    assert office.commands == [command]


def test_no_workbook_is_made_without_a_name(office: Office) -> None:
    office.types("9", "", "0")
    assert office.commands == []


def test_the_configuration_is_passed_on(office: Office, book: str, tmp_path: Path) -> None:
    office.types("1", book, "2", "0", config=tmp_path)
    assert office.commands == [["--config", str(tmp_path), "validate", "--", book]]


def test_nonsense_is_answered(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.types("99", "\x1b[2Jxin chào", "0")
    shown = capsys.readouterr().out
    assert "Không có mục «99»" in shown
    assert "\x1b[2J" not in shown


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ('"D:/Kế hoạch/sổ 2023.xlsx"', "D:/Kế hoạch/sổ 2023.xlsx"),
        ("'/home/vp/sổ.xlsm' ", "/home/vp/sổ.xlsm"),
        ("& 'D:/a b.xlsx'", "D:/a b.xlsx"),
        ("file:///home/vp/K%E1%BA%BF%20ho%E1%BA%A1ch.xlsx", "/home/vp/Kế hoạch.xlsx"),
        ("file:///D:/so.xlsx", "D:/so.xlsx"),
        ("/home/vp/so.xlsx", "/home/vp/so.xlsx"),
        ("sổ cũ.xls", "sổ cũ.xls"),
        ("xin chào", ""),
        ("12", ""),
    ],
)
def test_a_dropped_path(typed: str, path: str) -> None:
    assert dropped_path(typed) == path


def test_blanks_that_a_terminal_escaped() -> None:
    typed = "/Users/vp/K\\ ho\\(1\\).xlsx"
    assert dropped_path(typed) == (typed if os.name == "nt" else "/Users/vp/K ho(1).xlsx")


def test_the_file_to_drop_on_is_what_windows_needs() -> None:
    data = CMD.read_bytes()
    assert b"\r\n" in data
    assert b"\n" not in data.replace(b"\r\n", b""), "batch files need CRLF"
    assert not data.startswith(b"\xef\xbb\xbf"), "a byte order mark would be run as a command"
    lines = data.decode("utf-8").splitlines()
    assert lines[0] == "@echo off"
    before = lines[: lines.index("chcp 65001 >nul")]
    assert all(line.isascii() for line in before), "until the code page is changed, only ASCII"
    assert all(line.isascii() for line in lines if line.startswith("rem"))
    assert all(line.isascii() or line.startswith("echo ") for line in lines)


def test_the_file_to_drop_on_finds_sheetsync_and_keeps_its_window_open() -> None:
    text = CMD.read_bytes().decode("utf-8")
    for start in ("sheetsync", "py -m sheetsync", "uv tool run --offline sheetsync", 'uv run --project "%~dp0.." sheetsync'):
        assert f'if "%~1"=="" ({start}) else ({start} "%~1")' in text
    assert text.count('set "CODE=%ERRORLEVEL%"') == 4
    labels = {line[1:] for line in text.splitlines() if line.startswith(":")}
    jumps = {line.rpartition("goto ")[2] for line in text.splitlines() if "goto " in line}
    assert jumps == labels
    assert text.rstrip().splitlines()[-2:] == ["pause", "exit /b %CODE%"]
