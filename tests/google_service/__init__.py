"""A loopback of Google: the Sheets API v4, the little of Drive v3 that is used, and the token endpoint, on 127.0.0.1.

The real gspread and google-auth speak to it. Every request and every answer is judged by Google's own description of the services
(discovery documents). How a test uses it:

    with google_service() as google:
        book = google.new_spreadsheet("Kế hoạch 2023", "vanphong@xa.vn", writers=[ROBOT, "hoa@xa.vn"])
        hoa = google.person("hoa@xa.vn", book)              # a person at a browser: same rules, no quota, no faults
        hoa.types("Sheet1", "A1", "15/3/2023")              # read by the locale, vi_VN unless another is given

        client = gspread_client(google)                     # the service account ROBOT
        client.open_by_key(book.id).sheet1.get("A1")

        google.next(batch_updates).runs_before(lambda: hoa.inserts_rows("Sheet1", 2))     # somebody acts in the gap
        google.next(writes, times=2).answers(unavailable())                               # and what goes wrong
        google.next(writes).applies_then_drops_connection()

        google.look(book)["Sheet1"].shown("A1")             # the state
        len(google.calls(writes))                           # the log

A program that makes its own sessions runs inside `only_reaching(google)`; its key is `google.key_file(folder)`. The quota is
`google.quota = Quota()`, its time `google.clock.hold()` and `.advance(60)`; `google.unknowns` chooses where Google's way is not
known.
What has been compared with Google and what has not: docs/google-not-verified.md.
"""

from __future__ import annotations

from tests.google_service.calls import Call, any_call, batch_updates, drive_calls, method, reads, token_calls, with_kind, writes
from tests.google_service.loopback import (
    LoopbackAdapter,
    OffLoopbackError,
    authorized_session,
    google_service,
    gspread_client,
    loopback_session,
    mount,
    only_reaching,
    person_credentials,
    robot_credentials,
    write_authorized_user,
)
from tests.google_service.people import Person, refused
from tests.google_service.quota import Quota
from tests.google_service.refusals import (
    Refusal,
    api_disabled,
    internal_error,
    no_permission,
    not_found,
    quota_exceeded,
    unauthenticated,
    unavailable,
)
from tests.google_service.service import ROBOT, GoogleService
from tests.google_service.spreadsheet import Spreadsheet
from tests.google_service.state import SheetState, SpreadsheetState

__all__ = [
    "ROBOT",
    "Call",
    "GoogleService",
    "LoopbackAdapter",
    "OffLoopbackError",
    "Person",
    "Quota",
    "Refusal",
    "SheetState",
    "Spreadsheet",
    "SpreadsheetState",
    "any_call",
    "api_disabled",
    "authorized_session",
    "batch_updates",
    "drive_calls",
    "google_service",
    "gspread_client",
    "internal_error",
    "loopback_session",
    "method",
    "mount",
    "no_permission",
    "not_found",
    "only_reaching",
    "person_credentials",
    "quota_exceeded",
    "reads",
    "refused",
    "robot_credentials",
    "token_calls",
    "unauthenticated",
    "unavailable",
    "with_kind",
    "write_authorized_user",
    "writes",
]
