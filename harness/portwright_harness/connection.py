"""Connections for replays: the generated class, given placeholders for its secrets."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portwright_harness.manifest import ConnectionEntry, Manifest
from portwright_runtime.auth.base import Auth
from portwright_runtime.connection import Connection
from portwright_runtime.secret import Secret

PLACEHOLDER = "portwright-placeholder"

_NOWHERE = "https://vendor.invalid"


class UnknownEnvironmentError(Exception):
    """A cassette of an environment that the spec does not declare."""


@dataclass(frozen=True, slots=True)
class ReplayConnection:
    """A connection's own headers and credentials, at the address that was recorded."""

    base_url: str
    headers: Mapping[str, str | Secret | None]
    auth: Auth


def connect(
    manifest: Manifest, connection_class: type[Any], url: str | None, recorded_in: str | None = None
) -> Connection:
    """The generated connection for the environment that was `recorded_in`, or that `url` lies in.

    Secrets are placeholders. Where the address is not fixed (no environment is declared, or the one
    that is has its address from a parameter) the recorded origin is taken. Raises
    UnknownEnvironmentError.
    """
    entry = manifest.connection
    parts = urlsplit(url or _NOWHERE)
    origin = f"{parts.scheme}://{parts.netloc}"
    environment = environment_of(entry, url or "", recorded_in)
    made = _from_env(manifest, connection_class, environment, origin)
    known = entry.environments[environment] if environment is not None else None
    if known is not None and known.is_fixed:
        return made
    path = known.path if known is not None else ""
    return ReplayConnection(f"{origin}{path}", made.headers, made.auth)


def environment_of(entry: ConnectionEntry, url: str, recorded_in: str | None) -> str | None:
    """The environment that a recording says it is of; if it says none, the one by its URL.

    Of several that the URL lies in the most specific and first, and the first one when none fits.
    """
    if not entry.environments:
        return None
    if recorded_in is not None:
        if recorded_in not in entry.environments:
            known = ", ".join(entry.environments)
            text = f"recorded in the environment `{recorded_in}`; the spec declares {known}"
            raise UnknownEnvironmentError(text)
        return recorded_in
    fitting = [
        (len(environment.base_url), name)
        for name, environment in entry.environments.items()
        if url.startswith(environment.base_url.rstrip("/"))
    ]
    longest = max((length for length, _ in fitting), default=0)
    by_length = [name for length, name in fitting if length == longest]
    return next(iter([*by_length, *entry.environments]))


def _from_env(
    manifest: Manifest, connection_class: type[Any], environment: str | None, origin: str
) -> Connection:
    entry = manifest.connection
    values = {
        name: origin if param.origin else PLACEHOLDER
        for name, param in entry.params.items()
        if param.required
    }
    values |= dict.fromkeys(entry.secrets, PLACEHOLDER)
    if environment is None:
        values["base_url"] = origin  # Asked for where the spec says no address at all.
    variables = {f"{manifest.package}_{name}".upper(): value for name, value in values.items()}
    from_env = connection_class.from_env
    arguments: dict[str, Any] = {}
    parameters = inspect.signature(from_env).parameters
    if "environ" in parameters:
        arguments["environ"] = variables
    positional = [environment] if environment is not None else []
    with _environ(variables):
        connection: Connection = from_env(*positional, **arguments)
    return connection


@contextmanager
def _environ(variables: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for the time of one call."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
