"""What a failed attempt means to the call: whether it is repeated, when, and what is known then.

Nothing of the code that it judges decides here; `tests/laws.py` holds it to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portwright_harness.error_rules import (
    RETRYABLE,
    Answered,
    class_for,
    fitting,
    meaning,
    meaning_of,
)
from portwright_harness.manifest import Manifest
from portwright_harness.manifest_policies import ErrorRule, HintEntry

# After a lost answer these tell nothing of what became of it.
_MUTE: Final = RETRYABLE | {"auth_failed", "reauth", "forbidden", "conflict"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a fault means to the call.

    `error` is the class that the call ends with on it; with `returns` it may return all the same.
    `processed`: the vendor may have done the work. `bad`: it counts as a failure in the breaker,
    None: it does not count. `why` says it in words. `asks`: seconds that the vendor wants to be
    left alone. `renews`: other credentials may do; `at_the_door`: who asks was refused, before
    anything was done. `mute`: after a lost answer it tells nothing; `gone`: what is not there may
    be what the call took away. `lost` and `done` (the work) are of attempts without an answer.
    """

    error: str
    retryable: bool
    processed: bool
    bad: bool | None
    why: str
    throttled: bool = False
    asks: float = 0.0
    renews: bool = False
    at_the_door: bool = False
    mute: bool = False
    gone: bool = False
    lost: bool = False
    done: bool = False
    returns: bool = False


_LOST: Final = {
    "connect": ("ConnectFailed", False, "the connection was refused"),
    "reset": ("ConnectionLost", True, "the connection broke"),
    "timeout": ("AttemptTimeout", True, "no answer came in time"),
}


def lost(name: str, *, done: bool) -> Reading:
    """What it means that no answer came, and whether the vendor had done the work."""
    error, sent, why = _LOST[name]
    told = f"{why} after the vendor had done the work" if done else why
    return Reading(error, True, sent, True, told, mute=True, lost=sent, done=done)


def read(manifest: Manifest, answer: Answered) -> Reading | None:
    """What an answer that is no success means; None where a rule takes it for one."""
    rule = fitting(manifest.errors, answer)
    by_status, means = meaning_of(answer.status), meaning(rule, answer.status)
    error = class_for(means, answer.status)
    if error is None:
        return None
    says, hinted = _hinted(manifest.retry_hint, answer)
    if says is None or means == "bug":
        says, hinted = means in RETRYABLE, ""
    pause = rule.until if rule is not None and isinstance(rule.until, float) else None
    return Reading(
        error,
        says,
        answer.status != 429,
        _bad(means, answer.status),
        hinted or _why(manifest, rule, answer.status, means),
        throttled=means == "throttle",
        asks=float(answer.header("Retry-After") or 0) if pause is None else pause,
        renews=means == "reauth" or (rule is None and answer.status == 401),
        at_the_door=answer.status in (401, 403),
        mute=bool({means, by_status} & _MUTE),
        gone=by_status == "not_found",
    )


def spoiled(manifest: Manifest, answer: Answered, error: str, *, returns: bool) -> Reading | None:
    """What an answer means that is a success by its status and not what is declared: a rule may
    still take it for a refusal."""
    if fitting(manifest.errors, answer) is not None:
        return read(manifest, answer)
    why = "the answer is not what the document declares"
    if returns:
        return Reading("", False, True, False, "enums are open", returns=True)
    says, _ = _hinted(manifest.retry_hint, answer)
    may = bool(says) and error == "UnexpectedAnswer"
    return Reading(error, may, True, True, why, mute=error == "UnexpectedAnswer")


def _hinted(hint: HintEntry | None, answer: Answered) -> tuple[bool | None, str]:
    """What the vendor says of a retry, and that it is its word."""
    said = None if hint is None else answer.header(hint.header)
    if hint is None or said is None or said not in (hint.force, hint.forbid):
        return None, ""
    wish = "asks for a retry" if said == hint.force else "forbids a retry"
    return said == hint.force, f"the vendor {wish} ({hint.header}: {said})"


def _bad(means: str, status: int) -> bool | None:
    """A request that the vendor refuses was answered well, even where it is worth repeating."""
    if means == "throttle":
        return None
    return means in RETRYABLE and not (300 <= status < 500 and status != 408)


def _why(manifest: Manifest, rule: ErrorRule | None, status: int, means: str) -> str:
    if rule is None:
        return f"status {status} means {means}"
    number = manifest.errors.index(rule) + 1
    pause = f" for {rule.until:g} s" if isinstance(rule.until, float) else ""
    raised = f", raising {rule.raises}" if rule.raises else ""
    return f"error rule {number} of the spec says {rule.then}{pause}{raised}"
