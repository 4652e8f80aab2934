"""A vendor with a token endpoint, as a script for `Wire`: rotates, expires and revokes."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from portwright_runtime import Headers, Secret, WireRequest, WireResponse
from portwright_runtime.auth.authorization_code import AuthorizationCode
from portwright_runtime.auth.client_authentication import ClientIdentity
from portwright_runtime.auth.client_credentials import ClientCredentials
from tests.runtime.doubles import Answering, answer

TOKEN_URL = "https://login.shop.example/oauth/token"
CLIENT_SECRET = "cs_do_not_show"
REFRESH = "rt_do_not_show_0"
CLIENT = ClientIdentity(client_id="app 1", client_secret=Secret(CLIENT_SECRET))


def client_credentials(**options: Any) -> ClientCredentials:
    return ClientCredentials(**{"token_url": TOKEN_URL, "client": CLIENT, **options})


def authorization_code(**options: Any) -> AuthorizationCode:
    given = {"token_url": TOKEN_URL, "client": CLIENT, "refresh_token": Secret(REFRESH)}
    return AuthorizationCode(**{**given, **options})


class Vendor:
    """Takes the tokens that it gave out last; `answers` to token requests come before its own."""

    def __init__(self, *answers: Answering | None, url: str = TOKEN_URL, **fields: Any) -> None:
        self.url = url
        self.fields: dict[str, Any] = {"token_type": "Bearer", "expires_in": 3600, **fields}
        self.asked: list[WireRequest] = []
        self.calls: list[WireRequest] = []
        self.good: set[str] = set()
        self.rotates = False
        # Whether old tokens stay good beside new ones.
        self.keeps = False
        self.refresh = REFRESH
        self._answers: Iterator[Answering | None] = iter(answers)

    def __call__(self, request: WireRequest) -> Answering:
        if request.url == self.url:
            return self.token(request)
        self.calls.append(request)
        given = Headers(request.headers).get("authorization", "")
        known = given.removeprefix("Bearer ") in self.good
        return answer() if known else answer(401, '{"error":{"code":"expired"}}')

    def token(self, request: WireRequest) -> Answering:
        """What the token endpoint answers."""
        self.asked.append(request)
        said = next(self._answers, None)
        return self.issue(request) if said is None else said

    def issue(self, request: WireRequest) -> WireResponse:
        """A new token; under rotation for the newest refresh token alone."""
        sent = self.form(request)
        if sent.get("grant_type") == "refresh_token" and sent["refresh_token"] != self.refresh:
            return answer(400, '{"error":"invalid_grant"}')
        number = len(self.asked)
        self.good = (self.good if self.keeps else set()) | {f"at_do_not_show_{number}"}
        body = {"access_token": f"at_do_not_show_{number}", **self.fields}
        if self.rotates:
            self.refresh = body["refresh_token"] = f"rt_do_not_show_{number}"
        return answer(200, json.dumps(body))

    def revoke(self) -> None:
        """No token given out so far is good any more."""
        self.good = set()

    @staticmethod
    def form(request: WireRequest) -> dict[str, str]:
        """The fields of a token request."""
        pairs = parse_qs((request.body or b"").decode(), keep_blank_values=True)
        return {name: values[0] for name, values in pairs.items()}
