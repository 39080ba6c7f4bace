"""Columns that could be one another, as told in `columns_alike.md`: of several quarters, or days of completion and deadlines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.config_files.new_folder import write_new_folder
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.cells import CellValue
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.usecases.adopt import look_at, prove
from tests.adopt.books import DOING, DONE, Row, Sheet, day, with_xlsxwriter
from tests.adopt.test_adopt import AS_OF, document
from tests.adopt.typed import Typed
from tests.test_cli import sheetsync

Case = tuple[list[Row], list[str]]


def cases() -> dict[str, Case]:
    """By title, the rows of the tab and what each column is taken for."""
    text = Path(__file__).with_name("columns_alike.md").read_text(encoding="utf-8")
    found: dict[str, Case] = {}
    for part in text.split("\n## ")[1:]:
        title, *lines = part.splitlines()
        table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
        headings, _, *rows, meanings = table
        entries: list[Row] = [[_value(cell) for cell in row] for row in rows]
        found[title] = ([headings, *entries], meanings[1:])
    return found


def _value(text: str) -> CellValue:
    if text.isdigit():
        return int(text)
    return day(text) if text.count("/") == 2 else text or None


CASES = cases()


def written(case: Case, folder: Path, *names: str) -> Path:
    """Two officials' tabs of these rows."""
    path = folder / "so.xlsx"
    with_xlsxwriter(path, [Sheet(name, case[0]) for name in names or ("Văn phòng", "Tư pháp")])
    return path


@pytest.mark.parametrize("title", CASES)
def test_each_is_taken_for_what_it_is_or_asked_about(title: str, tmp_path: Path, settings: Settings) -> None:
    proposal = look_at(XlsxBook(written(CASES[title], tmp_path)), settings, as_of=AS_OF).proposal
    asked = {question.alias_key for question in proposal.doubtful_columns()}
    for tab in proposal.tabs:
        meanings = [(guess.key or "–") + (" ?" if guess.alias_key in asked else "") for guess in tab.columns]
        assert meanings == ["number", *CASES[title][1]]
    assert len(proposal.tabs) == 2


@pytest.mark.parametrize("title", CASES)
def test_the_written_configuration_reads_them_so(title: str, tmp_path: Path, settings: Settings) -> None:
    book = written(CASES[title], tmp_path)
    look = look_at(XlsxBook(book), settings, as_of=AS_OF)
    folder = write_new_folder(look.configuration(look.proposal, settings), book, tmp_path / "c")
    proof = prove(look, look.proposal, load_settings(folder))
    assert proof.differing == ()
    for tab in proof.tabs.tabs:
        assert not tab.missing
        assert not tab.duplicate
        read = {column.column: key for key, column in tab.columns.items()}
        for column, meaning in enumerate(CASES[title][1], 2):
            key = meaning.removesuffix(" ?")
            if not key.startswith("result-"):
                assert read.get(column, "–") == key


def test_tabs_of_one_book_take_the_same_quarter(tmp_path: Path, settings: Settings) -> None:
    """The configuration knows one meaning of a heading: whoever has not yet begun the quarter has a blank column."""
    headings: Row = ["STT", "Nhiệm vụ", "Trạng thái quý I", "Trạng thái quý II", "Hạn"]
    rows: list[Row] = [[1, "Rà soát văn bản", DONE, DOING, day("20/3/2024")], [2, "Niêm yết", DOING, DONE, day("2/6/2024")]]
    begun = [headings, *rows]
    waiting = [headings, *([*row[:3], None, row[4]] for row in rows)]
    with_xlsxwriter(tmp_path / "so.xlsx", [Sheet("Văn phòng", waiting), Sheet("Tư pháp", begun)])
    proposal = look_at(XlsxBook(tmp_path / "so.xlsx"), settings, as_of=AS_OF).proposal
    taken = {tab.name: guess.letters for tab in proposal.tabs if (guess := tab.column("status"))}
    assert taken == {"Văn phòng": "D", "Tư pháp": "D"}


REAL = "The real day of completion beside one that stands in unfinished tasks' rows"


@pytest.mark.parametrize(
    ("other", "beside", "alone"),
    [
        ("Alone, in unfinished tasks' rows too, and no deadline beside it", ["due", "completed_on"], ["due"]),
        ("Alone, in finished tasks' rows: no question", ["completed_on", None], ["completed_on"]),
    ],
)
def test_a_heading_means_the_same_on_every_tab(
    other: str, beside: list[str | None], alone: list[str | None], tmp_path: Path, settings: Settings
) -> None:
    """Beside the real day on one tab, alone on another: what is open is asked, and read as proposed."""
    book = tmp_path / "so.xlsx"
    with_xlsxwriter(book, [Sheet("Văn phòng", CASES[REAL][0]), Sheet("Tư pháp", CASES[other][0])])
    look = look_at(XlsxBook(book), settings, as_of=AS_OF)
    tabs = [[guess.key for guess in tab.columns if "Ngày" in guess.heading] for tab in look.proposal.tabs]
    assert tabs == [beside, alone]
    assert [question.heading for question in look.proposal.doubtful_columns()] == ["Ngày hoàn thành"]
    folder = write_new_folder(look.configuration(look.proposal, settings), book, tmp_path / "c")
    proof = prove(look, look.proposal, load_settings(folder))
    assert proof.differing == ()
    assert not any(tab.duplicate for tab in proof.tabs.tabs)


def test_quarters_over_two_rows_of_headings(tmp_path: Path) -> None:
    top: Row = ["STT", "Nhiệm vụ", "Hạn", "Quý I", None, "Quý II", None]
    below: Row = [None, None, None, "Trạng thái", "Khó khăn", "Trạng thái", "Khó khăn"]
    rows: list[Row] = [[1, "Rà soát văn bản", date(2024, 6, 1), DONE, "Thiếu người", DONE, None]]
    rows += [[2, "Niêm yết thủ tục", date(2024, 7, 1), DOING, None, DONE, "Mưa bão"]]
    book = tmp_path / "so.xlsx"
    with_xlsxwriter(book, [Sheet("Văn phòng", [top, below, *rows], merged=("D1:E1", "F1:G1"))])
    told = document(sheetsync("adopt", book, "--json"))
    fields = {column["column"]: column["field"] for column in told["sheets"][0]["columns"]}
    assert [fields[letters] for letters in "DEFG"] == [None, None, "status", "difficulty"]
    assert told["guessed"] == ["Quý II Trạng thái", "Quý II Khó khăn"]


@pytest.mark.parametrize(
    ("answers", "column"), [(["1"], "E"), ([""], "E"), (["0", "1"], "D"), (["0", "0", "1"], "C"), (["0", "0", "0"], None)]
)
def test_whoever_wants_another_quarter_is_asked_about_the_one_before(
    answers: list[str], column: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, _ = CASES["Of a status for each quarter the last one with anything in it is proposed"]
    quarters: list[Row] = [[*row[:4], DOING, row[5]] for row in rows[1:]]
    book = written(([rows[0], *quarters], []), tmp_path, "Văn phòng")
    typed = Typed(monkeypatch)
    typed.answers(*answers)
    done = sheetsync("adopt", book, "--to", tmp_path / "c")
    assert (done.returncode, typed.left) == (0 if column else 1, [])
    tabs, _ = read_tabs(XlsxBook(book).read(), load_settings(tmp_path / "c"))
    status = tabs.tabs[0].columns.get("status")
    assert (status and "ABCDEF"[status.column - 1]) == column
