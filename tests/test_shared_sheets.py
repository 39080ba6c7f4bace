"""The whole way on a workbook in which several people share a sheet: every figure below was counted by hand from its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import BookContent
from sheetsync.core.edits import Edit, SetHighlights
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.main_job import highlight
from tests.core.shown_marks import Scene, shown_marks
from tests.office import convert
from tests.shared_office import AN, BINH, OWN, ROWS, SHARED, write_book, write_config
from tests.test_cli import Done, sheetsync

DAY = date(2024, 3, 15)

TABS = """
| sheet          | official | rows | tasks | skipped  |
|----------------|----------|------|-------|----------|
| Theo dõi chung | -        | 2    | 2     | 4 11 15  |
| Theo dõi chung | AN       | 3    | 3     |          |
| Theo dõi chung | BINH     | 4    | 4     |          |
| Lê Văn Cường   | CUONG    | 1    | 1     |          |
"""
"""Rows 9 and 10 name nobody known; An has 5, 7 and 12 (with Bình), Bình 6, 8, 13 and 14."""

FINDINGS = """
| cell | severity | code                | suggestion    |
|------|----------|---------------------|---------------|
| H6   | error    | overdue-unexplained | -             |
| E7   | error    | status-unknown      | Hoàn thành    |
| C9   | error    | person-unknown      | Trần Thị Bình |
| C10  | error    | person-missing      | -             |
| E14  | error    | status-missing      | -             |
"""

REPORTED = """
| official | total | done_early | in_time | overdue | not_reported |
|----------|-------|------------|---------|---------|--------------|
| AN       | 3     | 1          | 1       | 0       | 1            |
| BINH     | 4     | 0          | 2       | 1       | 1            |
| CUONG    | 1     | 0          | 1       | 0       | 0            |
| -        | 2     | 1          | 1       | 0       | 0            |
"""

STANDING = """
| official | tasks | reported | errors | overdue | handed_in |
|----------|-------|----------|--------|---------|-----------|
| AN       | 3     | 2        | 1      | 0       | -         |
| BINH     | 4     | 3        | 2      | 1       | -         |
| CUONG    | 1     | 1        | 0      | 0       | -         |
| -        | 2     | 2        | 2      | 0       | -         |
"""

MARKS = {
    5: {"done"}, 6: {"overdue", "error H"}, 7: {"not reported", "error E"}, 8: {"in time"}, 9: {"in time", "error C"},
    10: {"done", "error C"}, 12: {"in time"}, 13: {"in time"}, 14: {"not reported", "error E"},
}  # fmt: skip


class Listening:
    """A book that only remembers what it is asked to write."""

    def __init__(self, content: BookContent) -> None:
        self._content = content
        self.edits: list[Edit] = []

    def read(self) -> BookContent:
        return self._content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        self.edits = list(edits)
        return WriteOutcome(self._content.name, changed=True)


def told(done: Done) -> Any:
    assert done.stderr == ""
    return json.loads(done.stdout)


def rows(text: str) -> list[list[str]]:
    """The rows of a table, headings first."""
    lines = [line for line in text.strip().splitlines() if not line.startswith("|-")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shown(items: list[dict[str, Any]], text: str) -> list[list[str]]:
    """JSON objects as the rows of a table with these headings."""
    headings = rows(text)[0]
    return [headings, *([_shown(item[heading]) for heading in headings] for item in items)]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(one["row"]) for one in value)
    return "-" if value is None or value is False or value == "" else str(value)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_config(tmp_path_factory.mktemp("chung") / "cấu hình")


@pytest.fixture(scope="module", params=["xlsxwriter", "libreoffice"])
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as XlsxWriter makes it, and as LibreOffice saves that."""
    folder = tmp_path_factory.mktemp("so")
    book = write_book(folder / "so.xlsx")
    return book if request.param == "xlsxwriter" else convert(book, "xlsx", folder / "lo")


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Path:
    path = tmp_path / "Sổ chung.xlsx"
    path.write_bytes(original.read_bytes())
    return path


def test_every_command(book: Path, original: Path, config: Path) -> None:
    options = ("--config", config, "--as-of", "2024-03-15", "--period", "2024-Q1")
    checked = told(sheetsync("validate", book, *options, "--json"))
    assert shown(checked["tabs"], TABS) == rows(TABS)
    assert shown(checked["findings"], FINDINGS) == rows(FINDINGS)
    assert {finding["sheet"] for finding in checked["findings"]} == {SHARED}
    assert checked["summary"] == {"errors": 5, "warnings": 0, "infos": 0, "tasks": 10}

    standing = told(sheetsync("status", book, *options, "--json"))
    assert shown(standing["officials"], STANDING) == rows(STANDING)

    ran = sheetsync("run", book, *options, "--json")
    assert ran.returncode == 1
    report = told(ran)["report"]
    assert (report["rows_read"], report["reported"], report["left_out"], report["missing"]) == (10, 10, [], [])
    assert shown(report["by_official"], REPORTED) == rows(REPORTED)
    assert [late["days"] for late in report["overdue"]] == [5]

    once = book.read_bytes()
    for again in (("run",), ("highlight",), ("highlight", "--tab", BINH), ("highlight", "--tab", SHARED)):
        assert sheetsync(again[0], book, *again[1:], *options, "--json").returncode == 1
        assert book.read_bytes() == once, again

    assert sheetsync("clean", book, "--config", config, "--json").returncode == 0
    assert [sheet.name for sheet in XlsxBook(book).read().sheets] == [SHARED, OWN]
    assert cells(book) == cells(original)


