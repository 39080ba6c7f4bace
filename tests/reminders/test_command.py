"""`sheetsync remind` as people and programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from sheetsync.cli import run_command_line
from sheetsync.core.reminders.file_names import message_files
from tests import shared_office
from tests.reminders.calendar_lines import faults
from tests.small_office import write_book, write_config

OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1")
Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_config(tmp_path_factory.mktemp("office") / "cấu hình")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "Sổ kế hoạch 2023.xlsx")


def run(*arguments: str | Path) -> int:
    return run_command_line([str(argument) for argument in arguments])


def document(shown: Shown) -> dict[str, Any]:
    captured = shown.readouterr()
    assert captured.err == ""
    found: dict[str, Any] = json.loads(captured.out)
    return found


def test_messages_come_one_after_the_other_and_the_book_stays(config: Path, book: Path, capsys: Shown) -> None:
    before = book.read_bytes()
    assert run("--config", config, "remind", book, *OPTIONS) == 0
    out = capsys.readouterr().out
    headings = [line for line in out.splitlines() if line.startswith("====")]
    assert headings == ["======== Văn phòng ========", "======== Tư pháp ========", "======== Tóm tắt gửi chủ tịch ========"]
    assert "\n- A.3 Niêm yết thủ tục hành chính: quá 14 ngày (hạn 1/3/2023)\n" in out
    assert "\n- A.4 Tập huấn công chức (ô F7 ghi «Đang làm», nhờ chọn lại trạng thái)\n" in out
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_lines_are_not_broken_where_the_window_ends(
    config: Path, book: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    run("--config", config, "remind", book, *OPTIONS, "--tab", "VP")
    message = capsys.readouterr().out.partition("========\n\n")[2]
    run("--config", config, "remind", book, *OPTIONS, "--tab", "VP", "--json")
    assert message == document(capsys)["officials"][0]["message"] + "\n"


def test_one_official_only(config: Path, book: Path, capsys: Shown) -> None:
    assert run("--config", config, "remind", book, *OPTIONS, "--tab", "tư pháp") == 0
    out = capsys.readouterr().out
    assert "======== Tư pháp ========" in out
    assert not [word for word in ("Văn phòng", "Tóm tắt", "A.2", "A.3") if word in out]


def test_the_chair_s_summary_only(config: Path, book: Path, capsys: Shown) -> None:
    assert run("--config", config, "remind", book, *OPTIONS, "--chair") == 0
    out = capsys.readouterr().out
    assert "Đã nộp: 0/2 bộ phận. Đã báo cáo: 4/5 việc, còn thiếu 1. Quá hạn: 1 việc. Lỗi cần sửa: 1." in out
    assert "Chào anh/chị" not in out


def test_the_document(config: Path, book: Path, capsys: Shown) -> None:
    assert run("--config", config, "remind", book, *OPTIONS, "--json") == 0
    found = document(capsys)
    messages = [official.pop("message") for official in found["officials"]]
    assert all(message.startswith("Chào anh/chị phụ trách ") for message in messages)
    assert found.pop("chair") == {
        "message": found_chair(config, book, capsys),
        "officials": [
            {"official": "VP", "tasks": 3, "reported": 2, "missing": 1, "overdue": 1, "errors": 1, "handed_in": False},
            {"official": "TP", "tasks": 2, "reported": 2, "missing": 0, "overdue": 0, "errors": 0, "handed_in": False},
        ],
    }
    assert found == {
        "book": "Sổ kế hoạch 2023.xlsx",
        "as_of": "2023-03-15",
        "period": "2023-Q1",
        "cut_off": "2023-03-14",
        "hand_in": "2023-03-14",
        "send": "2023-03-17",
        "stage": "late",
        "working_days": {"to_hand_in": 0, "to_send": 2},
        "officials": [
            {
                "official": "VP",
                "tasks": 3,
                "missing": [{"task_id": "A.4", "title": "Tập huấn công chức", "why": "status-unknown", "cell": "F7"}],
                "overdue": [{"task_id": "A.3", "title": "Niêm yết thủ tục hành chính", "due": "2023-03-01", "days": 14}],
                "errors": [],
                "doubts": [],
                "contributions": [],
                "handed_in_on": None,
            },
            {
                "official": "TP",
                "tasks": 2,
                "missing": [],
                "overdue": [],
                "errors": [],
                "doubts": [],
                "contributions": [],
                "handed_in_on": None,
            },
        ],
        "files": [],
        "kept": [],
    }


def found_chair(config: Path, book: Path, capsys: Shown) -> str:
    run("--config", config, "remind", book, *OPTIONS, "--chair", "--json")
    found = document(capsys)
    assert found["officials"] == []
    message: str = found["chair"]["message"]
    return message


def test_a_file_for_each(config: Path, book: Path, tmp_path: Path, capsys: Shown) -> None:
    folder = tmp_path / "nhắc"
    assert run("--config", config, "remind", book, *OPTIONS, "--to", folder) == 0
    out = capsys.readouterr().out
    names = ["nhac-VP.txt", "nhac-TP.txt", "tom-tat-chu-tich.txt", "lich-quy-I-2023.ics"]
    assert [line.rpartition("/")[2] for line in out.splitlines()[1:5]] == names
    assert sorted(path.name for path in folder.glob("[!.]*")) == sorted(names)
    run("--config", config, "remind", book, *OPTIONS, "--json")
    found = document(capsys)
    for official in found["officials"]:
        content = (folder / f"nhac-{official['official']}.txt").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.decode("utf-8-sig").replace("\r\n", "\n") == official["message"] + "\n"
    assert (folder / "tom-tat-chu-tich.txt").read_text("utf-8-sig") == found["chair"]["message"] + "\n"
    calendar = (folder / "lich-quy-I-2023.ics").read_bytes()
    assert faults(calendar) == []
    assert len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")) == 3


def test_the_same_day_gives_the_same_files_and_part_of_them_when_asked(
    config: Path, book: Path, tmp_path: Path, capsys: Shown
) -> None:
    folder = tmp_path / "nhắc"
    run("--config", config, "remind", book, *OPTIONS, "--to", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    run("--config", config, "remind", book, *OPTIONS, "--to", folder)
    assert capsys.readouterr().out.count("– không đổi") == 4
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    run("--config", config, "remind", book, *OPTIONS, "--to", tmp_path / "một", "--tab", "VP")
    assert [path.name for path in (tmp_path / "một").glob("[!.]*")] == ["nhac-VP.txt"]
    run("--config", config, "remind", book, *OPTIONS, "--to", tmp_path / "chủ tịch", "--chair")
    assert [path.name for path in (tmp_path / "chủ tịch").glob("[!.]*")] == ["tom-tat-chu-tich.txt"]


def test_a_stranger_s_file_stops_it_with_a_way_out(config: Path, book: Path, tmp_path: Path, capsys: Shown) -> None:
    (tmp_path / "nhac-VP.txt").write_text("ghi chép riêng", "utf-8")
    assert run("--config", config, "remind", book, *OPTIONS, "--to", tmp_path, "--json") == 3
    error = document(capsys)["error"]
    assert error["code"] == "file-conflict"
    assert "«nhac-VP.txt» không phải do sheetsync ghi" in error["message"]
    assert "--to" in error["next"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [book.name, "nhac-VP.txt"]
    assert (tmp_path / "nhac-VP.txt").read_text("utf-8") == "ghi chép riêng"


def test_what_was_edited_by_hand_is_kept_and_named(config: Path, book: Path, tmp_path: Path, capsys: Shown) -> None:
    folder = tmp_path / "nhắc"
    run("--config", config, "remind", book, *OPTIONS, "--to", folder)
    (folder / "nhac-VP.txt").write_text("Anh Nam ơi, …", "utf-8")
    capsys.readouterr()
    assert run("--config", config, "remind", book, *OPTIONS, "--to", folder) == 0
    assert "nhac-VP (bản sửa tay).txt" in capsys.readouterr().out
    assert (folder / "nhac-VP (bản sửa tay).txt").read_text("utf-8") == "Anh Nam ơi, …"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--chair", "--tab", "VP"), "--chair là tóm tắt của mọi cán bộ"),
        (("--tab", "Kế toán"), "Sổ không có sheet cán bộ nào tên «Kế toán»."),
        (("--output", "x.xlsx"), "Lệnh «remind» không dùng tùy chọn «--output»."),
        (("--to", ""), "Giá trị của tùy chọn «--to» chưa đúng: đường dẫn để trống."),
    ],
)
def test_mistakes(config: Path, book: Path, arguments: tuple[str, ...], told: str, capsys: Shown) -> None:
    assert run("--config", config, "remind", book, *OPTIONS, *arguments) == 2
    assert told in capsys.readouterr().err


def test_a_book_that_is_not_there_or_holds_no_tab_and_a_folder_that_is_a_file(
    config: Path, book: Path, tmp_path: Path, capsys: Shown
) -> None:
    assert run("remind", tmp_path / "không có.xlsx") == 4
    strange = openpyxl.Workbook()
    strange.save(tmp_path / "lạ.xlsx")
    assert run("remind", tmp_path / "lạ.xlsx", *OPTIONS) == 4
    assert run("--config", config, "remind", book, *OPTIONS, "--to", book) == 4
    assert "Không ghi được vào thư mục" in capsys.readouterr().err


def test_people_who_share_a_sheet_read_their_own_rows_only(tmp_path: Path, capsys: Shown) -> None:
    config = shared_office.write_config(tmp_path / "cau-hinh")
    shared = shared_office.write_book(tmp_path / "so.xlsx")
    options = ("--as-of", "2024-03-15", "--period", "2024-Q1", "--json")
    assert run("--config", config, "remind", shared, *options) == 0
    found = {official["official"]: official for official in document(capsys)["officials"]}
    assert list(found) == ["AN", "BINH", "CUONG"]
    an, binh = found["AN"]["message"], found["BINH"]["message"]
    assert "- Báo cáo tuần (ô E7 ghi «xong», nhờ chọn lại trạng thái)\n" in an
    assert "- Tập huấn công chức\n" in binh, "ids that were made up are not shown"
    assert "Tuyên truyền pháp luật: quá 5 ngày (hạn 10/3/2024)" in binh
    assert not [word for word in ("Tuyên truyền", "Tập huấn", "Bình", "E8", "E14") if word in an]
    assert not [word for word in ("Niêm yết", "Rà soát", " An", "E7") if word in binh]
    run("--config", config, "remind", shared, "--as-of", "2024-03-15", "--period", "2024-Q1", "--chair")
    assert "Ngoài ra có 2 việc ở sheet chung chưa rõ của ai." in capsys.readouterr().out


def test_file_names_every_system_takes() -> None:
    assert message_files(["VP-UBND", "VPDU_NV", "a/b:c", "Địa chính", "", "vp-ubnd", "..", "CON"]) == {
        "VP-UBND": "nhac-VP-UBND.txt",
        "VPDU_NV": "nhac-VPDU_NV.txt",
        "a/b:c": "nhac-a-b-c.txt",
        "Địa chính": "nhac-Địa-chính.txt",
        "": "nhac-can-bo.txt",
        "vp-ubnd": "nhac-vp-ubnd-2.txt",
        "..": "nhac-can-bo-2.txt",
        "CON": "nhac-CON.txt",
    }
