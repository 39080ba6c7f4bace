"""Every command on the address of a Google Sheet: the same answers as on a file, and what people are told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from sheetsync.adapters.xlsx.book import XlsxBook
from tests.google.machine import AS_OF, Machine, address, web
from tests.google.shared_book import OWNER, SharedBook
from tests.google_service import (
    ROBOT,
    GoogleService,
    LoopbackAdapter,
    Quota,
    any_call,
    api_disabled,
    batch_updates,
    quota_exceeded,
    reads,
    unavailable,
    writes,
)

SAMPLE = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
REPORTS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")


@pytest.fixture
def machine(machine: Machine) -> Machine:
    machine.put_key()
    return machine


@pytest.fixture
def shared(google: GoogleService) -> SharedBook:
    return SharedBook(google, XlsxBook(SAMPLE).read().sheets, title="Kế hoạch CCHC 2023")


def told_of(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "book"}


def test_run_tells_the_same_as_on_the_file_and_where_to_look(machine: Machine, shared: SharedBook, tmp_path: Path) -> None:
    copy = tmp_path / "mau.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    on_file, at_google = machine.answers("run", str(copy), *AS_OF), machine.answers("run", address(shared.spreadsheet), *AS_OF)
    assert (at_google[0], told_of(at_google[1])) == (on_file[0], told_of(on_file[1]))
    assert at_google[0] == 1
    assert at_google[1]["book"] == "Kế hoạch CCHC 2023"
    assert set(REPORTS) <= set(shared.state.titles)
    code, out, err = machine.says("run", web(shared.spreadsheet), *AS_OF)
    assert (code, err) == (1, "")
    assert f"Google Sheet «Kế hoạch CCHC 2023» đã đúng như vậy, không phải ghi lại: {web(shared.spreadsheet)}" in out


@pytest.mark.parametrize("command", ["highlight", "consolidate", "run"])
def test_what_was_written_is_named_with_the_address_to_open(machine: Machine, shared: SharedBook, command: str) -> None:
    code, out, err = machine.says(command, address(shared.spreadsheet), *AS_OF)
    assert (code, err) == (1, "")
    assert f"Đã ghi vào Google Sheet «Kế hoạch CCHC 2023»: {web(shared.spreadsheet)}" in out


def test_validate_and_status_write_nothing(machine: Machine, shared: SharedBook) -> None:
    before = shared.state.contents()
    writes_before = len(machine.google.calls(writes))
    assert machine.says("validate", address(shared.spreadsheet), *AS_OF)[0] == 1
    code, out, _ = machine.says("status", address(shared.spreadsheet), *AS_OF)
    assert code == 0
    assert "VP UBND" in out
    assert len(machine.google.calls(writes)) == writes_before
    assert shared.state.contents() == before


def test_validate_marks_and_clean_takes_everything_back(machine: Machine, shared: SharedBook) -> None:
    before = shared.state.contents()
    assert machine.says("validate", address(shared.spreadsheet), *AS_OF, "--mark")[0] == 1
    assert "Kết quả kiểm tra" in shared.state.titles
    code, document = machine.answers("clean", address(shared.spreadsheet))
    assert code == 0
    assert document == {
        "book": "Kế hoạch CCHC 2023",
        "saved_to": address(shared.spreadsheet),
        "changed": True,
        "backup": None,
        "open_by": None,
        "kept_sheets": [],
    }
    assert shared.state.contents() == before


def test_the_configured_address_is_taken(machine: Machine, shared: SharedBook, tmp_path: Path) -> None:
    config = tmp_path / "cấu hình"
    config.mkdir()
    for file in (Path(__file__).parents[2] / "config").iterdir():
        (config / file.name).write_bytes(file.read_bytes())
    settings = config / "sheetsync.toml"
    text = settings.read_text("utf-8")
    assert "[book]" in text
    lines = [line for line in text.splitlines() if not line.startswith("address")]
    lines.insert(lines.index("[book]") + 1, f'address = "{web(shared.spreadsheet)}"')
    settings.write_text("\n".join(lines), encoding="utf-8")
    assert machine.says("--config", str(config), "status", *AS_OF)[0] == 0


def test_verbose_tells_the_requests_and_the_waiting(machine: Machine, shared: SharedBook) -> None:
    asked = [address(shared.spreadsheet), *AS_OF, "--verbose"]
    assert machine.says("validate", *asked)[2] == "Google: 1 lần đọc, 0 lần ghi."
    assert machine.says("run", *asked)[2] == "Google: 2 lần đọc, 1 lần ghi."
    assert machine.says("clean", address(shared.spreadsheet), "--verbose")[2].startswith("Google: 2 lần đọc, ")
    machine.google.next(reads).answers(quota_exceeded(retry_after=20))
    code, _, err = machine.says("status", *asked)
    assert code == 0
    assert err.startswith("Google đang bận, đợi 2")
    assert "giây rồi thử lại (lần 2) Google: 2 lần đọc, 0 lần ghi, đợi 2" in err
    assert 20 <= machine.waits[0] <= 21


def test_a_job_on_a_sheet_that_is_being_edited_is_done_anew(machine: Machine, shared: SharedBook) -> None:
    seen = iter(range(1, 100))

    def edit() -> None:
        if next(seen) <= 2:
            shared.owner.types("VP UBND", "P30", f"ghi chú {next(seen)}")

    machine.google.next(reads, times=50).runs_after(edit)
    code, out, _ = machine.says("run", address(shared.spreadsheet), *AS_OF)
    assert code == 1
    assert "Đã ghi vào Google Sheet" in out


def test_endless_editing_ends_with_exit_3(machine: Machine, shared: SharedBook) -> None:
    numbers = iter(range(1000))
    machine.google.next(reads, times=100).runs_after(lambda: shared.owner.types("VP UBND", "P30", f"chữ {next(numbers)}"))
    code, _, err = machine.says("run", address(shared.spreadsheet), *AS_OF)
    assert code == 3
    assert "đã có người sửa sau khi đọc" in err


@pytest.mark.parametrize(
    ("arguments", "message", "next_step"),
    [
        (["run", "google:"], "Chưa cho biết Google Sheet nào.", "chép cả dòng địa chỉ"),
        (["run", "https://example.org/a"], "không phải là địa chỉ của một Google Sheet", "chép cả dòng địa chỉ"),
        (["run", "ADDRESS", "--output", "ra.xlsx"], "--output không dùng được với Google Sheet", "Vui lòng bỏ --output."),
        (["adopt", "ADDRESS"], "Lệnh này chỉ làm với tệp, không làm với Google Sheet", "Tệp > Tải xuống > Microsoft Excel"),
        (["fix-encoding", "ADDRESS"], "Lệnh này chỉ làm với tệp", "Tệp > Tải xuống > Microsoft Excel"),
    ],
)
def test_what_cannot_be_asked_is_told_with_the_way_out(
    machine: Machine, google: GoogleService, arguments: list[str], message: str, next_step: str
) -> None:
    book = google.new_spreadsheet("Kế hoạch", OWNER, writers=[ROBOT])
    given = [address(book) if word == "ADDRESS" else web(book) if word == "WEB" else word for word in arguments]
    code, out, err = machine.says(*given)
    assert (code, out) == (2, "")
    assert message in err
    assert next_step in err
    assert not google.calls(any_call)


def test_a_browser_address_without_a_command_names_the_command(machine: Machine, shared: SharedBook) -> None:
    code, _, err = machine.says(web(shared.spreadsheet))
    assert code == 2
    assert f'Vui lòng viết lệnh trước tên sổ, ví dụ: sheetsync run "{web(shared.spreadsheet)}"' in err


def test_without_a_sign_in_the_places_are_named_in_their_order(machine: Machine, shared: SharedBook) -> None:
    (machine.folder / "google-key.json").unlink()
    code, _, err = machine.says("validate", address(shared.spreadsheet))
    assert code == 4
    places = ["SHEETSYNC_GOOGLE_KEY", "google-key.json", "google-token.json"]
    assert [err.index(place) for place in places] == sorted(err.index(place) for place in places)
    assert "tải sheet về thành .xlsx" in err


def test_what_google_refuses_is_told_with_what_to_click(machine: Machine, google: GoogleService, shared: SharedBook) -> None:
    where = address(shared.spreadsheet)
    stranger = google.new_spreadsheet("Của người khác", "la@xa.vn")
    code, _, err = machine.says("validate", address(stranger))
    assert code == 4
    assert f"Sheet chưa được chia sẻ với {ROBOT}." in err
    assert f"bấm Chia sẻ, dán địa chỉ {ROBOT}, chọn Người chỉnh sửa" in err
    code, _, err = machine.says("validate", "google:1" + "a" * 43)
    assert code == 4
    assert "Google không có sheet nào mang mã này" in err
    excel = google.add_excel_file("Kế hoạch.xlsx", OWNER, writers=[ROBOT])
    code, _, err = machine.says("validate", address(excel))
    assert code == 4
    assert "Đây là tệp Excel để trên Google Drive" in err
    google.next(reads).answers(api_disabled())
    code, _, err = machine.says("validate", where)
    assert code == 4
    assert "Google Sheets API chưa được bật" in err
    shared.owner.shares_with(ROBOT, "reader")
    code, _, err = machine.says("run", where, *AS_OF)
    assert code == 4
    assert f"{ROBOT} chỉ được xem sheet này" in err


def test_a_sign_in_that_ended_names_both_ways_on(machine: Machine, google: GoogleService, shared: SharedBook) -> None:
    google.sign_in.forget_account(ROBOT)
    code, _, err = machine.says("validate", address(shared.spreadsheet))
    assert code == 4
    assert "Google không nhận đăng nhập này nữa" in err
    assert "sheetsync doctor google:MÃ-SHEET" in err
    assert "sheetsync sign-in --again" in err


@pytest.mark.parametrize("on_the_way", ["/token", "/v4/spreadsheets"])
def test_a_foreign_certificate_is_told_at_once(
    machine: Machine, shared: SharedBook, monkeypatch: pytest.MonkeyPatch, on_the_way: str
) -> None:
    send = LoopbackAdapter.send

    def refuse(adapter: LoopbackAdapter, request: requests.PreparedRequest, **given: Any) -> requests.Response:
        if on_the_way in str(request.url):
            raise requests.exceptions.SSLError("certificate verify failed: self-signed certificate in certificate chain")
        return send(adapter, request, **given)

    monkeypatch.setattr(LoopbackAdapter, "send", refuse)
    code, _, err = machine.says("validate", address(shared.spreadsheet))
    assert code == 4
    assert "tráo chứng chỉ; chưa gửi gì" in err
    assert machine.waits == []


def test_patience_ends_with_exit_4_and_nothing_half_done(machine: Machine, google: GoogleService, shared: SharedBook) -> None:
    before = shared.state.contents()
    google.next(batch_updates, times=50).answers(unavailable())
    code, document = machine.answers("run", address(shared.spreadsheet), *AS_OF)
    assert code == 4
    assert document["error"]["code"] == "service-unavailable"
    assert shared.state.contents() == before
    google.faults.clear()
    google.next(reads, times=50).drops_connection()
    code, _, err = machine.says("validate", address(shared.spreadsheet))
    assert code == 4
    assert "Vui lòng" in err
    assert sum(machine.waits) < 400


def test_a_run_stays_within_the_quota_of_a_minute(machine: Machine, google: GoogleService, shared: SharedBook) -> None:
    google.quota = Quota()
    for _ in range(5):
        assert machine.says("run", address(shared.spreadsheet), *AS_OF)[0] == 1
    assert machine.waits == []


def test_a_stranger_s_sheet_of_our_name_is_a_conflict(machine: Machine, shared: SharedBook) -> None:
    shared.add_sheet("Kết quả kiểm tra", "của văn phòng")
    code, _, err = machine.says("run", address(shared.spreadsheet), *AS_OF)
    assert code == 3
    assert "Kết quả kiểm tra" in err


def test_a_whole_process_on_the_sheet(machine: Machine, shared: SharedBook) -> None:
    done = machine.process("run", address(shared.spreadsheet), *AS_OF, "--json", "--verbose")
    assert done.returncode == 1
    assert json.loads(done.stdout)["book"] == "Kế hoạch CCHC 2023"
    assert done.stderr == "Google: 2 lần đọc, 1 lần ghi.\n"
    again = machine.process("run", address(shared.spreadsheet), *AS_OF)
    assert again.returncode == 1
    assert "đã đúng như vậy" in again.stdout
    assert again.stderr == ""


@pytest.mark.parametrize("arguments", [("--help",), ("sign-in", "--help"), ("doctor", "--help")])
def test_help_imports_nothing_of_google(machine: Machine, arguments: tuple[str, ...]) -> None:
    script = (
        f"import sys; from sheetsync.cli import run_command_line as run; run({list(arguments)!r}); print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    modules = {module.partition(".")[0] for module in done.stdout.splitlines()}
    assert not modules & {"google", "gspread", "requests", "oauthlib", "google_auth_oauthlib"}


def test_the_menu_takes_a_google_sheet(machine: Machine, shared: SharedBook, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([web(shared.spreadsheet), "4", "0"])
    monkeypatch.setattr("builtins.input", lambda: next(typed))
    code, out, _ = machine.says()
    assert code == 0
    assert f"Sổ đang chọn: {address(shared.spreadsheet)}" in out
    assert "VP UBND" in out


def test_undo_of_a_sheet_is_answered(machine: Machine, shared: SharedBook) -> None:
    code, _, err = machine.says("undo", address(shared.spreadsheet))
    assert code != 0
    assert "Lịch sử phiên bản" in err
