"""Which file the sign-in comes from, when it is refused, and a person's own sign-in; no secret is ever shown."""

from __future__ import annotations

import json
import os
import stat
import threading
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from sheetsync.adapters.google import person_sign_in
from sheetsync.adapters.google.key_safety import anybody_may_read
from sheetsync.adapters.google.sign_in import SCOPES, find_sign_in, own_folder, sign_in_path
from sheetsync.errors import AccessDenied
from tests.google.machine import SECRETS, VARIABLE, Machine, address
from tests.google.shared_book import OWNER
from tests.google_service import ROBOT, GoogleService, Spreadsheet, token_calls, unavailable
from tests.google_service.sign_in import CLIENT_ID, CLIENT_SECRET


@pytest.fixture
def book(google: GoogleService) -> Spreadsheet:
    return google.new_spreadsheet("Kế hoạch 2023", OWNER, writers=[ROBOT, "hoa@xa.vn"])


def client_file(machine: Machine, **changed: Any) -> Path:
    installed = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
        "redirect_uris": ["http://localhost"],
    }
    return machine.put("google-client.json", {"installed": {**installed, **changed}})


# Where it is looked for


def test_the_order_is_variable_key_token(machine: Machine, google: GoogleService, monkeypatch: pytest.MonkeyPatch) -> None:
    token = machine.put("google-token.json", google.authorized_user("hoa@xa.vn"))
    assert sign_in_path() == token
    key = machine.put_key()
    assert sign_in_path() == key
    elsewhere = machine.put_key("khác.json")
    monkeypatch.setenv(VARIABLE, f'"{elsewhere}"')
    assert sign_in_path() == elsewhere
    assert find_sign_in().found_by == f"chỗ thứ 1 trong 3: biến môi trường {VARIABLE}"


def test_a_variable_that_names_nothing_is_not_passed_over(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.put_key()
    monkeypatch.setenv(VARIABLE, str(machine.home / "mất.json"))
    with pytest.raises(AccessDenied, match=f"{VARIABLE} chỉ tới tệp «.*mất.json» nhưng không có"):
        find_sign_in()


def test_a_key_under_another_name_is_pointed_at(machine: Machine, book: Spreadsheet) -> None:
    machine.put_key("ke-hoach-4f2a.json")
    machine.put("google-client.json", {})
    err = refused(machine, book)
    assert "đang có «ke-hoach-4f2a.json»: nếu là khóa, hãy đổi tên thành google-key.json." in err


def test_the_own_folder_is_the_system_s_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/hoa")
    assert own_folder() == Path("/home/hoa/.config/sheetsync")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("APPDATA", "/c/Users/hoa/AppData/Roaming")
    assert own_folder() == Path("/c/Users/hoa/AppData/Roaming/sheetsync")


def test_only_spreadsheets_are_asked_for(machine: Machine, google: GoogleService, book: Spreadsheet) -> None:
    machine.put_key()
    machine.says("status", address(book))
    assert SCOPES == ("https://www.googleapis.com/auth/spreadsheets",)
    assert list(find_sign_in().credentials.scopes) == list(SCOPES)
    tokens = google.sign_in._tokens.values()
    assert {scope for token in tokens for scope in token.scopes} == set(SCOPES)


# When it is refused


def refused(machine: Machine, book: Spreadsheet) -> str:
    code, out, err = machine.says("validate", address(book))
    assert (code, out) == (4, "")
    assert not machine.google.log
    return err


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_can_read(machine: Machine, book: Spreadsheet, mode: int) -> None:
    key = machine.put_key()
    key.chmod(mode)
    err = refused(machine, book)
    assert f"Người khác trên máy này đọc được tệp khóa «{key}»." in err
    assert f'chmod 600 "{key}"' in err


def test_a_key_in_a_git_work_tree(machine: Machine, book: Spreadsheet, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = machine.home / "mã nguồn"
    (tree / ".git").mkdir(parents=True)
    (tree / "sâu" / "hơn").mkdir(parents=True)
    key = machine.put_key("khóa.json").rename(tree / "sâu" / "hơn" / "khóa.json")
    monkeypatch.setenv(VARIABLE, str(key))
    err = refused(machine, book)
    assert f"Tệp khóa «{key}» nằm trong thư mục git «{tree}»" in err
    assert "xóa khóa đó" in err
    (tree / ".git").rmdir()
    (tree / ".git").write_text("gitdir: elsewhere", encoding="utf-8")  # a work tree of its own
    assert "nằm trong thư mục git" in refused(machine, book)


def test_a_link_does_not_hide_a_work_tree(machine: Machine, book: Spreadsheet) -> None:
    tree = machine.home / "mã nguồn"
    (tree / ".git").mkdir(parents=True)
    key = machine.put_key("khóa.json").rename(tree / "khóa.json")
    (machine.folder / "google-key.json").symlink_to(key)
    assert "nằm trong thư mục git" in refused(machine, book)


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", '"khóa"', "{}", '{"type": "service_account"}', '{"type": "authorized_user", "client_id": "a"}',
        '{"type": "service_account", "client_email": "a@b", "token_uri": "https://x", "private_key": "-----BEGIN bí mật"}',
    ],
)  # fmt: skip
def test_a_damaged_key(machine: Machine, book: Spreadsheet, content: str) -> None:
    key = machine.put("google-key.json", content)
    err = refused(machine, book)
    assert f"Tệp «{key}» không phải là khóa đăng nhập Google, hoặc đã bị sửa" in err
    assert "bí mật" not in err


