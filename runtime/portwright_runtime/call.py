"""One logical call as generated code states it, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from msgspec import UNSET

from portwright_runtime.headers import Headers

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CallOptions:
    """What one call may say for itself.

    `headers` go over those of the connection (a value of None takes one away, auth and
    idempotency key stay), `deadline` (seconds, in all) over the policy's, and `key` is the
    caller's own idempotency key.
    """

    headers: Mapping[str, str | None] | None = None
    deadline: float | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of a call, by wire name and by where they go; UNSET ones are left out.

    `url` replaces path and query: a link of the vendor's, followed on its own origin only.
    """

    path: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, object] = field(default_factory=dict)
    body: object = UNSET
    options: CallOptions | None = None
    url: str | None = None

    def __repr__(self) -> str:
        return "Request(...)"


@dataclass(frozen=True, slots=True)
class Response(Generic[R]):
    """A successful answer: the typed value and the facts of HTTP around it."""

    status: int
    headers: Headers
    request_id: str | None
    value: R
    body: bytes = field(repr=False)
