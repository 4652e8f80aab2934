"""Whether the outcome of a call is the one that the scenario states or the recording implies.

The table of statuses is the harness's own reading of the runtime's contract, so that a wrong
class in the driver shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright_harness.play import Outcome
from portwright_harness.problem import Problem
from portwright_harness.scenario import Scenario
from portwright_runtime.errors import DecodeFailed, PortwrightError, VendorError

_CLASSES = {
    401: "AuthFailed",
    403: "Forbidden",
    404: "NotFound",
    410: "NotFound",
    409: "Conflict",
    412: "Conflict",
    429: "Throttled",
    408: "Unavailable",
}
_FAMILIES = {4: "Rejected", 5: "Unavailable"}


def outcome_problems(scenario: Scenario, outcomes: Iterable[Outcome]) -> list[Problem]:
    """A problem for each call that ended otherwise than it should."""
    found = []
    for outcome in outcomes:
        status = last_status(scenario, outcome)
        text = _stated(scenario, outcome, status) or _class(outcome.error)
        if text is not None:
            found.append(Problem("outcome", f"{outcome.call.operation}: {text}"))
    return found


def request_outcomes(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that say something of requests: whether an answer decodes is L3's to say."""
    return [outcome for outcome in outcomes if not isinstance(outcome.error, DecodeFailed)]


def last_status(scenario: Scenario, outcome: Outcome) -> int | None:
    """The status that the call saw last; None if it saw none."""
    if outcome.played == 0:
        return None
    return scenario.interactions[outcome.played - 1].response.status


def class_of(status: int) -> str | None:
    """The name of the error class for a status; None for a status that is no error."""
    return _CLASSES.get(status) or _FAMILIES.get(status // 100)


def names_of(error: BaseException) -> tuple[str, ...]:
    """The class names of an error, its bases included."""
    return tuple(cls.__name__ for cls in type(error).__mro__)


def _stated(scenario: Scenario, outcome: Outcome, status: int | None) -> str | None:
    error = outcome.error
    wanted = scenario.raises
    if wanted is None and scenario.foreign and status is not None:
        wanted = class_of(status)
    if wanted is None:
        return None if error is None else f"raised {_shown(error)}"
    if error is None:
        return f"should raise {wanted}, but returned"
    return None if wanted in names_of(error) else f"should raise {wanted}, not {_shown(error)}"


def _class(error: PortwrightError | None) -> str | None:
    """A vendor's error has the class of its status; only an unexpected answer goes beside it."""
    if not isinstance(error, VendorError) or "UnexpectedAnswer" in names_of(error):
        return None
    wanted = class_of(error.status)
    if wanted is None or wanted in names_of(error):
        return None
    return f"status {error.status} should be {wanted}, not {type(error).__name__}"


def _shown(error: PortwrightError) -> str:
    return f"{type(error).__name__}: {error}"