def test_a_client_file_in_place_of_the_key(machine: Machine, book: Spreadsheet) -> None:
    client_file(machine).rename(machine.folder / "google-key.json")
    err = refused(machine, book)
    assert "chưa phải khóa hay đăng nhập" in err
    assert "sheetsync sign-in" in err


def test_a_key_that_cannot_be_read(machine: Machine, book: Spreadsheet, monkeypatch: pytest.MonkeyPatch) -> None:
    key = machine.put_key()
    plain = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path == key:
            raise PermissionError(13, "Permission denied")
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert f"Không đọc được tệp «{key}» (Permission denied)." in refused(machine, book)


def test_a_failure_nobody_thought_of_leaves_no_secret_in_the_log(
    machine: Machine, book: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.put_key()

    def broken(*_: object) -> None:
        raise RuntimeError("không ai nghĩ tới")

    monkeypatch.setattr("sheetsync.adapters.google.snapshot.read_snapshot", broken)
    monkeypatch.setattr("sheetsync.adapters.google.spreadsheet.read_snapshot", broken)
    monkeypatch.setattr("tempfile.tempdir", str(machine.home))
    code, _, err = machine.says("validate", address(book))
    assert code == 4
    log = next(machine.home.glob("sheetsync-*.log"))
    assert str(log) in err
    written = log.read_text("utf-8")
    assert "không ai nghĩ tới" in written
    assert not [secret for secret in SECRETS if secret in written]


# Windows' rights


@pytest.mark.parametrize(
    ("rights", "open_to_all"),
    [
        ("google-key.json\r\nD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1-2-3-1001)\r\n", False),
        ("D:(A;;FA;;;S-1-5-21-1-2-3-1001)", False),
        ("D:AI(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)", True),
        ("D:AI(A;ID;FA;;;SY)(A;ID;FR;;;WD)", True),
        ("D:(A;;0x1301bf;;;AU)", True),
        ("D:(A;;FX;;;BU)", False),
        ("D:(D;;FA;;;WD)(A;;FA;;;SY)", False),
        ("D:(A;OICIIO;FA;;;BU)", False),
        ("", False),
    ],
)
def test_who_may_read_by_windows_rights(rights: str, open_to_all: bool) -> None:
    assert anybody_may_read(rights) is open_to_all


# A person's own sign-in


@pytest.fixture
def browser(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A browser in which the person at it decides at once; the addresses that it was sent to."""
    opened: list[str] = []

    class Browser:
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            opened.append(url)
            threading.Thread(target=visit, args=(url,), daemon=True).start()
            return True

    def visit(url: str) -> None:
        decided = requests.get(url, timeout=60, allow_redirects=False)
        with urllib.request.urlopen(decided.headers["Location"], timeout=60) as page:  # the program's own, on this machine
            page.read()

    monkeypatch.setattr(webbrowser, "get", lambda *_: Browser())
    monkeypatch.setattr(person_sign_in, "MINUTES", 0.2)
    return opened


def test_a_person_signs_in_and_works(machine: Machine, google: GoogleService, book: Spreadsheet, browser: list[str]) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    code, out, _ = machine.says("sign-in")
    token = machine.folder / "google-token.json"
    assert code == 0
    assert f"Đã đăng nhập; được giữ ở: {token}" in out
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert "token" not in json.loads(token.read_text("utf-8"))
    assert [path.name for path in sorted(machine.folder.iterdir())] == ["google-client.json", "google-token.json"]
    assert "scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fspreadsheets&" in browser[0]
    code, _, err = machine.says("validate", address(book))
    assert (code, "không có sheet nào của cán bộ" in err) == (4, True)  # it was read
    assert google.log[-1].email == "hoa@xa.vn"


def test_a_second_time_asks_nothing_unless_told_to(machine: Machine, google: GoogleService, browser: list[str]) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    machine.says("sign-in")
    first = (machine.folder / "google-token.json").read_bytes()
    code, out, _ = machine.says("sign-in")
    assert code == 0
    assert "Đã có đăng nhập từ trước" in out
    assert len(browser) == 1
    machine.says("sign-in", "--again")
    assert len(browser) == 2
    assert (machine.folder / "google-token.json").read_bytes() != first


def test_a_key_that_comes_first_is_named(machine: Machine, google: GoogleService, browser: list[str]) -> None:
    client_file(machine)
    key = machine.put_key()
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    _, out, _ = machine.says("sign-in")
    assert f"Khóa «{key}» (thư mục sheetsync) được dùng trước đăng nhập này" in out


def test_without_a_client_file(machine: Machine) -> None:
    code, _, err = machine.says("sign-in")
    assert code == 2
    assert f"Chưa có tệp ứng dụng «{machine.folder / 'google-client.json'}»" in err
    assert "Desktop app" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [({"web": {}}, "không phải là của ứng dụng kiểu «Desktop app»"), ({"installed": {}}, "thiếu nội dung hoặc đã bị sửa")],
)
def test_a_wrong_client_file(machine: Machine, content: object, message: str) -> None:
    machine.put("google-client.json", content)
    code, _, err = machine.says("sign-in")
    assert code == 2
    assert message in err


def test_a_client_file_that_others_can_read(machine: Machine) -> None:
    client_file(machine).chmod(0o644)
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "chmod 600" in err


def test_the_person_says_no(machine: Machine, google: GoogleService, browser: list[str]) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = None
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "đã bị từ chối ở trang của Google" in err
    assert not (machine.folder / "google-token.json").exists()


def test_nobody_comes_back_from_the_browser(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    client_file(machine)
    monkeypatch.setattr(person_sign_in, "MINUTES", 0.002)

    def none(*_: object) -> None:
        raise webbrowser.Error("no browser")

    monkeypatch.setattr(webbrowser, "get", none)
    code, out, err = machine.says("sign-in")
    assert code == 4
    assert "Chưa đăng nhập xong" in err
    assert "https://accounts.google.com/o/oauth2/auth?" in out


def test_an_app_that_google_no_longer_knows(machine: Machine, google: GoogleService, browser: list[str]) -> None:
    client_file(machine, client_secret="sai")
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "Google không nhận ứng dụng này nữa" in err


def test_less_was_allowed_than_asked_for(
    machine: Machine, google: GoogleService, browser: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    whole: Callable[..., Any] = google.sign_in.token
    monkeypatch.setattr(google.sign_in, "token", lambda form: {**whole(form), "scope": "openid"})
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "đánh dấu vào ô cho phép" in err


def test_google_cannot_be_reached(machine: Machine, google: GoogleService, browser: list[str]) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    google.next(token_calls).drops_connection()
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "Không kết nối được tới Google." in err
    google.next(token_calls).answers(unavailable())
    code, _, err = machine.says("sign-in")
    assert code == 4


def test_google_gives_nothing_to_keep(
    machine: Machine, google: GoogleService, browser: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"
    whole: Callable[..., Any] = google.sign_in.token
    monkeypatch.setattr(google.sign_in, "token", lambda form: {**whole(form), "refresh_token": None})
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "không cho giữ lại" in err


def test_the_sign_in_cannot_be_kept(
    machine: Machine, google: GoogleService, browser: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client_file(machine)
    google.sign_in.person_at_the_browser = "hoa@xa.vn"

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = machine.says("sign-in")
    assert code == 4
    assert "Không ghi được đăng nhập vào" in err
    assert [path.name for path in machine.folder.iterdir()] == ["google-client.json"]
