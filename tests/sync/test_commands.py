"""`sync` and `resolve` as the office types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync.cli import run_command_line
from tests.small_office import write_book, write_config

DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")


class Desk:
    """Two workbooks and the office's configuration; what a command prints."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config = write_config(folder / "config")
        self.here = write_book(folder / "chung.xlsx")
        self.there = write_book(folder / "cua-TP.xlsx")
        self._capsys = capsys

    def says(self, command: str, *more: str) -> tuple[int, str, str]:
        code = run_command_line([command, str(self.here), str(self.there), *more, "--config", str(self.config), *DAY])
        shown = self._capsys.readouterr()
        return code, " ".join(shown.out.split()), " ".join(shown.err.split())

    def answers(self, command: str, *more: str) -> tuple[int, dict[str, Any]]:
        code = run_command_line([command, str(self.here), str(self.there), *more, "--config", str(self.config), *DAY, "--json"])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, document


def types(path: Path, cell: str, value: str) -> None:
    retypes(path, "Văn phòng", cell, value)


def retypes(path: Path, sheet: str, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_equal_books(desk: Desk) -> None:
    assert desk.says("sync") == (0, "Hai sổ «chung.xlsx» và «cua-TP.xlsx» đã khớp nhau, không phải ghi gì.", "")


def test_a_change_is_told_by_sheet_cell_and_values(desk: Desk) -> None:
    desk.says("sync")
    types(desk.there, "F7", "Đang thực hiện")
    code, out, _ = desk.says("sync", "--dry-run")
    assert code == 0
    assert "Sẽ ghi vào sổ «chung.xlsx»: 1 ô" in out
    assert "Sheet «Văn phòng», ô F7 (Trạng thái): «Đang làm» → «Đang thực hiện»" in out
    assert "Đã ghi vào sổ «chung.xlsx»: 1 ô" in desk.says("sync")[1]
    assert "đã khớp nhau" in desk.says("sync")[1]


def test_a_conflict_from_the_first_word_to_the_last(desk: Desk) -> None:
    desk.says("sync")
    types(desk.here, "F6", "Hoàn thành")
    types(desk.there, "F6", "Tạm dừng")
    code, out, _ = desk.says("sync")
    assert code == 3
    assert "Xung đột (1 ô)" in out
    assert "Sổ «chung.xlsx», sheet «Văn phòng», ô F6 (Trạng thái): ô này ghi «Hoàn thành»" in out
    assert "sheet «Xung đột»" in out
    code, document = desk.answers("sync")
    assert code == 3
    (conflict,) = document["conflicts"]
    assert conflict["left"] == {"sheet": "Văn phòng", "cell": "F6", "value": "Hoàn thành"}
    assert conflict["right"]["value"] == "Tạm dừng"
    assert conflict["base"] == "Đang thực hiện"
    code, out, _ = desk.says("resolve", "--right", conflict["mark"])
    assert code == 0
    assert "Đã giải quyết 1 xung đột" in out
    assert openpyxl.load_workbook(desk.here)["Văn phòng"]["F6"].value == "Tạm dừng"
    assert "Xung đột" not in openpyxl.load_workbook(desk.here).sheetnames


def test_json_of_a_sync(desk: Desk) -> None:
    desk.says("sync")
    types(desk.there, "F7", "Đang thực hiện")
    code, document = desk.answers("sync")
    assert code == 0
    assert document["changes"] == [
        {
            "book": "chung.xlsx",
            "side": "left",
            "sheet": "Văn phòng",
            "cell": "F7",
            "official": "VP",
            "task_id": "A.4",
            "field": "status",
            "old": "Đang làm",
            "new": "Đang thực hiện",
        }
    ]
    assert {key: document[key] for key in ("books", "period", "written", "conflicts", "settled", "stale")} == {
        "books": ["chung.xlsx", "cua-TP.xlsx"],
        "period": "2023-Q1",
        "written": True,
        "conflicts": [],
        "settled": [],
        "stale": [],
    }


@pytest.mark.parametrize(
    ("command", "more", "words"),
    [
        ("resolve", (), "--left DẤU"),
        ("resolve", ("--left", "abc", "--right", "ABC"), "hai lần khác nhau"),
        ("watch", ("--once",), "sheetsync sync"),
    ],
    ids=["nothing chosen", "chosen twice", "once with two books"],
)
def test_what_cannot_be_asked(desk: Desk, command: str, more: tuple[str, ...], words: str) -> None:
    arguments = [command, str(desk.here), str(desk.there), *more, "--config", str(desk.config)]
    code = run_command_line(arguments)
    err = " ".join(desk._capsys.readouterr().err.split())
    assert code == 2
    assert words in err


def test_a_book_with_itself_is_refused(desk: Desk) -> None:
    desk.there = desk.here
    code, _, err = desk.says("sync")
    assert code == 2
    assert "cùng một sổ" in err


def test_the_common_state_moves_along_with_the_folder(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk.says("sync")
    types(desk.there, "F7", "Đang thực hiện")
    moved = tmp_path / "nơi mới"
    moved.mkdir()
    for path in (desk.here, desk.there, tmp_path / ".sheetsync"):
        path.rename(moved / path.name)
    desk.here, desk.there = moved / desk.here.name, moved / desk.there.name
    code, out, _ = desk.says("sync")
    assert (code, "1 ô" in out) == (0, True)


@pytest.mark.parametrize("name", ["Tư pháp", "TP", "tư pháp"], ids=["sheet", "official", "as typed"])
def test_only_the_tabs_asked_for_are_synced_and_the_others_later(desk: Desk, name: str) -> None:
    desk.says("sync")
    types(desk.there, "F7", "Đang thực hiện")
    retypes(desk.there, "Tư pháp", "H5", "Đã rà soát 15 văn bản")
    code, document = desk.answers("sync", "--tab", name)
    assert code == 0
    assert [(change["sheet"], change["cell"]) for change in document["changes"]] == [("Tư pháp", "H5")]
    types(desk.here, "F6", "Tạm dừng")
    assert [change["cell"] for change in desk.answers("sync", "--tab", "VP", "--tab", "TP")[1]["changes"]] == ["F7", "F6"]
    assert "đã khớp nhau" in desk.says("sync")[1]


def test_before_the_command_it_means_the_same(desk: Desk) -> None:
    desk.says("sync")
    types(desk.there, "F7", "Đang thực hiện")
    retypes(desk.there, "Tư pháp", "H5", "Đã rà soát 15 văn bản")
    run_command_line(["--tab", "TP", "sync", str(desk.here), str(desk.there), "--config", str(desk.config), *DAY])
    assert openpyxl.load_workbook(desk.here)["Văn phòng"]["F7"].value == "Đang làm"
    assert openpyxl.load_workbook(desk.here)["Tư pháp"]["H5"].value == "Đã rà soát 15 văn bản"


def test_conflicts_of_other_tabs_stay_listed_with_what_was_chosen(desk: Desk) -> None:
    desk.says("sync")
    for path, word in ((desk.here, "Hoàn thành"), (desk.there, "Tạm dừng")):
        types(path, "F6", word)
        retypes(path, "Tư pháp", "F5", word)
    (office, justice) = desk.answers("sync")[1]["conflicts"]
    retypes(desk.here, "Xung đột", "H5", "Sổ kia")
    code, document = desk.answers("resolve", "--tab", "TP", "--right", "*")
    assert code == 0
    assert (document["settled"], document["conflicts"], document["stale"]) == ([justice["mark"]], [], [])
    listed = openpyxl.load_workbook(desk.here)["Xung đột"]
    assert (listed["J5"].value, listed["H5"].value, listed["J6"].value) == (office["mark"], "Sổ kia", None)
    code, _, err = desk.says("resolve", "--tab", "TP", "--right", office["mark"])
    assert code == 2
    assert "không thuộc các tab đã chọn" in err
    assert desk.answers("sync")[1]["settled"] == [office["mark"]]


def test_a_tab_that_neither_book_has_is_refused(desk: Desk) -> None:
    code, _, err = desk.says("sync", "--tab", "Tư phấp")
    assert code == 2
    assert "Có phải «Tư pháp» không?" in err


def test_a_column_of_somebody_s_own_stays_where_it_is_and_is_told(desk: Desk) -> None:
    desk.says("sync")
    for cell, value in (("K4", "Điện thoại"), ("K5", "0912"), ("K6", "0913")):
        types(desk.there, cell, value)
    code, out, _ = desk.says("sync")
    assert code == 0
    assert "Sổ «cua-TP.xlsx», sheet «Văn phòng», ô K4 (Điện thoại): cột này không có trong cấu hình" in out
    assert "2 ô có nội dung mà sổ «chung.xlsx» không có hoặc ghi khác được giữ nguyên" in out
    assert openpyxl.load_workbook(desk.there)["Văn phòng"]["K5"].value == "0912"
    assert openpyxl.load_workbook(desk.here)["Văn phòng"]["K4"].value is None
    for cell, value in (("K4", "điện thoại"), ("K5", "0912"), ("K6", "0913")):
        types(desk.here, cell, value)
    assert desk.answers("sync")[1]["notices"] == []


def test_a_book_put_back_by_undo_takes_nothing_away_from_the_other(desk: Desk) -> None:
    desk.says("sync")
    types(desk.there, "H7", "Đã tập huấn 12 người")
    desk.says("sync")
    assert run_command_line(["undo", str(desk.here)]) == 0
    desk._capsys.readouterr()
    code, document = desk.answers("sync")
    assert (code, document["changes"]) == (3, [])
    assert openpyxl.load_workbook(desk.there)["Văn phòng"]["H7"].value == "Đã tập huấn 12 người"
    assert desk.says("resolve", "--right", "*")[0] == 0
    assert openpyxl.load_workbook(desk.here)["Văn phòng"]["H7"].value == "Đã tập huấn 12 người"


def test_whoever_saves_an_older_copy_over_it_takes_nothing_away_from_the_other(desk: Desk) -> None:
    """Opened before the sync and saved after it, by a program that leaves no owner file."""
    desk.says("sync")
    opened = openpyxl.load_workbook(desk.there)
    types(desk.here, "H7", "Đã tập huấn 12 người")
    desk.says("sync")
    opened["Văn phòng"]["F6"] = "Tạm dừng"
    opened.save(desk.there)
    code, document = desk.answers("sync")
    assert code == 3
    assert [(change["side"], change["cell"], change["new"]) for change in document["changes"]] == [("left", "F6", "Tạm dừng")]
    assert openpyxl.load_workbook(desk.here)["Văn phòng"]["H7"].value == "Đã tập huấn 12 người"
