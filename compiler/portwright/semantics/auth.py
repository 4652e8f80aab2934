"""`connection.auth` bound to the runtime's classes, every secret and parameter declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from portwright.diagnostics.model import Diagnostics
from portwright.ir.auth import (
    AuthArgument,
    AuthCall,
    Entries,
    HostUrl,
    StoredTokens,
    Value,
    auth_call,
)
from portwright.language import auth as language
from portwright.language.connection import BaseUrlFromToken, Connection
from portwright.language.quantities import Duration
from portwright.language.terms import HostAddress, OriginAddress
from portwright.semantics.credentials import PASSWORD_MOST
from portwright.semantics.headers import check_name, check_value
from portwright.semantics.urls import check_url
from portwright.source.span import Text

_METHODS = {"basic": "client_secret_basic", "post": "client_secret_post", "none": "none"}


class AuthBinder:
    """`secret` and `host` look a name up and report it when it is not declared as one."""

    def __init__(
        self,
        connection: Connection,
        secret: Callable[[Text], Value],
        host: Callable[[Text, str], Value],
        value: Callable[[Any, str, int | None], Value],
        sink: Diagnostics,
    ) -> None:
        self._connection = connection
        self._secret = secret
        self._host = host
        self._value = value
        self._sink = sink

    def bind(self, auth: language.Auth) -> AuthCall:
        match auth:
            case language.BearerAuth(secret=secret):
                return auth_call("Bearer", token=self._secret(secret))
            case language.BasicAuth(username=username, password=password):
                return auth_call(
                    "Basic",
                    username=self._value(username, "auth.username", None),
                    password=self._value(password, "auth.password", PASSWORD_MOST),
                )
            case language.ApiKeyAuth(header=header, query=query, secret=secret):
                check_name(header, self._sink)
                return auth_call(
                    "ApiKey", secret=self._secret(secret), header=_text(header), query=_text(query)
                )
            case language.ClientCredentialsAuth():
                return self._client_credentials(auth)
            case language.AuthorizationCodeAuth():
                return self._authorization_code(auth)
            case language.JwtBearerAuth():
                return self._jwt_bearer(auth)
            case language.CsrfAuth():
                return self._csrf(auth)
            case language.NoAuth():
                return auth_call("NoAuth")

    def host_url(self, address: HostAddress | OriginAddress) -> HostUrl:
        path = str(address.path) if address.path is not None else ""
        if isinstance(address, OriginAddress):
            return HostUrl(self._host(address.origin, "origin").value, path, is_origin=True)
        return HostUrl(self._host(address.host, "host").value, path)

    def _client_credentials(self, auth: language.ClientCredentialsAuth) -> AuthCall:
        return auth_call(
            "ClientCredentials",
            token_url=self._url(auth.token_url),
            client=self._client(auth.client),
            scope=_text(auth.scope),
            reuse_for=_seconds(auth.reuse_for),
            base_url=self._base_url(),
        )

    def _authorization_code(self, auth: language.AuthorizationCodeAuth) -> AuthCall:
        refresh = auth.refresh_token
        return auth_call(
            "AuthorizationCode",
            token_url=self._url(auth.token_url),
            client=self._client(auth.client),
            refresh_token=self._secret(refresh) if refresh is not None else None,
            scope=_text(auth.scope),
            base_url=self._base_url(),
            store=StoredTokens(),
        )

    def _jwt_bearer(self, auth: language.JwtBearerAuth) -> AuthCall:
        """A claim that is a duration is the life of the JWT: the runtime makes `exp` of it."""
        lifetime = next((c.seconds for c in auth.claims.values() if isinstance(c, Duration)), None)
        claims = tuple(
            (str(name), self._claim(claim))
            for name, claim in auth.claims.items()
            if not isinstance(claim, Duration)
        )
        signature = auth_call(
            "Signature", algorithm=str(auth.sign.alg), key=self._secret(auth.sign.secret)
        )
        return auth_call(
            "JwtBearer",
            token_url=self._url(auth.token_url),
            claims=Entries(claims),
            lifetime=lifetime,
            sign=signature,
            reuse_for=_seconds(auth.reuse_for),
            base_url=self._base_url(),
        )

    def _csrf(self, auth: language.CsrfAuth) -> AuthCall:
        check_name(auth.header, self._sink)
        check_value(auth.header or "x-csrf-token", auth.fetch, self._sink)
        return auth_call(
            "Csrf",
            auth=self.bind(auth.auth),
            path=str(auth.path),
            header=_text(auth.header),
            fetch=_text(auth.fetch),
            required=_text(auth.required),
        )

    def _client(self, client: language.Client) -> AuthCall:
        secret = client.secret
        return auth_call(
            "ClientIdentity",
            client_id=self._value(client.id, "auth.client.id", None),
            client_secret=self._secret(secret) if secret is not None else None,
            method=_METHODS[client.method] if client.method is not None else None,
        )

    def _claim(self, claim: Any) -> AuthArgument:
        if isinstance(claim, language.OriginOf):
            return HostUrl(self._host(claim.origin, "host").value)
        return self._value(claim, "auth.claims", None)

    def _url(self, url: Text | HostAddress) -> AuthArgument:
        """Where tokens are asked for, at whatever depth it stands: credentials are sent there."""
        if isinstance(url, HostAddress):
            return self.host_url(url)
        check_url(url, "auth.token_url", self._sink, is_base=False)
        return str(url)

    def _base_url(self) -> AuthArgument | None:
        declared = self._connection.base_url
        if not isinstance(declared, BaseUrlFromToken):
            return None
        hosts = tuple(str(host) for host in declared.allow_hosts)
        return auth_call("BaseUrlFromToken", field=str(declared.from_token), allow_hosts=hosts)


def auth_headers(auth: AuthCall) -> Iterator[str]:
    """The headers that the authentication sets, in small letters."""
    settings = dict(auth.arguments)
    match auth.kind:
        case "NoAuth":
            return
        case "ApiKey":
            if isinstance(header := settings.get("header"), str):
                yield header.lower()
        case "Csrf":
            header = settings.get("header", "x-csrf-token")
            yield str(header).lower()
            yield "cookie"
            if isinstance(inner := settings.get("auth"), AuthCall):
                yield from auth_headers(inner)
        case _:
            yield "authorization"


def auth_queries(auth: AuthCall) -> Iterator[str]:
    """The query parameters that the authentication sets."""
    settings = dict(auth.arguments)
    if auth.kind == "ApiKey" and isinstance(query := settings.get("query"), str):
        yield query
    if isinstance(inner := settings.get("auth"), AuthCall):
        yield from auth_queries(inner)


def names_base(auth: AuthCall) -> bool:
    """Whether it gets tokens that can name a base URL."""
    settings = dict(auth.arguments)
    inner = settings.get("auth")
    return "base_url" in settings or (isinstance(inner, AuthCall) and names_base(inner))


def _text(text: Text | None) -> str | None:
    return str(text) if text is not None else None


def _seconds(duration: Duration | None) -> float | None:
    return duration.seconds if duration is not None else None
