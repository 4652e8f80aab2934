"""Policies resolved: `extends` followed, defaults of the runtime filled in, times checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Policy
from portwright.language import policies as language
from portwright.language.quantities import Duration
from portwright.rules.safety import deadline_too_short, unknown_policy

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


def resolve_policies(
    declared: Mapping[Any, language.Policy], sink: Diagnostics
) -> dict[str, Policy]:
    """All policies by name; `default` is always there."""
    resolved: dict[str, Policy] = {"default": _make("default", {})}
    for name in declared:
        chain = list(_chain(name, declared, sink))
        values: dict[str, Any] = {}
        for policy in reversed(chain):
            values.update(_settings(policy))
        resolved[str(name)] = _make(str(name), values)
        _check_times(resolved[str(name)], chain[0], sink)
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


def _settings(policy: language.Policy) -> dict[str, Any]:
    timeout, retry = policy.timeout, policy.retry
    found: dict[str, Any] = {
        "deadline": policy.deadline,
        "connect_timeout": timeout and timeout.connect,
        "attempt_timeout": timeout and timeout.attempt,
    }
    if retry is not None:
        for name in ("base", "throttle_base", "cap", "retry_after_cap", "jitter", "attempts"):
            found[name] = getattr(retry, name)
    return {name: _plain(value) for name, value in found.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Duration):
        return value.seconds
    return int(value) if isinstance(value, int) else str(value)


def _make(name: str, values: Mapping[str, Any]) -> Policy:
    merged = {**DEFAULTS, **values}
    jitter = cast(Literal["full", "equal", "none"], merged.pop("jitter"))
    return Policy(name=name, jitter=jitter, **merged)


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
