"""L2: the recorded answers conform to the vendor's document, as far as the manifest carries it.

A departure passes only by a reviewed deviation that has not expired. The generated code is not
asked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from portwright_harness.conformance import Conformance, Conforms, Relaxed
from portwright_harness.expectation import means
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import OperationEntry, ResponseEntry, Review
from portwright_harness.path_match import match_path
from portwright_harness.problem import Kind, Problem
from portwright_harness.recording import Interaction, RecordedResponse, media_of
from portwright_harness.scenario import Scenario
from portwright_harness.vendor import Vendor

# The cause of a problem that says what to do about the others.
ADVICE = "advice"
_ALLOW = "if the vendor does answer so, have it reviewed in deviations.yaml and compile"


def check(scenario: Scenario, today: dt.date | None = None) -> Finding:
    """Look at every answer of the recording; `today` is what a review's expiry is measured by."""
    report = _Report(scenario.vendor, today or dt.date.today())
    for number, interaction in enumerate(scenario.interactions, 1):
        report.place = f"interaction {number} (line {interaction.line})"
        entry = _entry(scenario, interaction)
        if entry is None:
            report.skip(f"{interaction.request.method} is of no operation")
        elif _is_fault_in_success(scenario, interaction.response):
            report.skip("a fault behind a success has no schema")
        else:
            report.add(entry, interaction)
    if not (report.checked or report.notes):
        report.notes.append("nothing to check: the operation declares no body")
    return report.finding()


def _is_fault_in_success(scenario: Scenario, response: RecordedResponse) -> bool:
    """By the spec's rules, or because the case says that what was answered cannot be taken."""
    if response.status >= 400:
        return False
    return scenario.raises is not None or means(scenario.vendor.manifest, response) is not None


def _entry(scenario: Scenario, interaction: Interaction) -> OperationEntry | None:
    """The scenario's operation where the request can be of it; a token may be asked before."""
    request = interaction.request
    found = match_path(scenario.vendor.manifest, request.method, request.url)
    found.sort(key=lambda match: match.operation != scenario.operation)
    return found[0].entry if found else None


def _is_json(interaction: Interaction) -> bool:
    """Whether an answer says so; proxies in front of the vendor answer in HTML, and say that."""
    response = interaction.response
    stated = media_of(response.headers)
    if stated is None:
        return response.body.lstrip()[:1] in (b"{", b"[")
    return stated.partition(";")[0].strip().lower().endswith("json")


@dataclass(slots=True)
class _Report:
    vendor: Vendor
    today: dt.date
    place: str = ""
    checked: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    deviations: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        self.notes.append(f"{self.place}: {text}")

    def skip(self, why: str) -> None:
        self.unchecked.append(why)
        self.note(f"{why}, not checked")

    def add(self, entry: OperationEntry, interaction: Interaction) -> None:
        response = interaction.response
        declared = entry.response(response.status)
        if declared is None:
            self.skip(f"status {response.status} is not in the document")
        elif declared.schema is None or not (declared.media or "json").endswith("json"):
            return
        elif response.status >= 400 and not _is_json(interaction):
            self.skip(f"{response.status} is no JSON and says so")
        else:
            self.checked += 1
            self._body(declared, response.status, response.body)

    def _body(self, declared: ResponseEntry, status: int, body: bytes) -> None:
        self.place += f", {status}"
        try:
            document = json.loads(body)
            manifest, secret = self.vendor.manifest, self.vendor.redaction.fields
            schemas = Conforms.of(manifest.schemas, manifest.unselected, secret)
            found = schemas.check(document, declared.schema or {})
        except RecursionError:
            self._problem("response", "$: is nested too deep to be checked", "depth")
        except ValueError as error:
            self._problem("response", f"$: should be JSON, {error}", "no JSON")
        else:
            self._add(found)

    def _add(self, found: Conformance) -> None:
        for fault in found.faults:
            self._problem("response", f"{fault.path}: {fault.text}", fault.cause)
        if found.faults:
            self.problems.append(Problem("response", _ALLOW, ADVICE))
        for relaxed in found.relaxed:
            self.deviations[relaxed.path] = None
            for text in self._expired(relaxed):
                self._problem("deviation", f"{relaxed.path}: {text}")
        self.unknown.update(dict.fromkeys(found.unknown))
        if found.unknown:
            self.note(f"not in the committed document: {', '.join(sorted(found.unknown))}")

    def _expired(self, relaxed: Relaxed) -> Iterator[str]:
        """Every review of the place has to hold; one that nothing names cannot."""
        reviews = [r for r in self.vendor.manifest.deviations if r.pointer in relaxed.at]
        if not reviews:
            yield f"passes only as `{relaxed.kind}`, which no review of the manifest allows"
        for review in reviews:
            if dt.date.fromisoformat(review.expires) < self.today:
                yield _told(review)

    def _problem(self, kind: Kind, text: str, cause: str = "") -> None:
        self.problems.append(Problem(kind, f"{self.place}: {text}", cause))

    def finding(self) -> Finding:
        return Finding(
            tuple(self.problems),
            tuple(self.notes),
            deviations=tuple(self.deviations),
            undocumented=tuple(self.unknown),
            unchecked=tuple(self.unchecked),
        )


def _told(review: Review) -> str:
    return (
        f"passes only by a deviation that expired on {review.expires}: {review.pointer} "
        f"({review.kind}; {review.reason}); it is {review.owner}'s to look at"
    )