def cells(path: Path) -> dict[str, Any]:
    return {sheet.name: (sheet.rows, sheet.merged) for sheet in XlsxBook(path).read().sheets}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (BINH, ["H6", "E14"]),
        ("Trần Thị Bính", None),
        ("AN", ["E7"]),
        (f"đ/c {AN}", ["E7"]),
        (SHARED, ["H6", "E7", "C9", "C10", "E14"]),
        (OWN, []),
    ],
)
def test_one_person_or_one_sheet(asked: str, expected: list[str] | None, config: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "so.xlsx")
    done = sheetsync("validate", book, "--config", config, "--as-of", "2024-03-15", "--tab", asked, "--json")
    if expected is None:
        assert done.returncode == 2
        assert f"«{BINH}»" in json.loads(done.stdout)["error"]["next"]
    else:
        assert [finding["cell"] for finding in told(done)["findings"]] == expected


@pytest.mark.parametrize(("asked", "officials"), [(BINH, ["BINH"]), (SHARED, ["AN", "BINH", None]), (OWN, ["CUONG"])])
def test_standing_of_one_person_or_sheet(asked: str, officials: list[str | None], config: Path, tmp_path: Path) -> None:
    """Everybody's figures are the same, whatever is asked for."""
    book = write_book(tmp_path / "so.xlsx")
    options = ("--config", config, "--as-of", "2024-03-15", "--json")
    everybody = {one["official"]: one for one in told(sheetsync("status", book, *options))["officials"]}
    assert told(sheetsync("status", book, *options, "--tab", asked))["officials"] == [everybody[code] for code in officials]


def test_one_person_s_marks_leave_the_others(config: Path, tmp_path: Path) -> None:
    """Marks are set sheet by sheet: whoever is asked about, everybody's are there."""
    content = XlsxBook(write_book(tmp_path / "so.xlsx")).read()
    settings = load_settings(config)
    written = []
    for tab in (None, BINH, AN):
        book = Listening(content)
        highlight(book, settings, as_of=DAY, as_of_given=True, period_key="2024-Q1", tab=tab)
        written.append([edit for edit in book.edits if isinstance(edit, SetHighlights) and edit.sheet == SHARED])
    assert [len(edits) for edits in written] == [1, 1, 1]
    assert written[0] == written[1] == written[2]
    sheet = {(row, column): value for row, cells in ROWS.items() for column, value in enumerate(cells, 1) if value is not None}
    scenes = {"chung": Scene(sheet, written[0][0].highlights, DAY)}
    assert shown_marks(scenes, tmp_path)["chung"] == MARKS


def test_what_people_read(config: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "so.xlsx")
    options = ("--config", config, "--as-of", "2024-03-15", "--period", "2024-Q1")
    checked = sheetsync("validate", book, *options, columns=140).stdout
    for text in (
        f"{BINH} ({SHARED}) – 2 lỗi",
        f"Chưa rõ người ({SHARED}) – 2 lỗi",
        "Ô C9 (Người thực hiện): «Đ/c Bình» không có trong danh sách cán bộ. Có phải «Trần Thị Bình» không?",
        "Ô C10 (Người thực hiện): chưa ghi ai phụ trách nhiệm vụ «Cập nhật trang thông tin».",
    ):
        assert text in checked
    standing = sheetsync("status", book, *options, columns=140).stdout
    assert f"Chưa ghi ngày nộp: «{AN}», «{BINH}», «{OWN}»." in standing
    assert "Chưa rõ người" in sheetsync("run", book, *options, columns=140).stdout


def test_a_renamed_shared_sheet_is_asked_about(config: Path, tmp_path: Path) -> None:
    """Once for the sheet, not for everybody on it."""
    other = write_config(tmp_path / "cấu hình")
    main = other / "sheetsync.toml"
    main.write_text(main.read_text(encoding="utf-8").replace(SHARED, "Theo dõi chúng"), encoding="utf-8")
    book = write_book(tmp_path / "so.xlsx")
    found = told(sheetsync("validate", book, "--config", other, "--as-of", "2024-03-15", "--json"))["findings"]
    assert [(one["code"], one["sheet"], one["suggestion"]) for one in found] == [("tab-missing", "Theo dõi chúng", SHARED)]


def test_a_book_nobody_configured_is_told_of_adopt(tmp_path: Path) -> None:
    done = sheetsync("validate", write_book(tmp_path / "so.xlsx"))
    assert done.returncode == 4
    assert "sheetsync adopt" in done.stderr
