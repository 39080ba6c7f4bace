"""`sheetsync addin`: the file, the setting by which macros know of Python, and what is said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

import pytest

from sheetsync.adapters.xlsx.vba.addin_book import addin_book
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from sheetsync.cli import run_command_line


class Registry(ModuleType):
    """What `winreg` offers that we use; `kept` holds what was set."""

    HKEY_CURRENT_USER, REG_SZ = "current user", "text"

    def __init__(self) -> None:
        super().__init__("winreg")
        self.kept: dict[tuple[object, ...], object] = {}
        self.opened: tuple[object, ...] = ()

    def CreateKey(self, root: object, key: str) -> Registry:  # noqa: N802 - its name in Windows
        self.opened = (root, key)
        return self

    def SetValueEx(self, key: Registry, name: str, _: int, kind: object, value: object) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        self.kept[(*key.opened, name)] = value

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.opened = ()


def test_the_add_in_is_written_once_and_an_old_one_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "thẻ Excel"
    assert run_command_line(["addin", "--output", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Đã lập thẻ cho Excel" in said
    assert "--connect" in said
    assert (folder / "sheetsync.xlam").read_bytes() == addin_book()
    assert run_command_line(["addin", "--output", str(folder)]) == 0
    assert "đã là bản mới nhất" in capsys.readouterr().out
    (folder / "sheetsync.xlam").write_bytes(b"of last year")
    assert run_command_line(["addin", "--output", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "addin": str(folder / "sheetsync.xlam"),
        "changed": True,
        "connected": False,
    }
    assert (folder / "sheetsync.xlam").read_bytes() == addin_book()
    assert [path.name for path in folder.iterdir()] == ["sheetsync.xlam"]


def test_an_add_in_that_excel_holds_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "sheetsync.xlam"
    old.write_bytes(b"loaded")

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run_command_line(["addin", "--output", str(tmp_path)]) == 4
    assert "đóng Excel" in capsys.readouterr().err
    assert old.read_bytes() == b"loaded"
    assert list(tmp_path.iterdir()) == [old]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    assert run_command_line(["addin", "--output", str(tmp_path / "tệp" / "trong")]) == 4
    assert "--output" in capsys.readouterr().err


def test_connecting_leaves_the_setting_that_the_macros_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert run_command_line(["addin", "--output", str(tmp_path), "--connect"]) == 0
    assert f'"{sys.executable}" -m xlwings.cli addin install' in capsys.readouterr().out
    (((root, key, name), value),) = registry.kept.items()
    assert (root, value) == (registry.HKEY_CURRENT_USER, sys.executable)
    application, section = str(key).removeprefix("Software\\VB and VBA Program Settings\\").split("\\")
    (python,) = (module.source for module in macro_modules(ribbon=False) if module.name == "SheetsyncPython")
    assert f'GetSetting("{application}", "{section}", "{name}", "")' in python


def test_without_windows_nothing_is_connected_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "winreg", None)
    assert run_command_line(["addin", "--output", str(tmp_path), "--connect"]) == 2
    assert "Windows" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
