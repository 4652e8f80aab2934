"""L3: the typed model decodes the recorded answer, and holds what was selected of it; what the
mappings make of it in the port's terms is what the case expects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from portwright_harness.credentials import covered
from portwright_harness.expectation import means, outcome_problems, undecoded, vendor_error
from portwright_harness.expected_values import expected_values
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import OperationEntry, ResponseEntry
from portwright_harness.path_match import match_path
from portwright_harness.plain_values import plain
from portwright_harness.play import Outcome, play
from portwright_harness.problem import Kind, Problem
from portwright_harness.ready import make_ready
from portwright_harness.recording import RecordedResponse, media_of
from portwright_harness.replay import Tape
from portwright_harness.scenario import Scenario
from portwright_harness.schema import Schemas
from portwright_harness.schema_walk import Walk, walk
from portwright_runtime.errors import DecodeFailed

MAX_NAMED = 8


def check(scenario: Scenario) -> Finding:
    """Decode every answer through the public method; requests are counted, not compared."""
    ready = make_ready(scenario)
    tape = Tape(scenario.interactions)
    result = play(ready, tape, "async", tape, compare=False)
    report = _Report(scenario)
    report.problems += [*tape.problems, *result.problems]
    for outcome in result.outcomes:
        report.add(outcome)
    if not (report.problems or report.selected or report.notes):
        report.notes.append("nothing to decode: the operation declares no body")
    return Finding(
        tuple(report.problems),
        tuple(report.notes),
        report.filled,
        report.selected,
        tuple(report.deviations),
        tuple(report.nulls),
        report.unknown_values,
        report.unknown_fields,
    )


@dataclass(slots=True)
class _Report:
    scenario: Scenario
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    filled: int = 0
    selected: int = 0
    deviations: dict[str, None] = field(default_factory=dict)
    nulls: dict[str, None] = field(default_factory=dict)
    unknown_values: int = 0
    unknown_fields: int = 0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome.error, DecodeFailed):
            text = undecoded(outcome.error, self.scenario.vendor.redaction.fields)
            self._problem(outcome, "decode", text)
            return
        wrong = outcome_problems(self.scenario, [outcome])
        self.problems += wrong
        if wrong:
            return
        if outcome.error is None or outcome.call.adapted is not None:
            self.problems += expected_values(
                self.scenario.expect, _held(outcome), self.scenario.vendor.redaction.fields
            )
        if outcome.error is None and outcome.call.adapted is not None:
            self._mapped(outcome)
        elif isinstance(outcome.value, list) and outcome.call.pages is not None:
            self._pages(outcome, outcome.value)
        elif outcome.played:
            self._decoded(outcome, self.scenario.interactions[outcome.played - 1].response)

    def _mapped(self, outcome: Outcome) -> None:
        """What of the selection the answers fill: the port's value says nothing of the models."""
        entry = self.scenario.vendor.operation(outcome.call.operation)
        for interaction in self.scenario.interactions[: outcome.played]:
            response = interaction.response
            declared = entry.response(response.status)
            good = means(self.scenario.vendor.manifest, response) is None
            if good and declared is not None and declared.schema is not None:
                document = _document(response, declared)
                self._compare(outcome, entry, declared, response, document)

    def _pages(self, outcome: Outcome, values: list[object]) -> None:
        """Each page with the answer that it came in, in order."""
        entry = self.scenario.vendor.operation(outcome.call.operation)
        for value, response in zip(values, self._answers(outcome, len(values)), strict=True):
            declared = entry.response(response.status)
            if declared is not None and declared.schema is not None:
                self._compare(outcome, entry, declared, response, plain(value))

    def _answers(self, outcome: Outcome, count: int) -> list[RecordedResponse]:
        """The answers that are pages: no token, no attempt that failed. A next page may have a path
        of its own, so that the last ones are taken where paths do not tell."""
        manifest, operation = self.scenario.vendor.manifest, outcome.call.operation
        played = self.scenario.interactions[: outcome.played]
        happy = [item for item in played if item.response.status < 400]
        own = [
            item.response
            for item in happy
            for match in match_path(manifest, item.request.method, item.request.url)
            if match.operation == operation
        ]
        return own if len(own) == count else [item.response for item in happy[-count:]]

    def _decoded(self, outcome: Outcome, response: RecordedResponse) -> None:
        entry = self.scenario.vendor.operation(outcome.call.operation)
        declared = entry.response(response.status)
        if declared is None or declared.schema is None:
            return
        decoded = outcome.value
        if (error := vendor_error(outcome)) is not None:
            decoded = error.error
            if decoded is None:
                self._undecoded(outcome, declared, response)
                return
        self._compare(outcome, entry, declared, response, plain(decoded))

    def _undecoded(
        self, outcome: Outcome, declared: ResponseEntry, response: RecordedResponse
    ) -> None:
        """A fault behind a success has no schema of its own: the error rules alone read it."""
        if response.status < 400:
            self.notes.append(f"a fault in a {response.status}: its body was not decoded")
        elif _is_json(response, declared):
            self._problem(outcome, "decode", "the error's body was not decoded")

    def _compare(
        self,
        outcome: Outcome,
        entry: OperationEntry,
        declared: ResponseEntry,
        response: RecordedResponse,
        decoded: object,
    ) -> None:
        schemas = Schemas(self.scenario.vendor.manifest.schemas)
        schema = declared.schema or {}
        document = _document(response, declared)
        recorded = walk(document, schema, schemas)
        held = walk(decoded, schema, schemas)
        slots = {**recorded.slots, **_selected(entry, response)}
        self.selected += len(slots)
        self.deviations.update(recorded.deviations)
        self.nulls.update(recorded.nulls)
        self.filled += len(held.filled)
        if not held.filled:
            text = f"vacuous: the answer fills none of {len(slots)} selected fields"
            self._problem(outcome, "vacuous", text)
        self._lost(outcome, recorded, held)
        self._unknown(recorded)

    def _lost(self, outcome: Outcome, recorded: Walk, held: Walk) -> None:
        lost = [name for name in recorded.filled if name not in held.filled]
        if lost:
            text = f"the answer holds {_named(lost)}, the decoded model does not"
            self._problem(outcome, "decode", text)

    def _unknown(self, recorded: Walk) -> None:
        self.unknown_values += len(recorded.unknown_values)
        self.unknown_fields += len(recorded.unknown_fields)
        for place, value in recorded.unknown_values.items():
            told = covered(value, place, self.scenario.vendor.redaction.fields)
            self.notes.append(f"unknown enum value at {place}: {told!r}")
        if recorded.nulls:
            self.notes.append(f"null against the document: {_named(list(recorded.nulls))}")
        if recorded.unknown_fields:
            names = list(recorded.unknown_fields)
            self.notes.append(f"{len(names)} fields not selected or unknown: {_named(names)}")

    def _problem(self, outcome: Outcome, kind: Kind, text: str) -> None:
        self.problems.append(Problem(kind, f"{outcome.call.operation}: {text}"))


def _held(outcome: Outcome) -> object:
    """What `expect` looks at: the result, or the fields of a domain error."""
    if outcome.error is None:
        return plain(outcome.value)
    fields = vars(outcome.error).items()
    return {name: plain(value) for name, value in fields if not name.startswith("_")}


def _selected(entry: OperationEntry, response: RecordedResponse) -> dict[str, None]:
    """The selected paths that name one field; a path with a star counts by what it meets."""
    if response.status >= 400:
        return {}
    paths = (path.replace("[]", "") for path in entry.selection.read)
    return dict.fromkeys(path for path in paths if "*" not in path)


def _document(response: RecordedResponse, declared: ResponseEntry) -> object:
    if _is_json(response, declared):
        return json.loads(response.body) if response.body.strip() else None
    return response.body.decode("utf-8", "replace")


def _is_json(response: RecordedResponse, declared: ResponseEntry) -> bool:
    stated = media_of(response.headers)
    essence = (stated or declared.media or "").partition(";")[0].strip().lower()
    return essence.endswith("json")


def _named(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:MAX_NAMED])
    rest = len(names) - MAX_NAMED
    return f"{shown} and {rest} more" if rest > 0 else shown
