"""The menu «Kế hoạch», from the separate files and from the one text to paste."""

from __future__ import annotations

from pathlib import Path

from sheetsync.adapters.apps_script_files import pasted_script
from tests.apps_script.google_book import WRONG_STATUS, book_of
from tests.apps_script.script import CHECK, FULL_CHECK, HAND_IN, ran


def test_opening_the_workbook_builds_the_menu_and_does_nothing_else() -> None:
    book = book_of(WRONG_STATUS)
    book.refuses = {"getActiveSpreadsheet": "a simple trigger may not"}
    result = ran(book, "onOpen")
    assert result.menus == [
        {
            "caption": "Kế hoạch",
            "entries": [
                ["Kiểm tra tab này", CHECK],
                ["Tình hình nộp", HAND_IN],
                None,
                ["Yêu cầu kiểm tra đầy đủ", FULL_CHECK],
            ],
        }
    ]
    assert (result.dialogs, result.written, result.read) == ([], [], 0)


def test_the_text_to_paste_does_the_same(tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.gs"
    pasted.write_text(pasted_script(), "utf-8")
    everything = ("onOpen", CHECK, HAND_IN, FULL_CHECK)
    book = book_of(WRONG_STATUS)
    assert ran(book, *everything, files=[pasted]) == ran(book, *everything)
