"""What was seen on the wire against what the policy says, call by call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portwright_harness.variants.oracle import LIMITED, SHUT, Course, Rule, State, Step
from portwright_harness.variants.trace import Attempt, CallTrace

# Sums of floats: waits of a few seconds are exact to far less.
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call ended: the names of its error's classes, none where it returned; `shown` is what
    a person reads."""

    names: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call must come to when its last request got the recorded answer: so many legs, and
    an error where the case states one."""

    legs: int
    raises: str | None


def faults_of(
    rule: Rule, calls: Sequence[CallTrace], endings: Sequence[Ending], wanted: Wanted
) -> Iterator[tuple[int, str]]:
    """What the driver did otherwise than it must, in words, and the number of the call (from 1):
    the first alone, as what comes after follows from it."""
    state = State(rule)
    for number, (call, ending) in enumerate(zip(calls, endings, strict=False), 1):
        found = next(_of_call(state, call, ending, wanted), None)
        if found is not None:
            yield number, found
            return


def _of_call(state: State, call: CallTrace, ending: Ending, wanted: Wanted) -> Iterator[str]:
    if not call.legs:
        yield from _never_sent(state, call, ending)
    began = call.began
    for number, leg in enumerate(call.legs, 1):
        course = Course(state.rule, state, began + state.rule.policy.deadline)
        is_last = number == len(call.legs)
        yield from _of_leg(course, leg, ending, call.ended if is_last else None)
        began = leg[-1].ended
    yield from _same_key(state, call)
    if call.legs and call.attempts[-1].reading is None:
        yield from _answered(call, ending, wanted)
    yield from _breaker(state, call)


def _never_sent(state: State, call: CallTrace, ending: Ending) -> Iterator[str]:
    state.budget.deposit()
    if state.breaker.blocks(call.began):
        if SHUT not in ending.names:
            yield f"the breaker is open, so the call should raise {SHUT}, but {ending.shown}"
    elif LIMITED not in ending.names or not state.queue(call.began):
        yield f"nothing was sent: {ending.shown}"


def _of_leg(
    course: Course, leg: list[Attempt], ending: Ending, ended: float | None
) -> Iterator[str]:
    """`ended` is when the call did, of its last leg."""
    state = course.state
    state.budget.deposit()
    following: list[Attempt | None] = [*leg[1:], None]
    for number, (attempt, after) in enumerate(zip(leg, following, strict=True), 1):
        yield from _sent(state, attempt, number)
        if attempt.reading is None:
            return
        step = course.failed(attempt.reading, attempt.ended)
        if after is not None:
            yield from _followed(step, attempt, after, number + 1)
            if not step.renewed:
                state.budget.take()
        elif ended is not None:
            yield from _ended(step, ending, number, attempt.reading.returns)
            yield from _at_once(step, ended - attempt.ended)


def _sent(state: State, attempt: Attempt, number: int) -> Iterator[str]:
    if state.breaker.blocks(attempt.began):
        yield f"request {number} was sent though the breaker is open"
    state.starts.append(attempt.began)
    state.breaker.begins(attempt.began)
    bad = False if attempt.reading is None else attempt.reading.bad
    state.breaker.ends(attempt.ended, bad, attempt.ended - attempt.began)


def _followed(step: Step, attempt: Attempt, after: Attempt, number: int) -> Iterator[str]:
    if step.least is None:
        yield f"request {number} should not follow: {step.why}"
        return
    waited = after.began - attempt.ended
    if not step.least - _CLOSE <= waited <= step.most + _CLOSE:
        allowed = f"{step.least:g} s" + ("" if step.most == step.least else f" to {step.most:g} s")
        yield f"request {number} came after {waited:g} s, not {allowed}: {step.why}"
    elif step.renewed and not after.renewed:
        yield f"request {number} came without another token: {step.why}"
    elif step.renewed and after.credential == attempt.credential:
        yield f"request {number} carries the token that was refused: {step.why}"


def _ended(step: Step, ending: Ending, number: int, may_return: bool) -> Iterator[str]:
    if not step.ends:
        yield f"request {number + 1} should follow, but {ending.shown}: {step.why}"
    elif not ending.names and may_return:
        return
    elif not set(step.ends) & set(ending.names):
        yield f"should raise {' or '.join(step.ends)}, but {ending.shown}: {step.why}"


def _at_once(step: Step, waited: float) -> Iterator[str]:
    """Nobody waits for what will not be."""
    if step.least is None and waited > _CLOSE:
        yield f"the call should end at once, not after another {waited:g} s: {step.why}"


def _same_key(state: State, call: CallTrace) -> Iterator[str]:
    """Of each request that was repeated, where the spec says that it carries a key."""
    if not state.rule.keyed:
        return
    for leg in call.legs:
        keys = [attempt.key for attempt in leg]
        if None in keys:
            yield f"request {keys.index(None) + 1} carries no idempotency key"
        elif len(set(keys)) > 1:
            yield f"{len(set(keys))} different keys over {len(leg)} requests: {_twice(leg)}"


def _twice(leg: list[Attempt]) -> str:
    done = any(attempt.reading is not None and attempt.reading.done for attempt in leg)
    would = "the vendor had done the work, and would do it" if done else "the vendor may do it"
    return f"{would} twice"


def _answered(call: CallTrace, ending: Ending, wanted: Wanted) -> Iterator[str]:
    """The recorded answers were given: the call is what it is without a fault."""
    if wanted.raises is not None and wanted.raises not in ending.names:
        yield f"should raise {wanted.raises}, as its case says, but {ending.shown}"
    elif wanted.raises is None and ending.names:
        yield f"should return, as the recorded answer came, but {ending.shown}"
    elif len(call.legs) < wanted.legs:
        yield f"asked for {len(call.legs)} of the {wanted.legs} recorded answers"


def _breaker(state: State, call: CallTrace) -> Iterator[str]:
    rule, wanted = state.rule, state.breaker.state
    name = rule.operation if rule.breaker.per == "operation" else ""
    found = call.breakers.get(name)
    if found != wanted:
        entry = rule.breaker
        yield (
            f"the breaker should be {wanted}, but is {found}: policy `{rule.name}` opens it at"
            f" {entry.failure_rate:.0%} failures of at least {entry.min_calls} requests, for"
            f" {entry.open_for:g} s"
        )
