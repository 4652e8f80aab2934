"""The vendor at the other end: a transport that follows a script and keeps its own books."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from typing import Final

from portwright.simulate.caller import CALLER, Caller
from portwright.simulate.effects import writes
from portwright.simulate.fate import Fate, Fates
from portwright.simulate.log import Entry, Kind, Log
from portwright.simulate.reading import UNEXPECTED, UNREADABLE
from portwright.simulate.script import Script
from portwright.simulate.virtual_loop import VirtualLoop
from portwright.simulate.wire_key import wire_key
from portwright_runtime.errors import AttemptTimeout, ConnectFailed, ConnectionLost, TransportFailed
from portwright_runtime.headers import Headers
from portwright_runtime.policies.safety import Keyed, NaturalKey
from portwright_runtime.transport.port import WireRequest, WireResponse

_GARBLED: Final = {
    "truncated": (("content-type", "application/json"), b'{"id": "x", "am'),
    "html": (("content-type", "text/html"), b"<html>Down for maintenance</html>"),
}
# A success whose body is not what is declared, or not even of that kind.
_READS: Final = {"truncated": UNREADABLE, "html": UNEXPECTED}
_MEDIA: Final = "content-type"
_JSON: Final = (_MEDIA, "application/json")


class ScriptedVendor:
    """Takes requests and answers them, or does not. A request that has arrived is carried out
    whatever becomes of its caller; one with a key that the vendor knows is not carried out again.
    """

    def __init__(self, script: Script, loop: VirtualLoop, log: Log, seed: int) -> None:
        self._loop = loop
        self._log = log
        self._fates = Fates(script, seed)
        self._rate = script.vendor.rate
        self._let_in: deque[float] = deque()
        self._key_ttl = script.vendor.key_ttl
        self._known: dict[str, float] = {}
        # What every request meets instead of its own fate.
        self.fixed: Fate | None = None

    async def send(self, request: WireRequest) -> WireResponse:
        """One attempt; raises what the runtime's own transports raise."""
        caller = CALLER.get()
        caller.sent += 1
        key = wire_key(caller.subject.spec.safety, request)
        now = self._loop.time()
        fate = self.fixed or self._fates.draw(caller.operation, now)
        self._tell(caller, "send", key=key, seconds=request.timeout, count=caller.sent)
        try:
            answer = await self._exchange(caller, request, fate, key)
        except TransportFailed as failed:
            kind: Kind = "lost" if failed.sent else "unsent"
            self._tell(caller, kind, what=type(failed).__name__)
            raise
        except asyncio.CancelledError:
            self._tell(caller, "lost", what="cancelled")
            raise
        self._log.append(_seen(caller, fate, answer, self._loop.time()))
        return answer

    async def aclose(self) -> None:
        """Nothing to let go."""

    async def _exchange(
        self, caller: Caller, request: WireRequest, fate: Fate, key: str
    ) -> WireResponse:
        if fate.end in ("refused", "unreachable"):
            patience = min(request.connect_timeout, request.timeout)
            await asyncio.sleep(fate.seconds if fate.end == "refused" else patience)
            raise ConnectFailed(f"the vendor is {fate.end}")
        if not fate.seconds:
            return self._serve(caller, fate, key)
        return await self._visit(caller, request, fate, key)

    async def _visit(
        self, caller: Caller, request: WireRequest, fate: Fate, key: str
    ) -> WireResponse:
        """The request travels, is carried out, and its answer travels back; or time is up."""
        loop = self._loop
        done: asyncio.Future[WireResponse | None] = loop.create_future()
        now = loop.time()

        def arrive() -> None:
            answer = self._serve(caller, fate, key)
            if fate.end != "hang":
                loop.call_at(now + fate.seconds, deliver, answer)

        def deliver(answer: WireResponse | None) -> None:
            if not done.done():
                done.set_result(answer)

        def expire() -> None:
            if not done.done():
                done.set_exception(AttemptTimeout("no answer in time"))

        loop.call_at(now + fate.seconds / 2, arrive)
        timer = loop.call_at(now + request.timeout, expire)
        try:
            answer = await done
        finally:
            timer.cancel()
        if fate.end == "reset" or answer is None:
            raise ConnectionLost("the connection was reset")
        return answer

    def _serve(self, caller: Caller, fate: Fate, key: str) -> WireResponse:
        """What the vendor does with a request that has arrived."""
        wait = self._turn_away()
        if wait is not None:
            asked = (("Retry-After", str(max(1, math.ceil(wait)))),)
            fate = Fate("answer", fate.seconds, 429, asked, processed=False)
        if fate.processed:
            self._carry_out(caller, key)
        return _answer(caller, fate)

    def _turn_away(self) -> float | None:
        """Seconds until the window has room, if it has none."""
        if self._rate is None or self.fixed:
            return None
        count, seconds = self._rate
        now, let_in = self._loop.time(), self._let_in
        while let_in and let_in[0] + seconds <= now:
            let_in.popleft()
        if len(let_in) >= count:
            return let_in[0] + seconds - now
        let_in.append(now)
        return None

    def _carry_out(self, caller: Caller, key: str) -> None:
        safety = caller.subject.spec.safety
        if not writes(safety):
            return
        now = self._loop.time()
        if key and isinstance(safety, Keyed | NaturalKey):
            name = f"{caller.operation} {key}"
            if self._known.get(name, -math.inf) + self._key_ttl > now:
                self._tell(caller, "replayed", key=key)
                return
            self._known[name] = now
        self._tell(caller, "applied", key=key)

    def _tell(
        self,
        caller: Caller,
        kind: Kind,
        what: str = "",
        seconds: float = 0.0,
        key: str = "",
        count: int = 0,
    ) -> None:
        at, operation = self._loop.time(), caller.operation
        self._log.append(Entry(at, kind, caller.number, operation, what, seconds, key, count))


def _answer(caller: Caller, fate: Fate) -> WireResponse:
    subject = caller.subject
    if fate.status:
        named = any(name.lower() == _MEDIA for name, _ in fate.headers)
        headers = fate.headers if named else (_JSON, *fate.headers)
        return WireResponse(fate.status, Headers(headers), fate.body.encode())
    if fate.end in _GARBLED:
        media, body = _GARBLED[fate.end]
        return WireResponse(subject.status, Headers((media,)), body)
    media = (_MEDIA, subject.answer.media)
    return WireResponse(subject.status, Headers((media,)), subject.body)


def _seen(caller: Caller, fate: Fate, answer: WireResponse, at: float) -> Entry:
    """The answer as the log has it: what differs from that of a good day."""
    differs = {name: answer.headers[name] for name in answer.headers if name.lower() != _MEDIA}
    body = answer.body.decode() if fate.status or answer.status == 429 else ""
    what = _READS.get(fate.end, "")
    if body and answer.status < 300 and not caller.subject.reads(answer.status, answer.body):
        what = UNREADABLE
    return Entry(
        at,
        "answer",
        caller.number,
        caller.operation,
        what,
        count=answer.status,
        headers=tuple(differs.items()),
        body=body,
    )
