"""The base of generated adapters: a port's operations in front of a vendor's client."""

import random
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from portwright_runtime._sync.client import SyncClient
from portwright_runtime._sync.ports import SyncClock, SyncTransport
from portwright_runtime.connection import Connection
from portwright_runtime.telemetry.event import Listener

W = TypeVar("W", bound=SyncClient)


class SyncAdapter(Generic[W]):
    """Opened and closed as its client is, and made with what that takes (see SyncClient).

    `wire` is the client: the same calls in the vendor's own terms, under the same policies.
    """

    client: type[W]

    def __init__(
        self,
        connection: Connection,
        *,
        transport: SyncTransport | None = None,
        clock: SyncClock | None = None,
        rng: random.Random | None = None,
        new_key: Callable[[], str] | None = None,
        listener: Listener | None = None,
    ) -> None:
        self.wire: W = self.client(
            connection,
            transport=transport,
            clock=clock,
            rng=rng,
            new_key=new_key,
            listener=listener,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the client."""
        self.wire.close()
