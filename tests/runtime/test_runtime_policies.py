"""The pure cores: backoff, the retry decision and its order, Retry-After, classification."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime.policies.backoff import backoff
from portwright_runtime.policies.classify import RETRYABLE, Outcome, classify
from portwright_runtime.policies.deadline import Deadline
from portwright_runtime.policies.idempotency import call_key
from portwright_runtime.policies.policy import Jitter, Retry
from portwright_runtime.policies.retry import Again, Failure, Reason, Stop, decide
from portwright_runtime.policies.retry_after import moment, retry_after
from portwright_runtime.policies.safety import (
    Idempotent,
    Keyed,
    NaturalKey,
    Read,
    Safety,
    Unsafe,
    is_write,
)

SAFE: tuple[Safety, ...] = (Read(), Idempotent(), Keyed(header="K"), NaturalKey(path="id"))
seconds = st.floats(0, 1e6)
unit = st.floats(0, 1, exclude_max=True)
attempts = st.integers(1, 5000)


@given(attempts, seconds, seconds, unit, st.sampled_from(["full", "equal", "none"]))
def test_backoff_is_between_zero_and_the_cap(
    n: int, base: float, cap: float, u: float, jitter: Jitter
) -> None:
    delay = backoff(n, base=base, cap=cap, jitter=jitter, u=u)
    assert 0 <= delay <= cap
    if jitter == "equal":
        assert delay >= backoff(n, base=base, cap=cap, jitter="none", u=u) / 2


@given(st.integers(1, 60), unit)
def test_backoff_doubles_until_the_cap(n: int, u: float) -> None:
    d = backoff(n, base=0.5, cap=1e30, jitter="none", u=u)
    assert d == 0.5 * 2 ** (n - 1)
    assert backoff(n, base=0.5, cap=1e30, jitter="full", u=u) == d * u
    assert backoff(n + 1, base=0.5, cap=1e30, jitter="none", u=u) == 2 * d


def decided(failure: Failure, **changes: object) -> Again | Stop:
    given_ = {
        "attempt": 1,
        "retry": Retry(attempts=3, base=1.0, throttle_base=4.0, cap=20.0, jitter="none"),
        "safety": Read(),
        "deadline": Deadline(1000.0),
        "now": 0.0,
        "u": 0.5,
    }
    return decide(failure, **{**given_, **changes})  # type: ignore[arg-type]


LOST = Failure(retryable=True, processed=True)

# Each row fails at its own test and at every one after it, so it tells the order as well.
ORDER = [
    (
        Reason.NOT_RETRYABLE,
        Failure(retryable=False, processed=True, retry_after=99.0),
        {"safety": Unsafe(), "attempt": 3, "deadline": Deadline(0.0)},
    ),
    (
        Reason.NOT_SAFE,
        Failure(retryable=True, processed=True, retry_after=99.0),
        {"safety": Unsafe(), "attempt": 3, "deadline": Deadline(0.0)},
    ),
    (
        Reason.EXHAUSTED,
        Failure(retryable=True, processed=True, retry_after=99.0),
        {"attempt": 3, "deadline": Deadline(0.0)},
    ),
    (
        Reason.RETRY_AFTER_OVER_CAP,
        Failure(retryable=True, processed=True, retry_after=60.5),
        {"deadline": Deadline(0.0)},
    ),
    (Reason.DEADLINE, LOST, {"deadline": Deadline(0.5)}),
]


@pytest.mark.parametrize(("reason", "failure", "changes"), ORDER, ids=[r[0].name for r in ORDER])
def test_decision_order(reason: Reason, failure: Failure, changes: dict[str, object]) -> None:
    assert decided(failure, **changes) == Stop(reason)


def test_a_failure_that_passes_every_test_is_tried_again() -> None:
    assert decided(LOST) == Again(1.0)
    assert decided(LOST, attempt=2) == Again(2.0)


def test_a_throttled_attempt_backs_off_from_its_own_base() -> None:
    assert decided(Failure(retryable=True, processed=False, throttled=True)) == Again(4.0)


def test_the_delay_is_the_longer_of_backoff_and_retry_after() -> None:
    assert decided(Failure(retryable=True, processed=True, retry_after=60.0)) == Again(60.0)
    assert decided(Failure(retryable=True, processed=True, retry_after=0.2)) == Again(1.0)


FAILURES = st.builds(
    Failure,
    retryable=st.booleans(),
    processed=st.booleans(),
    throttled=st.booleans(),
    retry_after=st.none() | seconds,
)


@given(
    failure=FAILURES,
    attempt=st.integers(1, 6),
    safety=st.sampled_from((*SAFE, Unsafe())),
    now=seconds,
    at=seconds,
    u=unit,
)
def test_what_is_tried_again_is_allowed(
    *, failure: Failure, attempt: int, safety: Safety, now: float, at: float, u: float
) -> None:
    retry = Retry()
    decision = decide(
        failure,
        attempt=attempt,
        retry=retry,
        safety=safety,
        deadline=Deadline(at),
        now=now,
        u=u,
    )
    if isinstance(decision, Again):
        assert failure.retryable and attempt < retry.attempts
        assert not (isinstance(safety, Unsafe) and failure.processed)
        assert now + decision.delay < at
        assert (failure.retry_after or 0) <= decision.delay <= max(retry.cap, 60.0)


@pytest.mark.parametrize("safety", SAFE)
def test_only_unsafe_writes_are_not_repeated(safety: Safety) -> None:
    assert isinstance(decided(LOST, safety=safety), Again)


def test_an_unsafe_write_is_repeated_when_it_surely_was_not_processed() -> None:
    assert decided(Failure(retryable=True, processed=False), safety=Unsafe()) == Again(1.0)


def test_all_but_reads_are_writes() -> None:
    assert [is_write(safety) for safety in (*SAFE, Unsafe())] == [False, True, True, True, True]


WALL = datetime(2024, 2, 29, 12, 0, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("0.25", 0.25),
        ("-1", None),
        ("1e3", None),
        ("soon", None),
        ("٣", None),
        ("Thu, 29 Feb 2024 12:00:30 GMT", 30.0),
        ("Thursday, 29-Feb-24 12:00:30 GMT", 30.0),
        ("Thu Feb 29 12:00:30 2024", 30.0),
        ("Thu, 29 Feb 2024 11:00:00 GMT", 0.0),
        ("Thu, 99 Feb 2024 11:00:00 GMT", None),
        ("9" * 400, float("inf")),
    ],
)
def test_retry_after(field: str | None, expected: float | None) -> None:
    assert retry_after(field, WALL) == expected


@given(st.text())
def test_no_retry_after_is_an_error(field: str) -> None:
    delay = retry_after(field, WALL)
    assert delay is None or delay >= 0


@given(st.integers(0, 10**8))
def test_retry_after_dates_are_read_as_they_are_written(ahead: int) -> None:
    date = format_datetime(datetime.fromtimestamp(WALL + ahead, UTC), usegmt=True)
    assert retry_after(date, WALL) == ahead


def test_the_moment_of_a_wait_without_end_is_the_last_there_is() -> None:
    assert moment(WALL, 60) == datetime(2024, 2, 29, 12, 1, tzinfo=UTC)
    assert moment(WALL, None) is None
    assert moment(WALL, float("inf")) == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.SUCCESS),
        (207, Outcome.SUCCESS),
        (304, Outcome.SUCCESS),
        (400, Outcome.REJECTED),
        (401, Outcome.AUTH_FAILED),
        (402, Outcome.REJECTED),
        (403, Outcome.FORBIDDEN),
        (404, Outcome.NOT_FOUND),
        (408, Outcome.UNAVAILABLE),
        (409, Outcome.CONFLICT),
        (412, Outcome.CONFLICT),
        (422, Outcome.REJECTED),
        (429, Outcome.THROTTLE),
        (500, Outcome.UNAVAILABLE),
        (599, Outcome.UNAVAILABLE),
        (999, Outcome.UNAVAILABLE),
    ],
)
def test_classification(status: int, outcome: Outcome) -> None:
    assert classify(status) is outcome


def test_what_is_retryable() -> None:
    assert [s for s in range(200, 600) if classify(s) in RETRYABLE] == [408, 429, *range(500, 600)]


@given(seconds, seconds, seconds)
def test_a_deadline_allows_a_wait_that_leaves_time(at: float, delay: float, now: float) -> None:
    deadline = Deadline(at)
    assert deadline.allows(delay, now) == (now + delay < at)
    assert deadline.clamp(delay, now) <= deadline.left(now)


def test_keys_are_minted_only_where_the_vendor_deduplicates() -> None:
    def mint() -> str:
        return "minted"

    assert call_key(Keyed(header="K"), None, mint) == "minted"
    assert call_key(Keyed(header="K"), "own", mint) == "own"
    assert call_key(NaturalKey(path="id"), None, mint) is None
    assert call_key(NaturalKey(path="id"), "own", mint) == "own"
