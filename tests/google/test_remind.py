"""Reminders from a Google Sheet: the same as from the file, and nothing is written to the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from tests.google.machine import AS_OF, Machine, address
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService, writes
from tests.sample.build_sample import WORKBOOK


def test_the_same_reminders_as_from_the_file(
    google: GoogleService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(google, tmp_path, monkeypatch, capsys)
    machine.put_key()
    shared = SharedBook(google, XlsxBook(WORKBOOK).read().sheets, title="Kế hoạch CCHC 2023")
    before, writes_before = shared.state.contents(), len(google.calls(writes))
    folder = tmp_path / "nhắc"
    code, at_google = machine.answers("remind", address(shared.spreadsheet), *AS_OF, "--to", str(folder))
    on_file = machine.answers("remind", str(WORKBOOK), *AS_OF)[1]
    assert code == 0
    assert at_google.pop("book") == "Kế hoạch CCHC 2023"
    assert len(at_google.pop("files")) == len(list(folder.glob("[!.]*"))) == 9
    assert at_google == {key: value for key, value in on_file.items() if key not in ("book", "files")}
    assert (shared.state.contents(), len(google.calls(writes))) == (before, writes_before)
