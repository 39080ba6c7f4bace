"""One request of a client, as it is logged, and the words by which tests choose among requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google_service.sheets_api import READING


@dataclass
class Call:
    """identity: the method by the service's own name ("sheets.spreadsheets.batchUpdate", "drive.files.get", "token")."""

    verb: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any
    size: int
    email: str
    identity: str
    status: int = 0

    @property
    def reads(self) -> bool:
        return self.identity in READING

    @property
    def writes(self) -> bool:
        return self.identity.startswith("sheets.") and self.identity not in READING

    @property
    def kinds(self) -> list[str]:
        """The kinds of request in a batchUpdate, in their order."""
        requests = self.body.get("requests", []) if isinstance(self.body, dict) else []
        return [kind for request in requests for kind in request]


Matching = Callable[[Call], bool]


def any_call(call: Call) -> bool:
    """Every call of an API; not those for a token."""
    return call.identity != "token"


def reads(call: Call) -> bool:
    return call.reads


def writes(call: Call) -> bool:
    return call.writes


def batch_updates(call: Call) -> bool:
    return call.identity == "sheets.spreadsheets.batchUpdate"


def token_calls(call: Call) -> bool:
    return call.identity == "token"


def drive_calls(call: Call) -> bool:
    return call.identity.startswith("drive.")


def method(identity: str) -> Matching:
    """Calls of one method, by the end of its name: "values.batchGet"."""
    return lambda call: call.identity == identity or call.identity.endswith(f".{identity}")


def with_kind(kind: str) -> Matching:
    """A batchUpdate that holds a kind of request: "duplicateSheet"."""
    return lambda call: kind in call.kinds
