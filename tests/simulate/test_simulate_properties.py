"""Every property can fail: a sound log, doctored in one place, is found out and named."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from portwright.simulate.log import Log
from portwright.simulate.properties.table import PROPERTIES, judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving
from portwright_runtime import Breaker, Budget, Bulkhead, Limit, Policy, Queue, Retry, Timeout
from tests.simulate import doctors
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
    Limit(quota=(2000, 3600.0)),
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


CASES: list[tuple[str, Doctor, str]] = [
    ("amplification", doctors.unpaid_attempts, "is the most"),
    ("amplification", doctors.unpaid_decisions, "retries over what calls paid, cap 5"),
    ("amplification", doctors.one_attempt_too_many, "attempt 4 of a call that may have 3"),
    ("rate", doctors.starts_in_one_window, "21 starts within 1 s, 20 is the most"),
    ("rate", doctors.starts_over_the_burst, "burst is 8"),
    ("concurrency", doctors.a_slot_given_out_twice, "in flight, the bulkhead has 5 slots"),
    (
        "probes",
        doctors.sent_through_an_open_breaker,
        "sent 0.500 s after the breaker opened for 2 s",
    ),
    ("probes", doctors.two_probes_at_once, "2 probes undecided, 1 is the most"),
    ("breaker", doctors.an_opening_untold, "and said nothing"),
    ("breaker", doctors.an_opening_made_up, "told to be open, where it has to be closed"),
    ("breaker", doctors.refused_by_a_closed_breaker, "refused, where the breaker has to be closed"),
    ("breaker", doctors.waiting_for_an_open_breaker, "where the breaker will still be open"),
    (
        "retries",
        doctors.a_failure_that_is_let_be,
        "attempt 1 is not repeated, and nothing is in the way",
    ),
    ("retries", doctors.a_refusal_repeated, "attempt 1 is repeated, and rejected is not worth it"),
    ("backoff", doctors.a_wait_too_long, "0.050 s is the most"),
    ("backoff", doctors.nobody_waits, "8 times in a row after the same part"),
    ("backoff", doctors.nobody_draws, "8 times in a row after the same part"),
    ("retry-after", doctors.too_soon, "before the 5 s asked for were over"),
    ("retry-after", doctors.too_soon, "before the limit is let go that a 429 holds"),
    (
        "attempt timeout",
        doctors.another_timeout,
        "attempt 1 was given 9.000 s, 2.000 s is its time",
    ),
    ("attempt timeout", doctors.an_attempt_without_end, "2.000 s is the most"),
    ("lines", doctors.in_line_for_long, "7.500 s in line, 5 s is the most at the limiter"),
    ("lines", doctors.a_line_too_long, "101 in line at the limiter, 100 is the most"),
    ("quota", doctors.over_the_quota, "2001 starts within 3600 s, 2000 is the most"),
    ("quota", doctors.under_the_quota, "starts, where 2000 are allowed"),
    ("nothing lost", doctors.a_slot_lost, "3 calls of `keyed` started at once"),
    ("nothing lost", doctors.a_slot_too_many, "5 calls of `keyed` started at once"),
    ("same key", doctors.another_key, "attempt 2 under another key than the first"),
    ("same key", doctors.no_key, "sent without a key"),
    ("same key", doctors.the_key_of_another_call, "the key of call 1 once more"),
    ("deadline", doctors.a_sleep_past_the_deadline, "after its deadline"),
    ("deadline", doctors.a_call_without_end, "never ended"),
    ("deadline", doctors.a_call_that_outlives_its_deadline, "after its deadline"),
    ("first come, first served", doctors.overtaken, "passed call"),
    ("first come, first served", doctors.walked_past_the_line, "in the line of the limiter"),
    ("writes", doctors.applied_twice, "a write applied twice"),
    ("writes", doctors.a_success_that_never_was, "a success of a write that was never applied"),
    ("writes", doctors.a_refusal_of_what_was_done, "BulkheadFull of a write that was applied"),
    ("outcome unknown", doctors.unknown_of_what_is_known, "OutcomeUnknown of what is known"),
    (
        "outcome unknown",
        doctors.known_of_what_is_unknown,
        "where an answer was lost and nobody knows",
    ),
    ("outcome unknown", doctors.unknown_under_another_key, "OutcomeUnknown with another key"),
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
