"""No network: while blocked, nothing in the process connects, resolves or sends datagrams."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from portwright_harness.problem import Problem

_METHODS = ("connect", "connect_ex", "sendto", "sendmsg")
_FUNCTIONS = (
    "create_connection",
    "getaddrinfo",
    "gethostbyaddr",
    "gethostbyname",
    "gethostbyname_ex",
    "getnameinfo",
)
# Loops that do not go through `socket.socket`, as that of Windows, have ways out of their own.
_LOOP_METHODS = (
    "create_connection",
    "create_datagram_endpoint",
    "getaddrinfo",
    "getnameinfo",
    "sock_connect",
    "sock_sendto",
)


class NetworkError(OSError):
    """Something tried to leave the process during a replay; an OSError, as a refusal would be."""


@dataclass(slots=True)
class Attempts:
    """What tried to leave; kept, so that an attempt whose error was swallowed still fails."""

    seen: list[str] = field(default_factory=list)

    def problems(self) -> list[Problem]:
        """A problem for every attempt."""
        return [Problem("network", f"the network was used during a replay: {s}") for s in self.seen]


@contextmanager
def blocked() -> Iterator[Attempts]:
    """Block the network in the whole process; every attempt raises NetworkError."""
    attempts = Attempts()
    restores = [
        _patch(owner, name, _refusing(attempts, name, skip)) for owner, name, skip in _ways_out()
    ]
    try:
        yield attempts
    finally:
        for restore in reversed(restores):
            restore()


def _ways_out() -> Iterator[tuple[Any, str, int]]:
    """What leaves the process: its owner, its name, and how many arguments are not a target."""
    for name in _METHODS:
        if hasattr(socket.socket, name):  # There is no `sendmsg` on Windows.
            yield socket.socket, name, 1
    for name in _FUNCTIONS:
        yield socket, name, 0
    for loop in _loop_classes():
        for name in _LOOP_METHODS:
            if name in vars(loop):
                yield loop, name, 1


def _loop_classes() -> list[type[Any]]:
    """Every class of event loops that is known now, those of other libraries too."""
    found: list[type[Any]] = [asyncio.BaseEventLoop]
    for known in found:
        found += [below for below in known.__subclasses__() if below not in found]
    return found


def _refusing(attempts: Attempts, name: str, skip: int) -> Callable[..., NoReturn]:
    def refuse(*args: object, **_: object) -> NoReturn:
        target = next((a for a in reversed(args[skip:]) if isinstance(a, tuple | str)), "")
        attempts.seen.append(f"{name}({target!r})")
        raise NetworkError(f"{name}({target!r}) during a replay")

    return refuse


def _patch(owner: Any, name: str, value: object) -> Callable[[], None]:
    """Replace an attribute; what was inherited is uncovered again by deleting the cover."""
    own = name in vars(owner)
    before = getattr(owner, name)
    setattr(owner, name, value)
    return (lambda: setattr(owner, name, before)) if own else (lambda: delattr(owner, name))
