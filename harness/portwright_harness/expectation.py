"""Whether the outcome of a call is the one that the scenario states or the recording implies.

What an answer must end in is the harness's own reading of the manifest, so that a wrong class in
the driver shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from portwright_harness.credentials import NOT_SHOWN, Fields, is_secret_path
from portwright_harness.error_rules import Answered, class_of, expected_class
from portwright_harness.manifest import Manifest
from portwright_harness.play import Outcome
from portwright_harness.problem import Problem
from portwright_harness.recording import RecordedResponse
from portwright_harness.scenario import Scenario
from portwright_runtime.errors import DecodeFailed, MappingFailed, PortwrightError, VendorError

# A decoder names types in backquotes and values in quotes.
_QUOTED = re.compile("'.*'", re.DOTALL)


def outcome_problems(scenario: Scenario, outcomes: Iterable[Outcome]) -> list[Problem]:
    """A problem for each call that ended otherwise than it should."""
    found = []
    for outcome in outcomes:
        answer = last_answer(scenario, outcome)
        wanted = None if answer is None else means(scenario.vendor.manifest, answer)
        text = _stated(scenario, outcome, wanted) or _class(vendor_error(outcome), answer, wanted)
        if text is not None:
            found.append(Problem("outcome", f"{outcome.call.operation}: {text}"))
    return found


def request_outcomes(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that say something of requests: whether an answer decodes, and can be put in
    the port's terms, is L3's to say."""
    later = (DecodeFailed, MappingFailed)
    return [outcome for outcome in outcomes if not isinstance(outcome.error, later)]


def because(
    scenario: Scenario, unplayed: list[Problem], outcomes: Iterable[Outcome]
) -> list[Problem]:
    """What was not asked for, with the error that ended the call before it came to that."""
    error = next((outcome.error for outcome in outcomes if outcome.error is not None), None)
    if error is None:
        return unplayed
    ended = shown(error, scenario.vendor.redaction.fields)
    return [Problem(p.kind, f"{p.text}; the call ended with {ended}") for p in unplayed]


def last_answer(scenario: Scenario, outcome: Outcome) -> RecordedResponse | None:
    """The answer that the call saw last; None if it saw none."""
    if outcome.played == 0:
        return None
    return scenario.interactions[outcome.played - 1].response


def means(manifest: Manifest, response: RecordedResponse) -> str | None:
    """The error class that a recorded answer must end in, by the manifest; None for a success."""
    answer = Answered(response.status, response.headers, response.body)
    return expected_class(manifest.errors, answer)


def names_of(error: BaseException) -> tuple[str, ...]:
    """The class names of an error, its bases included."""
    return tuple(cls.__name__ for cls in type(error).__mro__)


def is_raised(wanted: str, outcome: Outcome) -> bool:
    """Whether a call ended with the error of that name. A domain error that the port's operation
    raises goes before an error of the runtime that is called alike."""
    error, adapted = outcome.error, outcome.call.adapted
    if error is None or wanted not in names_of(error):
        return False
    is_domain = adapted is not None and wanted in adapted.raises
    return isinstance(error, PortwrightError) is not is_domain


def vendor_error(outcome: Outcome) -> VendorError | None:
    """The vendor's error that a call ended with, also where a domain error was made of it."""
    error = outcome.error
    cause = error if isinstance(error, VendorError) or error is None else error.__cause__
    return cause if isinstance(cause, VendorError) else None


def _stated(scenario: Scenario, outcome: Outcome, answered: str | None) -> str | None:
    error = outcome.error
    wanted = answered if scenario.foreign and scenario.raises is None else scenario.raises
    if wanted is None:
        return None if error is None else f"raised {shown(error, scenario.vendor.redaction.fields)}"
    if error is None:
        return f"should raise {wanted}, but returned"
    if is_raised(wanted, outcome):
        return None
    return f"should raise {wanted}, not {shown(error, scenario.vendor.redaction.fields)}"


def _class(
    error: VendorError | None, answer: RecordedResponse | None, wanted: str | None
) -> str | None:
    """A vendor's error has the class that its answer calls for; only an unexpected answer goes
    beside it."""
    if error is None or "UnexpectedAnswer" in names_of(error):
        return None
    if answer is None or answer.status != error.status:
        wanted = class_of(error.status)
    if wanted in names_of(error):
        return None
    should = "be a success" if wanted is None else f"be {wanted}"
    return f"status {error.status} should {should}, not {type(error).__name__}"


def shown(error: Exception, secret: Fields) -> str:
    """Class and text; a domain error may be called like an error of the runtime."""
    kind = type(error)
    domain = "" if isinstance(error, PortwrightError) else "the port's "
    if isinstance(error, DecodeFailed):
        return f"{kind.__name__}: {error.operation}: {undecoded(error, secret)}"
    return f"{domain}{kind.__name__}: {error}"


def undecoded(error: DecodeFailed, secret: Fields) -> str:
    """What could not be decoded and why, without the value where that is secret."""
    reason = error.reason
    if is_secret_path(error.path, secret):
        reason = _QUOTED.sub(NOT_SHOWN, reason)
    return f"cannot decode the answer at {error.path}: {reason}"
