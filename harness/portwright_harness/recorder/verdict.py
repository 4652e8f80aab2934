"""Whether what was caught is what the case is about: no error is kept that it does not ask for."""

from __future__ import annotations

from collections.abc import Sequence

from portwright_harness.error_rules import Answered, class_of, expected_class
from portwright_harness.expectation import is_raised, shown
from portwright_harness.expected_values import WHOLE
from portwright_harness.play import Outcome
from portwright_harness.recorder.exchange import Exchange
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError
from portwright_runtime.errors import PortwrightError, VendorError

_NOTHING = "{.: null}"


def check_outcome(plan: Plan, outcome: Outcome, exchanges: Sequence[Exchange]) -> None:
    """Raises RecordingFailedError for a call that ended otherwise than the case says."""
    wanted, error = plan.case.raises, outcome.error
    raised = "" if error is None else f"raised {shown(error, plan.vendor.redaction.fields)}"
    if wanted is None and error is not None:
        name = _advised(error)
        asks = f"; a case that is about it says `raises: {name}`" if name else ""
        raise RecordingFailedError(f"{raised}, and the case asks for no error{asks}")
    if wanted is not None and not is_raised(wanted, outcome):
        found = raised or "the call returned"
        raise RecordingFailedError(f"{found}; the case says `raises: {wanted}`")
    _check_answers(plan, outcome, exchanges)


def _check_answers(plan: Plan, outcome: Outcome, exchanges: Sequence[Exchange]) -> None:
    """A page of many or an attempt that was repeated: chance, and no part of the scenario."""
    asked_for = plan.case.raises is not None or _asks_for_nothing(plan)
    for number, exchange in enumerate(exchanges[:-1] if asked_for else exchanges, 1):
        answer = Answered(exchange.status, exchange.headers, exchange.body)
        if expected_class(plan.vendor.manifest.errors, answer) is not None:
            said = f"answer {number} of {len(exchanges)} was {exchange.status} {exchange.reason}"
            is_null = outcome.value is None and plan.call.adapted is not None
            asks = f"; a case that is about it says `expect: {_NOTHING}`" if is_null else ""
            raise RecordingFailedError(f"{said}, an error that the case does not ask for{asks}")


def _asks_for_nothing(plan: Plan) -> bool:
    """Whether the case is about an error of which the port makes null (`null_on`)."""
    return plan.call.adapted is not None and (plan.case.expect or {}).get(WHOLE, "") is None


def _advised(error: Exception) -> str | None:
    """What a case would call it; chance and a mistake of ours are no scenario."""
    if isinstance(error, VendorError):
        return class_of(error.status)
    return None if isinstance(error, PortwrightError) else type(error).__name__
