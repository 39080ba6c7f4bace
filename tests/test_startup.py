"""Start-up stays light: what a command does not need is not imported, and the packaged files are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "workbooks" / "mau-2023.xlsx"
HEAVY = {"pandas", "numpy", "openpyxl", "gspread", "google", "xlwings", "requests", "holidays", "sqlite3"}


def imported_by(*arguments: str) -> set[str]:
    """The top-level modules that one real run of the command imports (as `-X importtime` tells)."""
    command = [sys.executable, "-X", "importtime", "-m", "sheetsync", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) > 50
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [("--help",), ("validate", "--help"), ("--version",)])
def test_help_imports_nothing_that_reads_a_workbook(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments) & (HEAVY | {"lxml", "rich"}) == set()


@pytest.mark.parametrize("options", [(), ("--json",), ("--verbose",)])
def test_validate_imports_no_heavy_library(options: tuple[str, ...]) -> None:
    assert imported_by("validate", str(SAMPLE), "--as-of", "2023-03-15", "--period", "2023-Q1", *options) & HEAVY == set()


@pytest.mark.parametrize("command", ["status", "remind"])
def test_commands_that_only_tell_import_no_heavy_library(command: str) -> None:
    assert imported_by(command, str(SAMPLE), "--as-of", "2023-03-15") & HEAVY == set()


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_neither_the_document_nor_a_table_without_colours_needs_rich(options: tuple[str, ...]) -> None:
    assert "rich" not in imported_by("validate", str(SAMPLE), "--as-of", "2023-03-15", *options)


def test_the_measure_sees_what_is_imported() -> None:
    """Without this the tests above could pass because nothing was measured."""
    assert {"lxml", "click"} <= imported_by("validate", str(SAMPLE), "--as-of", "2023-03-15")


def test_validate_draws_nothing_and_so_imports_no_design() -> None:
    script = (
        "import sys; from sheetsync.cli import run_command_line as run; "
        f"run(['validate', {str(SAMPLE)!r}, '--as-of', '2023-03-15']); print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    modules = set(done.stdout.splitlines())
    assert "sheetsync.core.rules.check" in modules
    assert not modules & {"sheetsync.core.sheets.design", "sheetsync.core.consolidate", "sheetsync.core.edits"}
