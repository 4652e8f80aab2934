"""Every property can fail: a sound log, doctored in one place, is found out and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from portwright.simulate.log import Entry, Log
from portwright.simulate.properties.table import PROPERTIES, judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving
from portwright_runtime import Breaker, Budget, Bulkhead, Limit, Policy, Queue, Retry, Timeout
from tests.simulate.made import calls, fault, script, target

POLICY = Policy(
    deadline=10.0,
    timeout=Timeout(connect=0.5, attempt=2.0),
    retry=Retry(attempts=3, budget=Budget(ratio=0.2, cap=5)),
    breaker=Breaker(open_for=2.0, open_cap=4.0),
    bulkhead=Bulkhead(concurrent=5, queue=50, wait=5.0),
)
LIMITS = (
    Limit(per="connection", rate=(20, 1.0), burst=8, queue=Queue(max=100, wait=5.0)),
    Limit(per="operation", concurrent=4, queue=Queue(max=100, wait=5.0)),
)
Doctor = Callable[[Log], None]


@cache
def sound() -> Run:
    """Lines before the limiter and the slots, lost answers, and an outage with its probes."""
    shares = {"keyed": 1.0}
    crowd = Arriving(kind="burst", count=15, seconds=0.0, begin=2.0, end=3.0, shares=shares)
    made = script(
        40.0,
        calls(10, 40.0, "keyed"),
        crowd,
        faults=(
            fault("reset", 5.0, 6.0, what="after", processed=True),
            fault("reset", 8.0, 9.0, what="before", share=0.5),
            fault("outage", 15.0, 25.0, what="refused"),
        ),
    )
    return simulate(target("keyed", policy=POLICY, limits=LIMITS), made, 7)


def find(log: Log, kind: str, **wanted: object) -> int:
    """The first entry of a kind with these values."""
    return next(
        number
        for number, entry in enumerate(log)
        if entry.kind == kind and all(getattr(entry, k) == v for k, v in wanted.items())
    )


def change(log: Log, number: int, **values: object) -> None:
    log[number] = replace(log[number], **values)  # type: ignore[arg-type]


def unpaid_attempts(log: Log) -> None:
    first = find(log, "send")
    log[first:first] = [log[first]] * 30


def unpaid_decisions(log: Log) -> None:
    at = find(log, "end")
    log[at:at] = [Entry(log[at].at, "wait", n, "keyed", stage="retry") for n in range(1, 8)]


def one_attempt_too_many(log: Log) -> None:
    change(log, find(log, "send"), count=4)


def starts_in_one_window(log: Log) -> None:
    number = find(log, "send")
    for n in [n for n, entry in enumerate(log) if entry.kind == "send"][:21]:
        change(log, n, at=log[number].at)


def starts_over_the_burst(log: Log) -> None:
    sends = [n for n, entry in enumerate(log) if entry.kind == "send"][:9]
    for n in sends:
        change(log, n, at=log[sends[-1]].at)


def a_slot_given_out_twice(log: Log) -> None:
    log[:] = [entry for entry in log if entry.kind != "answer" or entry.at > 3.0]


def sent_through_an_open_breaker(log: Log) -> None:
    opened = find(log, "state", what="open")
    log.insert(opened + 1, replace(log[find(log, "send")], at=log[opened].at + 0.5))


def two_probes_at_once(log: Log) -> None:
    opened = find(log, "state", what="open")
    probe = next(n for n in range(opened, len(log)) if log[n].kind == "send")
    log.insert(probe + 1, replace(log[probe], call=log[probe].call + 1, count=1))


def a_slot_lost(log: Log) -> None:
    number = find(log, "inventory", stage="bulkhead")
    change(log, number, what=str(log[number].count - 1))


def another_key(log: Log) -> None:
    change(log, find(log, "send", count=2), key="key-other")


def no_key(log: Log) -> None:
    change(log, find(log, "send"), key="")


def the_key_of_another_call(log: Log) -> None:
    first, second = find(log, "send", call=1), find(log, "send", call=2)
    change(log, second, key=log[first].key)


def a_sleep_past_the_deadline(log: Log) -> None:
    change(log, find(log, "wait", stage="retry"), seconds=11.0)


def a_call_without_end(log: Log) -> None:
    del log[find(log, "end")]


def a_call_that_outlives_its_deadline(log: Log) -> None:
    number = find(log, "end")
    change(log, number, at=log[number].at + 10.0)


def overtaken(log: Log) -> None:
    """The last in line is sent before the first."""
    waiting = [n for n, entry in enumerate(log) if entry.kind == "wait" and entry.at == 2.0]
    first, last = log[waiting[0]].call, log[waiting[-1]].call
    sent_first, sent_last = find(log, "send", call=first), find(log, "send", call=last)
    log.insert(sent_first, log.pop(sent_last))


def walked_past_the_line(log: Log) -> None:
    """Somebody comes while others wait, and is sent at once."""
    waiting = next(n for n, e in enumerate(log) if e.kind == "wait" and e.stage == "limiter")
    log.insert(waiting + 1, Entry(log[waiting].at, "send", 9999, "keyed", key="key-x", count=1))


def applied_twice(log: Log) -> None:
    number = find(log, "applied")
    log.insert(number, log[number])


def a_success_that_never_was(log: Log) -> None:
    call = log[find(log, "end", what="ok")].call
    log[:] = [entry for entry in log if not (entry.kind == "applied" and entry.call == call)]


def a_refusal_of_what_was_done(log: Log) -> None:
    change(log, find(log, "end", what="ok"), what="BulkheadFull")


def unknown_of_what_is_known(log: Log) -> None:
    change(log, find(log, "end", what="ok"), what="OutcomeUnknown")


def known_of_what_is_unknown(log: Log) -> None:
    change(log, find(log, "end", what="OutcomeUnknown"), what="ConnectionLost")


def unknown_under_another_key(log: Log) -> None:
    change(log, find(log, "end", what="OutcomeUnknown"), key="key-other")


CASES: list[tuple[str, Doctor, str]] = [
    ("amplification", unpaid_attempts, "is the most"),
    ("amplification", unpaid_decisions, "retries over what calls paid, cap 5"),
    ("amplification", one_attempt_too_many, "attempt 4 of a call that may have 3"),
    ("rate", starts_in_one_window, "21 starts within 1 s, 20 is the most"),
    ("rate", starts_over_the_burst, "burst is 8"),
    ("concurrency", a_slot_given_out_twice, "in flight, the bulkhead has 5 slots"),
    ("probes", sent_through_an_open_breaker, "sent 0.500 s after the breaker opened for 2 s"),
    ("probes", two_probes_at_once, "2 probes undecided, 1 is the most"),
    ("nothing lost", a_slot_lost, "3 calls of `keyed` started at once"),
    ("same key", another_key, "attempt 2 under another key than the first"),
    ("same key", no_key, "sent without a key"),
    ("same key", the_key_of_another_call, "the key of call 1 once more"),
    ("deadline", a_sleep_past_the_deadline, "after its deadline"),
    ("deadline", a_call_without_end, "never ended"),
    ("deadline", a_call_that_outlives_its_deadline, "after its deadline"),
    ("first come, first served", overtaken, "passed call"),
    ("first come, first served", walked_past_the_line, "in the line of the limiter"),
    ("writes", applied_twice, "a write applied twice"),
    ("writes", a_success_that_never_was, "a success of a write that was never applied"),
    ("writes", a_refusal_of_what_was_done, "BulkheadFull of a write that was applied"),
    ("outcome unknown", unknown_of_what_is_known, "OutcomeUnknown of what is known"),
    ("outcome unknown", known_of_what_is_unknown, "where an answer was lost and nobody knows"),
    ("outcome unknown", unknown_under_another_key, "OutcomeUnknown with another key"),
]


def test_the_sound_run_is_sound_and_has_something_of_everything() -> None:
    run = sound()
    assert judge(run.log, run.target, None).holds
    seen = {(entry.kind, entry.stage) for entry in run.log}
    assert seen >= {
        ("wait", "retry"),
        ("wait", "limiter"),
        ("wait", "bulkhead"),
        ("refused", "breaker"),
        ("state", "breaker"),
    }
    ends = {entry.what for entry in run.log if entry.kind == "end"}
    assert ends >= {"ok", "OutcomeUnknown", "CircuitOpen", "ConnectFailed"}


@pytest.mark.parametrize(("name", "doctor", "message"), CASES, ids=lambda value: None)
def test_a_doctored_log_is_found_out(name: str, doctor: Doctor, message: str) -> None:
    run = sound()
    log = Log(run.log)
    doctor(log)
    found = judge(log, run.target, None).breaches[name]
    assert any(message in breach.message for breach in found), found
    assert all(breach.property == name for breach in found)
    assert all(0.0 <= breach.at < 1e6 for breach in found)


def test_every_property_is_doctored() -> None:
    assert {name for name, *_ in CASES} == set(PROPERTIES)
