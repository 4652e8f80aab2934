"""One logical call as generated code states it, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from msgspec import UNSET, Struct

from portwright_runtime.errors import ConfigurationError
from portwright_runtime.headers import Headers
from portwright_runtime.policies.bounds import LONGEST, is_number
from portwright_runtime.secret import Secret

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

    def __post_init__(self) -> None:
        seconds = self.deadline
        # None may be left of what the caller had: that ends the call, as time does.
        if seconds is not None and (not is_number(seconds) or seconds > LONGEST):
            raise ConfigurationError("deadline: a number of seconds, at most a year")
        if self.headers is not None and not _are_texts(self.headers):
            raise ConfigurationError("headers: texts by their names, or None to take one away")
        if self.key is not None and not isinstance(self.key, str):
            raise ConfigurationError("key: a text")

    def __repr__(self) -> str:
        headers = list(self.headers) if self.headers is not None else None
        return f"CallOptions(headers={headers}, deadline={self.deadline}, key={self.key!r})"


def _are_texts(headers: object) -> bool:
    return isinstance(headers, Mapping) and all(
        isinstance(name, str) and isinstance(value, str | Secret | None)
        for name, value in headers.items()
    )


_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


# Not frozen, nor changed by anybody: one is made for each call, and that takes half the time so.
@dataclass(slots=True)
class Request:
    """The arguments of a call, by wire name and by where they go; UNSET ones are left out.

    `url` replaces path and query: a link of the vendor's, followed on its own origin only.
    """

    path: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    query: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    headers: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    body: object = UNSET
    options: CallOptions | None = None
    url: str | None = None

    def __repr__(self) -> str:
        return "Request(...)"


class Response(Struct, Generic[R], frozen=True):
    """A successful answer: the typed value and the facts of HTTP around it."""

    status: int
    headers: Headers
    request_id: str | None
    value: R
    body: bytes

    def __repr__(self) -> str:
        facts = f"status={self.status!r}, headers={self.headers!r}, request_id={self.request_id!r}"
        return f"Response({facts}, value={self.value!r})"
