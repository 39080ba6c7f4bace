"""The sign-in at Google: which file it comes from, and what it is allowed.

What stands in these files is never shown: messages name the file, and exceptions that might quote it are not passed on.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import credentials as person_credentials
from google.oauth2 import service_account

from sheetsync.adapters.google.key_safety import demand_safe
from sheetsync.errors import AccessDenied
from sheetsync.records import dataclass

logging.getLogger("google").addHandler(logging.NullHandler())  # what Google's libraries remark in English is said in Vietnamese

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
"""Enough to open a sheet by its address, and nothing beyond; gspread's own default would be the whole Drive."""

VARIABLE = "SHEETSYNC_GOOGLE_KEY"
KEY_NAME = "google-key.json"
TOKEN_NAME = "google-token.json"  # noqa: S105 - a file's name
CLIENT_NAME = "google-client.json"
GUIDE = "docs/huong-dan-google.md"
PERSON = "tài khoản Google đã đăng nhập trên máy này"
"""A person's own address is not known: asking for it would take a wider scope."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """account: the address that sheets must be shared with. path: the file. person: a person's own account, not a key."""

    credentials: Any
    account: str
    path: Path
    person: bool = False

    @property
    def found_by(self) -> str:
        """Which of the places it is from."""
        if os.environ.get(VARIABLE, "").strip():
            return f"chỗ thứ 1 trong 3: biến môi trường {VARIABLE}"
        return f"chỗ thứ {2 if self.path.name == KEY_NAME else 3} trong 3: thư mục sheetsync"


def own_folder() -> Path:
    """The user's sheetsync folder, which need not be there yet."""
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA", "")
        return (Path(roaming) if roaming else Path.home() / "AppData" / "Roaming") / "sheetsync"
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(configured) if configured else Path.home() / ".config") / "sheetsync"


def sign_in_path() -> Path:
    """The first of: the file that SHEETSYNC_GOOGLE_KEY names, `google-key.json`, `google-token.json` in the own folder.
    Raises AccessDenied."""
    named = os.environ.get(VARIABLE, "").strip().strip("\"'")
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise AccessDenied(
                f"Biến môi trường {VARIABLE} chỉ tới tệp «{path}» nhưng không có tệp này.",
                f"Vui lòng sửa lại đường dẫn trong biến {VARIABLE}, hoặc bỏ biến đi để dùng tệp ở «{own_folder()}».",
            )
        return path
    for name in (KEY_NAME, TOKEN_NAME):
        path = own_folder() / name
        if path.is_file():
            return path
    raise AccessDenied(
        f"Chưa có đăng nhập Google: không thấy tệp nào trong các chỗ sau, theo thứ tự: biến môi trường {VARIABLE}; "
        f"«{own_folder() / KEY_NAME}»; «{own_folder() / TOKEN_NAME}».{_lying_there()}",
        f"Vui lòng tạo khóa theo {GUIDE} (phần «Tạo khóa»), đặt tệp khóa thành «{own_folder() / KEY_NAME}»; hoặc đăng nhập "
        "bằng tài khoản của mình: sheetsync sign-in. Không cần đăng nhập thì tải sheet về thành .xlsx rồi chạy với tệp.",
    )


def _lying_there() -> str:
    """Files that may be the key under another name: browsers name it after the project, Windows hides endings."""
    try:
        names = sorted(path.name for path in own_folder().iterdir() if path.suffix == ".json" and path.name != CLIENT_NAME)
    except OSError:
        return ""
    return f" Trong thư mục đó đang có «{names[0]}»: nếu là khóa, hãy đổi tên thành {KEY_NAME}." if names else ""


def find_sign_in() -> SignIn:
    """The sign-in that will be used, safe and readable; Google is not asked yet. Raises AccessDenied."""
    path = sign_in_path()
    demand_safe(path)
    return read_sign_in(path)


def read_sign_in(path: Path) -> SignIn:
    """A service account's key, or the sign-in of a person. Raises AccessDenied."""
    content = read_json(path)
    kind = content.get("type")
    try:
        if kind == "service_account":
            key = service_account.Credentials.from_service_account_info(content, scopes=list(SCOPES))  # type: ignore[no-untyped-call]
            return SignIn(key, str(key.service_account_email), path)
        if kind == "authorized_user":
            own = person_credentials.Credentials.from_authorized_user_info(content, list(SCOPES))  # type: ignore[no-untyped-call]
            return SignIn(own, PERSON, path, person=True)
    except (GoogleAuthError, ValueError, TypeError, KeyError):
        raise _damaged(path) from None  # what they say may hold what stands in the file
    if "installed" in content or "web" in content:
        raise AccessDenied(
            f"Tệp «{path}» là tệp của ứng dụng (OAuth client), chưa phải khóa hay đăng nhập.",
            f"Vui lòng đổi tên tệp thành {CLIENT_NAME}, để trong «{own_folder()}», rồi gõ: sheetsync sign-in",
        )
    raise _damaged(path)


def read_json(path: Path) -> Mapping[str, Any]:
    """Raises AccessDenied, which quotes nothing of the file."""
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise AccessDenied(
            f"Không đọc được tệp «{path}» ({error.strerror or type(error).__name__}).", "Vui lòng xem lại quyền của tệp này."
        ) from None
    except ValueError:
        raise _damaged(path) from None
    if not isinstance(content, dict):
        raise _damaged(path)
    return content


def open_session(sign_in: SignIn) -> requests.Session:
    """A session that signs every request. A token that is refused is fetched anew once."""
    return AuthorizedSession(sign_in.credentials, max_refresh_attempts=1)  # type: ignore[no-untyped-call]


def _damaged(path: Path) -> AccessDenied:
    return AccessDenied(
        f"Tệp «{path}» không phải là khóa đăng nhập Google, hoặc đã bị sửa, bị cắt mất một phần.",
        f"Vui lòng tải lại khóa từ console.cloud.google.com và đặt nguyên tệp vào đó ({GUIDE}, phần «Tạo khóa»); "
        "đăng nhập bằng tài khoản của mình thì gõ: sheetsync sign-in --again",
    )
