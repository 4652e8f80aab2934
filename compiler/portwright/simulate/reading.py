"""What an answer says, read off the wire without the runtime's own reading of it.

Only error rules are taken as they are compiled: they are the spec's, not the runtime's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final

from portwright.simulate.log import Entry
from portwright_runtime.headers import Headers
from portwright_runtime.policies.rules import Verdict
from portwright_runtime.spec import OperationSpec

SUCCESS: Final = "success"
THROTTLE: Final = "throttle"
UNREADABLE: Final = "unreadable"
UNEXPECTED: Final = "unexpected"
_BY_STATUS: Final[Mapping[int, str]] = {
    401: "auth_failed",
    403: "forbidden",
    408: "unavailable",
    409: "conflict",
    412: "conflict",
    429: THROTTLE,
}
_BY_HUNDRED: Final = {2: SUCCESS, 3: SUCCESS, 4: "rejected", 5: "unavailable"}
_AGAIN: Final = frozenset({"retry", THROTTLE, "unavailable"})
_BAD: Final = frozenset({"retry", "unavailable", UNREADABLE, UNEXPECTED})
_SPENT: Final = re.compile(r"[^;,]*;\s*r=0\s*;\s*t=(\d+)\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """`pause` is what the vendor asks for in seconds, None if it does not; `again` says whether
    the request is worth repeating at all, `bad` whether the vendor is unwell (None: it says
    nothing of that). `spent` are seconds in which nothing is left by a RateLimit field.
    """

    outcome: str
    again: bool = False
    bad: bool | None = False
    pause: float | None = None
    spent: float | None = None
    quota: bool = False

    @property
    def hold(self) -> float:
        """Seconds for which the limiter is to hold everybody."""
        asked = self.pause if self.outcome == THROTTLE and not self.quota else None
        return max(asked or 0.0, self.spent or 0.0)


GOOD: Final = Reading(SUCCESS)
# An attempt that got no answer, and one whose caller went away.
SILENCE: Final = Reading("lost", again=True, bad=True)
LEFT: Final = Reading("cancelled", bad=None)


def reading_of(spec: OperationSpec[Any], entry: Entry, wall: float) -> Reading:
    """What an `answer` says to a caller whose clock shows `wall`."""
    headers = {name.lower(): value for name, value in entry.headers}
    verdict = _ruled(spec, entry, headers)
    outcome = verdict.outcome.value if verdict else _by_default(spec, entry)
    spent = _spent(headers)
    if outcome == SUCCESS:
        return Reading(SUCCESS, spent=spent) if spent else GOOD
    return Reading(
        outcome,
        again=_again(spec, entry, headers, outcome),
        bad=_bad(outcome, entry.count),
        pause=_pause(verdict, headers, wall, outcome, spent),
        spent=spent,
        quota=verdict is not None and verdict.until == "quota_reset",
    )


def _ruled(spec: OperationSpec[Any], entry: Entry, headers: Mapping[str, str]) -> Verdict | None:
    rules = spec.classify
    if rules is None or not (rules.on_success or entry.count >= 400):
        return None
    body: object = None
    with suppress(ValueError):
        body = json.loads(entry.body) if rules.needs_body and entry.body else None
    return rules.judge(entry.count, Headers(tuple(headers.items())), body)


def _by_default(spec: OperationSpec[Any], entry: Entry) -> str:
    outcome = _BY_STATUS.get(entry.count) or _BY_HUNDRED.get(entry.count // 100, "unavailable")
    if outcome != SUCCESS:
        return outcome
    exact = (str(entry.count), f"{entry.count // 100}XX")
    declared = [answer.status.upper() for answer in spec.answers]
    known = any(status in exact for status in declared) or not any(
        status[0] in "23" for status in declared
    )
    return entry.what or (SUCCESS if known else UNEXPECTED)


def _again(
    spec: OperationSpec[Any], entry: Entry, headers: Mapping[str, str], outcome: str
) -> bool:
    """By its class; the vendor's own hint comes before that, but not where the fault is ours."""
    hint = spec.hint
    said = headers.get(hint.header.lower()) if hint else None
    if said is None or hint is None or outcome in ("bug", UNREADABLE):
        return outcome in _AGAIN
    return {hint.force: True, hint.forbid: False}.get(said, outcome in _AGAIN)


def _bad(outcome: str, status: int) -> bool | None:
    """5xx and 408 are failures of the vendor, every other 4xx is an answer; 429 is neither."""
    if outcome == THROTTLE:
        return None
    answered = 300 <= status < 500 and status != 408
    return outcome in _BAD and not answered


def _pause(
    verdict: Verdict | None,
    headers: Mapping[str, str],
    wall: float,
    outcome: str,
    spent: float | None,
) -> float | None:
    if verdict and isinstance(verdict.until, int | float):
        return float(verdict.until)
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return float(text)
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(text).timestamp() - wall)
    return spent if outcome == THROTTLE else None


def _spent(headers: Mapping[str, str]) -> float | None:
    """Seconds until there is more, by `RateLimit: "name";r=0;t=5`."""
    found = _SPENT.fullmatch(headers.get("ratelimit", ""))
    return float(found[1]) if found else None
