"""From a kind of fault to what an attempt meets: an answer and what it means, or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from portwright_harness.error_rules import Answered
from portwright_harness.manifest import Manifest
from portwright_harness.manifest_policies import BodyTest, ErrorRule, HeaderTest, PolicyEntry
from portwright_harness.recording import RecordedResponse
from portwright_harness.scenario import Scenario
from portwright_harness.schema import Schemas
from portwright_harness.variants import reading
from portwright_harness.variants.faults import A_SECOND, Asks, Fault
from portwright_harness.variants.spoiled import SPOILED, Answer
from portwright_harness.variants.stage import Met
from portwright_runtime import Headers, WireResponse

_JSON: Final = "application/json"
# What a hint that asks for a retry stands on: an answer that none would follow without it.
_FORCED, _FORBIDDEN = 400, 503


def met_of(fault: Fault, scenario: Scenario, recorded: RecordedResponse) -> Met | None:
    """None where the recorded answer has nothing of that kind to spoil, or a rule of the spec
    takes the answer for a success."""
    if fault.lost is not None:
        shown = {"connect": "connection refused", "reset": "connection lost", "timeout": "timeout"}
        means = reading.lost(fault.lost, done=fault.done)
        done = ", the work done" if fault.done else ""
        return Met(shown[fault.lost] + done, means, lost=fault.lost)
    if fault.spoiled:
        return _spoiled(fault, scenario, recorded)
    assert fault.status is not None
    manifest = scenario.vendor.manifest
    policy = policy_of(manifest, scenario.operation)
    return _answered(manifest, fault.status, _asking(fault.asks, policy), None)


def vendor_faults(manifest: Manifest) -> Iterator[tuple[str, Met]]:
    """What the vendor's own errors and hints are, as its spec has them, by the variant's name."""
    for number, rule in enumerate(manifest.errors, 1):
        found = _of_rule(manifest, rule)
        if found is not None:
            yield f"rule_{number}", found
    hint = manifest.retry_hint
    if hint is not None:
        hints = (("forced", _FORCED, hint.force), ("forbidden", _FORBIDDEN, hint.forbid))
        for name, status, value in hints:
            found = _answered(manifest, status, {hint.header: value}, None) if value else None
            if found is not None:
                yield f"hint_{name}", found


def policy_of(manifest: Manifest, operation: str) -> PolicyEntry:
    """The policy of an operation; raises KeyError where the manifest has none."""
    return manifest.policies[manifest.operations[operation].policy or ""]


def _asking(asks: Asks, policy: PolicyEntry) -> dict[str, str]:
    cap = policy.retry_after_cap
    seconds = {"nothing": 0.0, "a second": A_SECOND, "the cap": cap, "too much": cap + 1}[asks]
    return {"Retry-After": f"{seconds:g}"} if seconds else {}


def _answered(manifest: Manifest, status: int, headers: Mapping[str, str], body: Any) -> Met | None:
    media = {} if body is None else {"Content-Type": _JSON}
    pairs = tuple({**media, **headers}.items())
    sent = b"" if body is None else json.dumps(body).encode()
    means = reading.read(manifest, Answered(status, pairs, sent))
    if means is None:
        return None
    shown = ", ".join((str(status), *(f"{name}: {value}" for name, value in headers.items())))
    return Met(shown, means, WireResponse(status, Headers(pairs), sent))


def _of_rule(manifest: Manifest, rule: ErrorRule) -> Met | None:
    """An answer that the rule is about; of a rule about anything, a refusal. Faults behind a
    success are recorded, not made up: what else such an answer holds nobody knows."""
    status = rule.statuses[0][0] if rule.statuses else 400
    if status < 400:
        return None
    body: Any = None
    for test in rule.body:
        body = _with(body, test.path, test)
    headers = {test.name: _value(test) for test in rule.headers if test.test != "absent"}
    return _answered(manifest, status, headers, body)


def _with(body: Any, path: tuple[str | int, ...], test: BodyTest) -> Any:
    """The body with what the test asks for at its path."""
    if test.test == "absent":
        return body
    if not path:
        return _value(test)
    step, rest = path[0], path[1:]
    if isinstance(step, int) or step == "*":
        index = step if isinstance(step, int) else 0
        items = list(body) if isinstance(body, list) else []
        items += [None] * (index + 1 - len(items))
        items[index] = _with(items[index], rest, test)
        return items
    known = body if isinstance(body, dict) else {}
    return {**known, step: _with(known.get(step), rest, test)}


def _value(test: HeaderTest | BodyTest) -> str:
    return test.values[0] if test.values else "portwright"


def _spoiled(fault: Fault, scenario: Scenario, recorded: RecordedResponse) -> Met | None:
    manifest = scenario.vendor.manifest
    declared = scenario.vendor.operation(scenario.operation).response(recorded.status)
    # A fault in a success is read by the spec's rules, and what becomes of a word that the port
    # does not know is the mapping's to say.
    if declared is None or declared.schema is None or scenario.raises is not None:
        return None
    if fault.returns and scenario.calls[0].adapted is not None:
        return None
    found = SPOILED[fault.name](Answer(recorded, declared.schema, Schemas(manifest.schemas)))
    if found is None:
        return None
    headers, body = found
    seen = Answered(recorded.status, headers, body)
    means = reading.spoiled(manifest, seen, fault.error, returns=fault.returns)
    shown = f"{recorded.status}, {fault.name.replace('_', ' ')}"
    if means is None:
        return None
    return Met(shown, means, WireResponse(recorded.status, Headers(headers), body))
