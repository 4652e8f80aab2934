"""L0: a cassette can be read, says where it comes from, is what it was, and keeps no secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from portwright_harness.cassette import read_cassette
from portwright_harness.changed_schemas import changed_schemas
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import OperationEntry
from portwright_harness.problem import Problem
from portwright_harness.record_command import record_command
from portwright_harness.recording import Cassette
from portwright_harness.redaction import exposed
from portwright_harness.seal import carried, digest_of
from portwright_harness.vcr_form import form_problems
from portwright_harness.vendor import Vendor

_LEAKED = "put one there, and revoke what was real: it is in the history"


def check(vendor: Vendor, path: Path) -> Finding:
    """Look at the file alone; raises CassetteError for one that cannot be read."""
    cassette = read_cassette(path)
    place = path.relative_to(vendor.config.cassettes).as_posix()
    entry = vendor.manifest.operations.get(path.parent.name)
    stale = _stale(vendor, entry, cassette, place) if entry is not None else ()
    provenance = (*_provenance(cassette, place), *_digest(vendor, cassette, place))
    form = form_problems(vendor.config, path, cassette.unplayable)
    return Finding((*form, *provenance, *stale, *_exposed(vendor, cassette, place)))


def _provenance(cassette: Cassette, place: str) -> Iterator[Problem]:
    if cassette.provenance is None:
        text = "`metadata.provenance` is missing; its `source` says who answered: live, sandbox"
        yield Problem("provenance", f"{place}: {text}, self_hosted, simulator:<name> or synthetic")


def _digest(vendor: Vendor, cassette: Cassette, place: str) -> Iterator[Problem]:
    """What was changed since the cassette got its digest, be it by hand or by a bad disk."""
    if cassette.provenance is None:
        return
    kept = carried(cassette)
    command = f"portwright cassettes fmt --seal {vendor.config.shown(cassette.path)}"
    if kept is None:
        yield Problem("digest", f"{place}: carries no digest of what it says; `{command}` adds it")
    elif kept != digest_of(cassette):
        text = "it says something else than when it got its digest"
        yield Problem("digest", f"{place}: {text}; if that is meant, say so with `{command}`")


def _stale(
    vendor: Vendor, entry: OperationEntry, cassette: Cassette, place: str
) -> Iterator[Problem]:
    """Answers that may look otherwise now than the cassette says they did."""
    path = cassette.path
    for changed in changed_schemas(cassette, entry):
        text = f"stale: {changed}; {_remedy(vendor, cassette, path.parent.name, path.stem)}"
        yield Problem("stale", f"{place}: {text}")


def _remedy(vendor: Vendor, cassette: Cassette, operation: str, name: str) -> str:
    """What `portwright record` made, it makes again; what a person wrote, a person reads."""
    facts = cassette.provenance.facts if cassette.provenance is not None else {}
    if str(facts.get("recorder", "")).startswith("portwright"):
        return f"record it again: {record_command(vendor, operation, name, again=True)}"
    return "compare it with the document, and give it the new hash when it is as it should be"


def _exposed(vendor: Vendor, cassette: Cassette, place: str) -> Iterator[Problem]:
    redaction = vendor.redaction
    for interaction in cassette.interactions:
        for where in exposed(redaction, interaction):
            text = f"{where} holds no placeholder such as REDACTED; {_LEAKED}"
            yield Problem("redaction", f"{place}:{interaction.line}: {text}")
