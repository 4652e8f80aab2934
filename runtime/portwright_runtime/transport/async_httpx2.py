"""The asynchronous transport over httpx2."""

import asyncio

import httpx2

from portwright_runtime.errors import AttemptTimeout, ConfigurationError, PortwrightError
from portwright_runtime.gates.homes import AsyncHome
from portwright_runtime.transport.body import MAX_BODY, Body
from portwright_runtime.transport.port import WireRequest, WireResponse
from portwright_runtime.transport.translation import failure, is_plain, request_of, response_of


class AsyncHttpx2Transport:
    """Sends over an httpx2 transport: its own, or the one given, which stays the caller's.

    Redirects are answers here and cookies are not kept. `max_body` bounds the decoded body of an
    answer, in bytes. Connections of its own stay in the event loop and the process that they were
    made in; elsewhere it makes others.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport | None = None, *, max_body: int = MAX_BODY
    ) -> None:
        self._owns = inner is None
        self._home = AsyncHome()
        self._inner = inner or httpx2.AsyncHTTPTransport()
        self._max_body = max_body
        self._closed = False

    async def send(self, request: WireRequest) -> WireResponse:
        """The whole answer, within `timeout`; raises a TransportFailed, or ConfigurationError for
        what cannot be sent.
        """
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._owns and self._home.moved():
            self._inner = httpx2.AsyncHTTPTransport()
        progress = _Progress(sent=not isinstance(self._inner, httpx2.AsyncHTTPTransport))
        failed: PortwrightError
        try:
            async with asyncio.timeout(request.timeout):
                return await self._exchange(request, progress)
        except TimeoutError:
            failed = AttemptTimeout("no answer in time", sent=progress.sent)
        except (httpx2.RequestError, httpx2.InvalidURL) as error:
            failed = failure(error)
        # Raised out here, so that no request of httpx2, with its secrets, hangs on it.
        raise failed

    async def _exchange(self, request: WireRequest, progress: "_Progress") -> WireResponse:
        response = await self._inner.handle_async_request(request_of(request, progress.trace))
        try:
            body = Body(self._max_body, response.headers.get("content-length"))
            chunks = response.aiter_raw() if is_plain(response) else response.aiter_bytes()
            async for chunk in chunks:
                body.add(chunk)
        finally:
            await response.aclose()
        return response_of(response, body.whole())

    async def aclose(self) -> None:
        """Close the connections, if they are its own; nothing is sent after that."""
        self._closed = True
        if self._owns:
            await self._inner.aclose()


class _Progress:
    """Learns from httpx2's trace whether the request may have left."""

    __slots__ = ("sent",)

    def __init__(self, *, sent: bool) -> None:
        self.sent = sent

    async def trace(self, event: str, info: object) -> None:
        if event.endswith("send_request_headers.started"):
            self.sent = True
