"""The service as a whole: its spreadsheets, its people, its log; the way of a request from signing in to the answer."""

from __future__ import annotations

import datetime
import random
import string
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.google_service.batches import NotModelledError
from tests.google_service.calls import Call, Matching
from tests.google_service.changes import Edit, Unknowns
from tests.google_service.discovery import Description, Method
from tests.google_service.drive_api import DriveApi
from tests.google_service.faults import Faults, Rule
from tests.google_service.formulas import Calculator
from tests.google_service.json_objects import JsonObject
from tests.google_service.people import Person
from tests.google_service.quota import Quota
from tests.google_service.refusals import (
    Refusal,
    insufficient_scopes,
    internal_error,
    invalid,
    no_permission,
    not_a_google_sheet,
    not_found,
    refusal,
)
from tests.google_service.sheets_api import SheetsApi
from tests.google_service.shown_cells import ShownCells
from tests.google_service.sign_in import SHEETS_SCOPE, SignIn
from tests.google_service.spreadsheet import EXCEL_FILE, GOOGLE_SHEET, Spreadsheet
from tests.google_service.state import SpreadsheetState

LARGEST_BODY = 10_485_760
ROBOT = "sheetsync@office.iam.gserviceaccount.com"


@cache
def _description(name: str) -> Description:
    return Description(name)


