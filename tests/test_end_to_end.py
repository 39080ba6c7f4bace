"""The whole way on the sample: `sheetsync run` puts the report into the workbook and harms nothing else in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

SAMPLE = Path(__file__).resolve().parent.parent / "workbooks" / "mau-2023.xlsx"
OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1")
OUR_SHEETS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")
MARKED = re.compile(
    rb'<conditionalFormatting sqref="[^"]*"><cfRule type="expression" dxfId="\d+" priority="\d+">'
    rb'<formula>AND\(N\("sheetsync"\)=0,[^<]*</formula></cfRule></conditionalFormatting>'
)


def sheetsync(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sheetsync", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(path: Path) -> dict[str, dict[str, object]]:
    """Every cell of every sheet, formulas as formulas."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in book.worksheets
    }


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "Kế hoạch CCHC 2023.xlsx"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample after one run."""
    path = Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("finished") / "mau.xlsx"))
    done = sheetsync("run", path, *OPTIONS)
    assert done.returncode == 1, done.stdout + done.stderr
    return path


def test_run_adds_three_sheets_and_changes_no_cell_of_anyone(finished: Path) -> None:
    before, after = cells(SAMPLE), cells(finished)
    assert [name for name in after if name not in before] == list(OUR_SHEETS)
    assert {name: after[name] for name in before} == before


def test_run_leaves_every_part_that_is_not_ours_as_it_was(finished: Path) -> None:
    before, after = parts(SAMPLE), parts(finished)
    may_change = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
    changed = {name for name in before if after.get(name) != before[name]} - may_change
    assert all(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) for name in changed), changed
    for name in changed:
        assert MARKED.sub(b"", after[name]) == before[name], f"{name} differs beyond our conditional formats"


def test_a_second_run_gives_the_very_same_bytes(finished: Path, tmp_path: Path) -> None:
    again = Path(shutil.copy(finished, tmp_path / "again.xlsx"))
    assert sheetsync("run", again, *OPTIONS).returncode == 1
    assert again.read_bytes() == finished.read_bytes()


def test_the_same_input_gives_the_same_bytes(finished: Path, book: Path) -> None:
    sheetsync("run", book, *OPTIONS)
    assert book.read_bytes() == finished.read_bytes()


def test_clean_takes_everything_of_ours_away(finished: Path, tmp_path: Path) -> None:
    cleaned = Path(shutil.copy(finished, tmp_path / "cleaned.xlsx"))
    assert sheetsync("clean", cleaned).returncode == 0
    before, after = parts(SAMPLE), parts(cleaned)
    assert set(after) == set(before)
    differing = {name for name in before if after[name] != before[name]}
    assert differing <= {"xl/styles.xml"}, differing
    assert cells(cleaned) == cells(SAMPLE)


def test_undo_gives_the_original_back(book: Path) -> None:
    original = book.read_bytes()
    sheetsync("run", book, *OPTIONS)
    assert book.read_bytes() != original
    assert sheetsync("undo", book).returncode == 0
    assert book.read_bytes() == original


def test_an_output_file_leaves_the_original_untouched(book: Path, tmp_path: Path) -> None:
    original = book.read_bytes()
    done = sheetsync("run", book, *OPTIONS, "--output", tmp_path / "kết quả.xlsx")
    assert done.returncode == 1, done.stderr
    assert book.read_bytes() == original
    assert set(OUR_SHEETS) <= set(cells(tmp_path / "kết quả.xlsx"))


def test_of_two_runs_at_once_one_wins_and_the_other_says_so(finished: Path, tmp_path: Path) -> None:
    refused = 0
    for attempt in range(4):
        path = tmp_path / f"{attempt}" / "mau.xlsx"
        path.parent.mkdir()
        shutil.copy(SAMPLE, path)
        command = [sys.executable, "-m", "sheetsync", "run", str(path), *OPTIONS, "--json"]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
        answers = [process.communicate() for process in both]
        codes = [process.returncode for process in both]
        assert path.read_bytes() == finished.read_bytes()
        assert 1 in codes, answers
        assert set(codes) <= {1, 3}, answers
        refused += codes.count(3)
        for code, (output, _) in zip(codes, answers, strict=True):
            assert ("error" in json.loads(output)) == (code == 3), output
    assert refused >= 1, "the two runs never met: the test proves nothing"
