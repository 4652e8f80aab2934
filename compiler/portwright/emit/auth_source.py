"""Authentication as Python source: constructor calls, and what must be imported for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portwright.emit.python import literal, literals
from portwright.ir.auth import AuthArgument, AuthCall, Entries, HostUrl, Value, uses_store
from portwright.ir.integration import Connection

# Classes that the root of the runtime does not export: a client without them need not pay.
_MODULES = {
    "AuthorizationCode": "auth.authorization_code",
    "BaseUrlFromToken": "auth.hosts",
    "ClientCredentials": "auth.client_credentials",
    "ClientIdentity": "auth.client_authentication",
    "Csrf": "auth.csrf",
    "JwtBearer": "auth.jwt_bearer",
    "Signature": "auth.jwt_bearer",
}
_STORE = ("auth.token_store", "MemoryTokenStore, TokenStore")
Source = Callable[[Value], str]


def call_source(call: AuthCall, source: Source) -> str:
    """The constructor call; `source` spells where a value comes from."""
    parts = (f"{name}={_argument(value, source)}" for name, value in call.arguments)
    return f"{call.kind}({', '.join(parts)})"


def auth_imports(connection: Connection) -> Iterator[tuple[str, str]]:
    """Modules of the runtime and what is imported from each."""
    found: dict[str, set[str]] = {}
    for kind in _kinds(connection.auth):
        if kind in _MODULES:
            found.setdefault(_MODULES[kind], set()).add(kind)
    for module, names in found.items():
        yield module, ", ".join(sorted(names))
    if uses_store(connection.auth):
        yield _STORE


def host_url_source(url: HostUrl, field_name: Callable[[str], str]) -> str:
    """An f-string: the path is a literal whose braces are doubled."""
    path = literal(url.path).strip('"').replace("{", "{{").replace("}", "}}")
    scheme = "" if url.is_origin else "https://"
    return f'f"{scheme}{{self.{field_name(url.param)}}}{path}"'


def _argument(value: AuthArgument, source: Source) -> str:
    match value:
        case Value():
            return source(value)
        case HostUrl(param=param, path=path):
            host = source(Value("param", param)).removeprefix("self.")
            return host_url_source(HostUrl(param, path), lambda _: host)
        case Entries(items=items):
            pairs = (f"{literal(name)}: {_argument(item, source)}" for name, item in items)
            return "{" + ", ".join(pairs) + "}"
        case AuthCall():
            return call_source(value, source)
        case str() | int() | float():
            return literal(value)
        case tuple():
            return literals(value)
        case _:
            return "self.token_store"


def _kinds(call: AuthCall) -> Iterator[str]:
    yield call.kind
    for _, item in call.arguments:
        if isinstance(item, AuthCall):
            yield from _kinds(item)
