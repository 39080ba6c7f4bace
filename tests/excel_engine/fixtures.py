"""An Excel, and a user's own folder, for tests of the command line on open workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.excel_engine.engine import register, start, stop_all
from tests.excel_engine.workbook import Application


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what belongs to open workbooks is kept: their history, what was handed out, what they have in common with others."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "của tôi"))
    return tmp_path / "của tôi" / "sheetsync"


@pytest.fixture
def excel(own_folder: Path) -> Iterator[Application]:
    """An Excel that speaks with semicolons."""
    register()
    yield start(separator=";")
    stop_all()
