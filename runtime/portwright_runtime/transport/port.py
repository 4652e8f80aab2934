"""What a driver hands to a transport and gets back."""

from dataclasses import dataclass, field

from portwright_runtime.headers import Headers, Pairs


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One attempt on the wire.

    `timeout` is for the attempt from its start to the last byte of the answer, `connect_timeout`
    for the connection alone (seconds); `deadline` is the end of the whole call on the driver's
    clock. Its repr hides what may hold secrets.
    """

    method: str
    url: str = field(repr=False)
    headers: Pairs = field(repr=False)
    body: bytes | None = field(repr=False)
    connect_timeout: float
    timeout: float
    deadline: float


@dataclass(frozen=True, slots=True)
class WireResponse:
    """An answer on the wire, its body whole and without transfer or content encoding."""

    status: int
    headers: Headers
    body: bytes = field(repr=False)
