"""`sheetsync restore` as people and programs type it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.restoring.restoring_office import OFFICE, RestoringOffice
from tests.test_cli import Done, document, error_of, sheetsync

AS_OF, TODAY = ("--as-of", "2023-03-16", "--period", "2023-Q1"), ("--tab", OFFICE, "--at")


@pytest.fixture
def at(office: RestoringOffice) -> str:
    """When the tabs were as they shall be again; since then one cell was typed over and one row is new."""
    call(office, "run", *AS_OF)
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    office.types(OFFICE, "C8", "Việc mới giao")
    office.types(OFFICE, "F8", "Đang thực hiện")
    return office.history().occasions()[-1].moment.isoformat()


def call(office: RestoringOffice, command: str, *rest: str) -> Done:
    return sheetsync("--config", office.path.parent / "cấu hình", command, office.path, *rest, columns=120)


def test_the_office_looks_first_then_restores_and_takes_it_back(office: RestoringOffice, at: str) -> None:
    before = office.path.read_bytes()
    looked = call(office, "restore", *TODAY, at, "--dry-run", "--period", "2023-Q1")
    assert (looked.returncode, looked.stderr) == (0, "")
    assert "Nếu khôi phục 1 ô ở sheet «Văn phòng» như lần chạy" in looked.stdout
    assert "(lệnh run, kỳ 2023-Q1)" in looked.stdout
    assert [" ".join(line.split()) for line in looked.stdout.splitlines()][2:5:2] == [
        "Nhiệm vụ Ô Cột Hiện nay Lúc ấy",
        "A.3 H6 Kết quả trong kỳ «Đã niêm yết 95 thủ tục» «Đã niêm yết 80 thủ tục»",
    ]
    assert "Dòng lúc ấy chưa có, giữ nguyên (1):\n  • Việc mới giao: sheet «Văn phòng», ô C8" in looked.stdout
    assert "Chưa ghi gì. Chạy lại lệnh không có --dry-run để khôi phục." in looked.stdout
    assert office.path.read_bytes() == before
    done = call(office, "restore", *TODAY, at, "--period", "2023-Q1")
    assert "Đã khôi phục 1 ô ở sheet «Văn phòng»" in done.stdout
    assert "Bản trước khi ghi (lấy lại bằng lệnh sheetsync undo)" in done.stdout
    assert office.holds("H6") == "Đã niêm yết 80 thủ tục"
    told = call(office, "history", "A.3").stdout
    assert "lệnh restore đọc trước khi ghi" in told
    assert "«Đã niêm yết 95 thủ tục» → «Đã niêm yết 80 thủ tục»" in told
    back = " ".join(done.stdout.split()).split('với --at "')[1].split('"')[0]
    assert call(office, "restore", *TODAY, back, "--period", "2023-Q1").returncode == 0
    assert office.holds("H6") == "Đã niêm yết 95 thủ tục"


def test_the_document(office: RestoringOffice, at: str) -> None:
    looked = document(call(office, "restore", *TODAY, at, "--dry-run", "--period", "2023-Q1", "--json"))
    assert list(looked) == [
        "book", "sheets", "period", "run", "written", "changes", "left", "lost_rows", "new_rows", "notices", "saved_to", "backup",
        "before",
    ]  # fmt: skip
    assert (looked["written"], looked["saved_to"], looked["before"]) == (False, None, None)
    assert looked["run"] == {"moment": at, "command": "run", "period": "2023-Q1"}
    assert looked["changes"] == [
        {
            "sheet": OFFICE,
            "cell": "H6",
            "official": "VP",
            "task_id": "A.3",
            "field": "result",
            "old": "Đã niêm yết 95 thủ tục",
            "new": "Đã niêm yết 80 thủ tục",
        }
    ]
    done = document(call(office, "restore", *TODAY, at, "--period", "2023-Q1", "--json"))
    assert (done["written"], Path(done["saved_to"]).name) == (True, office.path.name)
    assert done["changes"] == looked["changes"]
    again = document(call(office, "restore", *TODAY, done["before"], "--period", "2023-Q1", "--json"))
    assert again["changes"][0]["new"] == "Đã niêm yết 95 thủ tục"
    before = document(call(office, "history", "--json"))["changes"]
    assert [change["command"] for change in before][-2:] == ["restore", "restore"]


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ((), "usage", "Chưa cho biết khôi phục sheet nào, về lúc nào."),
        (("--tab", OFFICE), "usage", "Chưa cho biết khôi phục sheet nào, về lúc nào."),
        (("--at", "2023-03-14"), "usage", "Chưa cho biết khôi phục sheet nào, về lúc nào."),
        ((*TODAY, "hôm qua"), "usage", "«hôm qua» không phải là thời điểm. Vui lòng ghi như 14/03/2023"),
        ((*TODAY, "14/03/2023"), "usage", "lần đầu ghi nhận là"),
        ((*TODAY, "2199-01-01 08:00"), "usage", "Thời điểm 01/01/2199 08:00:00 chưa tới"),
    ],
)
def test_what_cannot_be_understood_returns_2_and_says_why(
    office: RestoringOffice, at: str, asked: tuple[str, ...], code: str, said: str
) -> None:
    assert at
    before = office.path.read_bytes()
    done = call(office, "restore", *asked, "--json")
    assert (done.returncode, error_of(done)["code"]) == (2, code)
    assert said in error_of(done)["message"]
    assert office.path.read_bytes() == before


def test_an_office_without_history_is_told_what_to_do(office: RestoringOffice, at: str) -> None:
    config = office.path.parent / "cấu hình"
    default = (Path(__file__).resolve().parents[2] / "config" / "sheetsync.toml").read_text(encoding="utf-8")
    (config / "sheetsync.toml").write_text(default.replace("keep = true ", "keep = false"), encoding="utf-8")
    assert "Cấu hình đang tắt lịch sử" in call(office, "restore", *TODAY, at).stderr


def test_a_book_that_somebody_has_open_returns_4(office: RestoringOffice, at: str) -> None:
    office.path.with_name(f"~${office.path.name}").write_bytes(b"\x03Lan".ljust(165))
    done = call(office, "restore", *TODAY, at, "--json")
    assert (done.returncode, error_of(done)["code"]) == (4, "book-unwritable")


def test_many_cells_are_counted_on_the_screen_and_all_told_with_verbose(office: RestoringOffice) -> None:
    def fill(book: Any) -> None:
        sheet = book[OFFICE]
        for row in range(8, 60):
            sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"F{row}"] = f"B.{row}", f"Việc {row}", "Đang thực hiện"

    office.changes(fill)
    call(office, "run", *AS_OF)
    at = office.history().occasions()[-1].moment.isoformat()
    office.changes(lambda book: [book[OFFICE].__setitem__(f"F{row}", None) for row in range(8, 60)])
    assert "… và 12 ô nữa (xem đủ bằng --verbose hoặc --json)" in call(office, "restore", *TODAY, at, "--dry-run").stdout
    said = call(office, "restore", *TODAY, at, "--dry-run", "--verbose").stdout
    assert "ô nữa" not in said
    assert "B.59" in said
