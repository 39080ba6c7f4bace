"""Books of very many wrong cells through the real command line, under its bound of memory: every cell is told all the same."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile import hostile_books as books
from tests.hostile.limited_process import MEMORY, Answer, sheetsync
from tests.small_office import write_config

ROWS = 19_000
CODES = {"text-encoding": "C", "date-invalid": "EG", "status-unknown": "F", "result-vague": "H"}
OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1", "--plan", "book")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_config(tmp_path_factory.mktemp("cấu hình") / "nhỏ")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sổ") / "sổ.xlsx"
    path.write_bytes(books.wrong_rows(ROWS))
    return path


def answered(config: Path, command: str, book: Path, *options: str | Path) -> Answer:
    answer = sheetsync("--config", config, command, book, *OPTIONS, *options)
    print(f"{command} {options}: {answer.cpu:.1f} s, {answer.memory // 1_000_000} MB")  # for whoever measures (pytest -s)
    assert answer.code == 1, (answer.code, answer.error)
    assert answer.memory < MEMORY
    return answer


def test_the_document_holds_every_finding(config: Path, book: Path) -> None:
    document = answered(config, "validate", book, "--json").document
    found = Counter((each["code"], each["cell"]) for each in document["findings"])
    wanted = [(code, f"{column}{row}") for code, columns in CODES.items() for column in columns for row in range(100, 100 + ROWS)]
    assert all(found[each] == 1 for each in wanted)
    severities = Counter(each["severity"] for each in document["findings"])
    assert document["summary"]["errors"] == severities["error"] >= 3 * ROWS
    assert document["summary"]["warnings"] == severities["warning"] >= 2 * ROWS
    assert all(each["message"].startswith("Sheet «") for each in document["findings"])


def test_the_screen_tells_the_first_of_each_kind_and_where_the_others_are(config: Path, book: Path) -> None:
    text = answered(config, "validate", book).output
    assert len(text) < 60_000
    last = 99 + ROWS
    for column, heading in (("E", "Thời hạn"), ("F", "Trạng thái"), ("G", "Ngày hoàn thành"), ("H", "Kết quả trong kỳ")):
        told = {int(row) for row in re.findall(rf": Ô {column}(\d+) \(", text)}
        rest = re.search(rf"Và (\d+) ô nữa cùng loại với ô {column}\d+ \({heading}\): .*{column}(\d+):{column}{last}\.", text)
        assert rest, column
        assert told & set(range(100, 140)) == set(range(100, 140))
        assert max(told) == int(rest[2]) - 1
    assert "thêm --verbose" in text


def test_every_finding_stands_on_the_screen_when_asked_for(config: Path, book: Path) -> None:
    text = answered(config, "validate", book, "--verbose").output
    assert len(re.findall(r"^  (?:Lỗi|Cảnh báo): Ô [CEFGH]\d+ \(", text, re.MULTILINE)) >= 5 * ROWS
    assert "ô nữa cùng loại" not in text


def test_a_run_writes_every_finding_into_the_book(config: Path, book: Path, tmp_path: Path) -> None:
    made = tmp_path / "kết quả.xlsx"
    answered(config, "run", book, "--output", made)
    with zipfile.ZipFile(made) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        largest = max(sheets, key=lambda name: package.getinfo(name).file_size)
        assert package.read(largest).count(b"<hyperlink ") >= 5 * ROWS


@pytest.mark.parametrize(("rows", "wrong"), [(39_000, "CEFGH"), (30_000, "ACDEFGHIJ")])
def test_more_than_anybody_works_through_is_refused_with_the_worst_columns(
    config: Path, tmp_path: Path, rows: int, wrong: str
) -> None:
    book = tmp_path / "sổ.xlsx"
    data = books.wrong_rows(rows, wrong)
    book.write_bytes(data)
    for command in ("validate", "run"):
        answer = sheetsync("--config", config, command, book, *OPTIONS, "--json")
        print(f"{command}, {rows} rows: refused after {answer.cpu:.1f} s, {answer.memory // 1_000_000} MB")
        assert answer.code == 4
        assert answer.memory < MEMORY
        error = answer.document["error"]
        assert error["code"] == "book-unreadable"
        assert "hơn 100.000 chỗ sai" in error["message"]
        assert re.search(r"cột «[^»]+» \(ít nhất \d{1,2}\.\d{3} chỗ\)", error["message"])
        assert "fix-encoding" in error["next"]
    assert book.read_bytes() == data
    assert list(tmp_path.iterdir()) == [book]
