"""The connection class as its template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.emit.python import literal
from portwright.ir.integration import Auth, Connection, Integration, Value
from portwright.ir.naming import identifier

# What the class has already, and what its methods and annotations use.
_RESERVED = frozenset(
    (
        *("auth", "base_url", "environ", "environment", "from_env", "headers"),
        *("bool", "classmethod", "cls", "os", "property", "self", "str", "variables"),
    )
)


@dataclass(frozen=True, slots=True)
class SettingView:
    """A field of the connection. `variable` is what `from_env` reads, after the prefix."""

    name: str
    annotation: str
    default: str
    variable: str
    reader: str


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    name: str
    base_url: str
    production: bool


@dataclass(frozen=True, slots=True)
class ConnectionView:
    settings: tuple[SettingView, ...]
    environments: tuple[EnvironmentView, ...]
    only_environment: str
    auth: str
    headers: tuple[tuple[str, str], ...]
    prefix: str
    variables: tuple[str, ...]


def connection_view(integration: Integration) -> ConnectionView:
    connection = integration.connection
    settings = tuple(sorted(_settings(connection), key=lambda item: bool(item.default)))
    prefix = integration.package.upper()
    names = [literal(item.name) for item in connection.environments]
    return ConnectionView(
        settings=settings,
        environments=tuple(
            EnvironmentView(literal(item.name), literal(item.base_url), item.production)
            for item in connection.environments
        ),
        only_environment=names[0] if len(names) == 1 else "",
        auth=_auth(connection.auth),
        headers=tuple((literal(name), _source(value)) for name, value in connection.headers),
        prefix=literal(prefix),
        variables=tuple(
            f"{prefix}_{item.variable.upper()}" + (" (optional)" if item.default else "")
            for item in settings
        ),
    )


def field_name(name: str) -> str:
    """The field of the connection class for a secret or a parameter."""
    found = identifier(name)
    return f"{found}_" if found in _RESERVED else found


def _settings(connection: Connection) -> Iterator[SettingView]:
    if not connection.environments:
        yield SettingView("base_url", "str", "", "base_url", "required")
    for secret in connection.secrets:
        yield SettingView(field_name(secret), "Secret", "", secret, "secret")
    for param in connection.params:
        shown, default = ("str", "") if param.required else ("str | None", "None")
        reader = "required" if param.required else "optional"
        yield SettingView(field_name(param.name), shown, default, param.name, reader)


def _auth(auth: Auth) -> str:
    values = [_source(value) for value in auth.values]
    match auth.kind:
        case "bearer":
            return f"Bearer({values[0]})"
        case "basic":
            return f"Basic({values[0]}, {values[1]})"
        case "api_key":
            return f"ApiKey({values[0]}, {auth.place}={literal(auth.name)})"
        case _:
            return "NoAuth()"


def _source(value: Value) -> str:
    return literal(value.value) if value.kind == "const" else f"self.{field_name(value.value)}"
