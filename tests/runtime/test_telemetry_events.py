"""What a call tells: events in order, of closed words, and a listener harms no call."""

import asyncio
import json
import logging
import threading
from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import (
    AsyncClient,
    Breaker,
    CallOptions,
    Event,
    Request,
    Retry,
    SyncClient,
    WireRequest,
    WireResponse,
    operation,
)
from portwright_runtime.auth.base import Exchanged
from portwright_runtime.errors import (
    AttemptTimeout,
    CircuitOpen,
    ConfigurationError,
    ConnectionLost,
    DeadlineExceeded,
    NotFound,
    OutcomeUnknown,
    PortwrightError,
    Unavailable,
)
from portwright_runtime.telemetry.event import OUTCOMES
from portwright_runtime.telemetry.guarded import Guarded, fan_out
from portwright_runtime.telemetry.server import server_of
from portwright_runtime.telemetry.told import Told
from tests.runtime.auth_cases import BASE
from tests.runtime.catalogue import Catalogue, SyncCatalogue
from tests.runtime.doubles import Account, Rig, Wire, answer
from tests.runtime.shop import POLICY, Shop, SyncShop
from tests.runtime.test_paging_lists import things
from tests.runtime.vendor import TOKEN_URL, client_credentials

Short = tuple[str, int, str, float]


def short(events: list[Event]) -> list[Short]:
    return [(e.kind, e.attempt, e.outcome, e.seconds) for e in events]


def told(rig: Rig, wire: Wire, *takes: float) -> tuple[Any, list[Event]]:
    events: list[Event] = []
    client = rig.client(wire, listener=events.append)
    wire.takes = iter([*takes, *[0.0] * 20])
    return client, events


def test_a_call_tells_its_course(rig: Rig) -> None:
    client, events = told(rig, Wire(answer(429, "{}", retry_after="2"), answer()), 0.5, 0.25)
    rig.call(client.create_refund, amount=5)
    assert short(events) == [
        ("started", 0, "", 0.0),
        ("attempt", 1, "throttle", 0.5),
        ("wait", 1, "throttle", 2.0),
        ("attempt", 2, "success", 0.25),
        ("finished", 2, "success", 2.75),
    ]
    assert [event.status for event in events] == [None, 429, None, 200, None]
    assert events[2].stage == "retry"
    assert {(e.operation, e.method, e.template) for e in events} == {
        ("create_refund", "POST", "/v1/refunds")
    }


def test_every_call_has_a_number_of_its_own(rig: Rig) -> None:
    client, events = told(rig, Wire(answer(), answer()))
    for _ in range(2):
        rig.call(client.create_refund, amount=5)
    numbers = [event.call for event in events]
    assert numbers[:3] == [numbers[0]] * 3 and numbers[3:] == [numbers[3]] * 3
    assert 0 not in numbers and numbers[0] != numbers[3]


FRAGILE = replace(
    POLICY,
    retry=Retry(attempts=1, budget=None),
    breaker=Breaker(min_calls=2, open_for=5.0, probe_time=5.0),
)


class Fragile:
    """One operation whose breaker opens soon."""

    @operation(replace(SyncShop.get_refund.spec, name="look", policy=FRAGILE))
    def look(self) -> Request:
        """Look."""
        return Request(path={"refund": "re_1"})


class FragileShop(Fragile, AsyncClient):
    """Asynchronous."""


class SyncFragileShop(Fragile, SyncClient):
    """Synchronous."""


def states(events: list[Event]) -> list[str]:
    return [event.outcome for event in events if event.kind == "state"]


def test_each_state_of_a_breaker_is_told_once(rig: Rig) -> None:
    events: list[Event] = []
    wire = Wire(*[answer(503)] * 2, answer(), answer(), answer())
    client = rig.client(wire, (FragileShop, SyncFragileShop), listener=events.append)
    for _ in range(2):
        with pytest.raises(Unavailable):
            rig.call(client.look)
    with pytest.raises(CircuitOpen):
        rig.call(client.look)
    rig.clock.time += 5.0
    rig.call(client.look)
    assert states(events) == ["open", "half_open", "closed"]
    client.isolate()
    with pytest.raises(CircuitOpen):
        rig.call(client.look)
    refused = [event for event in events if event.kind == "refused"][-1]
    assert (refused.stage, refused.seconds) == ("breaker", 0.0)
    client.restore()
    rig.call(client.look)
    assert states(events)[3:] == ["isolated", "closed"]


def test_threads_that_fail_together_tell_of_one_opening() -> None:
    events: list[Event] = []
    together = threading.Barrier(8, timeout=30)

    def fail(request: WireRequest) -> WireResponse:
        together.wait()
        return answer(503)

    client = SyncFragileShop(Account(), transport=Wire(script=fail), listener=events.append)

    def look() -> None:
        with pytest.raises(Unavailable):
            client.look()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert states(events) == ["open"]


ENDS: list[tuple[Any, type[PortwrightError], str]] = [
    (answer(404, "{}"), NotFound, "not_found"),
    (AttemptTimeout("slow"), DeadlineExceeded, "deadline"),
    (ConnectionLost("lost"), ConnectionLost, "retry"),
]


@pytest.mark.parametrize(("what", "error", "outcome"), ENDS)
def test_a_call_tells_how_it_ended(
    rig: Rig, what: Any, error: type[PortwrightError], outcome: str
) -> None:
    client, events = told(rig, Wire(script=lambda request: what), 1.0)
    deadline = 0.9 if outcome == "deadline" else None
    with pytest.raises(error):
        rig.call(client.get_refund, "re_1", options=CallOptions(deadline=deadline))
    assert (events[-1].kind, events[-1].outcome) == ("finished", outcome)
    assert outcome in OUTCOMES


