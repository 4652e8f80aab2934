"""The levels asked of one recorded interaction, and their findings told apart by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from portwright_harness.departure import Departure
from portwright_harness.foreign.driven import Judged, Level, Reason
from portwright_harness.levels import l1, l2, l3
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import OperationEntry
from portwright_harness.package import ArgumentError
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.scenario import Scenario
from portwright_harness.schema import Schemas, says_nothing
from portwright_harness.stand_in import StandIn

_INDEX = re.compile(r"\[[0-9]+\]")
# How the causes and kinds of problems are called where they are counted.
_KINDS = {
    "null": "null against the document",
    "type": "value of another type",
    "value": "value that no enum lists",
    "missing": "required, not answered",
    "no JSON": "answer is no JSON",
    "request": "request differs",
    "decode": "not decoded",
    "outcome": "ends otherwise",
    "inputs": "refused by the method",
}


@dataclass(slots=True)
class Judge:
    """A scenario of one interaction, and what of the recorded request its call leaves out."""

    scenario: Scenario
    departures: tuple[Departure, ...] = ()
    found: tuple[Reason, ...] | None = None
    filled: int = 0
    selected: int = 0

    def levels(self) -> dict[Level, Judged]:
        """What each level says."""
        return {"L1": self.sent(), "L2": self.conforms(), "L3": self.decoded()}

    def sent(self) -> Judged:
        """L1: whether the client sends what was recorded; what else it could not say deviates."""
        reasons = (*(Reason(one.kind, one.text) for one in self.departures), *self.differences())
        return Judged("deviates" if reasons else "passed", reasons)

    def differences(self) -> tuple[Reason, ...]:
        """Where the request that is sent differs from what the call was to say."""
        if self.found is None:
            self.found = self._differences() if self._can_call() else ()
        return self.found

    def _differences(self) -> tuple[Reason, ...]:
        try:
            return _reasons(l1.check(self.scenario).problems)
        except ScenarioError as error:
            # The schema takes what the typed method refuses.
            return _reasons([error.problem])

    def conforms(self) -> Judged:
        """L2: whether the answer is one of the document's."""
        return self._unchecked() or _judged(l2.check(self.scenario))

    def decoded(self) -> Judged:
        """L3: whether the typed models hold the answer."""
        try:
            finding = l3.check(self._callable() if self.departures else self.scenario)
        except ScenarioError as error:
            return Judged("not driven", _reasons([error.problem]))
        self.filled, self.selected = finding.filled or 0, finding.selected or 0
        if {problem.kind for problem in finding.problems} == {"vacuous"}:
            return _not_driven("the answer is empty")
        return (None if finding.problems else self._unchecked()) or _judged(finding)

    def _unchecked(self) -> Judged | None:
        """Why there is nothing to hold an answer against, if so."""
        answer = self.scenario.interactions[0].response
        declared = self._entry.response(answer.status)
        if declared is None:
            return _not_driven("status that the document does not have", str(answer.status))
        if declared.schema is None:
            return _not_driven("body that the document does not have") if answer.body else None
        unchecked = l2.check(self.scenario).unchecked
        if unchecked:
            return _not_driven("error that is no JSON", *unchecked)
        if says_nothing(declared.schema, Schemas(self.scenario.vendor.manifest.schemas)):
            return _not_driven("the document leaves the answer open")
        return None

    @property
    def _entry(self) -> OperationEntry:
        return self.scenario.vendor.operation(self.scenario.operation)

    def _can_call(self) -> bool:
        return not any(one.kind == "required, not sent" for one in self.departures)

    def _callable(self) -> Scenario:
        """The scenario with a stand-in for each argument that the method needs and the recording
        cannot give: requests are not compared where the answer is asked for."""
        manifest = self.scenario.vendor.manifest
        stand_in = StandIn(Schemas(manifest.schemas))
        [call] = self.scenario.calls
        arguments = {**call.arguments}
        for one in self._entry.arguments:
            if one.name in arguments and self._refuses(one.name, arguments[one.name]):
                del arguments[one.name]
            if one.required and one.name not in arguments:
                arguments[one.name] = stand_in.value(one.schema)
        return replace(self.scenario, calls=(replace(call, arguments=arguments),))

    def _refuses(self, name: str, value: object) -> bool:
        package = self.scenario.vendor.package()
        try:
            package.typed_arguments(self.scenario.operation, {name: value}, self._entry.group)
        except ArgumentError:
            return True
        return False


def _judged(finding: Finding) -> Judged:
    nulls = (f"decode: `{name}` is null against the document" for name in finding.nulls)
    reasons = _reasons(finding.problems) + tuple(Reason(_KINDS["null"], text) for text in nulls)
    if reasons:
        return Judged("deviates", reasons)
    through = tuple(Reason("reviewed", _field(path)) for path in finding.deviations)
    return Judged("reviewed" if through else "passed", through)


def _field(path: str) -> str:
    """A field as L3 names it, for all elements of a list: `$.data[0].id` is `data.id`."""
    return _INDEX.sub("", path).removeprefix("$.")


def _not_driven(why: str, *texts: str) -> Judged:
    return Judged("not driven", tuple(Reason(why, text) for text in texts or (why,)))


def _reasons(problems: Iterable[Problem]) -> tuple[Reason, ...]:
    return tuple(
        Reason(_KINDS.get(one.cause or one.kind, one.cause or one.kind), f"{one.kind}: {one.text}")
        for one in problems
        if one.cause != l2.ADVICE
    )
