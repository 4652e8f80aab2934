"""The variants of a cassette: which faults can meet its calls, and what its spec says of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from portwright_harness.connection import UnknownEnvironmentError, environment_of
from portwright_harness.credential_steps import split
from portwright_harness.expectation import means
from portwright_harness.manifest import Case, Manifest
from portwright_harness.path_match import match_path
from portwright_harness.problem import ScenarioError
from portwright_harness.ready import make_ready
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Scenario, scenario_of
from portwright_harness.variants.answers import met_of, policy_of, vendor_faults
from portwright_harness.variants.faults import FAULTS, LASTING, LATER, MIXED
from portwright_harness.variants.oracle import Course, Rule, State
from portwright_harness.variants.stage import Met
from portwright_harness.variants.variant import Variant
from portwright_harness.vendor import Vendor


def variants_of(vendor: Vendor, path: Path) -> list[Variant]:
    """The variants of a cassette that a case names and that holds successes alone, of one
    operation; of others there are none. Raises CassetteError and ScenarioError."""
    case = _case(vendor, path)
    entry = vendor.manifest.operations.get(path.parent.name)
    if case is None or entry is None or entry.policy not in vendor.manifest.policies:
        return []
    scenario = scenario_of(vendor, path, case)
    before, calls = split(vendor.manifest, scenario.interactions)
    unmet = vendor.manifest.connection.renewed_by is not None and not before
    if unmet or not _is_happy(scenario, calls):
        return []
    return list(_variants(_Recorded(case, scenario, tuple(before), tuple(calls))))


def _case(vendor: Vendor, path: Path) -> Case | None:
    operation, name = path.parent.name, path.stem
    named = (case for case in vendor.cases() if case.names(operation, name) and not case.faults)
    return next(named, None)


def _is_happy(scenario: Scenario, calls: Sequence[Interaction]) -> bool:
    manifest = scenario.vendor.manifest
    return bool(calls) and all(
        means(manifest, call.response) is None and _is_of(manifest, scenario.operation, call)
        for call in calls
    )


def _is_of(manifest: Manifest, operation: str, call: Interaction) -> bool:
    """What another operation asks has a policy of its own: such calls are left to cases."""
    found = match_path(manifest, call.request.method, call.request.url)
    return any(match.operation == operation for match in found)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A cassette of calls that ended well, and the exchanges of credentials before them."""

    case: Case
    scenario: Scenario
    before: tuple[Interaction, ...]
    calls: tuple[Interaction, ...]

    @property
    def stands_for_others(self) -> bool:
        """Whether it is of the operation's first case that ends well: what takes many calls tells
        of the operation, and would tell the same of each of its cassettes."""
        op = self.case.op
        plain = (c for c in self.scenario.vendor.cases() if c.op == op and c.cassette)
        return next((c for c in plain if not c.faults and c.raises is None), None) == self.case

    def variants(self) -> Callable[[str, tuple[Met, ...]], Variant]:
        """Makes variants that share all but their faults."""
        rule, ready = rule_of(self.scenario), cache(partial(make_ready, self.scenario))

        def variant(name: str, met: tuple[Met, ...]) -> Variant:
            given = (self.case, self.scenario, met, rule, self.before, self.calls, ready)
            return Variant(name, *given)

        return variant


def _variants(recorded: _Recorded) -> Iterator[Variant]:
    variant = recorded.variants()
    found = dict(_met(recorded, 0))
    for name, met in found.items():
        once = variant(name, (met,))
        yield once
        if _goes_on(once):
            yield replace(once, name=f"{name}_always", times=math.inf)
    for first, then in (pair for pair in MIXED if found.keys() >= {*pair}):
        mixed = variant(f"{first}_then_{then}", (found[first], found[then]))
        if _goes_on(mixed):
            yield replace(mixed, times=math.inf)
    last = len(recorded.calls) - 1
    for name, met in _met(recorded, last, LATER) if last else ():
        yield replace(variant(f"{name}_at_{last + 1}", (met,)), leg=last)
    if recorded.stands_for_others:
        yield from _lasting(recorded, variant)


def _lasting(
    recorded: _Recorded, variant: Callable[[str, tuple[Met, ...]], Variant]
) -> Iterator[Variant]:
    for fault in LASTING:
        met = met_of(fault, recorded.scenario, recorded.calls[0].response)
        if met is not None:
            yield replace(variant(fault.name, (met,)), lasting=True)


def _met(
    recorded: _Recorded, leg: int, names: Sequence[str] | None = None
) -> Iterator[tuple[str, Met]]:
    """The faults that the recorded answer number `leg` gives rise to, all or those of `names`."""
    for fault in FAULTS:
        if names is None or fault.name in names:
            found = met_of(fault, recorded.scenario, recorded.calls[leg].response)
            if found is not None:
                yield fault.name, found
    if names is None:
        yield from vendor_faults(recorded.scenario.vendor.manifest)


def rule_of(scenario: Scenario) -> Rule:
    """What the spec says of the operation, in the environment that was recorded; raises
    ScenarioError for one that the spec does not have."""
    manifest = scenario.vendor.manifest
    entry = scenario.vendor.operation(scenario.operation)
    url = scenario.interactions[0].request.url
    try:
        environment = environment_of(manifest.connection, url, scenario.environment)
    except UnknownEnvironmentError as error:
        raise ScenarioError("cassette", str(error)) from None
    return Rule(
        scenario.operation,
        entry.policy or "",
        policy_of(manifest, scenario.operation),
        entry.safety,
        keyed=entry.keyed is not None,
        limits=tuple(one for one in manifest.limits if one.env in (None, environment)),
        renewed_by=manifest.connection.renewed_by,
    )


def _goes_on(variant: Variant) -> bool:
    """Whether another attempt may follow: else it makes no difference how long the fault lasts."""
    rule = variant.rule
    course = Course(rule, State(rule), rule.policy.deadline)
    return course.failed(variant.met[0].reading, 0.0).least is not None
