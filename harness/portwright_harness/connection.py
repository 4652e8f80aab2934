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


@dataclass(frozen=True, slots=True)
class ReplayConnection:
    """A connection's own headers and credentials, at the address that was recorded."""

    base_url: str
    headers: Mapping[str, str | Secret | None]
    auth: Auth


def connect(
    manifest: Manifest, connection_class: type[Any], url: str | None, params: Mapping[str, str]
) -> Connection:
    """The generated connection for the environment that `url` lies in.

    Secrets are placeholders. A vendor whose address is not fixed (it stands in a parameter or a
    token) keeps what the class says, unless no environment is declared: then the recorded origin
    is taken.
    """
    environment = environment_of(manifest.connection, url or "")
    made = _from_env(manifest, connection_class, environment, params)
    if manifest.connection.environments:
        return made
    parts = urlsplit(url or _NOWHERE)
    return ReplayConnection(f"{parts.scheme}://{parts.netloc}", made.headers, made.auth)


def environment_of(entry: ConnectionEntry, url: str) -> str | None:
    """The declared environment that a recorded URL lies in, the first one when none fits."""
    fitting = [
        (len(environment.base_url), name)
        for name, environment in entry.environments.items()
        if url.startswith(environment.base_url.rstrip("/"))
    ]
    longest = max((length for length, _ in fitting), default=0)
    by_length = [name for length, name in fitting if length == longest]
    return next(iter([*by_length, *entry.environments]), None)


def _from_env(
    manifest: Manifest,
    connection_class: type[Any],
    environment: str | None,
    params: Mapping[str, str],
) -> Connection:
    entry = manifest.connection
    values = dict.fromkeys(entry.secrets, PLACEHOLDER)
    values |= {name: PLACEHOLDER for name, param in entry.params.items() if param.required}
    values |= params
    variables = {f"{manifest.vendor}_{name}".upper(): value for name, value in values.items()}
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
