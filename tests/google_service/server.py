"""HTTP on 127.0.0.1: requests are handed to the service, its answers written, or the connection broken."""

from __future__ import annotations

import base64
import json
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.google_service.refusals import invalid
from tests.google_service.service import Answer, Arrival, GoogleService


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, service: GoogleService) -> None:
        self.service = service
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away in the middle (killed, by the tests of that) is no mistake of the service."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on the console; the service keeps its own log."""

    def _serve(self) -> None:
        service = self.server.service
        address = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = parse_qsl(address.query, keep_blank_values=True)
        if address.path == "/token":
            form = {**dict(parse_qsl(raw.decode())), **_client_in_header(self.headers.get("Authorization") or "")}
            self._send(service.token(form, len(raw)))
            return
        if address.path == "/o/oauth2/auth":
            self._send(Answer(302, None, {"Location": service.sign_in.consent_page(dict(query))}))
            return
        try:
            body = json.loads(raw) if raw else None
        except ValueError:
            refused = invalid("Invalid JSON payload received. Unexpected token.")
            self._send(Answer(refused.code, refused.body))
            return
        kind, _, bearer = (self.headers.get("Authorization") or "").partition(" ")
        arrival = Arrival(self.command, address.path, query, body, len(raw), bearer if kind == "Bearer" else "")
        self._send(service.answer(arrival))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve  # noqa: N815

    def _send(self, answer: Answer) -> None:
        if answer.drop or self.server.service.stopping.is_set():
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        raw = b"" if answer.body is None else json.dumps(answer.body, ensure_ascii=False).encode()
        if answer.garble:
            raw = raw[: len(raw) // 2] or b"{"
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)
        self.wfile.flush()


def _client_in_header(authorization: str) -> dict[str, str]:
    """The client's id and secret, which libraries may also send as basic authentication."""
    kind, _, encoded = authorization.partition(" ")
    if kind != "Basic":
        return {}
    name, _, secret = base64.b64decode(encoded).decode().partition(":")
    return {"client_id": name, "client_secret": secret}


class RunningServer:
    """The service on a free port."""

    def __init__(self, service: GoogleService) -> None:
        self._service = service
        self._server = _Server(service)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def start(self) -> None:
        self._service.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread.start()

    def stop(self) -> None:
        self._service.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
