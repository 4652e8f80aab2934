"""The settings of a connection, checked when it is made: no later, and never in the middle of a
call."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import Final

from portwright_runtime.auth.hosts import is_host
from portwright_runtime.errors import ConfigurationError
from portwright_runtime.secret import Secret

_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_LAST_PORT: Final = 65535
_ORIGIN: Final = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://(\[[^][]+\]|[^][:]+)(?::([0-9]+))?")


def settle(
    connection: object,
    *,
    secrets: Collection[str] = (),
    hosts: Collection[str] = (),
    origins: Collection[str] = (),
    environments: Collection[str] = (),
) -> None:
    """Hide secrets that were given as plain text, and refuse what no call could be made with.

    `secrets`, `hosts` and `origins` are names of fields, `environments` the values that
    `environment` may have. Raises ConfigurationError, whose text holds no secret.
    """
    for name in secrets:
        object.__setattr__(connection, name, _hidden(name, getattr(connection, name)))
    for name in hosts:
        host = getattr(connection, name)
        if host is not None and not _is_address(host):
            raise ConfigurationError(f"{name} must be a host name, or one and a port: not {host!r}")
    for name in origins:
        object.__setattr__(connection, name, _origin(name, getattr(connection, name)))
    if environments:
        _check_environment(getattr(connection, "environment", None), environments)


def _hidden(name: str, value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if isinstance(value, str):
        return Secret(value)
    raise ConfigurationError(f"{name} must be a Secret, not {type(value).__name__}")


def _origin(name: str, value: object) -> str | None:
    """Without the slash that people write at its end."""
    if value is None:
        return None
    text = value.removesuffix("/") if isinstance(value, str) else ""
    found = _ORIGIN.fullmatch(text)
    if found is None or not _is_server(found[1]) or not _is_port(found[2] or "443"):
        raise ConfigurationError(
            f"{name} must be http:// or https:// with a host, and a port or none: not {value!r}"
        )
    return text


def _is_server(host: str) -> bool:
    """A name or, as servers of one's own may have none, an address: IPv6 stands in brackets."""
    try:
        found = ip_address(host.strip("[]"))
    except ValueError:
        return is_host(host)
    return (found.version == 6) == host.startswith("[")


def _is_address(value: object) -> bool:
    """A host goes into a URL that credentials are sent to: nothing else may be smuggled in."""
    if not isinstance(value, str):
        return False
    host, colon, port = value.partition(":")
    return is_host(host) and (not colon or _is_port(port))


def _is_port(text: str) -> bool:
    return _PORT.fullmatch(text) is not None and int(text) <= _LAST_PORT


def _check_environment(given: object, known: Collection[str]) -> None:
    if given not in known:
        listed = ", ".join(known)
        raise ConfigurationError(f"no environment {given!r}; there are {listed}")
