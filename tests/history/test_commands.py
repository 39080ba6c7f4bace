"""The commands as people and programs type them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.history.small_history import Office
from tests.test_cli import Done, document, error_of, sheetsync


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.today = date(2023, 3, 16)
    return office


def call(office: Office, command: str, *rest: str) -> Done:
    config = office.path.parent / "cấu hình"
    return sheetsync("--config", config, command, office.path, *rest)


AS_OF = ("--as-of", "2023-03-16")
Q1 = ("--period", "2023-Q1")


def test_history_tells_what_two_runs_saw(office: Office) -> None:
    assert "Chưa có thay đổi nào" in call(office, "history").stdout
    call(office, "run", *AS_OF, *Q1)
    office.types("Văn phòng", "H6", "Đã niêm yết 95 thủ tục")
    call(office, "run", *AS_OF, *Q1)
    said = call(office, "history", "A.3").stdout
    assert "lệnh run, kỳ 2023-Q1" in said
    assert "Kết quả trong kỳ: «Đã niêm yết 80 thủ tục» → «Đã niêm yết 95 thủ tục» (Văn phòng)" in said
    (change,) = document(call(office, "history", "--json"))["changes"]
    assert (change["task_id"], change["official"], change["sheet"]) == ("A.3", "VP", "Văn phòng")
    assert (change["old"], change["new"]) == ("Đã niêm yết 80 thủ tục", "Đã niêm yết 95 thủ tục")
    assert error_of(call(office, "history", "A.99", "--json"))["code"] == "usage"


def test_close_says_what_stands_in_the_way_and_returns_1(office: Office) -> None:
    done = call(office, "close", "2023-Q1", *AS_OF)
    assert done.returncode == 1
    assert "Chưa chốt Quý I/2023" in done.stdout
    assert "Văn phòng: 1 lỗi" in done.stdout
    assert "ô F7" in done.stdout
    found = document(call(office, "close", "Quý I/2023", *AS_OF, "--json"))
    assert (found["closed"], [group["official"] for group in found["in_the_way"]]) == (False, ["VP"])


def test_a_closed_quarter_from_closing_to_the_next(office: Office) -> None:
    done = call(office, "close", "2023-Q1", "--as-of", "2023-03-16", "--reason", "Đã gửi huyện")
    assert done.returncode == 0
    assert "Đã chốt Quý I/2023" in done.stdout
    again = call(office, "close", "2023-Q1", *AS_OF, "--reason", "x", "--json")
    assert (again.returncode, error_of(again)["code"]) == (2, "usage")
    office.types("Văn phòng", "H6", "Đã niêm yết 95 thủ tục")
    told = call(office, "consolidate", *AS_OF, *Q1)
    assert "Quý I/2023 đã chốt ngày" in told.stdout
    assert "A.3 (Văn phòng) – Kết quả trong kỳ: «Đã niêm yết 80 thủ tục» → «Đã niêm yết 95 thủ tục»" in told.stdout
    found = document(call(office, "run", *AS_OF, *Q1, "--json"))
    assert [late["task_id"] for late in found["late_changes"]] == ["A.3"]
    assert len(found["closed"]["fingerprint"]) == 64
    second = document(call(office, "run", "--as-of", "2023-06-10", "--period", "2023-Q2", "--json"))
    assert [each["task_id"] for each in second["report"]["corrections"]] == ["A.3"]
    said = call(office, "history").stdout
    assert "còn 1 lỗi, lý do: Đã gửi huyện" in said
    assert "Nộp đúng hạn" in said
    compared = call(office, "diff", "2023-Q1", "2023-Q2", "--as-of", "2023-06-16")
    assert "Quý II/2023 chưa chốt" in compared.stdout
    assert "Khó khăn ghi y như kỳ trước (1)" in compared.stdout
    assert document(call(office, "diff", "2023-Q1", "2023-Q2", "--json"))["first"]["closed"] is True
    opened = call(office, "reopen", "2023-Q1", "--reason", "Huyện yêu cầu")
    assert "Đã mở lại Quý I/2023" in opened.stdout
    assert call(office, "reopen", "2023-Q1", "--reason", "Huyện yêu cầu").returncode == 2


def test_a_record_of_handing_in_stays_with_who_held_the_office_then(office: Office) -> None:
    officials = office.path.parent / "cấu hình" / "officials.toml"
    without = officials.read_text("utf-8")
    officials.write_text(without.replace('tab = "Văn phòng"', 'tab = "Văn phòng"\nperson = "Trần Thị Bình"'), "utf-8")
    call(office, "close", "2023-Q1", *AS_OF, "--reason", "Đã gửi huyện")
    since = 'tab = "Văn phòng"\nperson = "Phạm Văn Dũng"\nstart = 2023-05-15'
    officials.write_text(without.replace('tab = "Văn phòng"', since), "utf-8")
    assert "không ghi ngày nộp (Trần Thị Bình)" in call(office, "history").stdout
    (closing,) = document(call(office, "history", "--json"))["closings"]
    assert [each["person"] for each in closing["officials"]] == ["Trần Thị Bình", None]


def test_words_that_are_no_period_or_too_many_are_told(office: Office) -> None:
    assert "«2023-Q7» không phải là kỳ báo cáo" in call(office, "close", "2023-Q7").stderr
    assert "cần tên sổ và một kỳ" in call(office, "close", "2023-Q1", "2023-Q2").stderr
    assert "cần tên sổ và hai kỳ" in sheetsync("diff", "2023-Q1").stderr
    assert "không phải là kỳ báo cáo" in call(office, "diff", "2023-Q1").stderr


def test_an_office_without_history_is_told_what_to_do(office: Office) -> None:
    config = office.path.parent / "cấu hình"
    default = (Path(__file__).resolve().parents[2] / "config" / "sheetsync.toml").read_text(encoding="utf-8")
    (config / "sheetsync.toml").write_text(default.replace("keep = true ", "keep = false"), encoding="utf-8")
    call(office, "run", *AS_OF, *Q1)
    assert not office.database.exists()
    assert "Cấu hình đang tắt lịch sử" in call(office, "history").stderr


def test_a_history_that_cannot_be_kept_is_told_once_and_the_code_stays(office: Office) -> None:
    code = call(office, "run", *AS_OF, *Q1).returncode
    office.database.unlink()
    office.database.mkdir()
    done = call(office, "highlight", *AS_OF, *Q1)
    assert (done.returncode, done.stdout.count("! Chưa lưu được lịch sử")) == (code, 1)
    found = document(call(office, "highlight", *AS_OF, *Q1, "--json"))
    assert len(found["notices"]) == 1
