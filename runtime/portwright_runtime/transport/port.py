"""What a driver hands to a transport and gets back."""

from msgspec import Struct

from portwright_runtime.headers import Headers, Pairs


class WireRequest(Struct, frozen=True):
    """One attempt on the wire.

    `timeout` is for the attempt from its start to the last byte of the answer, `connect_timeout`
    for the connection alone (seconds); `deadline` is the end of the whole call on the driver's
    clock. Its repr hides what may hold secrets.
    """

    method: str
    url: str
    headers: Pairs
    body: bytes | None
    connect_timeout: float
    timeout: float
    deadline: float

    def __repr__(self) -> str:
        times = f"connect_timeout={self.connect_timeout!r}, timeout={self.timeout!r}"
        return f"WireRequest(method={self.method!r}, {times}, deadline={self.deadline!r})"


class WireResponse(Struct, frozen=True):
    """An answer on the wire, its body whole and without transfer or content encoding."""

    status: int
    headers: Headers
    body: bytes

    def __repr__(self) -> str:
        return f"WireResponse(status={self.status!r}, headers={self.headers!r})"
