"""Whole clients, both kinds, over real sockets against a server that breaks, stalls and lies."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import (
    Breaker,
    CallOptions,
    Idempotent,
    Policy,
    Read,
    Retry,
    Timeout,
    Unsafe,
)
from portwright_runtime.errors import (
    ConnectionLost,
    OutcomeUnknown,
    PortwrightError,
    TransportFailed,
)
from tests.runtime.doubles import Account
from tests.runtime.loopback import Server, serving, whole_request
from tests.runtime.pipeline import of
from tests.runtime.shop import Refund, Shop, SyncShop
from tests.runtime.wire_faults import FAULTS, GOOD, Fault

# For what stalls to be over soon, and far from what a good answer takes on a busy machine.
ATTEMPT = 0.8
# Two outcomes, and one bad one of them is enough: the breaker says what was counted.
WATCHED = Breaker(min_calls=2, failure_rate=0.5, window=60.0, open_for=60.0)
FULL = 8 * 1024 * 1024

faults = pytest.mark.parametrize("fault", FAULTS)
kinds = pytest.mark.parametrize("kind", ["async", "sync"])


def policy(attempts: int) -> Policy:
    return Policy(
        deadline=30.0,
        timeout=Timeout(connect=5.0, attempt=ATTEMPT),
        retry=Retry(attempts=attempts, base=0.0, cap=0.0),
        breaker=WATCHED,
    )


@contextmanager
def once(fault: Fault) -> Iterator[Server]:
    """A server that does it with the first request, and answers all others well."""
    done: list[bool] = []

    def reading(connection: socket.socket) -> bytes:
        if fault.eager and not done:
            done.append(True)
            begun = connection.recv(1)
            server.requests.append(begun)
            fault.does(connection)
            raise ConnectionError
        return whole_request(connection)

    def script(connection: socket.socket, _: bytes) -> None:
        if done:
            connection.sendall(GOOD)
        else:
            done.append(True)
            fault.does(connection)

    with serving(script, reading) as server:
        yield server


def calls(kind: str, url: str, *made: Callable[[Any], Any]) -> tuple[list[Any], dict[str, str]]:
    """What becomes of some calls of one client, one after another, and its breakers then."""
    if kind == "sync":
        with SyncShop(Account(base_url=url)) as shop:
            return [_end(lambda one=one: one(shop)) for one in made], shop.breakers

    async def all_of_them() -> tuple[list[Any], dict[str, str]]:
        found = []
        async with Shop(Account(base_url=url)) as shop:
            for one in made:
                try:
                    found.append(await one(shop))
                except PortwrightError as error:
                    found.append(error)
            return found, shop.breakers

    return asyncio.run(all_of_them())


def _end(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except PortwrightError as error:
        return error


def read(attempts: int) -> Callable[[Any], Any]:
    return lambda shop: of(shop, policy=policy(attempts), safety=Read())(amount=5)


@kinds
@faults
def test_a_read_is_tried_again_where_no_answer_came_and_counted_as_a_failure(
    kind: str, fault: str
) -> None:
    what = FAULTS[fault]
    with once(what) as server:
        (first, second), breakers = calls(kind, server.url, read(2), read(1))
    assert breakers == {"": "open"}
    if what.answered:
        assert isinstance(first, what.ends) and len(server.requests) == 2
        # What the first left over is never taken for the second's answer.
        assert type(second) is ConnectionLost if what.spoils else second == Refund("re_1", 5)
    else:
        assert first == Refund("re_1", 5) and len(server.requests) == 2
        assert type(second).__name__ == "CircuitOpen"


@kinds
@faults
def test_a_write_that_may_not_be_repeated_is_unknown_where_no_answer_came(
    kind: str, fault: str
) -> None:
    what = FAULTS[fault]

    def write(shop: Any) -> Any:
        return of(shop, policy=policy(3), safety=Unsafe())(amount=5)

    with once(what) as server:
        (error,), _ = calls(kind, server.url, write)
    assert len(server.requests) == 1
    if what.answered:
        assert isinstance(error, what.ends)
    else:
        assert isinstance(error, OutcomeUnknown) and type(error.__cause__) is what.ends
        assert isinstance(error.__cause__, TransportFailed) and error.__cause__.sent


@kinds
def test_a_keyed_write_goes_again_under_its_key(kind: str) -> None:
    with once(FAULTS["reset in the body"]) as server:
        (found,), _ = calls(
            kind,
            server.url,
            lambda shop: of(shop, policy=policy(2))(amount=5, options=CallOptions(key="k-1")),
        )
    assert found == Refund("re_1", 5)
    sent = [request for request in server.requests if b"idempotency-key: k-1" in request.lower()]
    assert len(sent) == 2 and sent[0].partition(b"\r\n\r\n")[2] == b"amount=5"


@kinds
@pytest.mark.parametrize("fault", ["reset", "silence"])
def test_a_write_that_breaks_off_while_it_is_sent_is_unknown(kind: str, fault: str) -> None:
    """Some of a body of megabytes has gone, and nobody knows what the server made of it."""
    what = FAULTS["reset before the request is read" if fault == "reset" else "silent"]
    stalling = replace(what, eager=True)
    charge = "x" * FULL

    def write(shop: Any) -> Any:
        return of(shop, policy=policy(3), safety=Unsafe())(charge=charge)

    with once(stalling if fault == "reset" else replace(stalling, does=_deaf)) as server:
        (error,), _ = calls(kind, server.url, write)
    assert isinstance(error, OutcomeUnknown) and len(server.requests) == 1


def _deaf(connection: socket.socket) -> None:
    """Read nothing of what comes until the client has given up."""
    connection.settimeout(0.05)
    while True:
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            continue


@kinds
def test_a_vendor_that_fails_again_and_again_is_left_alone(kind: str) -> None:
    """Over sockets too: retries, then the breaker, and nothing is sent any more."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.close()
        raise ConnectionError

    def call(shop: Any) -> Any:
        return of(shop, policy=policy(3), safety=Idempotent())(amount=5)

    with serving(script) as server:
        ends, breakers = calls(kind, server.url, *[call] * 4)
        assert len(server.requests) == 2
    names = [type(end).__name__ for end in ends]
    assert names == ["OutcomeUnknown", "CircuitOpen", "CircuitOpen", "CircuitOpen"]
    assert breakers == {"": "open"}
