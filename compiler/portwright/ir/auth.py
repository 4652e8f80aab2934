"""How calls prove who sends them: a constructor call of the runtime, with what feeds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Value:
    """Where a header or a credential comes from."""

    kind: Literal["const", "param", "secret"]
    value: str


@dataclass(frozen=True, slots=True)
class HostUrl:
    """`https://`, the host that a connection parameter names, and a path on it; where the parameter
    is an origin, that has its scheme."""

    param: str
    path: str = ""
    is_origin: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping by name, such as the claims of a JWT."""

    items: tuple[tuple[str, AuthArgument], ...]


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """The connection's store of rotating tokens."""


@dataclass(frozen=True, slots=True)
class AuthCall:
    """`kind` is a class of the runtime, `arguments` its keyword arguments."""

    kind: str
    arguments: tuple[tuple[str, AuthArgument], ...] = ()


AuthArgument: TypeAlias = (
    Value | HostUrl | Entries | StoredTokens | AuthCall | str | float | tuple[str, ...]
)


def auth_call(kind: str, **arguments: AuthArgument | None) -> AuthCall:
    """A call with the arguments that are given; None leaves the runtime's default."""
    return AuthCall(kind, tuple((k, v) for k, v in arguments.items() if v is not None))


# What the runtime's ways to authenticate send, by its class names.
_AUTHORIZATION = frozenset(
    {"AuthorizationCode", "Basic", "Bearer", "ClientCredentials", "JwtBearer"}
)
_GRANTS = frozenset({"AuthorizationCode", "ClientCredentials", "JwtBearer"})
_CSRF_HEADER = "x-csrf-token"


@dataclass(frozen=True, slots=True)
class CredentialNames:
    """Names of header fields and query parameters that hold credentials."""

    headers: tuple[str, ...] = ()
    query: tuple[str, ...] = ()


def credential_names(call: AuthCall) -> CredentialNames:
    """Where a way to authenticate puts its credentials; raises KeyError for an unknown kind."""
    arguments = dict(call.arguments)
    if call.kind in _AUTHORIZATION:
        return CredentialNames(("Authorization",))
    match call.kind, arguments:
        case "NoAuth", _:
            return CredentialNames()
        case "ApiKey", {"header": str(header)}:
            return CredentialNames((header,))
        case "ApiKey", {"query": str(query)}:
            return CredentialNames(query=(query,))
        case "Csrf", {"auth": AuthCall() as inner, **rest}:
            below = credential_names(inner)
            own = (str(rest.get("header", _CSRF_HEADER)), "Cookie")
            return CredentialNames((*below.headers, *own), below.query)
    raise KeyError(call.kind)


def renewed_by(call: AuthCall) -> str | None:
    """The grant by which a token that the vendor refuses is renewed; None where none is."""
    if call.kind in _GRANTS:
        return call.kind
    inner = dict(call.arguments).get("auth")
    return renewed_by(inner) if isinstance(inner, AuthCall) else None


def uses_store(call: AuthCall) -> bool:
    """Whether tokens are stored, so that the connection needs a store."""
    return any(
        isinstance(item, StoredTokens) or (isinstance(item, AuthCall) and uses_store(item))
        for _, item in call.arguments
    )
