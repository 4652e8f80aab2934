"""A real vendor on a free port of this machine: rotating tokens at /token, refunds elsewhere."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from portwright_runtime import Secret
from portwright_runtime.auth.authorization_code import AuthorizationCode
from portwright_runtime.auth.client_authentication import ClientIdentity


class TokenServer(ThreadingHTTPServer):
    """Counts what it is asked; `came`: a token is wanted, `open`: let it out, `gone`: it is out."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.lock = threading.Lock()
        self.came = threading.Event()
        self.gone = threading.Event()
        self.open = threading.Event()
        self.open.set()
        self.expires_in = 3600
        self.refresh = "rt0"
        self.access = ""
        self.asked = self.reused = self.served = self.unserved = 0

    def handle_error(self, *_: Any) -> None:
        """Clients break off: that is what these tests are about."""

    def token(self, form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """What /token answers: each refresh token is good once."""
        self.came.set()
        self.open.wait(30.0)
        try:
            return self.issue(form)
        finally:
            self.gone.set()

    def issue(self, form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """The next tokens, for the newest refresh token alone."""
        with self.lock:
            self.asked += 1
            if form.get("refresh_token") != self.refresh:
                self.reused += 1
                return 400, {"error": "invalid_grant"}
            self.refresh, self.access = f"rt{self.asked}", f"at{self.asked}"
            tokens = {"access_token": self.access, "refresh_token": self.refresh}
            return 200, {**tokens, "expires_in": self.expires_in}

    def refund(self, authorization: str | None) -> tuple[int, dict[str, Any]]:
        """What everything else answers."""
        with self.lock:
            good = authorization == f"Bearer {self.access}"
            self.served += good
            self.unserved += not good
        return (200, {"id": "re_1", "amount": 5}) if good else (401, {})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: TokenServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        wants_token = self.path == "/token"
        status, fields = (
            self.server.token(form)
            if wants_token
            else self.server.refund(self.headers["Authorization"])
        )
        data = json.dumps(fields).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def token_server() -> Iterator[TokenServer]:
    with TokenServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.open.set()
            server.shutdown()
            thread.join()


def grant(url: str, **options: Any) -> AuthorizationCode:
    """The grant of the server at `url`."""
    given: dict[str, Any] = {
        "token_url": f"{url}/token",
        "client": ClientIdentity(client_id="app", client_secret=Secret("cs")),
        "refresh_token": Secret("rt0"),
    }
    return AuthorizationCode(**{**given, **options})


@dataclass
class Local:
    """A connection to the server."""

    auth: AuthorizationCode
    headers: Mapping[str, str | Secret | None] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        return self.auth.token_url.removesuffix("/token")
