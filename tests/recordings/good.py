"""Cassettes that pass every level, and what each level says of them when something is changed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import yaml

from portwright_harness.bind import Bound, bind
from portwright_harness.cassette import parse_cassette, read_cassette
from portwright_harness.cassette_checks import checks_of
from portwright_harness.checks import Check
from portwright_harness.levels import l0, l1, l1_vcr, l2, l3
from portwright_harness.levels.finding import Finding
from portwright_harness.problem import ScenarioError
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Call, Scenario
from portwright_harness.seal import resealed
from portwright_harness.vendor import Vendor
from tests.recordings.driving import ROOT, SHARED, vendor

Document = dict[str, Any]
Findings = dict[str, Finding]
FOREIGN = {"L1": l1.check, "L1-vcr": l1_vcr.check, "L2": l2.check, "L3": l3.check}


@dataclass(frozen=True)
class Good:
    """A cassette as a document that YAML can write, and how its levels are run."""

    name: str
    document: Document
    run: Callable[[bytes], Findings]

    def bytes(self) -> bytes:
        return sealed(self.document)


def written(document: Document) -> bytes:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True).encode()


def sealed(document: Document) -> bytes:
    """The document as somebody leaves it who means what it says."""
    cassette = parse_cassette(Path("good.yaml"), written(document).decode())
    metadata = resealed(cassette).metadata
    return written({**document, "metadata": metadata})


def committed(folder: Path, operation: str, scenario: str) -> Good:
    """One of Stripe's cassettes, with its snapshot, in a folder of its own."""
    stripe = vendor("stripe")
    source = stripe.cassette(operation, scenario)
    path = folder / "stripe" / operation / source.name
    path.parent.mkdir(parents=True)
    snapshot = source.with_suffix(".snapshot.yaml")
    if snapshot.is_file():
        path.with_name(snapshot.name).write_bytes(snapshot.read_bytes())
    cases = tuple(c for c in stripe.manifest.cases if c.names(operation, scenario) and not c.faults)
    manifest = msgspec.structs.replace(stripe.manifest, cases=cases)
    # Fault variants say nothing of the cassette that its levels do not.
    ours = Vendor(replace(stripe.config, cassettes=folder, variants=()), manifest)

    def run(data: bytes) -> Findings:
        path.write_bytes(data)
        return {check.level: check.run() for check in checks_of(ours, path)}

    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    return Good(f"{operation}/{scenario}", document, run)


def recorded(folder: Path, count: int) -> list[Good]:
    """So many pairs of real exchanges with Stripe, recorded by another client, that pass."""
    stripe = vendor("stripe")
    found: list[Good] = []
    for file in sorted((SHARED / "stripe").glob("*.yaml")):
        pair = _pair(stripe, file)
        if pair is not None and len(found) < count:
            found.append(_good(stripe, folder / file.stem, file.stem, pair))
    return [good for good in found if not any(f.problems for f in good.run(good.bytes()).values())]


def _pair(stripe: Vendor, file: Path) -> list[tuple[Interaction, Bound]] | None:
    """Two calls with a body and another request each."""
    calls: dict[str, tuple[Interaction, Bound]] = {}
    for interaction in read_cassette(file).interactions:
        bound = bind(stripe.manifest, interaction.request)
        if isinstance(bound, Bound) and _passes(stripe, file, interaction, bound):
            calls.setdefault(bound.operation, (interaction, bound))
    written = [one for one in calls.values() if one[0].request.body]
    return [written[0], written[-1]] if len(written) > 1 else None


def _passes(stripe: Vendor, file: Path, interaction: Interaction, bound: Bound) -> bool:
    call = Call(bound.operation, bound.arguments, bound.key)
    scenario = Scenario(stripe, bound.operation, file, [interaction], (call,), "recording")
    try:
        return interaction.response.status < 400 and not any(
            check(scenario).problems for check in (l1.check, l2.check, l3.check)
        )
    except ScenarioError:
        return False


def _good(stripe: Vendor, folder: Path, name: str, pair: list[tuple[Interaction, Bound]]) -> Good:
    operation = pair[0][1].operation
    path = folder / "stripe" / operation / "ok.yaml"
    path.parent.mkdir(parents=True)
    ours = Vendor(replace(stripe.config, cassettes=folder), stripe.manifest)
    calls = tuple(Call(b.operation, b.arguments, b.key) for _, b in pair)

    def scenario() -> Scenario:
        interactions = read_cassette(path).interactions
        return Scenario(ours, operation, path, interactions, calls, "recording")

    def run(data: bytes) -> Findings:
        path.write_bytes(data)
        plays: dict[str, Callable[[], Finding]] = {"L0": partial(l0.check, ours, path)}
        for level, check in FOREIGN.items():
            plays[level] = lambda check=check: check(scenario())  # type: ignore[misc]
        return {
            level: Check("stripe", operation, "ok", level, "", play).run()
            for level, play in plays.items()
        }

    status = str(pair[0][0].response.status)
    declared = stripe.operation(operation).response(int(status))
    provenance = {"source": "live", "schemas": {status: declared.hash if declared else ""}}
    document = {
        "version": 1,
        "metadata": {"provenance": provenance},
        "interactions": [_exchange(interaction) for interaction, _ in pair],
    }
    return Good(name, yaml.safe_load(sealed(document)), run)


def _exchange(interaction: Interaction) -> Document:
    """As this project's recorder writes it: bodies as text, credentials as placeholders."""
    request, response = interaction.request, interaction.response
    return {
        "request": {
            "method": request.method,
            "uri": request.url,
            "body": (request.body or b"").decode(),
            "headers": {name: [_hidden(name, value)] for name, value in request.headers},
        },
        "response": {
            "status": {"code": response.status, "message": ""},
            "headers": {
                name: [value]
                for name, value in response.headers
                if name.lower() not in ("set-cookie", "www-authenticate")
            },
            "body": {"string": response.body.decode()},
        },
    }


def _hidden(name: str, value: str) -> str:
    if name.lower() != "authorization":
        return value
    scheme = value.partition(" ")[0]
    return (
        f"{scheme} {base64.b64encode(b'REDACTED:').decode()}"
        if scheme == "Basic"
        else (f"{scheme} REDACTED")
    )


__all__ = [
    "ROOT",
    "SHARED",
    "Document",
    "Findings",
    "Good",
    "committed",
    "recorded",
    "sealed",
    "written",
]
