"""The connection class as its template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwright.emit.auth_source import auth_imports, call_source, host_url_source
from portwright.emit.python import literal, literals
from portwright.ir.auth import HostUrl, Value, uses_store
from portwright.ir.integration import Connection, Environment, Integration
from portwright.ir.naming import identifier

# What the class has already, and what its methods and annotations use.
_RESERVED = frozenset(
    (
        *("auth", "base_url", "environ", "environment", "from_env", "headers", "token_store"),
        *("bool", "classmethod", "cls", "field", "os", "property", "self", "str", "variables"),
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
    base_url: str
    auth: str
    auth_imports: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    prefix: str
    variables: tuple[str, ...]
    settled: tuple[str, ...]


def connection_view(integration: Integration) -> ConnectionView:
    connection = integration.connection
    settings = tuple(sorted(_settings(connection), key=lambda item: bool(item.default)))
    prefix = integration.package.upper()
    names = [literal(item.name) for item in connection.environments]
    return ConnectionView(
        settings=settings,
        environments=tuple(
            EnvironmentView(literal(item.name), literal(base_url_text(item)), item.production)
            for item in connection.environments
        ),
        only_environment=names[0] if len(names) == 1 else "",
        base_url=_base_url(connection),
        auth=call_source(connection.auth, _source),
        auth_imports=tuple(sorted(auth_imports(connection))),
        headers=tuple((literal(name), _source(value)) for name, value in connection.headers),
        prefix=literal(prefix),
        variables=tuple(
            f"{prefix}_{item.variable.upper()}" + (" (optional)" if item.default else "")
            for item in settings
            if item.variable
        ),
        settled=tuple(_settled(connection)),
    )


def field_name(name: str) -> str:
    """The field of the connection class for a secret or a parameter."""
    found = identifier(name)
    return f"{found}_" if found in _RESERVED else found


def _settings(connection: Connection) -> Iterator[SettingView]:
    if not connection.environments and connection.base_url is None:
        yield SettingView("base_url", "str", "", "base_url", "required")
    for secret in connection.secrets:
        yield SettingView(field_name(secret), "Secret", "", secret, "secret")
    for param in connection.params:
        shown, default = ("str", "") if param.required else ("str | None", "None")
        reader = "required" if param.required else "optional"
        yield SettingView(field_name(param.name), shown, default, param.name, reader)
    if uses_store(connection.auth):
        store = "field(default_factory=MemoryTokenStore)"
        yield SettingView("token_store", "TokenStore", store, "", "")


def _settled(connection: Connection) -> Iterator[str]:
    """What the runtime has to look at when a connection is made, as arguments."""
    secrets = [field_name(name) for name in connection.secrets]
    hosts = [field_name(param.name) for param in connection.params if param.is_host]
    origins = [field_name(param.name) for param in connection.params if param.is_origin]
    for option, names in (("secrets", secrets), ("hosts", hosts), ("origins", origins)):
        if names:
            yield f"{option}={literals(names)}"
    if connection.environments:
        yield "environments=_BASE_URLS"


def _base_url(connection: Connection) -> str:
    """What the property answers: by environment, by a host of the caller's, or nothing until a
    token names it. Empty where it is a field."""
    if connection.environments:
        found = "_BASE_URLS[self.environment]"
        named = {url.param for item in connection.environments if (url := _own_address(item))}
        given = (f"{field_name(name)}=self.{field_name(name)}" for name in sorted(named))
        return f"{found}.format({', '.join(given)})" if named else found
    match connection.base_url:
        case HostUrl() as url:
            return host_url_source(url, field_name)
        case "token":
            return '""'
        case _:
            return ""


def base_url_text(environment: Environment) -> str:
    """The base URL of an environment; what only the connection knows of it stands in braces."""
    url = environment.base_url
    if isinstance(url, str):
        return url
    return f"{'' if url.is_origin else 'https://'}{{{field_name(url.param)}}}{url.path}"


def _own_address(environment: Environment) -> HostUrl | None:
    return environment.base_url if isinstance(environment.base_url, HostUrl) else None


def _source(value: Value) -> str:
    return literal(value.value) if value.kind == "const" else f"self.{field_name(value.value)}"
