"""The office's machine: its own sheetsync folder, the key in it, and the command line, which reaches the loopback only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.google.client import PatientClient
from sheetsync.cli import run_command_line
from tests.google_service import ROBOT, GoogleService, Spreadsheet, only_reaching

AS_OF = ("--as-of", "2023-03-15", "--period", "2023-Q1")
VARIABLE = "SHEETSYNC_GOOGLE_KEY"
ROOT = Path(__file__).parents[2]
SECRETS = ("PRIVATE KEY", "private_key", "client_secret", "loopback-client-secret", "refresh_token", "1//", "ya29.", "Bearer")


class Machine:
    """folder: the user's own sheetsync folder."""

    def __init__(
        self, google: GoogleService, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.google = google
        self.home = home
        self.folder = home / "config" / "sheetsync"
        self.folder.mkdir(parents=True)
        self.waits: list[float] = []
        self._capsys = capsys
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        monkeypatch.setenv("TMPDIR", str(home))
        monkeypatch.delenv(VARIABLE, raising=False)
        defaults = PatientClient.__init__.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "sleep", self._wait)

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.google.clock.advance(seconds)

    def put_key(self, name: str = "google-key.json", email: str = ROBOT) -> Path:
        return self.google.sign_in.write_key(self.folder / name, email, self.google.token_uri)

    def put(self, name: str, content: object, *, mode: int = 0o600) -> Path:
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        path.chmod(mode)
        return path

    def says(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code, what is printed and what is told on standard error, each in one line of words. No secret is in it."""
        with only_reaching(self.google):
            code = run_command_line(arguments)
        shown = self._capsys.readouterr()
        for secret in SECRETS:
            assert secret not in shown.out + shown.err
        return code, " ".join(shown.out.split()), " ".join(shown.err.split())

    def answers(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """The exit code and the one document of --json."""
        with only_reaching(self.google):
            code = run_command_line([*arguments, "--json"])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, document

    def process(self, *arguments: str, python: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """The same in a process of its own."""
        return subprocess.run(
            [sys.executable, *python, "-m", "tests.google.program", self.google.address, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
            env={**os.environ, "NO_PROXY": "127.0.0.1"},
        )


def address(book: Spreadsheet) -> str:
    return f"google:{book.id}"


def web(book: Spreadsheet) -> str:
    return f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
