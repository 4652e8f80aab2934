"""After a write whose answer was lost, only an answer that tells of it ends the not knowing."""

from dataclasses import replace
from typing import Any

import pytest

from portwright_runtime import CallOptions, Idempotent, Keyed, Retry, WireRequest
from portwright_runtime.errors import (
    ConfigurationError,
    ConnectionLost,
    OutcomeUnknown,
    Rejected,
    VendorError,
)
from portwright_runtime.policies.classify import Outcome
from portwright_runtime.policies.rules import Rules, Verdict
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.pipeline import QUICK, failing, of, outcome
from tests.runtime.shop import POLICY

KEYED = Keyed(header="Idempotency-Key")


def ends(rig: Rig, second: Any, **changes: Any) -> Any:
    """What a call ends with whose first attempt was lost, and whose second was answered so."""
    wire = Wire(ConnectionLost("reset"), second)
    method = of(rig.client(wire), **{"safety": KEYED, **changes})
    options = CallOptions(key="k-1") if changes.get("safety", KEYED) is KEYED else None
    error = outcome(rig, method, options=options)
    assert len(wire.sent) == 2
    return error


def ruled(outcome: Outcome) -> Rules:
    return Rules(judge=lambda status, headers, body: Verdict(outcome), on_success=False)


@pytest.mark.parametrize("status", [409, 503])
@pytest.mark.parametrize("meaning", [Outcome.REJECTED, Outcome.BUG, Outcome.NOT_FOUND])
def test_a_rule_says_what_to_do_and_not_what_became_of_it(
    rig: Rig, status: int, meaning: Outcome
) -> None:
    error = ends(rig, answer(status, "{}"), classify=ruled(meaning))
    assert isinstance(error, OutcomeUnknown) and error.key == "k-1"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_may_have_been_taken_away(rig: Rig, status: int) -> None:
    """By the attempt whose answer was lost, unless a key tells the vendor that it is the same."""
    assert isinstance(ends(rig, answer(status, "{}"), safety=Idempotent()), OutcomeUnknown)
    assert isinstance(ends(rig, answer(status, "{}")), VendorError)


def test_a_refusal_of_what_is_asked_is_an_answer(rig: Rig) -> None:
    assert isinstance(ends(rig, answer(422, "{}")), Rejected)


@pytest.mark.parametrize("second", [ConfigurationError("the client is closed"), KeyError("x")])
def test_an_attempt_that_could_not_be_made_says_nothing(rig: Rig, second: Exception) -> None:
    error = ends(rig, second)
    assert isinstance(error, OutcomeUnknown) and error.key == "k-1"
    assert error.__cause__ is second


def test_an_error_that_is_none_of_ours_counts_against_the_vendor(rig: Rig) -> None:
    def script(request: WireRequest) -> Any:
        raise ZeroDivisionError

    wire = Wire(script=script)
    policy = replace(POLICY, breaker=QUICK, retry=Retry(attempts=1))
    client = rig.client(wire)
    method = of(client, policy=policy)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            rig.call(method, amount=5)
    assert client.breakers == {"": "open"}
    assert [kind.__name__ for kind in failing(rig, method, 1)] == ["CircuitOpen"]
