"""Policies resolved: `extends` followed, defaults of the runtime filled in, times checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, cast

from portwright.diagnostics.model import Diagnostics
from portwright.ir.config import Config, Setting, config
from portwright.ir.integration import Policy
from portwright.language import policies as language
from portwright.language.connection import Connection
from portwright.language.quantities import Duration, spelled
from portwright.rules.safety import contradicting_policy, deadline_too_short, unknown_policy
from portwright.semantics.configured import Written, check, written
from portwright.semantics.limits import breaker, budget, bulkhead

DEFAULTS: Mapping[str, Any] = {
    "deadline": 60.0,
    "connect_timeout": 5.0,
    "attempt_timeout": 30.0,
    "attempts": 3,
    "base": 0.05,
    "throttle_base": 1.0,
    "cap": 20.0,
    "jitter": "full",
    "retry_after_cap": 60.0,
}


# Parts of a policy that are configured as a whole, by the runtime's class.
_PARTS = {"budget": "Budget", "breaker": "Breaker", "bulkhead": "Bulkhead"}


def resolve_policies(
    declared: Mapping[Any, language.Policy], connection: Connection, sink: Diagnostics
) -> dict[str, Policy]:
    """All policies by name; `default` is always there."""
    resolved: dict[str, Policy] = {"default": _make("default", {})}
    for name in declared:
        chain = list(_chain(name, declared, sink))
        values: dict[str, Any] = {}
        for policy in reversed(chain):
            values.update(_settings(policy, connection, sink))
        resolved[str(name)] = _make(str(name), values)
        _check_times(resolved[str(name)], chain[0], sink)
        _check_values(resolved[str(name)], chain[0], sink)
        _check_reach(values, chain[0], sink)
    return resolved


def _chain(
    name: str, declared: Mapping[Any, language.Policy], sink: Diagnostics
) -> Iterator[language.Policy]:
    """The policy and what it extends, nearest first. An unknown name is reported for the policy
    that has it, a cycle for those in it."""
    seen: set[str] = set()
    current: str | None = name
    while current is not None:
        seen.add(str(current))
        policy = declared[current]
        yield policy
        wanted = policy.extends
        if wanted is not None and wanted not in declared:
            if wanted != "default" and current == name:
                sink.add(unknown_policy.report(wanted, declared))
            return
        if wanted is not None and wanted in seen:
            if wanted == name:
                sink.add(unknown_policy.report_cycle(wanted))
            return
        current = wanted


def _settings(policy: language.Policy, connection: Connection, sink: Diagnostics) -> dict[str, Any]:
    """What one policy says, by flat names: `breaker.window` is a setting of its own, so that a
    policy which extends another replaces no more than it names."""
    timeout, retry = policy.timeout, policy.retry
    found: dict[str, Any] = {
        "deadline": policy.deadline,
        "connect_timeout": timeout and timeout.connect,
        "attempt_timeout": timeout and timeout.attempt,
    }
    if retry is not None:
        for name in ("base", "throttle_base", "cap", "retry_after_cap", "jitter", "attempts"):
            found[name] = getattr(retry, name)
    settings = {name: _plain(value) for name, value in found.items() if value is not None}
    parts: list[tuple[str, Iterable[tuple[str, Setting]]]] = []
    if retry is not None and retry.budget is not None:
        parts.append(("budget", budget(retry.budget)))
    if policy.breaker is not None:
        parts.append(("breaker", breaker(policy.breaker, connection, sink)))
    if policy.bulkhead is not None:
        parts.append(("bulkhead", bulkhead(policy.bulkhead, connection, sink)))
    settings.update((f"{part}.{key}", value) for part, found in parts for key, value in found)
    return settings


def _plain(value: object) -> object:
    if isinstance(value, Duration):
        return value.seconds
    return int(value) if isinstance(value, int) else str(value)


def _make(name: str, values: Mapping[str, Any]) -> Policy:
    merged = {**DEFAULTS, **{key: value for key, value in values.items() if "." not in key}}
    jitter = cast(Literal["full", "equal", "none"], merged.pop("jitter"))
    policy = Policy(name=name, jitter=jitter, **merged)
    budget, breaker, bulkhead = (_part(part, values) for part in _PARTS)
    return replace(policy, budget=budget, breaker=breaker, bulkhead=bulkhead)


def _part(part: str, values: Mapping[str, Any]) -> Config | None:
    """The part's settings in the order of their names; None when nothing was said."""
    prefix = f"{part}."
    own = {k.removeprefix(prefix): v for k, v in sorted(values.items()) if k.startswith(prefix)}
    return config(_PARTS[part], **own) if own else None


def _check_times(policy: Policy, own: language.Policy, sink: Diagnostics) -> None:
    """At the deadline where the policy says it, else at the timeout; one that says neither has
    the times of what it extends, which are checked there."""
    if policy.deadline >= policy.attempt_timeout:  # an attempt takes more than nothing
        return
    for holder, key in ((own, "deadline"), (own.timeout, "attempt")):
        span = holder.place.values.get(key) if holder is not None else None
        if span is not None:
            times = (policy.deadline, policy.attempt_timeout)
            sink.add(deadline_too_short.report(span, policy.name, *times))
            return


def _check_values(policy: Policy, own: language.Policy, sink: Diagnostics) -> None:
    """Values that the runtime refuses, at the policy that says them."""
    for tree, at in _parts(policy, own):
        check(tree, at, sink)


def _parts(policy: Policy, own: language.Policy) -> Iterator[tuple[Config, Written]]:
    """What the policy sets, as the runtime's classes; the deadline is looked at with the times."""
    retry, bulkhead = own.retry, own.bulkhead
    yield (
        config("Timeout", connect=policy.connect_timeout, attempt=policy.attempt_timeout),
        written(own.timeout),
    )
    backoff = ("attempts", "base", "throttle_base", "cap", "jitter", "retry_after_cap")
    yield (
        config("Retry", **{name: getattr(policy, name) for name in backoff}, budget=policy.budget),
        written(retry, budget=written(retry.budget if retry is not None else None)),
    )
    if policy.breaker is not None:
        yield policy.breaker, written(own.breaker)
    if policy.bulkhead is not None:
        queue = bulkhead.queue if bulkhead is not None else None
        waiting = written(queue).places
        named = {"queue": "max", "wait": "wait"}
        places = {name: waiting[key] for name, key in named.items() if key in waiting}
        yield policy.bulkhead, Written({**written(bulkhead).places, **places})


def _check_reach(values: Mapping[str, Any], own: language.Policy, sink: Diagnostics) -> None:
    """Times that the chain says and that another of them makes meaningless. Defaults are no
    contradiction: a short attempt shortens the time to connect with it."""
    for key, holder, limit, said in (
        ("connect_timeout", own.timeout, "attempt_timeout", "timeout.connect"),
        ("throttle_base", own.retry, "cap", "retry.throttle_base"),
    ):
        if key not in values or limit not in values or values[key] <= values[limit]:
            continue
        places = written(holder).places
        names = [item.removesuffix("_timeout") for item in (key, limit)]
        span = next((places[item] for item in names if item in places), None)
        if span is not None:
            wanted = f"at most {names[1]} ({spelled(values[limit])})"
            inherited = spelled(values[key]) if names[0] not in places else None
            sink.add(contradicting_policy.report(span, said, wanted, inherited=inherited))