def test_a_lost_write_ends_unknown(rig: Rig) -> None:
    client, events = told(rig, Wire(script=lambda request: ConnectionLost("lost")))
    with pytest.raises(OutcomeUnknown):
        rig.call(client.create_refund, amount=5)
    assert events[-1].outcome == "unknown" and events[-1].attempt == 3


def test_a_call_that_never_was_sent_ends_too(rig: Rig) -> None:
    client, events = told(rig, Wire())
    with pytest.raises(PortwrightError):
        rig.call(client.get_refund, "..")
    assert short(events) == [("started", 0, "", 0.0), ("finished", 0, "refused", 0.0)]


def test_a_cancelled_call_ends_too() -> None:
    events: list[Event] = []

    class Never:
        async def send(self, request: WireRequest) -> Any:
            await asyncio.Event().wait()

    async def cancelled() -> None:
        client = Rig("async").client(Wire(), listener=events.append)
        client._transport = Never()
        task = asyncio.ensure_future(client.create_refund(amount=5))
        while not events:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert [(e.kind, e.outcome) for e in events[1:]] == [
        ("attempt", "cancelled"),
        ("finished", "cancelled"),
    ]


def test_the_pages_of_a_listing_are_calls(rig: Rig) -> None:
    events: list[Event] = []
    wire = Wire(things("a", more=True), things("b"))
    client = rig.client(wire, (Catalogue, SyncCatalogue), listener=events.append)
    assert len(list(rig.steps(client.list_things.items()))) == 2
    assert [event.kind for event in events] == ["started", "attempt", "finished"] * 2


def test_a_client_gives_its_vendor_its_name() -> None:
    class Named(Shop):
        vendor = "shop"

    events: list[Event] = []
    rig = Rig("async")
    client = rig.client(Wire(answer()), (Named, Named), listener=events.append)
    asyncio.run(client.create_refund(amount=5))
    assert {event.vendor for event in events} == {"shop"}


SERVERS = {
    "https://api.shop.example": ("api.shop.example", 443),
    "http://Shop.example/v1?key=4242": ("shop.example", 80),
    "https://sam:pass@shop.example:8443/v1": ("shop.example", 8443),
    "https://[::1]:9": ("::1", 9),
    "https://shop.example:port": ("", 0),
    "https://[": ("", 0),
    "/v1": ("", 0),
    "": ("", 0),
}


@pytest.mark.parametrize("base_url", SERVERS)
def test_of_a_base_url_host_and_port_are_told(base_url: str) -> None:
    assert server_of(base_url) == SERVERS[base_url]


def test_a_base_url_that_a_token_names_is_told_once_it_is_known(rig: Rig) -> None:
    events: list[Event] = []
    named = "https://acme.my.shop.example"
    rig.account = Account(base_url="", auth=client_credentials(base_url=BASE))

    def script(request: WireRequest) -> WireResponse:
        if request.url == TOKEN_URL:
            token = {"access_token": "t", "token_type": "Bearer", "instance_url": named}
            return answer(body=json.dumps(token))
        return answer()

    rig.call(rig.client(Wire(script=script), listener=events.append).get_refund, "re_1")
    assert [(event.kind, event.server) for event in events] == [
        ("started", ""),
        ("attempt", "acme.my.shop.example"),
        ("finished", "acme.my.shop.example"),
    ]


def test_a_listener_that_raises_harms_no_call(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    calls = []

    def broken(event: Event) -> None:
        calls.append(event.kind)
        raise ZeroDivisionError(event.operation)

    wire = Wire(answer(503, "{}"), answer())
    client = rig.client(wire, listener=broken)
    assert rig.call(client.create_refund, amount=5).id == "re_1"
    assert calls == ["started", "attempt", "wait", "attempt", "finished"]
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == 1 and "broken failed at an event `started`" in logged[0]


def test_what_is_no_error_passes_through_a_guard() -> None:
    def stop(event: Event) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Guarded(stop)(Event("started", "op", 0, "", 0.0))


def test_logging_that_fails_as_well_harms_nothing() -> None:
    def broken(event: Event) -> None:
        raise ZeroDivisionError

    class Broken(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            raise ZeroDivisionError

    logger, bad = logging.getLogger("portwright_runtime.telemetry"), Broken()
    logger.addFilter(bad)
    try:
        guarded = Guarded(broken)
        guarded(Event("started", "op", 0, "", 0.0))
    finally:
        logger.removeFilter(bad)
    assert guarded.failures == 1


def test_listeners_are_guarded_from_each_other() -> None:
    heard: list[Event] = []

    def broken(event: Event) -> None:
        raise ZeroDivisionError

    event = Event("started", "op", 0, "", 0.0)
    fan_out(broken, heard.append, broken)(event)
    assert heard == [event]


def test_without_a_listener_nothing_is_made(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Told, "__init__", never)
    assert rig.call(rig.client(Wire(answer())).create_refund, amount=5).id == "re_1"


def test_an_event_stands_without_its_newer_parts() -> None:
    event = Event("attempt", "op", 1, "success", 0.5)
    assert (event.vendor, event.call, event.status, event.stage) == ("", 0, None, "")


class Speechless(Exchanged):
    """Credentials that nothing knows how to get."""


def test_what_ends_for_want_of_credentials_was_no_attempt(rig: Rig) -> None:
    rig.account = Account(auth=Speechless())
    client, events = told(rig, Wire())
    with pytest.raises(ConfigurationError):
        rig.call(client.get_refund, "re_1")
    assert [(event.kind, event.stage) for event in events] == [
        ("started", ""),
        ("refused", "auth"),
        ("finished", ""),
    ]
