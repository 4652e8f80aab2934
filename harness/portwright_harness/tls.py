"""One TLS context for all clients of a replay: loading the certificates takes longer than playing.

Nothing is sent over it, as the network is blocked; the real context is made once, so that a client
whose context cannot be made still fails.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from unittest import mock

_make: Callable[..., ssl.SSLContext] = ssl.create_default_context


@contextmanager
def shared_context() -> Iterator[None]:
    """For the time of the block the same arguments give the same context."""
    with mock.patch.object(ssl, "create_default_context", _made):
        yield


@cache
def _made(*arguments: object, **named: object) -> ssl.SSLContext:
    return _make(*arguments, **named)
