"""`pip install <wheel> && sheetsync demo` works with no checkout: the wheel carries the configuration and the sample."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def uv(*arguments: str | Path) -> None:
    program = os.environ.get("UV") or shutil.which("uv")
    assert program, "uv is needed to build and install the wheel: pip install uv"
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_demo_runs_from_an_installed_wheel(tmp_path: Path) -> None:
    uv("build", "--wheel", "--out-dir", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    uv("venv", "--python", sys.executable, tmp_path / "venv")
    python = next(path for path in (tmp_path / "venv/bin/python", tmp_path / "venv/Scripts/python.exe") if path.exists())
    uv("pip", "install", "--python", python, wheel)
    desk = tmp_path / "bàn làm việc"
    desk.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [python.parent / "sheetsync", "demo"], cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Theo lĩnh vực" in done.stdout
    assert any(path.suffix == ".xlsx" for path in (desk / "sheetsync-demo").iterdir())
    subprocess.run([python.parent / "sheetsync", "addin"], cwd=desk, env=environment, capture_output=True, check=True)
    assert (desk / "sheetsync.xlam").read_bytes() == (ROOT / "workbooks" / "sheetsync.xlam").read_bytes(), (
        "the source of macros too"
    )
    subprocess.run([python.parent / "sheetsync", "addin", "--google"], cwd=desk, env=environment, capture_output=True, check=True)
    script = desk / "sheetsync-google" / "ma-dan-vao-Apps-Script.gs"
    assert script.read_bytes() == (ROOT / "workbooks" / "sheetsync-google.gs").read_bytes(), "and that of the script for Google"
