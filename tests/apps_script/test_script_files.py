"""`sheetsync addin --google`: the text to paste, the files for clasp, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsync.adapters.apps_script_files import CLASP_FOLDER, PASTED_FILE, pasted_script, script_files
from sheetsync.cli import run_command_line

ROOT = Path(__file__).parents[2]


def test_the_script_in_the_repository_is_up_to_date() -> None:
    committed = ROOT / "workbooks" / "sheetsync-google.gs"
    assert committed.read_text("utf-8") == pasted_script(), (
        f"make it anew: sheetsync addin --google --output DIR; then copy DIR/{PASTED_FILE} to workbooks/{committed.name}"
    )


def test_the_files_are_written_once_and_old_ones_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mã Google"
    assert run_command_line(["addin", "--google", "--output", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Đã ghi mã cho Google Trang tính" in said
    assert "Tiện ích mở rộng > Apps Script" in said
    assert (folder / PASTED_FILE).read_text("utf-8") == pasted_script()
    clasp = folder / CLASP_FOLDER
    assert sorted(path.name for path in clasp.iterdir()) == sorted(
        [*(path.name for path in script_files()), "appsscript.json"], key=str
    )
    assert all((clasp / path.name).read_text("utf-8") == path.read_text("utf-8") for path in script_files())
    assert json.loads((clasp / "appsscript.json").read_text("utf-8"))["runtimeVersion"] == "V8"

    assert run_command_line(["addin", "--google", "--output", str(folder)]) == 0
    assert "đã là bản mới nhất" in capsys.readouterr().out
    (folder / PASTED_FILE).write_text("of last year", "utf-8")
    assert run_command_line(["addin", "--google", "--output", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"script": str(folder / PASTED_FILE), "changed": True}
    assert (folder / PASTED_FILE).read_text("utf-8") == pasted_script()
    assert sorted(path.name for path in folder.iterdir()) == [CLASP_FOLDER, PASTED_FILE]


def test_without_a_folder_they_go_into_one_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_command_line(["addin", "--google"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sheetsync-google"]


def test_connecting_is_for_excel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(["addin", "--google", "--connect", "--output", str(tmp_path)]) == 2
    assert "một trong hai" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    assert run_command_line(["addin", "--google", "--output", str(tmp_path / "tệp" / "trong")]) == 4
    assert "--output" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / PASTED_FILE
    old.write_text("cũ", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run_command_line(["addin", "--google", "--output", str(tmp_path)]) == 4
    assert old.read_text("utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [old]
