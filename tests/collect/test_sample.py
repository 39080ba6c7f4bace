"""The sample workbook, with everything that people do in real ones, out to seven officials and back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import office
from tests.collect.desk import Desk
from tests.collect.test_hand_out import SAMPLE


@pytest.mark.parametrize("saved_by", ["nobody", "LibreOffice"])
def test_files_that_nobody_changed_change_nothing(desk: Desk, saved_by: str) -> None:
    book = Path(shutil.copy(SAMPLE, desk.folder / "mau.xlsx"))
    document = desk.answers_plainly("hand-out", book, "--to", desk.out)[1]
    paths = [Path(file["path"]) for file in document["files"]]
    if saved_by == "LibreOffice":
        office.convert_all(paths, "xlsx", desk.inbox)
    else:
        for path in paths:
            shutil.copy(path, desk.inbox / path.name)
    before = book.read_bytes()
    code, document = desk.answers_plainly("collect", desk.inbox, "--into", book)
    assert (document["changes"], document["conflicts"], document["not_taken"]) == ([], [], [])
    assert [file["hand_out_known"] for file in document["files"]] == [True] * 7
    assert (code, book.read_bytes()) == (0, before)
