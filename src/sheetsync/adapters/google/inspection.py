"""A Google Sheet looked at step by step, so that it can be said which step is not in order. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gspread.exceptions
from google.auth import exceptions as auth_errors
from google.auth.transport.requests import Request
from gspread import urls

from sheetsync.adapters.google.book import GoogleBook
from sheetsync.adapters.google.client import PatientClient
from sheetsync.adapters.google.failures import failure_of
from sheetsync.adapters.google.sign_in import SCOPES, SignIn, find_sign_in
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.errors import AccessDenied, SheetsyncError
from sheetsync.records import dataclass

_FIELDS = "properties(title,locale,timeZone),sheets(properties(title),protectedRanges(requestingUserCanEdit))"
_OF_THE_PROJECT = ("has not been used in project", "is disabled", "insufficient authentication scopes")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """locked_tabs: names of tabs with a protected range that this sign-in may not edit; open_ranges: how many it may edit."""

    title: str
    locale: str
    time_zone: str
    locked_tabs: tuple[str, ...]
    open_ranges: int


class Inspection:
    """The steps in their order; each needs the one before. Each raises what says how to go on. connect: makes the client."""

    def __init__(self, identifier: str, connect: Callable[[SignIn], PatientClient]) -> None:
        self._identifier = identifier
        self._connect = connect
        self._client: PatientClient | None = None

    def find_sign_in(self) -> SignIn:
        """Raises AccessDenied."""
        return find_sign_in()

    def fetch_token(self, sign_in: SignIn) -> tuple[str, ...]:
        """Ask Google to accept the sign-in; the scopes that it does not need and has all the same. Raises AccessDenied,
        ServiceUnavailable."""
        try:
            sign_in.credentials.refresh(Request())
        except auth_errors.RefreshError as error:
            if getattr(error, "retryable", False):
                raise failure_of(auth_errors.TransportError(), account=sign_in.account, writing=False) from None  # type: ignore[no-untyped-call]
            raise _not_accepted(sign_in, str(error)) from None
        except auth_errors.GoogleAuthError as error:
            raise failure_of(error, account=sign_in.account, writing=False) from None
        granted = getattr(sign_in.credentials, "granted_scopes", None) or SCOPES
        if not set(SCOPES) <= set(granted):
            raise _too_little()
        return tuple(scope for scope in granted if scope not in SCOPES)

    def look(self, sign_in: SignIn) -> SheetFacts:
        """Raises AccessDenied, ServiceUnavailable, BookUnreadable."""
        self._client = self._connect(sign_in)
        answer = self._client.request("get", urls.SPREADSHEET_URL % self._identifier, params={"fields": _FIELDS}).json()
        properties = answer.get("properties", {})
        sheets = [(_title(sheet), _rights(sheet)) for sheet in answer.get("sheets", ())]
        return SheetFacts(
            title=str(properties.get("title", "")),
            locale=str(properties.get("locale", "")),
            time_zone=str(properties.get("timeZone", "")),
            locked_tabs=tuple(title for title, rights in sheets if not all(rights)),
            open_ranges=sum(sum(rights) for _, rights in sheets),
        )

    def book(self) -> GoogleBook:
        """The book, once it has been looked at."""
        assert self._client is not None
        return GoogleBook(Spreadsheet(self._client, self._identifier))

    @staticmethod
    def about_the_sheet(error: SheetsyncError) -> bool:
        """Whether the service itself has answered, so that what failed is this one sheet."""
        cause = error.__cause__
        if not isinstance(cause, gspread.exceptions.APIError):
            return False
        message = str(cause.error.get("message", ""))
        return cause.response.status_code in (400, 403, 404) and not any(sign in message for sign in _OF_THE_PROJECT)


def _title(sheet: Any) -> str:
    return str(sheet.get("properties", {}).get("title", ""))


def _rights(sheet: Any) -> list[bool]:
    return [bool(area.get("requestingUserCanEdit", False)) for area in sheet.get("protectedRanges", ())]


def _not_accepted(sign_in: SignIn, answer: str) -> AccessDenied:
    """answer: Google's own words, from which only the reason is taken."""
    if "short-lived token" in answer or "reasonable timeframe" in answer:
        return AccessDenied(
            "Google không nhận khóa vì đồng hồ của máy sai giờ.",
            "Vui lòng mở Settings > Time & language > Date & time, bật Set time automatically, bấm Sync now, rồi chạy lại.",
        )
    if sign_in.person:
        return AccessDenied(
            f"Đăng nhập ở «{sign_in.path}» đã hết hạn hoặc đã bị thu hồi.",
            "Vui lòng gõ: sheetsync sign-in --again. Nếu cứ 7 ngày lại hết hạn: vào console.cloud.google.com > Google Auth "
            "Platform > Audience > Publish app.",
        )
    return AccessDenied(
        f"Google không nhận khóa của {sign_in.account} nữa: khóa hoặc tài khoản dịch vụ đã bị xóa hay tắt.",
        "Vui lòng mở console.cloud.google.com > IAM & Admin > Service Accounts, chọn tài khoản này > Keys > Add key > Create new "
        f"key > JSON, rồi đặt tệp mới thay cho «{sign_in.path}».",
    )


def _too_little() -> AccessDenied:
    return AccessDenied(
        "Đăng nhập này chưa cho phép xem và sửa bảng tính.",
        "Vui lòng gõ: sheetsync sign-in --again; khi Google hỏi, đánh dấu vào ô cho phép xem và chỉnh sửa bảng tính.",
    )
