"""The synchronous transport over httpx2."""

import httpx2

from portwright_runtime.errors import AttemptTimeout, ConfigurationError, PortwrightError
from portwright_runtime.gates.process import PROCESS
from portwright_runtime.transport.body import MAX_BODY, Body
from portwright_runtime.transport.cutoff import Cutoff, CutoffTransport
from portwright_runtime.transport.port import WireRequest, WireResponse
from portwright_runtime.transport.translation import failure, is_plain, request_of, response_of


class SyncHttpx2Transport:
    """Sends over an httpx2 transport: its own, or the one given, which stays the caller's.

    Redirects are answers here and cookies are not kept. `max_body` bounds the decoded body of an
    answer, in bytes. Its own transport is cut at the timeout whatever the server does; a given
    one only between two chunks of the body. Connections of its own stay in the process that they
    were made in; a forked one makes others.
    """

    def __init__(
        self, inner: httpx2.BaseTransport | None = None, *, max_body: int = MAX_BODY
    ) -> None:
        self._owns = inner is None
        self._generation = PROCESS.generation
        self._cutoff = Cutoff()
        self._inner = inner or CutoffTransport(self._cutoff)
        self._max_body = max_body
        self._closed = False

    def send(self, request: WireRequest) -> WireResponse:
        """The whole answer, within `timeout`; raises a TransportFailed, or ConfigurationError for
        what cannot be sent.
        """
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._owns and self._generation != PROCESS.generation:
            self._renew()
        failed: PortwrightError
        try:
            with self._cutoff.after(request.timeout):
                return self._exchange(request)
        except (httpx2.RequestError, httpx2.InvalidURL) as error:
            failed = failure(error)
        # Raised out here, so that no request of httpx2, with its secrets, hangs on it.
        raise failed

    def _exchange(self, request: WireRequest) -> WireResponse:
        response = self._inner.handle_request(request_of(request))
        try:
            body = Body(self._max_body, response.headers.get("content-length"))
            chunks = response.iter_raw() if is_plain(response) else response.iter_bytes()
            for chunk in chunks:
                body.add(chunk)
                if self._cutoff.passed:
                    raise AttemptTimeout("no answer in time")
        finally:
            response.close()
        return response_of(response, body.whole())

    def _renew(self) -> None:
        """Connections of this process, before any of its threads sends."""
        with PROCESS.lock:
            if self._generation != PROCESS.generation:
                self._inner = CutoffTransport(self._cutoff)
                self._generation = PROCESS.generation

    def close(self) -> None:
        """Close the connections, if they are its own; nothing is sent after that."""
        self._closed = True
        if self._owns:
            self._inner.close()
