"""Whether what was caught is what the case is about: no error is kept that it does not ask for."""

from __future__ import annotations

from collections.abc import Sequence

from portwright_harness.error_rules import Answered, expected_class
from portwright_harness.expectation import is_raised, shown
from portwright_harness.play import Outcome
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError


def check_outcome(plan: Plan, outcome: Outcome, exchanges: Sequence[Exchange]) -> None:
    """Raises RecordingFailedError for a call that ended otherwise than the case says."""
    wanted, error = plan.case.raises, outcome.error
    if wanted is None and error is not None:
        raise RecordingFailedError(f"raised {shown(error)}; the case asks for no error")
    if wanted is not None and not is_raised(wanted, outcome):
        found = "the call returned" if error is None else f"raised {shown(error)}"
        raise RecordingFailedError(f"{found}; the case says `raises: {wanted}`")
    # A page of many or an attempt that was repeated: chance, and no part of the scenario.
    before = exchanges if wanted is None else exchanges[:-1]
    for number, exchange in enumerate(before, 1):
        answer = Answered(exchange.status, exchange.headers, exchange.body)
        if expected_class(plan.vendor.manifest.errors, answer) is not None:
            total = f"answer {number} of {len(exchanges)} was {exchange.status} {exchange.reason}"
            raise RecordingFailedError(f"{total}, an error that the case does not ask for")
