"""The proxy: a thread with a loop of its own, on a free port of 127.0.0.1, for any client."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from portwright_harness.connection import ReplayConnection
from portwright_harness.proxy.answers import own_answer, reset, rewritten, send
from portwright_harness.proxy.reading import read_script
from portwright_harness.proxy.script import Rule, Script, Turns
from portwright_harness.proxy.upstream import (
    Answered,
    Asked,
    NoAnswerError,
    ask,
    receive_request,
)
from portwright_runtime.connection import Connection

_HOST = "127.0.0.1"
_BAD_GATEWAY = 502
# Starting and stopping take milliseconds; nobody waits for more.
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """One request that came by: `rule` is the number of the fault that it met, None for none;
    `status` is what the client was sent, None where the connection was broken instead.

    A failing assertion prints it: what may hold credentials is not shown.
    """

    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    rule: int | None
    forwarded: bool
    status: int | None


class FaultProxy:
    """Stands between a client and a vendor, and does what a script says.

    `vendor` is a connection, or an origin such as `https://api.acme.example`. A client is made with
    `proxy.connection`, which is the vendor's own at the proxy's address; other clients take
    `proxy.url`. `passages` are the requests so far, in the order in which they were answered.
    Each exchange has a connection of its own.
    """

    def __init__(self, vendor: Connection | str, script: Script | Path | str) -> None:
        self._vendor = vendor
        self._origin = _origin(vendor if isinstance(vendor, str) else vendor.base_url)
        self.passages: list[Passage] = []
        self.play(script)
        # Of its own: the loop of a test that runs in one must not be run from within.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-proxy")
        self._thread.daemon = True
        self._thread.start()
        starting = asyncio.start_server(self._serve, _HOST, 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(_SECONDS)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://{_HOST}:{port}"

    @property
    def connection(self) -> ReplayConnection:
        """The vendor's connection, its headers and credentials, at the proxy's address."""
        if isinstance(self._vendor, str):
            raise TypeError("the proxy was made of an origin, not of a connection")
        path = urlsplit(self._vendor.base_url).path
        return ReplayConnection(self.url + path, self._vendor.headers, self._vendor.auth)

    def play(self, script: Script | Path | str) -> None:
        """From now on another script, from its beginning; raises ScriptError."""
        read = script if isinstance(script, Script) else read_script(script)
        self._turns = Turns(read)
        self._random = random.Random(read.seed)

    def close(self) -> None:
        """Hang up on everybody, and give the port back."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def _stop(self) -> None:
        self._server.close()
        running = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A client may hang up at any byte: that is often what a fault is about."""
        try:
            asked = await receive_request(reader)
            if asked is not None:
                await self._answer(writer, asked)
        except (OSError, NoAnswerError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        number = self._turns.take(asked.method, asked.path)
        rule = None if number is None else self._turns.script.rules[number]
        pause = self._pause(rule)
        if rule is not None and rule.reset == "before":
            await asyncio.sleep(pause)
            self._keep(asked, number, None, forwarded=False)
            reset(writer)
            return
        forwarded = rule is None or rule.forward
        answer = await self._made(asked, rule)
        await asyncio.sleep(pause)
        if rule is not None and rule.reset == "after":
            self._keep(asked, number, None, forwarded=forwarded)
            reset(writer)
            return
        self._keep(asked, number, answer.status, forwarded=forwarded)
        await send(writer, asked.method, answer, rule)

    async def _made(self, asked: Asked, rule: Rule | None) -> Answered:
        if rule is not None and not rule.forward:
            return own_answer(rule)
        try:
            answer = await ask(self._origin, asked)
        except (OSError, NoAnswerError) as error:
            text = f"the fault proxy got no answer of {self._origin}: {error}"
            return Answered(_BAD_GATEWAY, [(b"content-type", b"text/plain")], text.encode())
        here = self._at_the_proxy(answer)
        return here if rule is None else rewritten(rule, here)

    def _at_the_proxy(self, answer: Answered) -> Answered:
        """Links in headers lead back to the proxy: a next page comes by as well."""
        old, new = self._origin.encode(), self.url.encode()
        headers = [
            (name, value.replace(old, new) if name.lower() in (b"link", b"location") else value)
            for name, value in answer.headers
        ]
        return Answered(answer.status, headers, answer.body)

    def _pause(self, rule: Rule | None) -> float:
        if rule is None:
            return 0.0
        return rule.latency + (self._random.uniform(0, rule.jitter) if rule.jitter else 0.0)

    def _keep(
        self, asked: Asked, number: int | None, status: int | None, *, forwarded: bool
    ) -> None:
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in asked.headers}
        kept = Passage(asked.method, asked.target, headers, asked.body, number, forwarded, status)
        self.passages.append(kept)


# What the plugin's fixture `fault_proxy` is: a vendor and a script make a proxy.
MakeFaultProxy = Callable[[Connection | str, Script | Path | str], FaultProxy]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"a vendor is an http(s) origin, not {url!r}")
    return f"{parts.scheme}://{parts.netloc}"
