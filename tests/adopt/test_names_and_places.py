"""Tabs whose names people type with blanks around them, and folders that `--to` cannot mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.config_files import load_settings
from tests.adopt.books import JUSTICE, OFFICE, Row, Sheet, numbered, with_xlsxwriter
from tests.test_cli import Done, sheetsync

HEADINGS = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Ngày hoàn thành"]
ORDER = ("#", 0, 1, 2, 3)


def told(done: Done) -> Any:
    return json.loads(done.stdout)


def office_and(tab: str, path: Path) -> Path:
    """A book of two tabs, the second of this name."""
    sheets = [Sheet("Văn phòng", [HEADINGS, *numbered(OFFICE, ORDER)]), Sheet(tab, [HEADINGS, *numbered(JUSTICE, ORDER)])]
    with_xlsxwriter(path, sheets)
    return path


@pytest.mark.parametrize("tab", ["Tư pháp ", " Tư pháp", "\u00a0Tư  pháp \u00a0", f" {'Công chức Tư pháp - Hộ tịch số 1'[:29]} "])
def test_a_tab_with_blanks_around_its_name_is_taken(tab: str, tmp_path: Path) -> None:
    """Excel allows them, nobody sees them; the tab is found again by the configuration that is written."""
    book = office_and(tab, tmp_path / "so.xlsx")
    adopted = told(sheetsync("adopt", book, "--yes", "--json", "--to", tmp_path / "c"))
    assert {one["sheet"]: one["rows"] for one in adopted["tabs"]} == {"Văn phòng": 4, tab: 3}
    assert (adopted["differing"], adopted["guessed"]) == ([], [])
    assert [official.tab for official in load_settings(tmp_path / "c").plan.officials] == ["Văn phòng", tab.strip()]
    checked = told(sheetsync("validate", book, "--config", tmp_path / "c", "--as-of", "2024-03-15", "--json"))
    assert {one["sheet"]: one["rows"] for one in checked["tabs"]} == {"Văn phòng": 4, tab: 3}


def test_a_shared_sheet_with_blanks_around_its_name_is_found_again(tmp_path: Path) -> None:
    people = ("Nguyễn Thị Hoa", "Trần Văn Nam", "Nguyễn Thị Hoa", "Trần Văn Nam")
    rows: list[Row] = [[i, row[0], who, row[1], row[2]] for i, (row, who) in enumerate(zip(OFFICE, people, strict=True), 1)]
    headings = ["STT", "Nhiệm vụ", "Người thực hiện", "Thời hạn", "Trạng thái"]
    with_xlsxwriter(tmp_path / "so.xlsx", [Sheet("Việc chung ", [headings, *rows])])
    sheetsync("adopt", tmp_path / "so.xlsx", "--yes", "--to", tmp_path / "c")
    checked = told(sheetsync("validate", tmp_path / "so.xlsx", "--config", tmp_path / "c", "--as-of", "2024-03-15", "--json"))
    assert [(one["sheet"], one["official"], one["rows"]) for one in checked["tabs"]] == [
        ("Việc chung ", "NGUYEN_THI_HOA", 2),
        ("Việc chung ", "TRAN_VAN_NAM", 2),
    ]


@pytest.mark.parametrize("folder", [".", "..", "/", "con/.."])
def test_a_folder_that_is_no_new_one_s_name_is_refused_before_anything_is_asked(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = office_and("Tư pháp", tmp_path / "so.xlsx")
    monkeypatch.chdir(tmp_path)
    refused = sheetsync("adopt", book, "--yes", "--to", folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"«{folder}» không phải tên của một thư mục mới" in refused.stderr
    assert '--to "so - cấu hình"' in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["so.xlsx"]


def test_a_folder_below_another_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = office_and("Tư pháp", tmp_path / "so.xlsx")
    monkeypatch.chdir(tmp_path)
    assert sheetsync("adopt", book, "--yes", "--to", "./mới/cấu hình").returncode == 0
    assert load_settings(tmp_path / "mới" / "cấu hình").plan.year == 2024
