"""The easiest way: the sheet downloaded as .xlsx, the job on the file; and what a trip through Google would take away."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.cli import run_command_line
from sheetsync.core.settings import Settings
from sheetsync.usecases import main_job
from sheetsync.usecases.results import RunResult
from sheetsync.wiring import load_settings
from tests.contract.plan_book_contract import values
from tests.google.google_export import GoogleExport
from tests.google.machine import AS_OF
from tests.google.test_same_job import document
from tests.openxml_rules import new_errors

SAMPLE = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
REPORTS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(None, None)


@pytest.fixture
def downloaded(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch CCHC 2023.xlsx"
    path.write_bytes(GoogleExport(XlsxBook(SAMPLE).read()).data())
    return path


def run(path: Path, settings: Settings) -> RunResult:
    return main_job.run(XlsxBook(path), settings, as_of=date(2023, 3, 15), as_of_given=True, period_key="2023-Q1")


def test_the_downloaded_file_is_read_as_the_sheet_is(downloaded: Path) -> None:
    one, other = XlsxBook(downloaded).read(), XlsxBook(SAMPLE).read()
    assert [sheet.name for sheet in one.sheets] == [sheet.name for sheet in other.sheets]
    for sheet in other.sheets:
        assert values(one.sheet(sheet.name)) == values(sheet)


def test_findings_figures_and_reports_are_those_of_the_workbook(downloaded: Path, settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "mau.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    assert document(run(downloaded, settings)) == document(run(copy, settings))
    one, other = XlsxBook(downloaded).read(), XlsxBook(copy).read()
    for name in REPORTS:
        assert values(one.sheet(name)) == values(other.sheet(name))
    again = run(downloaded, settings).outcome
    assert again is not None
    assert not again.changed


def test_what_people_have_in_it_stays(downloaded: Path, settings: Settings) -> None:
    """Dropdowns, conditional formats and the empty drawing parts of Google's file; clean takes ours out again."""
    before, parts = XlsxBook(downloaded).read(), parts_of(downloaded)
    run(downloaded, settings)
    after = parts_of(downloaded)
    tabs = [name for name, text in parts.items() if "<dataValidation " in text]
    assert len(tabs) >= 7
    for name in tabs:
        assert re.findall("<dataValidation .*?</dataValidation>", after[name]) == re.findall(
            "<dataValidation .*?</dataValidation>", parts[name]
        )
        assert 'type="notContainsBlanks"' in after[name]
    assert sum('N("sheetsync")' in after[name].replace("&quot;", '"') for name in tabs) >= 6
    untouched = [name for name in parts if name.startswith(("xl/drawings/", "xl/theme/"))]
    assert {name: after[name] for name in untouched} == {name: parts[name] for name in untouched}
    assert run_command_line(["clean", str(downloaded)]) == 0
    cleaned = XlsxBook(downloaded).read()
    assert [values(sheet) for sheet in cleaned.sheets] == [values(sheet) for sheet in before.sheets]


def test_microsoft_s_rules_find_nothing_new(downloaded: Path, settings: Settings) -> None:
    before = downloaded.read_bytes()
    run(downloaded, settings)
    assert new_errors({"downloaded": (before, downloaded.read_bytes())}) == {}


def test_a_report_that_came_back_from_google_has_lost_its_mark_and_is_never_written_over(
    downloaded: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should Google not keep a file's hidden names, then a report sheet that comes back from it looks like people's own."""
    run(downloaded, settings)
    came_back = downloaded.with_name("tải về lần hai.xlsx")
    came_back.write_bytes(GoogleExport(XlsxBook(downloaded).read()).data())
    before = came_back.read_bytes()
    assert run_command_line(["run", str(came_back), *AS_OF]) == 3
    told = " ".join(capsys.readouterr().err.split())
    assert "«Báo cáo Quý I-2023»" in told
    assert "Đổi tên sheet đó" in told
    assert came_back.read_bytes() == before


def parts_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}
