"""`sheetsync doctor google:…`: every step, in order and not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from google.auth import _helpers

from sheetsync.adapters.xlsx.book import XlsxBook
from tests.google.machine import Machine, address
from tests.google.shared_book import OWNER, SharedBook
from tests.google_service import (
    ROBOT,
    GoogleService,
    Spreadsheet,
    api_disabled,
    no_permission,
    reads,
    token_calls,
    unavailable,
    write_authorized_user,
    writes,
)

SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
SAMPLE = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
OF_THE_MACHINE = ["Python", "Gói phần mềm", "Múi giờ", "Màn hình", "Cấu hình"]
STEPS = [
    "Tệp đăng nhập Google", "Google nhận đăng nhập", "Quyền được xin", "Google Sheets API", "Chia sẻ", "Quyền ghi",
    "Hạn mức của Google", "Ngôn ngữ của sheet", "Múi giờ của sheet", "Sổ", "Sheet của cán bộ",
]  # fmt: skip


@pytest.fixture
def book(google: GoogleService) -> Spreadsheet:
    """Small: what is looked at is the way to it."""
    return google.new_spreadsheet("Kế hoạch 2023", OWNER, writers=[ROBOT])


def checks(machine: Machine, book: Spreadsheet) -> tuple[int, dict[str, tuple[bool, str, str]]]:
    code, document = machine.answers("doctor", address(book))
    found = {check["name"]: (check["ok"], check["message"], check["next"]) for check in document["checks"]}
    return code, {name: told for name, told in found.items() if name not in OF_THE_MACHINE}


def test_all_in_order(machine: Machine, google: GoogleService) -> None:
    key = machine.put_key()
    shared = SharedBook(google, XlsxBook(SAMPLE).read().sheets)
    code, out, err = machine.says("doctor", address(shared.spreadsheet), "--verbose")
    assert code == 0
    assert [out.index(f"✓ {step}:") for step in STEPS] == sorted(out.index(f"✓ {step}:") for step in STEPS)
    assert "✗" not in out
    assert f"khóa của tài khoản dịch vụ, «{key}» (chỗ thứ 2 trong 3: thư mục sheetsync); chỉ mình đọc được" in out
    assert f"được, là {ROBOT}" in out
    assert "ít nhất có thể" in out
    assert f"«Kế hoạch 2023» đã chia sẻ với {ROBOT}" in out
    assert "chỉ biết chắc khi ghi lần đầu" in out
    assert "60 lần đọc và 60 lần ghi mỗi phút" in out
    assert "Việt Nam (vi_VN)" in out
    assert "Asia/Ho_Chi_Minh, giờ Việt Nam" in out
    assert "nhận ra «VP UBND»" in out.replace("«VP Đảng ủy - nội vụ», ", "") or "«VP UBND»" in out
    assert "Mọi thứ sẵn sàng." in out
    assert err == "Google: 2 lần đọc, 0 lần ghi."
    assert len(google.calls(token_calls)) == 1


def test_nothing_is_written(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    checks(machine, book)
    assert not google.calls(writes)


def test_the_document_has_one_entry_a_step(machine: Machine, book: Spreadsheet) -> None:
    machine.put_key()
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS
    assert not found["Sheet của cán bộ"][0]


def test_without_a_sign_in(machine: Machine, book: Spreadsheet) -> None:
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:1]
    ok, message, next_step = found[STEPS[0]]
    assert not ok
    assert "SHEETSYNC_GOOGLE_KEY" in message
    assert "sheetsync sign-in" in next_step


@pytest.mark.parametrize("lost", [True, False])
def test_a_key_that_is_no_longer_valid(machine: Machine, google: GoogleService, book: Spreadsheet, lost: bool) -> None:
    if lost:
        machine.put_key()
        google.sign_in.forget_account(ROBOT)
    else:
        machine.put("google-key.json", google.sign_in.service_account_key(ROBOT, google.token_uri, right_key=False))
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:2]
    _, message, next_step = found[STEPS[1]]
    assert f"không nhận khóa của {ROBOT} nữa" in message
    assert "Keys > Add key" in next_step


def test_a_clock_that_is_wrong(machine: Machine, book: Spreadsheet, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.put_key()
    monkeypatch.setattr(_helpers, "utcnow", lambda: datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    code, found = checks(machine, book)
    assert code == 4
    assert "đồng hồ của máy sai giờ" in found[STEPS[1]][1]


def test_a_sign_in_that_has_ended(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    write_user(machine, google)
    google.sign_in.revoke("hoa@xa.vn")
    code, found = checks(machine, book)
    assert code == 4
    _, message, next_step = found[STEPS[1]]
    assert "đã hết hạn hoặc đã bị thu hồi" in message
    assert "sheetsync sign-in --again" in next_step


def test_a_person_s_own_sign_in(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    write_user(machine, google)
    google.person(OWNER, book).shares_with("hoa@xa.vn")
    _, found = checks(machine, book)
    assert "đăng nhập của một người" in found[STEPS[0]][1]
    assert "chỗ thứ 3 trong 3" in found[STEPS[0]][1]
    assert found["Chia sẻ"] == (True, "«Kế hoạch 2023» đã chia sẻ với tài khoản Google đã đăng nhập trên máy này", "")


def test_a_sign_in_that_allows_too_little(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    user = google.authorized_user("hoa@xa.vn", ["https://www.googleapis.com/auth/spreadsheets.readonly"])
    machine.put("google-token.json", user)
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:2]
    assert "sign-in --again" in found[STEPS[1]][2]


@pytest.mark.parametrize(
    ("granted", "step", "told"),
    [
        ("openid", STEPS[1], "chưa cho phép xem và sửa bảng tính"),
        (f"{SHEETS_SCOPE} https://www.googleapis.com/auth/drive", STEPS[2], "đủ, nhưng thừa: drive"),
    ],
)
def test_what_google_granted_is_looked_at(  # noqa: PLR0917
    machine: Machine, google: GoogleService, monkeypatch: pytest.MonkeyPatch, granted: str, step: str, told: str
) -> None:
    book = google.new_spreadsheet("Kế hoạch 2023", OWNER, writers=["hoa@xa.vn"])
    write_user(machine, google)
    whole: Callable[..., Any] = google.sign_in.token
    monkeypatch.setattr(google.sign_in, "token", lambda form: {**whole(form), "scope": granted})
    _, found = checks(machine, book)
    assert found[step][0] is (step == STEPS[2])
    assert told in found[step][1]
    assert "sheetsync sign-in --again" in found[step][2]


def write_user(machine: Machine, google: GoogleService) -> None:
    write_authorized_user(google, machine.folder / "google-token.json", "hoa@xa.vn")


def test_the_service_is_not_enabled(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    google.next(reads).answers(api_disabled())
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:4]
    assert "Google Sheets API > Enable" in found["Google Sheets API"][2]


def test_the_service_cannot_be_reached(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    google.next(reads, times=50).answers(unavailable())
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:4]
    assert not found["Google Sheets API"][0]


def test_no_way_to_the_token(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    google.next(token_calls, times=50).drops_connection()
    code, found = checks(machine, book)
    assert code == 4
    assert list(found) == STEPS[:2]
    assert "Không kết nối được tới Google." in found[STEPS[1]][1]


def test_the_sheet_is_not_shared(machine: Machine, google: GoogleService) -> None:
    machine.put_key()
    code, found = checks(machine, google.new_spreadsheet("Của người khác", "la@xa.vn"))
    assert code == 4
    assert list(found) == STEPS[:5]
    assert found["Google Sheets API"][0]
    _, message, next_step = found["Chia sẻ"]
    assert message == f"Sheet chưa được chia sẻ với {ROBOT}."
    assert f"dán địa chỉ {ROBOT}, chọn Người chỉnh sửa (Editor)" in next_step


def test_there_is_no_such_sheet_and_an_excel_file(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    _, found = checks(machine, google.add_excel_file("Kế hoạch.xlsx", OWNER, writers=[ROBOT]))
    assert "Lưu dưới dạng Google Trang tính" in found["Chia sẻ"][2]
    del google.spreadsheets[book.id]
    _, found = checks(machine, book)
    assert "Google không có sheet nào mang mã này" in found["Chia sẻ"][1]


def test_protected_ranges_tell_whether_it_can_be_written(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    owner = google.person(OWNER, book)
    owner.protects("Sheet1", "A1:B3", editors=[ROBOT])
    _, found = checks(machine, book)
    assert found["Quyền ghi"] == (True, "được, kể cả 1 vùng được bảo vệ", "")
    owner.protects("Sheet1", "D1:D3", editors=[])
    _, found = checks(machine, book)
    assert "không được sửa, ở: «Sheet1»" in found["Quyền ghi"][1]
    assert "Bảo vệ trang tính và dải ô" in found["Quyền ghi"][2]


@pytest.mark.parametrize(
    ("given", "language", "time", "advice"),
    [
        (("en_US", "America/Los_Angeles"), "kiểu Mỹ", "TODAY() trong sheet theo múi giờ này", True),
        (("en_GB", "Asia/Bangkok"), "en_GB, dùng được", "Asia/Bangkok, giờ Việt Nam", False),
        (("fr_FR", "Etc/Không-có"), "fr_FR, dùng được", "khác giờ Việt Nam", True),
    ],
)
def test_language_and_time_zone(machine: Machine, given: tuple[str, str], language: str, time: str, advice: bool) -> None:
    machine.put_key()
    locale, zone = given
    book = machine.google.new_spreadsheet("Kế hoạch", OWNER, locale=locale, time_zone=zone, writers=[ROBOT])
    _, found = checks(machine, book)
    assert language in found["Ngôn ngữ của sheet"][1]
    assert time in found["Múi giờ của sheet"][1]
    assert found["Ngôn ngữ của sheet"][0]
    assert found["Múi giờ của sheet"][0]
    assert ("Tệp > Cài đặt" in found["Múi giờ của sheet"][2]) is advice
    assert ("Tệp > Cài đặt" in found["Ngôn ngữ của sheet"][2]) is (locale == "en_US")


def test_the_second_read_may_fail_too(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    google.next(reads).runs_after(lambda: google.next(reads).answers(no_permission()))
    code, found = checks(machine, book)
    assert code == 4
    assert found["Chia sẻ"][0]
    assert not found["Sổ"][0]


def test_an_address_that_is_none(machine: Machine) -> None:
    code, document = machine.answers("doctor", "google:https://example.org/x")
    assert code == 2
    assert document["checks"][-1]["name"] == "Sổ"
