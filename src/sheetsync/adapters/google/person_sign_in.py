"""A person's own sign-in at Google, once, in the browser: what it gives is kept in the own folder."""

from __future__ import annotations

import json
import os
import webbrowser
from pathlib import Path
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError
from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from sheetsync.adapters.google.key_safety import demand_safe
from sheetsync.adapters.google.sign_in import (
    CLIENT_NAME,
    GUIDE,
    SCOPES,
    TOKEN_NAME,
    VARIABLE,
    own_folder,
    read_json,
    sign_in_path,
)
from sheetsync.adapters.private_file import write_private
from sheetsync.errors import AccessDenied, ServiceUnavailable, UsageError
from sheetsync.records import dataclass

MINUTES = 5
_AGAIN = "Vui lòng gõ lại: sheetsync sign-in --again"
_PROMPT = (
    "Đang mở trình duyệt để đăng nhập Google. Nếu trình duyệt không tự mở, vui lòng chép cả dòng sau vào trình duyệt trên "
    "chính máy này:\n\n{url}\n"
)
_DONE = "Đã đăng nhập. Anh/chị có thể đóng trang này và quay lại cửa sổ lệnh."


@dataclass(frozen=True, slots=True)
class PersonSignIn:
    """path: where it is kept. fresh: made just now. instead: the key that is used in its place as long as it is there."""

    path: Path
    fresh: bool
    instead: Path | None

    @property
    def instead_note(self) -> str:
        where = f"biến môi trường {VARIABLE}" if os.environ.get(VARIABLE, "").strip() else "thư mục sheetsync"
        return f"Khóa «{self.instead}» ({where}) được dùng trước đăng nhập này; muốn dùng đăng nhập của mình thì bỏ khóa đó đi."


def sign_in_person(*, again: bool) -> PersonSignIn:
    """Sign in, unless that was done before and `again` does not ask for it. Raises UsageError without a client file,
    AccessDenied, ServiceUnavailable."""
    token = own_folder() / TOKEN_NAME
    fresh = again or not token.exists()
    if fresh:
        keep(token, _asked_in_browser(_client(own_folder() / CLIENT_NAME)))
    used = sign_in_path()
    return PersonSignIn(token, fresh, used if used != token else None)


def keep(token: Path, credentials: Any) -> None:
    """What signs in again without the person; the short-lived token is left out. Whole or not at all, for its owner's eyes only.
    Raises AccessDenied."""
    content = {**json.loads(credentials.to_json(strip=["token", "expiry"])), "type": "authorized_user"}
    try:
        write_private(token, content)
    except OSError as error:
        raise AccessDenied(
            f"Không ghi được đăng nhập vào «{token}» ({error.strerror or type(error).__name__}).",
            "Vui lòng xem lại quyền của thư mục này rồi gõ lại: sheetsync sign-in --again",
        ) from None
    try:
        demand_safe(token)
    except AccessDenied:
        token.unlink(missing_ok=True)  # what is refused later is not left lying about
        raise


def _client(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise UsageError(
            f"Chưa có tệp ứng dụng «{path}» để đăng nhập.",
            f"Vui lòng tạo theo {GUIDE} (phần «Đăng nhập bằng tài khoản của mình»): console.cloud.google.com > Google Auth "
            f"Platform > Clients > Create client > Desktop app > Download JSON, rồi đặt tệp vào đó, tên {CLIENT_NAME}.",
        )
    demand_safe(path)
    content = dict(read_json(path))
    if "installed" not in content:
        raise UsageError(
            f"Tệp «{path}» không phải là của ứng dụng kiểu «Desktop app».",
            f"Vui lòng tạo lại, chọn kiểu Desktop app ({GUIDE}, phần «Đăng nhập bằng tài khoản của mình»).",
        )
    return content


def _asked_in_browser(client: dict[str, Any]) -> Any:
    try:
        flow = InstalledAppFlow.from_client_config(client, scopes=list(SCOPES))
        credentials = flow.run_local_server(
            port=0,
            open_browser=_has_browser(),
            authorization_prompt_message=_PROMPT,
            success_message=_DONE,
            timeout_seconds=MINUTES * 60,
            prompt="consent",  # without it Google gives the long-lived part only the first time
        )
    except AttributeError:  # what the library raises, in every edition, when nobody came back from the browser
        raise AccessDenied(f"Chưa đăng nhập xong trong {MINUTES} phút.", _AGAIN) from None
    except Warning:  # how the library says that less was allowed than asked for
        raise AccessDenied(
            "Lần đăng nhập này chưa cho phép sửa Google Trang tính.",
            f"{_AGAIN}; khi Google hỏi, đánh dấu vào ô cho phép xem và chỉnh sửa bảng tính.",
        ) from None
    except OAuth2Error as error:
        raise _refused(error.error) from None
    except requests.exceptions.RequestException:
        raise ServiceUnavailable("Không kết nối được tới Google.", f"Vui lòng kiểm tra mạng. {_AGAIN}") from None
    except (ValueError, KeyError, TypeError, GoogleAuthError):
        raise UsageError(
            f"Tệp ứng dụng «{own_folder() / CLIENT_NAME}» thiếu nội dung hoặc đã bị sửa.",
            f"Vui lòng tải lại tệp từ console.cloud.google.com ({GUIDE}, phần «Đăng nhập bằng tài khoản của mình»).",
        ) from None
    except OSError as error:
        raise AccessDenied(
            f"Máy không mở được cổng tạm để nhận trả lời của Google ({error.strerror or type(error).__name__}).",
            f"Vui lòng xem tường lửa có chặn Python không. {_AGAIN}",
        ) from None
    if not credentials.refresh_token:
        raise AccessDenied("Google không cho giữ lại lần đăng nhập này.", _AGAIN)
    return credentials


def _refused(code: str | None) -> AccessDenied:
    if code == "access_denied":
        return AccessDenied(
            "Việc đăng nhập đã bị từ chối ở trang của Google.",
            f"{_AGAIN}. Nếu Google báo ứng dụng chưa được xác minh hoặc chỉ dành cho người thử, vui lòng thêm địa chỉ của mình ở "
            "console.cloud.google.com > Google Auth Platform > Audience > Test users.",
        )
    if code in ("invalid_client", "unauthorized_client", "deleted_client"):
        return AccessDenied(
            "Google không nhận ứng dụng này nữa (đã bị xóa hoặc đổi).",
            f"Vui lòng tạo lại {CLIENT_NAME} ({GUIDE}, phần «Đăng nhập bằng tài khoản của mình»).",
        )
    return AccessDenied(f"Google không cho đăng nhập ({code or 'không rõ lý do'}).", _AGAIN)


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
