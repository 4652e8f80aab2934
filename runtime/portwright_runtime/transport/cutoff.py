"""Blocking sockets that stop at a moment, however slowly the other side drips.

A socket's timeout is for one operation; a server that sends a byte now and then keeps an answer
coming forever. Here every operation gets the time that is left of the attempt at most.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx2

from portwright_runtime.transport.addresses import addresses

_SLICE: Final = 16 * 1024
# Seconds: in less, a host that is far away answers to no address at all.
_LEAST: Final = 0.5


class Cutoff(threading.local):
    """The moment (monotonic) at which the attempt of the current thread ends."""

    at: float = math.inf

    @contextmanager
    def after(self, seconds: float) -> Iterator[None]:
        """End what runs inside after so many seconds; then what was before holds again, as one call
        may be made within another of the same thread.
        """
        before, self.at = self.at, time.monotonic() + seconds
        try:
            yield
        finally:
            self.at = before

    def clamp(
        self,
        timeout: float | None,
        late: type[httpx2.TimeoutException] = httpx2.ConnectTimeout,
    ) -> float | None:
        """The timeout of one operation: what is asked for or what is left; raises `late` when that
        is nothing. A socket on which something waits never times out by itself.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise late("the time is over")
        if timeout is None:
            return None if left == math.inf else left
        return min(timeout, left)

    @property
    def passed(self) -> bool:
        """Whether the attempt is over."""
        return time.monotonic() >= self.at


class CutoffTransport(httpx2.HTTPTransport):
    """httpx2's own transport over sockets with a cutoff."""

    def __init__(self, cutoff: Cutoff) -> None:
        super().__init__()
        # A pool takes a network backend when it is made, but httpx2 has no way to pass one on.
        pool: Any = self._pool
        pool._network_backend = _Backend(pool._network_backend, cutoff)


class _Backend:
    """A network backend of httpx2's pool with every timeout clamped."""

    def __init__(self, inner: Any, cutoff: Cutoff) -> None:
        self._inner = inner
        self._cutoff = cutoff

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> "_Stream":
        """Tries the addresses of a host in turn; `timeout` is for finding and all of them."""
        end = None if timeout is None else time.monotonic() + timeout
        failed: Exception | None = None
        found = addresses(host, port, self._cutoff.clamp(timeout))
        for untried, address in zip(range(len(found), 0, -1), found, strict=True):
            left = self._cutoff.clamp(None if end is None else end - time.monotonic())
            if left is not None and left <= 0:
                break
            share = _share(left, untried)
            try:
                stream = self._inner.connect_tcp(host=address, port=port, timeout=share, **options)
                return _Stream(stream, self._cutoff)
            except Exception as error:  # noqa: BLE001 (whatever it is, the last address's counts)
                failed = error
        raise failed or httpx2.ConnectTimeout("no connection in time")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


def _share(left: float | None, untried: int) -> float | None:
    """The seconds for one address of those untried: the first may be dead, and the next not."""
    return None if left is None else min(left, max(left / untried, _LEAST))


class _Stream:
    """A network stream with every timeout clamped."""

    def __init__(self, inner: Any, cutoff: Cutoff) -> None:
        self._inner = inner
        self._cutoff = cutoff

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._cutoff.clamp(timeout, httpx2.ReadTimeout)
        data: bytes = self._inner.read(max_bytes, left)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # The inner stream allows the timeout for each part that the socket takes.
        for start in range(0, len(buffer), _SLICE):
            left = self._cutoff.clamp(timeout, httpx2.WriteTimeout)
            self._inner.write(buffer[start : start + _SLICE], left)

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, timeout: float | None = None, **options: Any) -> "_Stream":
        stream = self._inner.start_tls(timeout=self._cutoff.clamp(timeout), **options)
        return _Stream(stream, self._cutoff)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
