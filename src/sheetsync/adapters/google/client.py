"""gspread's HTTP client with bounded patience: timeouts, waits with jitter, Retry-After, and nothing sent twice that could do
harm twice. gspread's own BackOffHTTPClient never gives up, has no timeout, and repeats writes
(docs/decisions/0015-google-sheets.md).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import gspread
import requests
from google.auth import exceptions as auth_errors

from sheetsync.adapters.google.failures import UnknownFate, UnreadableAnswer, failure_of, retry_after, trouble_of
from sheetsync.adapters.google.patience import Patience, Trouble
from sheetsync.records import dataclass

_READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "developerMetadata:search")
_REPEATABLE_POSTS = ("/values:batchUpdate", "/values:batchClear")
"""Writes that say the same when they are done twice."""
_TROUBLES = (
    gspread.exceptions.APIError,
    requests.exceptions.RequestException,
    auth_errors.GoogleAuthError,
    UnreadableAnswer,
)


@dataclass(slots=True)
class Calls:
    """How many requests were sent, repeated ones too; waited: seconds between them."""

    reads: int = 0
    writes: int = 0
    waited: float = 0.0


Tell = Callable[[str], None]
"""Called with one short sentence when something has to be waited for."""


def _quiet(_: str) -> None:
    return None


class PatientClient(gspread.HTTPClient):
    """account: the address that sheets must be shared with, for messages."""

    def __init__(
        self,
        auth: Any,
        session: requests.Session | None = None,
        *,
        account: str = "",
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        tell: Tell = _quiet,
    ) -> None:
        super().__init__(auth, session)
        self.account = account
        self.calls = Calls()
        self.patience = patience or Patience()
        self.tell = tell
        self._sleep = sleep
        self._chance = chance
        self.set_timeout(self.patience.timeouts)

    def request(  # noqa: PLR0917 - as gspread has it
        self,
        method: str,
        endpoint: str,
        params: MutableMapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer, which is JSON.

        Raises UnknownFate for a write that may have been carried out; AccessDenied, ServiceUnavailable, BookUnreadable or
        BookUnwritable with what to do, for everything else.
        """
        reading = method.lower() == "get" or endpoint.endswith(_READING_POSTS)
        repeatable = reading or method.lower() == "put" or endpoint.endswith(_REPEATABLE_POSTS)
        attempt, waited = 0, 0.0
        while True:
            attempt += 1
            try:
                self._count(reading=reading)
                return _checked(super().request(method, endpoint, params, data, json, files, headers))
            except _TROUBLES as error:
                problem: BaseException = error
            trouble = trouble_of(problem)
            seconds = self.patience.wait(
                attempt,
                trouble,
                repeatable=repeatable,
                waited=waited,
                asked=retry_after(problem),
                chance=self._chance(),
            )
            if seconds is None:
                if trouble is Trouble.UNKNOWN_FATE and not repeatable:
                    raise UnknownFate from problem
                raise failure_of(problem, account=self.account, writing=not reading) from problem
            self.tell(f"Google {_WHY[trouble]}, đợi {max(1, round(seconds))} giây rồi thử lại (lần {attempt + 1})")
            self._sleep(seconds)
            waited += seconds
            self.calls.waited += seconds

    def _count(self, *, reading: bool) -> None:
        if reading:
            self.calls.reads += 1
        else:
            self.calls.writes += 1


_WHY = {
    Trouble.BUSY: "đang bận",
    Trouble.NEVER_SENT: "chưa kết nối được",
    Trouble.UNKNOWN_FATE: "chưa trả lời được",
    Trouble.FINAL: "",
}


def _checked(response: requests.Response) -> requests.Response:
    """Raises UnreadableAnswer for a success whose body is no JSON."""
    if response.status_code != 204:
        try:
            response.json()
        except ValueError as error:
            raise UnreadableAnswer from error
    return response
