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
from portwright.language.quantities import Duration
from portwright.language.record import Record
from portwright.rules.safety import contradicting_policy, deadline_too_short, unknown_policy
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
        parts.append(("breaker", breaker(policy.breaker)))
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
    if policy.deadline >= policy.attempt_timeout:
        return
    for holder, key in ((own, "deadline"), (own.timeout, "attempt")):
        span = holder.place.values.get(key) if holder is not None else None
        if span is not None:
            times = (policy.deadline, policy.attempt_timeout)
            sink.add(deadline_too_short.report(span, policy.name, *times))
            return


def _check_values(policy: Policy, own: language.Policy, sink: Diagnostics) -> None:
    """Values that the runtime refuses, at the policy that says them."""
    for value, wanted, holder, key in _demands(policy, own):
        span = holder.place.values.get(key) if holder is not None else None
        if not value and span is not None:
            sink.add(contradicting_policy.report(span, f"policy's `{key}`", wanted))


def _demands(
    policy: Policy, own: language.Policy
) -> Iterator[tuple[bool, str, Record | None, str]]:
    retry, timeout, breaker = own.retry, own.timeout, own.breaker
    yield policy.deadline > 0, "over 0", own, "deadline"
    yield policy.connect_timeout > 0, "over 0", timeout, "connect"
    yield policy.attempt_timeout > 0, "over 0", timeout, "attempt"
    yield policy.attempts > 0, "at least 1", retry, "attempts"
    yield policy.cap >= policy.base, f"at least the base ({policy.base:g}s)", retry, "cap"
    if policy.breaker is not None:
        settings = dict(policy.breaker.settings)
        for key in ("window", "min_calls", "failure_rate", "open_for", "probes", "probe_time"):
            yield settings.get(key) != 0, "over 0", breaker, key
        together = ("slow_after" in settings) == ("slow_rate" in settings)
        yield together, "given together with `slow_rate`", breaker, "slow_after"
        yield together, "given together with `slow_after`", breaker, "slow_rate"
    if policy.bulkhead is not None:
        concurrent = policy.bulkhead.get("concurrent")
        yield concurrent != 0, "at least 1", own.bulkhead, "concurrent"
