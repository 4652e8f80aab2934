"""Events in the log: structured, cheap where they are off, and without secrets."""

import logging

import pytest

from portwright_runtime import Event
from portwright_runtime.telemetry.event import OUTCOMES, EventKind
from portwright_runtime.telemetry.log import LOGGER, LogSink
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.telling import HOST, PORT, PRIVATE, Named, SyncNamed, tell


def test_every_fact_is_a_field_of_the_record(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    wire = Wire(answer(429, "{}", retry_after="2"), answer())
    wire.takes = iter([0.5, 0.25])
    with LogSink() as sink:
        rig.call(rig.client(wire, (Named, SyncNamed), listener=sink).create_refund, amount=5)
    records = caplog.records
    assert [(record.levelname, record.getMessage()) for record in records] == [
        ("DEBUG", "shop.create_refund started"),
        ("WARNING", "shop.create_refund attempt 1: throttle in 0.500 s"),
        ("INFO", "shop.create_refund waits 2.000 s (retry)"),
        ("DEBUG", "shop.create_refund attempt 2: success in 0.250 s"),
        ("INFO", "shop.create_refund finished: success after 2 attempts in 2.750 s"),
    ]
    fields = vars(records[1])
    assert (fields["event"], fields["vendor"], fields["operation"]) == (
        "attempt",
        "shop",
        "create_refund",
    )
    assert (fields["attempt"], fields["outcome"], fields["seconds"]) == (1, "throttle", 0.5)
    assert fields["status"] == 429 and fields["call"] > 0


LEVELS: list[tuple[EventKind, str, int]] = [
    ("attempt", "not_found", logging.DEBUG),
    ("attempt", "unavailable", logging.WARNING),
    ("finished", "rejected", logging.INFO),
    ("finished", "unknown", logging.WARNING),
    ("refused", "refused", logging.WARNING),
    ("state", "open", logging.WARNING),
]


@pytest.mark.parametrize(("kind", "outcome", "level"), LEVELS)
def test_levels_are_by_what_happened(
    kind: EventKind, outcome: str, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    with LogSink() as sink:
        sink(Event(kind, "op", 1, outcome, 0.5, vendor="shop", stage="breaker"))
    assert [record.levelno for record in caplog.records] == [level]
    assert "%" not in caplog.records[0].getMessage()


def test_nothing_is_made_for_a_level_that_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("tests.quiet")
    logger.setLevel(logging.CRITICAL)

    def never(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr("portwright_runtime.telemetry.log._fields", never)
    monkeypatch.setattr(logger, "makeRecord", never)
    sink = LogSink(logger)
    for outcome in sorted(OUTCOMES):
        sink(Event("finished", "op", 1, outcome, 0.5))
    logger.setLevel(logging.INFO)
    with pytest.raises(AssertionError):
        sink(Event("finished", "op", 1, "success", 0.5))


def test_no_secret_argument_header_url_or_body_gets_into_a_record(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    with LogSink() as sink:
        calls = tell(sink, rig)
    assert len(caplog.records) >= calls * 3
    shown = "".join(f"{record.getMessage()} {vars(record)!r}" for record in caplog.records)
    assert "create_refund" in shown
    assert not [text for text in (*PRIVATE, HOST) if text in shown]


def test_events_hold_nothing_private_themselves(rig: Rig) -> None:
    events: list[Event] = []
    tell(events.append, rig)
    shown = repr(events)
    assert "/v1/refunds/{refund}" in shown
    assert not [text for text in PRIVATE if text in shown]
    assert {event.outcome for event in events} <= OUTCOMES | {""}
    assert {(event.server, event.port) for event in events} == {(HOST, PORT)}