class Clock:
    """The time of the service; it goes on by itself and by as much as a test says."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._held: float | None = None

    def __call__(self) -> float:
        return (time.time() if self._held is None else self._held) + self._ahead

    def hold(self) -> None:
        """From now on time passes only when a test says so."""
        self._held = time.time()

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


@dataclass
class Answer:
    """What goes back over the wire; drop: nothing does."""

    status: int
    body: JsonObject | None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    garble: bool = False


@dataclass(frozen=True)
class Arrival:
    """A request as it comes in; path still percent-encoded."""

    verb: str
    path: str
    query: Sequence[tuple[str, str]]
    body: Any
    size: int
    bearer: str


class GoogleService:
    """See the docstring of the package for how a test uses it. calculator: what formulas beyond plain arithmetic show."""

    def __init__(self, *, calculator: Calculator | None = None) -> None:
        self.clock = Clock()
        self.calculator = calculator
        self.unknowns = Unknowns()
        self.sign_in = SignIn(self.clock)
        self.quota: Quota | None = None
        self.faults = Faults()
        self.log: list[Call] = []
        self.defects: list[str] = []
        """What went wrong in the service itself: a test with one of these has failed."""
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self.address = ""
        """http://127.0.0.1:port while the server runs."""
        self.stopping = threading.Event()
        self._lock = threading.RLock()
        self._random = random.Random(20230315)
        self._sheets = SheetsApi(_description("sheets.v4"), self._opened, self._edit, self._created)
        self.drive = DriveApi(_description("drive.v3"), self.spreadsheets, self._created, self.now)

    # what tests prepare

    def new_spreadsheet(
        self, title: str, owner: str, *, locale: str = "vi_VN", time_zone: str = "Asia/Ho_Chi_Minh", writers: Sequence[str] = ()
    ) -> Spreadsheet:
        """A spreadsheet that a person has made and shared: by default as somebody in Vietnam would have it."""
        spreadsheet = Spreadsheet(self._new_file_id(), title, owner, self.now(), locale=locale, time_zone=time_zone)
        spreadsheet.permissions.update(dict.fromkeys(writers, "writer"))
        self.spreadsheets[spreadsheet.id] = spreadsheet
        return spreadsheet

    def add_excel_file(self, name: str, owner: str, *, writers: Sequence[str] = ()) -> Spreadsheet:
        """An .xlsx that was uploaded and left as it is: Drive knows it, the Sheets API does not take it."""
        file = self.new_spreadsheet(name, owner, writers=writers)
        file.mime_type = EXCEL_FILE
        return file

    def person(self, email: str, spreadsheet: Spreadsheet) -> Person:
        """Somebody who has the spreadsheet open."""
        return Person(self, email, spreadsheet)

    def look(self, spreadsheet: Spreadsheet) -> SpreadsheetState:
        """The state of a spreadsheet, to check it."""
        return SpreadsheetState(self, spreadsheet)

    def key_file(self, folder: Path, email: str = ROBOT) -> Path:
        """A service account's key file whose token endpoint is this service."""
        return self.sign_in.write_key(folder / "khoa-dich-vu.json", email, self.token_uri)

    @property
    def token_uri(self) -> str:
        return f"{self.address}/token"

    def authorized_user(self, email: str, scopes: Sequence[str] = (SHEETS_SCOPE,)) -> JsonObject:
        """What is kept of a person's own sign-in."""
        return self.sign_in.authorized_user(email, self.token_uri, scopes)

    def next(self, matching: Matching, times: int = 1) -> Rule:
        """The next calls that match: say what becomes of them."""
        return self.faults.next(matching, times)

    def calls(self, matching: Matching) -> list[Call]:
        """The logged calls that match."""
        return [call for call in self.log if matching(call)]

    # the way of a request

    def answer(self, arrival: Arrival) -> Answer:
        """The answer to a client, with everything that may get in its way."""
        return self._guarded(f"{arrival.verb} {arrival.path}", lambda: self._answer(arrival))

    def token(self, form: dict[str, str], size: int) -> Answer:
        """The token endpoint, with what may get in its way."""
        call = Call("POST", "/token", (), form, size, "", "token")
        return self._guarded("token", lambda: self._met(call, lambda: self.sign_in.token(form)))

    def _guarded(self, what: str, answered: Callable[[], Answer]) -> Answer:
        """What the service refuses is an answer; what breaks in it is a defect."""
        try:
            return answered()
        except Refusal as refused:
            return Answer(refused.code, refused.body, refused.headers)
        except NotModelledError as missing:
            self.defects.append(f"not modelled: {missing}")
            return Answer(501, {"error": {"code": 501, "message": f"not modelled: {missing}", "status": "UNIMPLEMENTED"}})
        except Exception as failure:  # noqa: BLE001 - kept as a defect, which fails the test
            self.defects.append(f"{what}: {failure!r}")
            return Answer(500, internal_error().body)

    def _answer(self, arrival: Arrival) -> Answer:
        token = self.sign_in.owner_of(arrival.bearer)
        method = self._method(arrival.verb, arrival.path)
        call = Call(arrival.verb, arrival.path, tuple(arrival.query), arrival.body, arrival.size, token.email, method.identity)

        def applied() -> JsonObject | None:
            if not token.scopes.intersection(method.scopes):
                service = "drive.googleapis.com" if method.identity.startswith("drive.") else "sheets.googleapis.com"
                raise insufficient_scopes(service, method.identity)
            if arrival.size > LARGEST_BODY:
                raise invalid(f"Request payload size exceeds the limit: {LARGEST_BODY} bytes.")
            if self.quota is not None:
                self.quota.spend(call, self.clock)
            return self.apply(arrival.verb, arrival.path, arrival.query, arrival.body, token.email)

        return self._met(call, applied)

    def _met(self, call: Call, applied: Callable[[], JsonObject | None]) -> Answer:
        """Apply a call with the faults and the other people that are waiting for it; log it."""
        with self._lock:
            self.log.append(call)
            plan, hooks = self.faults.meet(call)
        self._act([hook.before for hook in hooks])
        try:
            body = applied() if plan.apply else {}
            answer = Answer(204 if body is None else 200, body)
        except Refusal as refused:
            answer = Answer(refused.code, refused.body, refused.headers)
        self._act([hook.after for hook in hooks])
        if plan.refusal is not None:
            answer = Answer(plan.refusal.code, plan.refusal.body, plan.refusal.headers)
        answer.drop, answer.garble = plan.drop, plan.garble
        call.status = 0 if plan.drop else answer.status
        if plan.wait:
            self.stopping.wait(plan.wait)
        return answer

    def _act(self, acts: Sequence[Callable[[], object] | None]) -> None:
        """Let other people act; what is refused them is not the client's answer but a mistake of the test."""
        for act in acts:
            try:
                if act is not None:
                    act()
            except Refusal as refused:
                self.defects.append(f"somebody was refused: {refused}")

    def apply(self, verb: str, path: str, query: Sequence[tuple[str, str]], body: Any, who: str) -> JsonObject | None:
        """One request of a person or a program, by the rules of the service; what is refused is raised."""
        method = self._method(verb, path)
        with self._lock:
            if method.identity.startswith("drive."):
                answer = self.drive.call(method, query, body, who)
                description = self.drive.description
            else:
                answer = self._sheets.call(method, query, body, who)
                description = self._sheets.description
                self._note_change(method)
        if answer is not None and method.answer_schema is not None:
            self.defects += [f"{method.identity}: {misfit}" for misfit in description.misfits(method.answer_schema, answer)]
        return answer

    def _note_change(self, method: Method) -> None:
        call = Call("", "", (), None, 0, "", method.identity)
        spreadsheet = self.spreadsheets.get(method.arguments.get("spreadsheetId", ""))
        if call.writes and spreadsheet is not None:
            spreadsheet.version += 1
            spreadsheet.modified = self.now()

    def _method(self, verb: str, path: str) -> Method:
        if path.startswith("/drive/v3/"):
            method = self.drive.description.method(verb, path.removeprefix("/drive/v3"))
        else:
            method = self._sheets.description.method(verb, path)
        if method is None:
            raise refusal(404, "NOT_FOUND", f"The requested URL {path} was not found on this server.")
        return method

    def _opened(self, spreadsheet_id: str, who: str, write: bool) -> Spreadsheet:
        spreadsheet = self.spreadsheets.get(spreadsheet_id)
        if spreadsheet is None:
            raise not_found()
        role = spreadsheet.role(who)
        if role is None or (write and role not in ("owner", "writer")):
            raise no_permission()
        if spreadsheet.mime_type != GOOGLE_SHEET:
            raise not_a_google_sheet()
        return spreadsheet

    def _edit(self, spreadsheet: Spreadsheet, who: str) -> Edit:
        shown = ShownCells(spreadsheet, self.calculator)
        this_year = datetime.datetime.fromtimestamp(self.clock(), datetime.UTC).year
        return Edit(spreadsheet, who, self._sheets.description, shown, self._new_id, self.unknowns, this_year)

    def shown(self, spreadsheet: Spreadsheet) -> ShownCells:
        return ShownCells(spreadsheet, self.calculator)

    def _created(self, title: str, who: str) -> Spreadsheet:
        return self.new_spreadsheet(title, who, locale="en_US", time_zone="Etc/GMT")

    def _new_id(self) -> int:
        return self._random.randrange(1, 2**31 - 1)

    def _new_file_id(self) -> str:
        return "1" + "".join(self._random.choices(string.ascii_letters + string.digits + "-_", k=43))

    def now(self) -> str:
        moment = datetime.datetime.fromtimestamp(self.clock(), datetime.UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
