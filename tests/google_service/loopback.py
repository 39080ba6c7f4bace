"""From a test to the service: the server on a free port, sessions that reach nothing else, a gspread client."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from requests.adapters import HTTPAdapter

from tests.google_service.formulas import Calculator
from tests.google_service.server import RunningServer
from tests.google_service.service import ROBOT, GoogleService
from tests.google_service.sign_in import SHEETS_SCOPE

GOOGLE_HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com")
OWN_HOSTS = ("127.0.0.1", "localhost")
"""This machine: after the consent page a browser is sent to the program, which waits there."""


class OffLoopbackError(AssertionError):
    """A test was about to reach the internet."""


class LoopbackAdapter(HTTPAdapter):
    """Carries what is meant for Google to the service, and refuses every other address."""

    def __init__(self, service: GoogleService) -> None:
        super().__init__()
        self._service = service

    def send(  # noqa: PLR0917
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        address = urlsplit(str(request.url))
        if address.hostname in GOOGLE_HOSTS:
            request.url = self._service.address + address.path + (f"?{address.query}" if address.query else "")
        elif address.hostname not in OWN_HOSTS:
            raise OffLoopbackError(f"a request to {address.hostname}")
        return super().send(request, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies={})


@contextmanager
def google_service(*, calculator: Calculator | None = None) -> Iterator[GoogleService]:
    """The service while it runs. What it answered against Google's description of itself fails the test at the end."""
    service = GoogleService(calculator=calculator)
    server = RunningServer(service)
    server.start()
    try:
        yield service
    finally:
        server.stop()
    assert not service.defects, "\n".join(service.defects)


@contextmanager
def only_reaching(service: GoogleService) -> Iterator[None]:
    """Within it every requests session of the program, whoever makes it, reaches the service and nothing else."""
    adapter = LoopbackAdapter(service)
    with mock.patch.object(requests.Session, "get_adapter", return_value=adapter):
        yield


def loopback_session(service: GoogleService) -> requests.Session:
    session = requests.Session()
    mount(session, service)
    return session


def mount(session: requests.Session, service: GoogleService) -> None:
    """Make a session reach the service only."""
    adapter = LoopbackAdapter(service)
    session.mount("https://", adapter)
    session.mount("http://", adapter)


def authorized_session(service: GoogleService, credentials: Credentials) -> AuthorizedSession:
    """The session of a program that speaks to Google, with google-auth's own refresh of tokens."""
    session: AuthorizedSession = AuthorizedSession(credentials, auth_request=Request(session=loopback_session(service)))  # type: ignore[no-untyped-call]
    mount(session, service)
    return session


def robot_credentials(service: GoogleService, email: str = ROBOT, scopes: Sequence[str] = (SHEETS_SCOPE,)) -> Credentials:
    """A service account, signed in by its key."""
    key = service.sign_in.service_account_key(email, service.token_uri)
    credentials: Credentials = ServiceCredentials.from_service_account_info(key, scopes=list(scopes))  # type: ignore[no-untyped-call]
    return credentials


def person_credentials(service: GoogleService, email: str, scopes: Sequence[str] = (SHEETS_SCOPE,)) -> Credentials:
    """A person, signed in by a refresh token."""
    info = service.authorized_user(email, scopes)
    credentials: Credentials = PersonCredentials.from_authorized_user_info(info, list(scopes))  # type: ignore[no-untyped-call]
    return credentials


def gspread_client(service: GoogleService, credentials: Credentials | None = None) -> gspread.Client:
    """The real gspread; as the service account unless other credentials are given."""
    credentials = credentials or robot_credentials(service)
    return gspread.Client(auth=credentials, session=authorized_session(service, credentials))


def write_authorized_user(service: GoogleService, path: Path, email: str) -> Path:
    """What a program would have kept of a person's sign-in, as a file."""
    path.write_text(json.dumps(service.authorized_user(email)), encoding="utf-8")
    path.chmod(0o600)
    return path
