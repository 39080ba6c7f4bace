"""The script on a whole plan workbook: made by `new`, filled in and calculated by LibreOffice, its names as Google has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.settings import Settings
from sheetsync.usecases.main_job import validate
from sheetsync.usecases.status import status
from tests import office
from tests.apps_script.google_book import GoogleBook, book_from_file
from tests.apps_script.script import CHECK, HAND_IN, ran
from tests.plan_workbook.filled_tab import AS_OF, TAB, make_filled, settings_of
from tests.plan_workbook.fresh_book import AFTER_HAND_IN, TABS, at, make


@pytest.fixture(scope="module")
def filled(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Before the hand-in: one tab filled in, with an error and two doubts in it."""
    return make_filled(tmp_path_factory.mktemp("filled"), settings)


@pytest.fixture(scope="module")
def late(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """After the hand-in, nothing filled in but one day of hand-in and the person in charge."""
    folder = tmp_path_factory.mktemp("late")
    make(folder / "so.xlsx", settings, AFTER_HAND_IN)
    cells = {TAB: {"F3": "44999"}, "Cán bộ": {"F4": "Nguyễn Văn A"}}
    office.typed_in(folder / "so.xlsx", cells, folder / "luu.xlsx")
    return folder / "luu.xlsx"


def test_the_filled_tab_lists_what_validate_finds(filled: Path, settings: Settings) -> None:
    found = validate(XlsxBook(filled), settings_of(settings), as_of=AS_OF, period_key="2023-Q1").assessment.findings
    expected = {finding.cell for finding in found if finding.sheet == TAB and finding.severity.value != "info"}
    result = ran(book_from_file(filled, TAB), CHECK)
    assert set(result.dialog.places()) == expected == {at(settings, "difficulty", 6), at(settings, "completed_on", 10),
                                                       at(settings, "result", 11)}  # fmt: skip
    assert result.selected == [(TAB, at(settings, "difficulty", 6))]
    assert [item[:2] for item in result.dialog.of("late")[0].items] == [
        ["dòng 6", "Quá hạn 11 ngày"],
        ["dòng 8", "Sắp đến hạn (còn 4 ngày làm việc)"],
    ]
    assert "Còn 1 dòng chưa báo cáo" in result.dialog.said()


@pytest.mark.parametrize("tab", TABS)
def test_after_the_hand_in_every_tab_lists_what_validate_finds(late: Path, settings: Settings, tab: str) -> None:
    found = validate(XlsxBook(late), settings, as_of=AFTER_HAND_IN, period_key="2023-Q1").assessment.findings
    expected = {finding.cell for finding in found if finding.sheet == tab and finding.severity.value != "info"}
    assert set(ran(book_from_file(late, tab), CHECK).dialog.places()) == expected
    assert expected


def test_the_overview_says_what_status_says(late: Path, settings: Settings) -> None:
    book = book_from_file(late, "Kế hoạch")
    dialog = ran(book, HAND_IN).dialog
    known = status(XlsxBook(late), settings, as_of=AFTER_HAND_IN, period_key="2023-Q1")
    assert dialog.texts[:2] == ["Hạn nộp: 14/3/2023. Hạn gửi báo cáo: 17/3/2023.", "1/7 tab đã ghi ngày nộp."]
    lines = {line[0].partition(":")[0]: line for line in dialog.table[1:]}
    tabs = {official.code: official.tab for official in settings.plan.officials}
    assert len(lines) == len(TABS)
    for one in known.officials:
        line = lines[tabs[one.official] or ""]
        assert (line[1] != "chưa nộp") is bool(one.handed_in_on)
        assert line[2:] == [str(one.errors), "0"], line
    assert lines[TAB][1] == "14/3/2023"
    assert any("(Nguyễn Văn A)" in line[0] for line in dialog.table)


@pytest.mark.parametrize("sheet", ["Hướng dẫn", "Kế hoạch", "Cán bộ", "Danh mục", "_sheetsync"])
def test_other_sheets_of_the_workbook_are_no_tabs(late: Path, sheet: str) -> None:
    assert "không phải là tab" in ran(book_from_file(late, sheet), CHECK).dialog.said()


def test_without_any_names_the_headings_do(late: Path) -> None:
    book = book_from_file(late, TAB)
    nameless = GoogleBook(TAB, book.rows, ids=book.ids)
    assert ran(nameless, CHECK).dialog.sections == ran(book, CHECK).dialog.sections
