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
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Manifest, OperationEntry, ResponseEntry, Review
from portwright_harness.path_match import match_path
from portwright_harness.problem import Kind, Problem
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Scenario

_ALLOW = "if the vendor does answer so, have it reviewed in deviations.yaml and compile"


def check(scenario: Scenario, today: dt.date | None = None) -> Finding:
    """Look at every answer of the recording; `today` is what a review's expiry is measured by."""
    report = _Report(scenario.vendor.manifest, today or dt.date.today())
    for number, interaction in enumerate(scenario.interactions, 1):
        report.place = f"interaction {number} (line {interaction.line})"
        entry = _entry(scenario, interaction)
        if entry is None:
            report.note(f"{interaction.request.method} is of no operation, not checked")
        elif scenario.raises is not None and interaction.response.status < 400:
            report.note("a fault behind a success has no schema, not checked")
        else:
            report.add(entry, interaction)
    if not (report.checked or report.notes):
        report.notes.append("nothing to check: the operation declares no body")
    return report.finding()


def _entry(scenario: Scenario, interaction: Interaction) -> OperationEntry | None:
    """The scenario's operation where the request can be of it; a token may be asked before."""
    request = interaction.request
    found = match_path(scenario.vendor.manifest, request.method, request.url)
    found.sort(key=lambda match: match.operation != scenario.operation)
    return found[0].entry if found else None


def _is_json(interaction: Interaction) -> bool:
    """Whether an answer says so; proxies in front of the vendor answer in HTML, and say that."""
    response = interaction.response
    stated = next((v for name, v in response.headers if name.lower() == "content-type"), None)
    if stated is None:
        return response.body.lstrip()[:1] in (b"{", b"[")
    return stated.partition(";")[0].strip().lower().endswith("json")


@dataclass(slots=True)
class _Report:
    manifest: Manifest
    today: dt.date
    place: str = ""
    checked: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    deviations: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)

    def note(self, text: str) -> None:
        self.notes.append(f"{self.place}: {text}")

    def add(self, entry: OperationEntry, interaction: Interaction) -> None:
        response = interaction.response
        declared = entry.response(response.status)
        if declared is None:
            self.note(f"status {response.status} is not in the document, not checked")
        elif declared.schema is None or not (declared.media or "json").endswith("json"):
            return
        elif response.status >= 400 and not _is_json(interaction):
            self.note(f"{response.status} is no JSON and says so, not checked")
        else:
            self.checked += 1
            self._body(declared, response.status, response.body)

    def _body(self, declared: ResponseEntry, status: int, body: bytes) -> None:
        self.place += f", {status}"
        try:
            document = json.loads(body)
            schemas = Conforms.of(self.manifest.schemas, self.manifest.unselected)
            found = schemas.check(document, declared.schema or {})
        except RecursionError:
            self._problem("response", "$: is nested too deep to be checked")
        except ValueError as error:
            self._problem("response", f"$: should be JSON, {error}")
        else:
            self._add(found)

    def _add(self, found: Conformance) -> None:
        for fault in found.faults:
            self._problem("response", f"{fault.path}: {fault.text}")
        if found.faults:
            self.problems.append(Problem("response", _ALLOW))
        for relaxed in found.relaxed:
            self.deviations[relaxed.path] = None
            for text in self._expired(relaxed):
                self._problem("deviation", f"{relaxed.path}: {text}")
        self.unknown.update(dict.fromkeys(found.unknown))
        if found.unknown:
            self.note(f"not in the committed document: {', '.join(sorted(found.unknown))}")

    def _expired(self, relaxed: Relaxed) -> Iterator[str]:
        """Every review of the place has to hold; one that nothing names cannot."""
        reviews = [r for r in self.manifest.deviations if r.pointer in relaxed.at]
        if not reviews:
            yield f"passes only as `{relaxed.kind}`, which no review of the manifest allows"
        for review in reviews:
            if dt.date.fromisoformat(review.expires) < self.today:
                yield _told(review)

    def _problem(self, kind: Kind, text: str) -> None:
        self.problems.append(Problem(kind, f"{self.place}: {text}"))

    def finding(self) -> Finding:
        return Finding(
            tuple(self.problems),
            tuple(self.notes),
            deviations=tuple(self.deviations),
            undocumented=tuple(self.unknown),
        )


def _told(review: Review) -> str:
    return (
        f"passes only by a deviation that expired on {review.expires}: {review.pointer} "
        f"({review.kind}; {review.reason}); it is {review.owner}'s to look at"
    )
