"""Cancels at random points of calls, many of them while a token is fetched."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from typing import Any

from benchmarks.pressure_calls import AsyncCalls, Nowhere, spec
from benchmarks.pressure_judge import held, over_count
from benchmarks.pressure_runs import Ran
from benchmarks.pressure_vendor import LOOKS, Came, look
from portwright_runtime import (
    Breaker,
    Budget,
    Bulkhead,
    Headers,
    Limit,
    Policy,
    Queue,
    Retry,
    Secret,
    WireRequest,
    WireResponse,
    operation,
)
from portwright_runtime.auth.client_authentication import ClientIdentity
from portwright_runtime.auth.client_credentials import ClientCredentials
from portwright_runtime.call import Request
from portwright_runtime.errors import ConnectFailed, ConnectionLost, PortwrightError
from portwright_runtime.gates.bells import AsyncSystemBell

# A second of the clients' lasts so many times shorter, so that tokens end all the time.
_SPEED = 50.0
_TOKEN_URL = "https://login.example.com/token"
_JSON = Headers([("Content-Type", "application/json")])
_CROWD = 60
# Of so many requests in a row, the last so many meet a vendor that is down.
_ROUND, _DOWN = 150, 32
_SLOTS = 5
_RATE = Limit(rate=(100, 2.0), queue=Queue(max=500, wait=60.0))
_LIMITS = (
    Limit(per="operation", rate=(60, 1.0), burst=20, queue=Queue(max=500, wait=60.0)),
    _RATE,
    Limit(concurrent=_SLOTS + 1, queue=Queue(max=60, wait=60.0)),
)
_POLICY = Policy(
    retry=Retry(
        attempts=3, base=0.0, throttle_base=0.0, cap=0.0, budget=Budget(ratio=0.0, cap=10**6)
    ),
    breaker=Breaker(window_calls=40, failure_rate=0.6, open_for=0.1, open_cap=0.25, probes=2),
    bulkhead=Bulkhead(concurrent=_SLOTS, queue=100, wait=60.0),
)


def _fast() -> float:
    return look() * _SPEED


class FastClock:
    """The machine's clock, run fast."""

    now = wall = staticmethod(_fast)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds / _SPEED)

    def bell(self) -> FastBell:
        """What wakes who waits."""
        return FastBell()


class FastBell(AsyncSystemBell):
    """A bell by that clock."""

    async def wait(self, seconds: float) -> None:
        """Until it is rung, and so many seconds at most."""
        await super().wait(seconds / _SPEED)


class Vendor:
    """Answers after some turns of the loop; its tokens are good for two seconds of the client's."""

    def __init__(self, rng: random.Random) -> None:
        self.came: list[Came] = []
        self.inside = self.most = self.tokens = self.renewing = self.most_renewing = 0
        self._rng = rng

    async def send(self, request: WireRequest) -> WireResponse:
        """A token, or an answer of any kind."""
        if request.url == _TOKEN_URL:
            return await self._token()
        looked = LOOKS.before * _SPEED
        self.came.append(Came(_fast(), looked))
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await self._turns(5)
        finally:
            self.inside -= 1
        down = len(self.came) % _ROUND >= _ROUND - _DOWN
        fate = 0.27 if down else self._rng.random()
        if fate < 0.1:
            raise ConnectionLost("reset")
        if fate < 0.15:
            raise ConnectFailed("refused")
        status = 401 if fate < 0.25 else 503 if fate < 0.3 else 429 if fate < 0.35 else 200
        return WireResponse(status, _JSON, b"{}")

    async def aclose(self) -> None:
        """Nothing to close."""

    async def _token(self) -> WireResponse:
        self.tokens += 1
        self.renewing += 1
        self.most_renewing = max(self.most_renewing, self.renewing)
        try:
            await self._turns(6)
        finally:
            self.renewing -= 1
        fate = self._rng.random()
        if fate < 0.1:
            raise ConnectionLost("reset")
        token = {"access_token": f"T{self.tokens}", "token_type": "bearer", "expires_in": 2}
        return WireResponse(500 if fate < 0.2 else 200, _JSON, json.dumps(token).encode())

    async def _turns(self, most: int) -> None:
        for _ in range(self._rng.randrange(most)):
            await asyncio.sleep(0)


class Cancelled(AsyncCalls):
    """A client of which most calls are cancelled."""

    limits = _LIMITS

    @operation(spec(_POLICY))
    def do(self, number: int) -> Request:
        return Request(body={"number": number})


def cancels(wanted: int, seed: int = 3) -> Ran:
    """Call until so many calls were cancelled, each after a random number of turns of the loop."""
    rng = random.Random(seed)
    vendor, ends = Vendor(rng), Counter[str]()
    auth = ClientCredentials(
        token_url=_TOKEN_URL,
        client=ClientIdentity(client_id="app", client_secret=Secret("cs")),
        ahead=0.5,
    )
    client = Cancelled(Nowhere(auth=auth), transport=vendor, clock=FastClock())

    async def everything() -> None:
        number = 0
        while ends["cancelled"] < wanted:
            await asyncio.gather(*(_one(client, number + n, vendor, ends) for n in range(_CROWD)))
            number += _CROWD
        await client.aclose()

    asyncio.run(everything())
    return _judged(client, vendor, ends)


async def _one(client: Any, number: int, vendor: Vendor, ends: Counter[str]) -> None:
    rng = vendor._rng
    task = asyncio.ensure_future(client.do(number))
    for _ in range(int(rng.expovariate(0.15))):
        if task.done():
            break
        await asyncio.sleep(0)
    else:
        ends["cancelled while a token was fetched"] += vendor.renewing > 0
        task.cancel()
    try:
        await task
        ends["answered well"] += 1
    except asyncio.CancelledError:
        ends["cancelled"] += 1
    except PortwrightError as error:
        ends["failed"] += 1
        ends[type(error).__name__] += 1


def _judged(client: Any, vendor: Vendor, ends: Counter[str]) -> Ran:
    broken = [*held(client), *over_count(vendor.came, _RATE)]
    if vendor.most > _SLOTS:
        broken.append(f"{vendor.most} requests at once, over {_SLOTS}")
    if vendor.most_renewing > 1:
        broken.append(f"{vendor.most_renewing} token requests at once")
    if vendor.inside or vendor.renewing:
        broken.append(f"{vendor.inside} requests and {vendor.renewing} token requests go on")
    names = ("cancelled", "cancelled while a token was fetched", "answered well", "failed")
    figures: dict[str, float] = {name: ends[name] for name in names}
    figures["refused by the breaker"] = ends["CircuitOpen"]
    figures["requests"] = len(vendor.came)
    figures["token requests"] = vendor.tokens
    figures["most at once"] = vendor.most
    return Ran(figures, tuple(broken))
