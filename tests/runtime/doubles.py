"""Doubles of the world around a client: a clock that is set, transports that answer by script."""

import asyncio
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from portwright_runtime import Auth, Bearer, Headers, Secret, WireRequest, WireResponse
from portwright_runtime.errors import PortwrightError
from tests.runtime.shop import Shop, SyncShop

KEY = "sk_live_do_not_show"
EPOCH = 1_700_000_000.0

Answering = WireResponse | Exception
Script = Callable[[WireRequest], Answering]


@dataclass
class Account:
    """A connection."""

    base_url: str = "https://shop.example"
    headers: Mapping[str, str | Secret | None] = field(default_factory=dict)
    auth: Auth = field(default_factory=lambda: Bearer(Secret(KEY)))


class Clock:
    """Time that passes only when something sleeps, or is said to take time."""

    def __init__(self) -> None:
        self.time = 100.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return EPOCH + self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class AsyncTwin:
    """The same clock for the asynchronous driver."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.now = clock.now
        self.wall = clock.wall

    async def sleep(self, seconds: float) -> None:
        self._clock.sleep(seconds)


class Wire:
    """A transport, both kinds: keeps what was sent and answers by script, taking time to."""

    def __init__(self, *answers: Answering, script: Script | None = None) -> None:
        self.sent: list[WireRequest] = []
        self.closed = 0
        self.clock: Clock | None = None
        self.takes: Iterator[float] = itertools.repeat(0.0)
        # Called once, while the next request is under way; by tasks, awaited in one of its own.
        self.meanwhile: Callable[[], Any] | None = None
        self._answers = iter(answers)
        self._script = script or (lambda request: next(self._answers))

    def send(self, request: WireRequest) -> WireResponse:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return self.answer(request)

    def answer(self, request: WireRequest) -> WireResponse:
        self.sent.append(request)
        if self.clock:
            self.clock.time += next(self.takes)
        answer = self._script(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        self.closed += 1


class AsyncWire:
    """The same transport for the asynchronous driver."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def send(self, request: WireRequest) -> WireResponse:
        meanwhile, self._wire.meanwhile = self._wire.meanwhile, None
        if meanwhile:
            await asyncio.ensure_future(meanwhile())
        return self._wire.answer(request)

    async def aclose(self) -> None:
        self._wire.close()


class Rig:
    """A client of either kind with its doubles; `call` runs an operation to its end."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = Clock()
        self.account = Account()

    def client(self, wire: Wire, kinds: tuple[Any, Any] = (Shop, SyncShop), **options: Any) -> Any:
        wire.clock = self.clock
        if self.kind == "sync":
            return kinds[1](self.account, transport=wire, clock=self.clock, **options)
        twin = AsyncTwin(self.clock)
        return kinds[0](self.account, transport=AsyncWire(wire), clock=twin, **options)

    def call(self, method: Callable[..., Any], *args: Any, **arguments: Any) -> Any:
        result = method(*args, **arguments)
        return result if self.kind == "sync" else asyncio.run(_awaited(result))

    def during(
        self, wire: Wire, method: Callable[..., Any], *args: Any, **arguments: Any
    ) -> list[Any]:
        """What becomes of a call that is made while another one is under way; [] until then."""
        found: list[Any] = []

        def call() -> None:
            try:
                found.append(method(*args, **arguments))
            except PortwrightError as error:
                found.append(error)

        async def call_async() -> None:
            try:
                found.append(await method(*args, **arguments))
            except PortwrightError as error:
                found.append(error)

        wire.meanwhile = call if self.kind == "sync" else call_async
        return found

    def steps(self, iterator: Any) -> Iterator[Any]:
        """The steps of a lazy iterator of either kind, one at a time."""
        if self.kind == "sync":
            yield from iterator
            return
        with asyncio.Runner() as runner:
            # Handed over without a name of its own: the tests count who holds a step.
            while (box := [runner.run(_next(iterator))])[0] is not _END:
                yield box.pop()


_END: Final = object()


async def _next(iterator: Any) -> Any:
    return await anext(iterator, _END)


async def _awaited(result: Any) -> Any:
    return await result


def answer(status: int = 200, body: bytes | str | None = None, **headers: str) -> WireResponse:
    """An answer in JSON; header names are written with underscores."""
    text = '{"id":"re_1","amount":5}' if body is None else body
    fields = {"content_type": "application/json", **headers}
    pairs = ((name.replace("_", "-"), value) for name, value in fields.items())
    return WireResponse(status, Headers(pairs), text.encode() if isinstance(text, str) else text)


def fields_of(request: WireRequest) -> Headers:
    """The header fields that were sent."""
    return Headers(request.headers)
