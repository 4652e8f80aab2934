"""Between the transport port and the types of httpx2."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import httpx2

from portwright_runtime.errors import (
    AttemptTimeout,
    ConfigurationError,
    ConnectFailed,
    ConnectionLost,
    PortwrightError,
)
from portwright_runtime.headers import Headers
from portwright_runtime.transport.port import WireRequest, WireResponse

_ENCODINGS: Final = ("Accept-Encoding", "gzip, deflate")

# The first row that fits; what is none of these broke after the request was on its way.
_FAILURES: Final[tuple[tuple[type[Exception], Callable[[str], PortwrightError]], ...]] = (
    (httpx2.InvalidURL, ConfigurationError),
    (httpx2.UnsupportedProtocol, ConfigurationError),
    # The parser quotes what the vendor sent, a Set-Cookie for one.
    (httpx2.RemoteProtocolError, lambda _: ConnectionLost("the answer broke off, or is not HTTP")),
    (httpx2.LocalProtocolError, lambda _: ConfigurationError("the request is not valid HTTP")),
    (httpx2.ConnectTimeout, lambda _: ConnectFailed("no connection in time")),
    (httpx2.ConnectError, ConnectFailed),
    (httpx2.ProxyError, ConnectFailed),
    (httpx2.PoolTimeout, lambda _: AttemptTimeout("no free connection in time", sent=False)),
    (httpx2.TimeoutException, lambda _: AttemptTimeout("no answer in time")),
    (httpx2.DecodingError, lambda _: ConnectionLost("the body cannot be decompressed")),
)


def failure(error: Exception) -> PortwrightError:
    """An error of httpx2 as one of ours, which does not refer to it or to its request."""
    for kind, ours in _FAILURES:
        if isinstance(error, kind):
            return ours(str(error) or kind.__name__)
    return ConnectionLost(str(error) or type(error).__name__)


def request_of(request: WireRequest, trace: object = None) -> httpx2.Request:
    """The request for httpx2."""
    headers = list(request.headers)
    if not any(name.lower() == "accept-encoding" for name, _ in headers):
        headers.append(_ENCODINGS)
    timeouts = {
        "connect": request.connect_timeout,
        "pool": request.connect_timeout,
        "read": request.timeout,
        "write": request.timeout,
    }
    extensions: dict[str, object] = {"timeout": timeouts}
    if trace is not None:
        extensions["trace"] = trace
    # A query may hold a credential, which is not for keeping.
    url = httpx2.URL(request.url) if "?" in request.url else _url(request.url)
    return httpx2.Request(
        request.method, url, headers=headers, content=request.body, extensions=extensions
    )


# Parsing takes a tenth of a whole request, and most calls go where others went before.
@lru_cache(maxsize=512)
def _url(url: str) -> httpx2.URL:
    return httpx2.URL(url)


def is_plain(response: httpx2.Response) -> bool:
    """Whether the bytes that come are those of the body; a mock's have come already."""
    return not response.is_stream_consumed and "content-encoding" not in response.headers


def response_of(response: httpx2.Response, body: bytes) -> WireResponse:
    """The answer from httpx2."""
    pairs = (
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
    )
    return WireResponse(response.status_code, Headers(pairs), body)
