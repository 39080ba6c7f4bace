"""What an answer of Google's means for the person at the screen. No exception of gspread, requests or google-auth gets past
this adapter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gspread.exceptions
import requests
from google.auth import exceptions as auth_errors

from sheetsync.adapters.google.patience import Trouble
from sheetsync.errors import AccessDenied, BookUnreadable, BookUnwritable, ServiceUnavailable, SheetsyncError

_SERVER_TROUBLE = (408, 500, 502, 503, 504)
_TOO_MANY = ("userRateLimitExceeded", "rateLimitExceeded")
_NETWORK = "Vui lòng kiểm tra mạng rồi chạy lại; chưa có gì trong sheet bị thay đổi ngoài những gì lệnh đã báo."


class UnreadableAnswer(Exception):
    """An answer that is no JSON: cut off, or from something between us and Google."""


class UnknownFate(Exception):
    """A write whose answer was lost: it may have been carried out."""


def trouble_of(error: BaseException) -> Trouble:
    """Whether asking again can help."""
    if isinstance(error, gspread.exceptions.APIError):
        return _answered_trouble(error)
    if _not_trusted(error):
        return Trouble.FINAL
    if isinstance(error, requests.exceptions.ConnectTimeout) or _refused(error) or _token_not_fetched(error):
        return Trouble.NEVER_SENT
    if isinstance(error, requests.exceptions.RequestException | UnreadableAnswer):
        return Trouble.UNKNOWN_FATE
    return Trouble.FINAL


def _answered_trouble(error: gspread.exceptions.APIError) -> Trouble:
    code = _code(error)
    if _is_too_many(error):
        return Trouble.BUSY
    return Trouble.UNKNOWN_FATE if code in _SERVER_TROUBLE else Trouble.FINAL


def _token_not_fetched(error: BaseException) -> bool:
    """The request itself was not sent: on the way to it no token could be had."""
    if isinstance(error, auth_errors.RefreshError):
        return bool(getattr(error, "retryable", False))
    return isinstance(error, auth_errors.TransportError)


def retry_after(error: BaseException) -> float | None:
    """The seconds that the answer asks to wait."""
    if not isinstance(error, gspread.exceptions.APIError):
        return None
    asked = error.response.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else None


def failure_of(error: BaseException, *, account: str, writing: bool) -> SheetsyncError:
    """account: the address that the sheet must be shared with."""
    if isinstance(error, gspread.exceptions.APIError):
        return _answered(error, account, writing=writing)
    if isinstance(error, auth_errors.RefreshError):
        return AccessDenied(
            "Google không nhận đăng nhập này nữa (khóa đã bị xóa, lần đăng nhập đã hết hạn, hoặc đồng hồ máy sai giờ).",
            "Vui lòng xem từng bước: sheetsync doctor google:MÃ-SHEET. Đăng nhập bằng tài khoản của mình thì gõ: "
            "sheetsync sign-in --again",
        )
    if _not_trusted(error):
        return ServiceUnavailable(
            "Có thiết bị ở giữa máy này và Google (tường lửa, phần mềm diệt vi-rút) tráo chứng chỉ; chưa gửi gì.",
            "Vui lòng nhờ người quản trị mạng cho đi thẳng tới googleapis.com, hoặc thử mạng khác; trong lúc đó có thể tải sheet "
            "về thành .xlsx và chạy với tệp.",
        )
    if isinstance(error, requests.exceptions.Timeout):
        return ServiceUnavailable("Google không trả lời kịp.", _NETWORK)
    if isinstance(error, UnreadableAnswer):
        return ServiceUnavailable(
            "Câu trả lời nhận được không phải của Google (mạng của đơn vị có thể đang chặn hoặc đòi đăng nhập).", _NETWORK
        )
    return ServiceUnavailable("Không kết nối được tới Google.", _NETWORK)


def _answered(error: gspread.exceptions.APIError, account: str, *, writing: bool) -> SheetsyncError:
    code, message = _code(error), _message(error)
    if _is_too_many(error):
        return ServiceUnavailable(
            "Google đang giới hạn số lần gọi trong một phút và chưa nhận thêm.", "Vui lòng đợi vài phút rồi chạy lại."
        )
    if code in _SERVER_TROUBLE:
        return ServiceUnavailable("Dịch vụ Google Sheets đang gặp sự cố.", "Vui lòng đợi vài phút rồi chạy lại.")
    if code == 401:
        return AccessDenied("Google không nhận đăng nhập này.", "Xem từng bước: sheetsync doctor google:MÃ-SHEET")
    if code == 403:
        return _forbidden(message, account, writing=writing)
    return _refused_request(code, message, account, writing=writing)


def _refused_request(code: int, message: str, account: str, *, writing: bool) -> SheetsyncError:
    if code == 404:
        return BookUnreadable(
            "Google không có sheet nào mang mã này, hoặc sheet đã bị xóa.",
            f"Vui lòng chép lại địa chỉ từ trình duyệt, và kiểm tra sheet đã chia sẻ với {account}.",
        )
    if "not supported for this document" in message:
        return BookUnreadable(
            "Đây là tệp Excel để trên Google Drive, chưa phải Google Sheet.",
            "Vui lòng mở tệp trong Google Sheets, chọn Tệp > Lưu dưới dạng Google Trang tính, rồi dùng địa chỉ của bản mới; "
            "hoặc tải tệp về và chạy với tệp.",
        )
    if "protected" in message.lower():
        return BookUnwritable(
            f"Có vùng được bảo vệ mà {account} không được sửa; chưa ghi gì.",
            f"Vui lòng mở Dữ liệu > Bảo vệ trang tính và dải ô, thêm {account} vào người được sửa, rồi chạy lại.",
        )
    detail = " ".join(message.split())[:300]
    what = "không ghi được" if writing else "không đọc được"
    kind = BookUnwritable if writing else BookUnreadable
    return kind(f"Google báo {what} sheet: {detail}", "Vui lòng chạy lại; nếu còn lỗi, gửi câu này cho người phụ trách phần mềm.")


def _forbidden(message: str, account: str, *, writing: bool) -> SheetsyncError:
    if "has not been used in project" in message or "is disabled" in message:
        return AccessDenied(
            "Google Sheets API chưa được bật cho dự án của khóa đăng nhập.",
            "Vui lòng mở console.cloud.google.com > APIs & Services > Library > Google Sheets API > Enable, đợi một phút rồi "
            "chạy lại.",
        )
    if "insufficient authentication scopes" in message:
        return AccessDenied(
            "Lần đăng nhập này chưa cho phép sửa Google Sheets.", "Vui lòng đăng nhập lại: sheetsync sign-in --again"
        )
    if writing:
        return AccessDenied(
            f"{account} chỉ được xem sheet này, chưa được sửa; chưa ghi gì.",
            f"Người sở hữu sheet bấm Chia sẻ, chọn {account}, đổi thành Người chỉnh sửa (Editor), rồi chạy lại.",
        )
    return AccessDenied(
        f"Sheet chưa được chia sẻ với {account}.",
        f"Người sở hữu sheet bấm Chia sẻ, dán địa chỉ {account}, chọn Người chỉnh sửa (Editor), bỏ dấu «Thông báo cho mọi "
        "người», bấm Chia sẻ, rồi chạy lại.",
    )


def _is_too_many(error: gspread.exceptions.APIError) -> bool:
    code = _code(error)
    return code == 429 or (code == 403 and _reason(error) in _TOO_MANY)


def _code(error: gspread.exceptions.APIError) -> int:
    """The HTTP status where the body does not say one."""
    code = error.error.get("code", -1)
    return code if isinstance(code, int) and code > 0 else int(error.response.status_code)


def _message(error: gspread.exceptions.APIError) -> str:
    return str(error.error.get("message", ""))


def _reason(error: gspread.exceptions.APIError) -> str:
    listed: Any = error.error.get("errors") or [{}]
    first: Mapping[str, Any] = listed[0] if isinstance(listed, list) and listed else {}
    return str(first.get("reason", ""))


def _not_trusted(error: BaseException) -> bool:
    """Whoever answered could not show Google's certificate, to the request itself or to the one for the token."""
    causes = (error, error.__cause__, *(error.args if isinstance(error, auth_errors.TransportError) else ()))
    return any(isinstance(cause, requests.exceptions.SSLError) for cause in causes)


def _refused(error: BaseException) -> bool:
    """No connection was made at all."""
    if not isinstance(error, requests.exceptions.ConnectionError) or not error.args:
        return False
    cause = getattr(error.args[0], "reason", None)
    return type(cause).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
