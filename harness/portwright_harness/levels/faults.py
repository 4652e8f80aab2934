"""Faults: the generated client meets the faults of a case on a virtual clock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from portwright_harness.canonical import FORM, Message
from portwright_harness.clock import VirtualTime
from portwright_harness.credential_steps import CredentialSteps, split
from portwright_harness.difference import render
from portwright_harness.expectation import is_raised, means, shown
from portwright_harness.fault_script import FaultScript, read_steps
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case, OperationEntry
from portwright_harness.matching import Matching
from portwright_harness.pairs import decode_pairs
from portwright_harness.play import MODES, Mode, Play, play
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.ready import Ready, make_ready
from portwright_harness.recording import Interaction, RecordedResponse
from portwright_harness.replay import sent_message
from portwright_harness.scenario import Scenario, scenario_of, stated_call
from portwright_harness.vendor import Vendor
from portwright_runtime import WireRequest

_EXPECTED = frozenset({"requests", "same_key"})


def check(vendor: Vendor, case: Case, cassette: Path | None, recorded_by: Case | None) -> Finding:
    """Run one fault case; `cassette` answers its `ok` steps, `recorded_by` is its own case."""
    unknown = sorted((case.expect or {}).keys() - _EXPECTED)
    if unknown:
        raise ScenarioError("inputs", f"a fault case cannot expect `{unknown[0]}`")
    ready = make_ready(_scenario(vendor, case, cassette, recorded_by))
    for mode in MODES:
        problems = _played(ready, case, mode)
        if problems:
            return Finding(tuple(problems))
    return Finding()


def _scenario(
    vendor: Vendor, case: Case, cassette: Path | None, recorded_by: Case | None
) -> Scenario:
    """The case's own inputs, or those of the case whose cassette answers it."""
    played = case
    if recorded_by is not None and recorded_by.is_of_port == case.is_of_port and not case.inputs:
        played = replace(case, wire=recorded_by.wire, with_=recorded_by.with_)
    if cassette is None:
        call = stated_call(vendor, played)
        return Scenario(vendor, case.op, vendor.folder, (), (call,), "case", case.raises)
    return scenario_of(vendor, cassette, played)


def _played(ready: Ready, case: Case, mode: Mode) -> list[Problem]:
    steps = read_steps(case.faults)
    scenario = ready.scenario
    before, calls = split(scenario.vendor.manifest, scenario.interactions)
    recorded = happy_responses(scenario, calls)
    if not recorded and any(step.ok for step in steps):
        raise ScenarioError("cassette", f"no cassette of {case.op} answers the `ok` step")
    script = FaultScript(steps, recorded, VirtualTime(), CredentialSteps(before))
    result = play(ready, script, mode, script, time=script.time)
    problems = [*script.problems, *result.problems]
    if not script.problems:
        problems += _counts(ready, case, script)
        problems += _outcome(ready.scenario, case, result)
    return [Problem(p.kind, f"{mode} client: {p.text}") for p in problems]


def happy_responses(scenario: Scenario, calls: Iterable[Interaction]) -> list[RecordedResponse]:
    """The successful answers of a recording, in order."""
    answers = (interaction.response for interaction in calls)
    manifest = scenario.vendor.manifest
    return [answer for answer in answers if means(manifest, answer) is None]


def _counts(ready: Ready, case: Case, script: FaultScript) -> Iterable[Problem]:
    expect = case.expect or {}
    wanted = expect.get("requests", script.expected)
    if len(script.seen) != wanted:
        yield Problem("expect", f"sent {len(script.seen)} requests, not {wanted}")
    if expect.get("same_key") is True:
        yield from _same_key(ready, script)
    yield from _same_request(ready, script)


def _same_key(ready: Ready, script: FaultScript) -> Iterable[Problem]:
    entry = ready.scenario.vendor.operation(ready.scenario.operation)
    keys = [key_of(entry, sent_message(request)) for request in script.seen]
    if not all(keys):
        yield Problem("expect", f"request {keys.index(None) + 1} carries no idempotency key")
    elif len(set(keys)) > 1:
        yield Problem("expect", f"{len(set(keys))} different keys over {len(keys)} requests")


def _same_request(ready: Ready, script: FaultScript) -> Iterable[Problem]:
    """Whatever is repeated is repeated exactly; the next page is another request."""
    matching = Matching(ready.calls[0].matching.rules)
    first: dict[int, tuple[int, WireRequest]] = {}
    for number, (leg, request) in enumerate(zip(script.legs, script.seen, strict=True), 1):
        begun, before = first.setdefault(leg, (number, request))
        found = matching.differences(sent_message(before), sent_message(request))
        if found:
            of = "the first" if begun == 1 else f"request {begun}"
            text = f"request {number} differs from {of} (- first, + repeated):\n"
            yield Problem("expect", text + render(found))


def _outcome(scenario: Scenario, case: Case, result: Play) -> Iterable[Problem]:
    outcome = result.outcomes[0] if result.outcomes else None
    error = outcome.error if outcome is not None else None
    raised = "" if error is None else shown(error, scenario.vendor.redaction.fields)
    if case.raises is None:
        if error is not None:
            yield Problem("outcome", f"raised {raised}")
    elif error is None or outcome is None:
        yield Problem("outcome", f"should raise {case.raises}, but returned")
    elif not is_raised(case.raises, outcome):
        yield Problem("outcome", f"should raise {case.raises}, not {raised}")


def key_of(entry: OperationEntry, message: Message) -> str | None:
    """The idempotency key that a request carries."""
    if entry.keyed is None:
        return None
    place, name = entry.keyed
    if place == "header":
        return next((v for n, v in message.headers if n.lower() == name.lower()), None)
    if place == "query":
        return dict(decode_pairs(urlsplit(message.url).query)).get(name)
    return _field(entry, message.body or b"", name)


def _field(entry: OperationEntry, body: bytes, name: str) -> str | None:
    if entry.body is not None and entry.body.media == FORM:
        return dict(decode_pairs(body.decode("utf-8"))).get(name)
    value = json.loads(body).get(name)
    return None if value is None else str(value)
