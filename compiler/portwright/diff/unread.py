"""What of the new document cannot be read: it is not gone, and not changed; nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portwright.diff.change import Change, Use
from portwright.diff.matching import Address, bare
from portwright.diff.verdict import Verdict, milder
from portwright.openapi.document import OpenApi
from portwright.openapi.findings import Finding
from portwright.openapi.losses import losses_of
from portwright.openapi.operations import OperationEntry
from portwright.openapi.places import longest
from portwright.openapi.pointer import pointer_of, tokens_of
from portwright.openapi.types_of import COMBINERS
from portwright.openapi.vanished import Vanished, vanished_operations
from portwright.openapi.version_3 import METHODS
from portwright.rules.openapi import (
    left_out_part,
    lost_part,
    malformed_detail,
    outside_reference,
    unresolved_reference,
    untyped_reference,
)
from portwright.semantics.bound import BoundOperation

_UNKNOWN = Verdict.UNKNOWN
_FAULTS = frozenset(
    rule.RULE.code
    for rule in (
        left_out_part,
        lost_part,
        malformed_detail,
        outside_reference,
        unresolved_reference,
        untyped_reference,
    )
)
# Keys that say what all that they stand in is like: damaged, they leave nothing sure there.
_TELLING = frozenset(
    (
        *("paths", "parameters", "requestBody", "responses", "content", "schema", "components"),
        *("schemas", "$ref", "type", "properties", "required", "items", "enum", "allOf"),
        *("additionalProperties", "nullable", "readOnly", "writeOnly", "in", "name"),
        *COMBINERS,
    )
)


class Unread:
    """Asks the new document for what was lost of it while it was read. Faults that the old one
    has in the same places are none: both are read alike."""

    def __init__(self, old: OpenApi, new: OpenApi) -> None:
        self._document = new
        self._vanished: dict[Address, Vanished] = {
            (item.method, bare(item.path)): item for item in vanished_operations(new)
        }
        known = {(found.pointer, found.diagnostic.message) for found in old.findings}
        self._regions: dict[str, dict[str, Finding]] = {}
        # Of one sort the first stands for all: many references may lead to the same nothing.
        self._first: dict[str, Finding] = {}
        for found in filter(_is_fault, new.findings):
            if (found.pointer, found.diagnostic.message) not in known:
                regions = self._regions.setdefault(found.file, {})
                first = self._first.setdefault(found.diagnostic.message, found)
                regions.setdefault(_region(found), first)

    def operation(self, bound: BoundOperation, base: str) -> Change | None:
        """Said of an operation that is declared, and cannot be read at all; `base` is the path of
        the old document's server."""
        paths = (bare(bound.path), bare(base + bound.path))
        asked = [(method, path) for path in paths for method in (bound.method, "")]
        found = next((self._vanished[item] for item in asked if item in self._vanished), None)
        fault = self._fault(bound.pointer) if found is None else None
        called = f"{bound.method} {bound.path}"
        if found is not None:
            place, why = found.pointer, found.why.message if found.why else "it is malformed"
        elif fault is not None:
            place, why = fault.pointer, fault.diagnostic.message
        else:
            return None
        return Change("operation-unreadable", _UNKNOWN, bound.pointer, f"#{place}", called, why)

    def parts(self, entry: OperationEntry) -> Iterator[Change]:
        """Said of an operation of which something is missing: one change for each fault."""
        for found in losses_of(self._document, entry):
            yield _unreadable(self._first.get(found.diagnostic.message, found))

    def undecided(self, change: Change, use: Use) -> tuple[Change, Use]:
        """The same, unless what seems to have changed stands where the document is damaged."""
        fault = self._fault(change.new or change.old)
        if fault is None or change.verdict is Verdict.INFO:
            return change, use
        verdict = milder(use.verdict, _UNKNOWN)
        return _unreadable(fault), replace(use, verdict=verdict)

    def _fault(self, pointer: str) -> Finding | None:
        """What is wrong around a place, None if nothing is."""
        if not self._regions:
            return None
        source, written = self._document.places.source(pointer)
        regions = self._regions.get(source.file.name, {})
        around = longest(pointer_of(tokens_of(written)), regions)
        return regions[around] if around is not None else None


def _is_fault(found: Finding) -> bool:
    """Whether it leaves something unsure. What is said of a document or an operation as a whole is
    about a detail, such as a key written twice, unless the operation is lost."""
    if found.diagnostic.code not in _FAULTS or not found.pointer:
        return False
    first, *inside = tokens_of(found.pointer)
    whole = first == "paths" and (len(inside) == 1 or (len(inside) == 2 and inside[1] in METHODS))
    return found.lost is not None or not whole


def _unreadable(fault: Finding) -> Change:
    """One change for each fault, whatever it seems to do."""
    why = fault.diagnostic.message
    return Change("part-unreadable", _UNKNOWN, "", f"#{fault.pointer}", after=why)


def _region(found: Finding) -> str:
    """What a fault makes unsure: what it stands in, if it is of a key that tells what that is."""
    holder, _, key = found.pointer.rpartition("/")
    return holder if key in _TELLING else found.pointer
