"""A recorded call with a fault before its answer, for both clients, on a virtual clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portwright_harness.cassette import read_cassette
from portwright_harness.clock import VirtualTime
from portwright_harness.error_rules import Answered, ErrorRule, expected_class, fitting
from portwright_harness.expectation import names_of, shown
from portwright_harness.fault_script import OK, FaultScript, Step, read_steps
from portwright_harness.levels.faults import key_of
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case, OperationEntry, PolicyEntry
from portwright_harness.play import MODES, Mode, Play, client_of, play
from portwright_harness.problem import Problem
from portwright_harness.ready import make_ready
from portwright_harness.replay import sent_message
from portwright_harness.scenario import Scenario, scenario_of
from portwright_harness.schema import Schemas
from portwright_harness.variants.oracle import FAULTS, RETRY_AFTER, Expected, Fault, always, once
from portwright_harness.variants.spoiled import SPOILED, Answer
from portwright_harness.vendor import Vendor
from portwright_runtime import Headers, WireResponse

_SOURCE = "synthetic"


@dataclass(frozen=True, slots=True)
class Variant:
    """What each attempt meets, and what must come of it. `source` says that nobody recorded it."""

    name: str
    scenario: Scenario
    steps: tuple[Step, ...]
    expected: Expected
    source: str = _SOURCE

    @property
    def id(self) -> str:
        """`vendor/operation/cassette[fault]`."""
        place = f"{self.scenario.operation}/{self.scenario.path.stem}"
        return f"{self.scenario.vendor.name}/{place}[{self.name}]"

    def run(self) -> Finding:
        """Call with the case's inputs, by both clients; the network is blocked, nobody waits."""
        return Finding(tuple(problem for mode in MODES for problem in self._played(mode)))

    def client(self, mode: Mode = "sync") -> Any:
        """A client, or adapter, that meets the faults on a virtual clock: for code of one's own."""
        script = self._script()
        return client_of(make_ready(self.scenario), mode, script, script.time)

    def _script(self) -> FaultScript:
        recorded = self.scenario.interactions[0].response
        return FaultScript(self.steps, recorded, VirtualTime())

    def _played(self, mode: Mode) -> Iterator[Problem]:
        script = self._script()
        result = play(make_ready(self.scenario), script, mode, script, time=script.time)
        yield from (*script.problems, *result.problems)
        for text in (*_requests(self, script), *_outcome(self.expected, result)):
            yield Problem("expect", f"{mode} client: {self.id}: {text}")


def variants_of(vendor: Vendor, path: Path) -> list[Variant]:
    """The variants of a cassette whose one interaction is a success; of others there are none:
    which of several requests a fault meets is for a case to say. Raises CassetteError."""
    case = _case(vendor, path)
    recorded = read_cassette(path).interactions
    if case is None or len(recorded) != 1 or recorded[0].response.status >= 300:
        return []
    entry = vendor.operation(case.op)
    policy = vendor.manifest.policies.get(entry.policy or "")
    if policy is None:
        return []
    scenario = scenario_of(vendor, path, case)
    return [item for fault in FAULTS for item in _variants(scenario, fault, entry, policy)]


def _variants(
    scenario: Scenario, fault: Fault, entry: OperationEntry, policy: PolicyEntry
) -> Iterator[Variant]:
    step = _step(fault, scenario)
    ruled = None if step is None else _ruled(fault, step, scenario.vendor.manifest.errors)
    if step is None or ruled is None:
        return
    fault = ruled
    expected = once(fault, entry, policy, scenario.raises)
    yield Variant(fault.name, scenario, (step, Step(OK)), expected)
    lasting = always(fault, entry, policy)
    if lasting is not None:
        steps = (step,) * (policy.attempts + 1)
        yield Variant(f"{fault.name}_always", scenario, steps, lasting)


def _ruled(fault: Fault, step: Step, rules: tuple[ErrorRule, ...]) -> Fault | None:
    """The fault as the spec's error rules have it; None where they ask for another attempt, as
    when that is made the tables do not know."""
    if step.answer is None or fault.name in SPOILED:
        return fault
    answer = Answered(step.answer.status, step.answer.headers.pairs, step.answer.body)
    rule, meant = fitting(rules, answer), expected_class(rules, answer)
    if rule is None or (rule.then == "throttle" and fault.error == meant):
        return fault
    if rule.then in ("retry", "throttle", "reauth") or meant is None:
        return None
    return replace(fault, error=meant, transient=False)


def _case(vendor: Vendor, path: Path) -> Case | None:
    operation, name = path.parent.name, path.stem
    named = (case for case in vendor.cases() if case.names(operation, name) and not case.faults)
    return next(named, None)


def _step(fault: Fault, scenario: Scenario) -> Step | None:
    """None where the recorded answer has nothing of that kind to spoil."""
    if fault.lost:
        return read_steps([fault.name])[0]
    if fault.name not in SPOILED:
        wait = (("Retry-After", f"{RETRY_AFTER:g}"),) if fault.asks_wait else ()
        return Step(fault.name, WireResponse(int(fault.name), Headers(wait), b""))
    recorded = scenario.interactions[0].response
    declared = scenario.vendor.operation(scenario.operation).response(recorded.status)
    # A fault in a success is read by the spec's rules, and what becomes of a word that the port
    # does not know is the mapping's to say.
    if declared is None or declared.schema is None or scenario.raises is not None:
        return None
    if fault.returns and scenario.calls[0].adapted is not None:
        return None
    schemas = Schemas(scenario.vendor.manifest.schemas)
    spoiled = SPOILED[fault.name](Answer(recorded, declared.schema, schemas))
    if spoiled is None:
        return None
    return Step(fault.name, WireResponse(recorded.status, Headers(spoiled[0]), spoiled[1]))


def _requests(variant: Variant, script: FaultScript) -> Iterator[str]:
    expected, seen = variant.expected, script.seen
    if len(seen) != expected.requests:
        yield f"sent {len(seen)} requests, not {expected.requests}"
    waited = sum(script.time.waits)
    if not expected.least_wait <= waited <= expected.most_wait:
        yield f"waited {waited:g}s, not {expected.least_wait:g}s to {expected.most_wait:g}s"
    entry = variant.scenario.vendor.operation(variant.scenario.operation)
    keys = {key_of(entry, sent_message(request)) for request in seen}
    if entry.keyed is not None and (len(keys) != 1 or None in keys):
        yield f"{len(keys)} different keys over {len(seen)} requests"


def _outcome(expected: Expected, result: Play) -> Iterator[str]:
    """The vendor's error counts also where a domain error was made of it."""
    error = result.outcomes[0].error if result.outcomes else None
    if error is None:
        if not expected.returns:
            yield f"should raise {expected.error}, but returned"
    elif expected.error not in (*names_of(error), *_causes(error)):
        wanted = "return" if expected.error is None else f"raise {expected.error}"
        yield f"should {wanted}, but raised {shown(error)}"


def _causes(error: Exception) -> tuple[str, ...]:
    return names_of(error.__cause__) if error.__cause__ is not None else ()
