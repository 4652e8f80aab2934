"""`connection:` bound: environments, auth and headers, every secret and parameter declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Any, Literal

from portwright.diagnostics.model import Diagnostics
from portwright.ir.auth import AuthCall, HostUrl, Value
from portwright.ir.integration import Connection, Environment, Parameter
from portwright.language.connection import UNREAD_CONNECTION, BaseUrlFromToken
from portwright.language.connection import Connection as Declared
from portwright.language.record import NOWHERE
from portwright.language.spec import Spec
from portwright.language.terms import Const, FromParam, FromSecret, HostAddress, OriginAddress
from portwright.openapi.effective import SchemaSource
from portwright.rules.binding import idle_prefix, no_base_url
from portwright.rules.secrets import (
    base_of_no_token,
    literal_credential,
    param_is_no_host,
    repeated_header,
    repeated_setting,
    undeclared_param,
    undeclared_secret,
)
from portwright.semantics.auth import AuthBinder, auth_headers, names_base
from portwright.semantics.credentials import HEADER_MOST, is_secret_header, looks_like_a_credential
from portwright.semantics.headers import check_name, check_value
from portwright.semantics.urls import check_allowed_hosts, check_url
from portwright.source.span import Text


def bind_connection(
    declared: Declared, document: SchemaSource | None, sink: Diagnostics
) -> Connection:
    """Of the document, if there is one, the server may count as the environment."""
    # By name: the order of keys in a map means nothing.
    binder = _Binder(declared, sink)
    environments = tuple(_environments(declared, document, binder.address))
    binder.check_names()
    binder.check_urls()
    auth = binder.auth()
    binder.check_headers(auth)
    _check_prefix(declared.strip_prefix, document, sink)
    return Connection(
        params=tuple(
            Parameter(
                str(name),
                required=not kind.endswith("| null"),
                is_host=kind.startswith("host"),
                is_origin=kind.startswith("origin"),
            )
            for name, kind in sorted(declared.params.items())
        ),
        secrets=tuple(str(name) for name in declared.secrets),
        environments=environments,
        base_url=binder.base_url(),
        auth=auth,
        headers=tuple(binder.headers()),
    )


def check_base_url(spec: Spec, connection: Connection, sink: Diagnostics) -> None:
    """The spec or the document must say where the vendor is reached."""
    tried = spec.connection is UNREAD_CONNECTION or spec.connection.environments.place.keys
    if not (tried or connection.environments or spec.connection.base_url is not None):
        sink.add(no_base_url.report(spec.place.keys.get("connection"), spec.vendor))


class _Binder:
    def __init__(self, declared: Declared, sink: Diagnostics) -> None:
        self._declared = declared
        self._sink = sink
        self._auth = AuthBinder(declared, self._secret, self._host, self._value, sink)

    def check_names(self) -> None:
        """Fields of one class: `class` and `class_` fall together there too."""
        places = self._declared.params.place.keys
        names = [(str(name), name.span) for name in self._declared.secrets]
        seen: set[str] = set()
        for name, span in [*names, *((name, places.get(name)) for name in self._declared.params)]:
            if name.rstrip("_") in seen:
                self._sink.add(repeated_setting.report(span, name))
            seen.add(name.rstrip("_"))

    def auth(self) -> AuthCall:
        """Where the base URL is a token's, a way that gets one; of one that could not be read
        nothing is known."""
        declared, base_url = self._declared.auth, self._declared.base_url
        auth, is_read = self._auth.bind(declared), declared.place is not NOWHERE
        if isinstance(base_url, BaseUrlFromToken) and is_read and not names_base(auth):
            self._sink.add(base_of_no_token.report(base_url.from_token, declared.kind))
        return auth

    def base_url(self) -> HostUrl | Literal["token"] | None:
        match self._declared.base_url:
            case BaseUrlFromToken():
                return "token"
            case HostAddress() | OriginAddress() as address:
                return self._auth.host_url(address)
            case _:
                return None

    def address(self, url: Text | HostAddress | OriginAddress) -> str | HostUrl:
        """The base URL of an environment; paths begin with a `/` of their own."""
        if isinstance(url, Text):
            return str(url).rstrip("/")
        found = self._auth.host_url(url)
        return replace(found, path=found.path.rstrip("/"))

    def headers(self) -> Iterator[tuple[str, Value]]:
        for name, value in sorted(self._declared.headers.items(), key=itemgetter(0)):
            most = HEADER_MOST if is_secret_header(name) else None
            if isinstance(value, Const):
                check_value(name, value.const, self._sink)
            yield str(name), self._value(value, f"header `{name}`", most)

    def check_headers(self, auth: AuthCall) -> None:
        """Each is set once, by whomever."""
        theirs = frozenset(auth_headers(auth))
        seen: set[str] = set()
        for name in self._declared.headers:
            check_name(name, self._sink)
            if name.lower() in theirs:
                self._sink.add(repeated_header.report_auth(name.span, name))
            elif name.lower() in seen:
                self._sink.add(repeated_header.report(name.span, name))
            seen.add(name.lower())

    def check_urls(self) -> None:
        for name, environment in self._declared.environments.items():
            if isinstance(environment.base_url, Text):
                check_url(environment.base_url, f"environment `{name}`", self._sink)
        if isinstance(self._declared.base_url, Text):
            check_url(self._declared.base_url, "connection.base_url", self._sink)
        if isinstance(self._declared.base_url, BaseUrlFromToken):
            check_allowed_hosts(self._declared.base_url, self._sink)

    def _value(self, value: Any, where: str, most: int | None = None) -> Value:
        match value:
            case FromSecret(secret=name):
                return self._secret(name)
            case FromParam(param=name):
                return self._param(name)
            case Const(const=text):
                if looks_like_a_credential(text, most=most):
                    span = value.place.values.get("const")
                    self._sink.add(literal_credential.report(span, where))
                return Value("const", str(text))
        raise TypeError(f"unknown kind of value: {type(value).__name__}")

    def _param(self, name: Text) -> Value:
        if not self._declared.params.declares(name):
            self._sink.add(undeclared_param.report(name, self._declared.params))
        return Value("param", str(name))

    def _host(self, name: Text, needed: str) -> Value:
        """A parameter that a URL is made with."""
        declared = self._declared.params.get(name)
        if declared is not None and declared != needed:
            self._sink.add(param_is_no_host.report(name, declared, needed))
        return self._param(name)

    def _secret(self, name: Text) -> Value:
        if name not in self._declared.secrets:
            self._sink.add(undeclared_secret.report(name, self._declared.secrets))
        return Value("secret", str(name))


def _check_prefix(prefix: Text | None, document: SchemaSource | None, sink: Diagnostics) -> None:
    """A prefix that no path has is a typo, or one of another version of the document."""
    if prefix is None or document is None:
        return
    try:
        paths = list(document.get("#/paths"))
    except KeyError:
        return
    if all(without_prefix(path, prefix) == path for path in paths):
        sink.add(idle_prefix.report(prefix, paths))


def without_prefix(path: str, prefix: str | None) -> str:
    """What is sent of a path of the document: whole segments of it may stand in the base URL."""
    start = (prefix or "").rstrip("/")
    return path.removeprefix(start) if path.startswith(f"{start}/") else path


def _environments(
    declared: Declared,
    document: SchemaSource | None,
    address: Callable[[Text | HostAddress | OriginAddress], str | HostUrl],
) -> Iterator[Environment]:
    """Those of the spec; else its base URL; else the document's first absolute server."""
    for name, environment in sorted(declared.environments.items(), key=itemgetter(0)):
        url, source = address(environment.base_url), str(environment.source or "")
        yield Environment(str(name), url, environment.production, source)
    own = declared.base_url
    if declared.environments or not (own is None or isinstance(own, Text)):
        return
    server = str(own) if isinstance(own, Text) else document and _server(document)
    if server:
        yield Environment("live", server.rstrip("/"), True)


def _server(document: SchemaSource) -> str | None:
    try:
        url = document.get("#/servers/0/url")
    except KeyError:
        return None
    fixed = isinstance(url, str) and "{" not in url
    return url if fixed and re.match(r"https?://[^\s/]", url) else None
