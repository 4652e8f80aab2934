"""Each fault does to a call what it says, and the vendor's books tell the truth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portwright.simulate.log import Log
from portwright.simulate.properties.table import judge
from portwright.simulate.run import Run, simulate
from portwright.simulate.script import Arriving, Behaviour, Faulty, Script
from portwright.simulate.target import Target
from portwright_runtime import Outcome, Policy, Retry, Rules, Timeout, Verdict
from tests.simulate.made import calls, fault, one_call, script, subject, target

ONCE = Policy(
    deadline=5.0, timeout=Timeout(0.5, 2.0), retry=Retry(attempts=1), breaker=None, bulkhead=None
)


def end(run: Run) -> str:
    return next(entry.what for entry in run.log if entry.kind == "end")


def kinds(log: Log) -> list[str]:
    wire = ("send", "answer", "lost", "unsent", "applied", "replayed")
    drained = next(n for n, entry in enumerate(log) if entry.kind == "drained")
    return [entry.kind for entry in log[:drained] if entry.kind in wire]


# Operation, fault, and what is seen on the wire and by the caller when there is one attempt.
CASES: list[tuple[str, Faulty | None, list[str], str]] = [
    ("read", None, ["send", "answer"], "ok"),
    ("keyed", None, ["send", "applied", "answer"], "ok"),
    ("read", fault("outage", 0, 1, what="refused"), ["send", "unsent"], "ConnectFailed"),
    ("keyed", fault("outage", 0, 1, what="unreachable"), ["send", "unsent"], "ConnectFailed"),
    ("keyed", fault("outage", 0, 1, what="unavailable"), ["send", "answer"], "Unavailable"),
    ("keyed", fault("error", 0, 1, what="409"), ["send", "answer"], "Conflict"),
    (
        "keyed",
        fault("error", 0, 1, what="500", processed=True),
        ["send", "applied", "answer"],
        "Unavailable",
    ),
    ("keyed", fault("throttle", 0, 1, seconds=1.0), ["send", "answer"], "Throttled"),
    ("keyed", fault("hang", 0, 1, what="before"), ["send", "lost"], "OutcomeUnknown"),
    ("read", fault("hang", 0, 1, what="before"), ["send", "lost"], "AttemptTimeout"),
    (
        "unsafe",
        fault("hang", 0, 1, what="after", processed=True),
        ["send", "applied", "lost"],
        "OutcomeUnknown",
    ),
    (
        "natural",
        fault("reset", 0, 1, what="after", processed=True),
        ["send", "applied", "lost"],
        "OutcomeUnknown",
    ),
    ("read", fault("reset", 0, 1, what="before"), ["send", "lost"], "ConnectionLost"),
    (
        "keyed",
        fault("garble", 0, 1, what="truncated", processed=True),
        ["send", "applied", "answer"],
        "DecodeFailed",
    ),
    ("read", fault("garble", 0, 1, what="html"), ["send", "answer"], "UnexpectedAnswer"),
    ("read", fault("slow", 0, 1, seconds=1.0), ["send", "answer"], "ok"),
    # Slower than the attempt may take: it arrives all the same.
    ("keyed", fault("slow", 0, 1, seconds=3.0), ["send", "applied", "lost"], "OutcomeUnknown"),
    ("keyed", fault("cancel", 0, 1, seconds=1e-9), ["send", "lost", "applied"], "cancelled"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "seen", "how"),
    CASES,
    ids=lambda value: f"{value.kind} {value.what}" if isinstance(value, Faulty) else None,
)
def test_a_fault_does_what_it_says(
    name: str, wrong: Faulty | None, seen: list[str], how: str
) -> None:
    run = one_call(name, *([wrong] if wrong else []), policy=ONCE)
    assert kinds(run.log) == seen
    assert end(run) == how
    assert judge(run.log, run.target, None).holds


def test_a_key_that_the_vendor_knows_is_not_applied_again() -> None:
    lost = fault("reset", 0.0, 0.05, what="after", processed=True)
    for name in ("keyed", "keyed_in_a_field", "natural"):
        run = one_call(name, lost)
        assert kinds(run.log) == ["send", "applied", "lost", "send", "replayed", "answer"], name
        assert end(run) == "ok"


def test_a_key_is_forgotten_after_its_time() -> None:
    lost = fault("reset", 0.0, 0.01, what="after", processed=True)
    arriving = Arriving(
        kind="burst", count=1, seconds=0.0, begin=0.0, end=1.0, shares={"keyed": 1.0}
    )
    forgetful = Script(
        title="", duration=1.0, arrivals=(arriving,), faults=(lost,),
        vendor=Behaviour(median=0.05, p99=None, key_ttl=1e-9),
    )  # fmt: skip
    run = simulate(target("keyed"), forgetful)
    assert kinds(run.log).count("applied") == 2
    [found] = judge(run.log, run.target, None).breaches["writes"]
    assert found.message == "a write applied twice"


def test_a_share_of_the_requests_of_some_operations_is_met() -> None:
    some = fault("error", 0, 20, what="404", share=0.25, operations=frozenset({"read"}))
    made = script(20.0, calls(100, 20.0, "read", "unsafe"), faults=(some,))
    run = simulate(target("read", "unsafe", policy=ONCE), made)
    failed = [e.operation for e in run.log if e.kind == "answer" and e.count == 404]
    assert set(failed) == {"read"}
    assert 200 <= len(failed) <= 300


def test_the_vendors_own_rate_holds_in_any_window() -> None:
    arriving = calls(50, 4.0, "read")
    made = Script(
        title="", duration=4.0, arrivals=(arriving,),
        vendor=Behaviour(median=0.05, p99=None, rate=(10, 1.0)),
    )  # fmt: skip
    run = simulate(target("read", policy=ONCE), made)
    drained = next(n for n, entry in enumerate(run.log) if entry.kind == "drained")
    let_in = [e.at for e in run.log[:drained] if e.kind == "answer" and e.count == 200]
    assert 40 <= len(let_in) <= 50
    assert all(later - at >= 1.0 - 1e-9 for at, later in zip(let_in, let_in[10:], strict=False))


def test_a_date_is_by_the_vendors_clock_and_read_by_the_callers() -> None:
    wait = fault("throttle", 0.0, 0.01, what="date", seconds=5.0)
    plain = one_call("read", wait)
    behind = one_call("read", wait, fault("clock", 0.0, 5.0, what="behind", seconds=3600.0))

    def pauses(run: Run) -> list[float]:
        return [e.seconds for e in run.log if e.kind == "wait" and e.stage == "retry"]

    # Dates have whole seconds.
    assert [round(pause) for pause in pauses(plain)] == [5]
    assert pauses(behind) == []
    assert end(behind) == "Throttled"


def test_a_machine_that_sleeps_through_a_deadline_is_excused_until_it_wakes() -> None:
    hang = fault("hang", 0.0, 1.0, what="before")
    sleeps = fault("clock", 1.0, 2.0, what="suspended", seconds=500.0)
    run = one_call("read", hang, sleeps)
    assert judge(run.log, run.target, None).holds
    ended = next(e.at for e in run.log if e.kind == "end")
    assert ended >= 501.0


def judged(status: int, headers: object, body: object) -> Verdict | None:
    """A vendor that fails inside a 200."""
    return Verdict(Outcome.RETRY) if body == {"ok": False} else None


@pytest.mark.parametrize(
    ("body", "wanted", "attempts"),
    [('{"ok": false}', "Unavailable", 3), ('{"ok": true}', "ok", 1), ("{", "DecodeFailed", 1)],
)
def test_an_error_inside_a_success_is_for_the_rules_to_find(
    body: str, wanted: str, attempts: int
) -> None:
    plain = subject("read")
    ruled = replace(plain, spec=replace(plain.spec, classify=Rules(judge=judged, needs_body=True)))
    once = Arriving(kind="burst", count=1, seconds=0.0, begin=0.0, end=1.0, shares={"read": 1.0})
    wrong = fault("error", 0, 9, what="200", body=body)
    run = simulate(Target("shop", {"read": ruled}), script(1.0, once, faults=(wrong,)))
    assert end(run) == wanted
    assert kinds(run.log).count("send") == attempts
    assert judge(run.log, run.target, None).holds


def test_an_answer_has_the_headers_and_the_body_of_its_fault() -> None:
    headers = (("X-Reason", "tired"), ("content-type", "text/plain"))
    for kind, status in (("error", 503), ("throttle", 429)):
        wrong = fault(kind, 0, 1, what=str(status), headers=headers, body="not now")  # type: ignore[arg-type]
        run = one_call("read", wrong, policy=ONCE)
        answer = next(entry for entry in run.log if entry.kind == "answer")
        assert (answer.count, answer.body) == (status, "not now")
        assert dict(answer.headers) == {"x-reason": "tired"}


def test_a_vendor_that_says_to_come_again_later_is_heeded_by_the_clock_of_the_caller() -> None:
    """Its dates are right; a caller whose clock is ahead comes too soon, and knows no better."""
    policy = Policy(deadline=30.0, timeout=Timeout(0.5, 2.0), breaker=None)
    for clock, waits in ((), 10.0), ((fault("clock", 0, 9, what="ahead", seconds=6.0),), 4.0):
        asked = fault("throttle", 0, 1, what="date", seconds=10.0)
        run = one_call("read", asked, *clock, policy=policy)
        second = next(entry for entry in run.log if entry.kind == "send" and entry.count == 2)
        assert waits - 1.1 < second.at < waits + 0.1
        verdict = judge(run.log, run.target, None)
        assert verdict.word("retry-after") == "holds"
