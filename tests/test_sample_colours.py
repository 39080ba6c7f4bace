"""The sample after `run`, as LibreOffice shows it: the right rows and cells coloured, everyone else's colours as they were."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.state_looks import ERROR_FILL, STATE_COLOURS, WARNING_FILL
from sheetsync.core.states import State
from sheetsync.usecases.clean import clean
from sheetsync.usecases.main_job import run
from tests import office
from tests.sample.build_sample import TABS, WORKBOOK
from tests.sample.tab_sheet import read_spec
from tests.test_sample import assert_same, truth

ROW_TINTS = ("overdue", "due_soon", "done_late", "not_reported")
STATUS_FILLS = ("done_early", "done_on_time", "done", "in_time")
HEADING_FINDINGS = ("task-missing", "heading-duplicate", "period-mismatch")
# LibreOffice shows one conditional format a cell, the first that holds; the office's own green letters come before ours.
OWN_FORMAT_WINS = {("VP UBND", "Hoàn thành")}

Cell = tuple[str, str]


def lead_rows() -> dict[str, tuple[str, int, dict[str, int], dict[str, Any]]]:
    """Of every lead row that counts: sheet, row, columns by key (from 1), what was typed."""
    found: dict[str, tuple[str, int, dict[str, int], dict[str, Any]]] = {}
    for name in TABS:
        spec = read_spec(name)
        columns = {key: number for number, (key, _, _) in enumerate(spec["columns"], start=1)}
        for row, content in enumerate(spec["row"], start=spec["heading_row"] + 1):
            if "task" in content and not content.get("coordinator"):
                found.setdefault(content["task"], (spec["sheet"], row, columns, content))
    return found


def expected_fills() -> dict[Cell, str | None]:
    """The status cell and the task cell of every lead row by its state, over them the cells of findings."""
    fills: dict[Cell, str | None] = {}
    for task, (sheet, row, columns, content) in lead_rows().items():
        state = truth()["states"][task][0]
        colours = STATE_COLOURS[State(state)]
        tint = colours.tint if state in ROW_TINTS else None
        status = colours.fill if state in STATUS_FILLS else tint
        if (sheet, content.get("status")) in OWN_FORMAT_WINS:
            status = None
        fills[sheet, f"{get_column_letter(columns['task'])}{row}"] = tint
        fills[sheet, f"{get_column_letter(columns['status'])}{row}"] = status
    for finding in reversed(truth()["findings"]):
        if finding["code"] in HEADING_FINDINGS or finding["severity"] == "info":
            continue
        cell = (finding["sheet"], finding["cell"])
        fills[cell] = ERROR_FILL if ERROR_FILL in (fills.get(cell), finding_fill(finding)) else finding_fill(finding)
    return fills


def finding_fill(finding: dict[str, Any]) -> str:
    return ERROR_FILL if finding["severity"] == "error" else WARNING_FILL


def fill_lines(fills: dict[Cell, str | None]) -> list[str]:
    return [f"{sheet}!{cell} {fill}" for (sheet, cell), fill in fills.items()]


def shown_fills(path: Path, cells: list[Cell]) -> dict[Cell, str | None]:
    asked: dict[str, list[str]] = {}
    for sheet, cell in cells:
        asked.setdefault(sheet, []).append(cell)
    answer = office.computed_fills(path, asked)
    return {(sheet, cell): fill for sheet, looks in answer.items() for cell, fill in looks.items()}


@pytest.fixture(scope="module")
def after_run(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mau") / "mau-2023.xlsx"
    shutil.copy(WORKBOOK, path)
    run(XlsxBook(path), settings, as_of=date.fromisoformat(truth()["as_of"]), as_of_given=True, period_key="2023-Q1")
    return path


def test_libreoffice_shows_the_states_and_the_findings(after_run: Path) -> None:
    expected = expected_fills()
    assert_same(fill_lines(shown_fills(after_run, list(expected))), fill_lines(expected))


def test_links_of_our_sheets_lead_somewhere(after_run: Path) -> None:
    links = office.link_targets(after_run)
    ours = [link for link in links if link.sheet in ("Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")]
    assert len([link for link in ours if link.sheet == "Kết quả kiểm tra"]) >= len(truth()["findings"])
    assert [f"{link.sheet}!{link.cell} → {link.target}" for link in links if link.resolved is False] == []


def test_clean_gives_the_colours_back(after_run: Path, tmp_path: Path) -> None:
    cleaned = tmp_path / "sach.xlsx"
    shutil.copy(after_run, cleaned)
    clean(XlsxBook(cleaned))
    cells = list(expected_fills())
    assert_same(fill_lines(shown_fills(cleaned, cells)), fill_lines(shown_fills(WORKBOOK, cells)))
