"""The base of generated adapters: a port's operations in front of a vendor's client."""

import random
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from portwright_runtime._async.client import AsyncClient
from portwright_runtime._async.ports import AsyncClock, AsyncTransport
from portwright_runtime.connection import Connection
from portwright_runtime.telemetry.event import Listener

W = TypeVar("W", bound=AsyncClient)


class AsyncAdapter(Generic[W]):
    """Opened and closed as its client is, and made with what that takes (see AsyncClient).

    `wire` is the client: the same calls in the vendor's own terms, under the same policies.
    """

    client: type[W]

    def __init__(
        self,
        connection: Connection,
        *,
        transport: AsyncTransport | None = None,
        clock: AsyncClock | None = None,
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

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the client."""
        await self.wire.aclose()
