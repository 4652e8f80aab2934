"""What to do about a gap: the command that records it, and the case to add where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from portwright_harness.coverage.points import DIMENSIONS, Dimension, Point
from portwright_harness.error_rules import class_of
from portwright_harness.manifest import Case, Manifest
from portwright_harness.record_command import record_command
from portwright_harness.vendor import Vendor

# What a case for a class of statuses is called, and the status that its error is named by.
_STATUSES = {
    "2xx": ("ok", 200),
    "3xx": ("elsewhere", 300),
    "4xx": ("refused", 400),
    "5xx": ("broken", 500),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What an operation lacks in one dimension: `names` of points, `command` records them, after
    `add`, a case as a line of YAML, was added to the spec; None where the case is there."""

    dimension: Dimension
    operation: str
    names: tuple[str, ...]
    command: str
    add: str | None


def gaps_of(vendor: Vendor, points: Iterable[Point]) -> list[Gap]:
    """The gaps, each dimension of an operation as one. What an operation lacks that was never
    recorded is one gap in all."""
    lacking = [point for point in points if not point.recorded]
    never = {point.operation for point in lacking if point.dimension == "operations"}
    found: list[Gap] = []
    for operation in dict.fromkeys(point.operation for point in lacking):
        own = [point for point in lacking if point.operation == operation]
        for dimension in DIMENSIONS[:1] if operation in never else DIMENSIONS:
            names = tuple(point.name for point in own if point.dimension == dimension)
            if names:
                found += _gaps(vendor, dimension, operation, names)
    return found


def _gaps(
    vendor: Vendor, dimension: Dimension, operation: str, names: tuple[str, ...]
) -> list[Gap]:
    """Each class of statuses is a case of its own; fields may come with one."""
    groups = [(name,) for name in names] if dimension == "statuses" else [names]
    return [_gap(vendor, dimension, operation, group) for group in groups]


def _gap(vendor: Vendor, dimension: Dimension, operation: str, names: tuple[str, ...]) -> Gap:
    wanted, raises = _wanted(vendor.manifest, operation, dimension, names)
    waiting = _waiting(vendor, operation, raises=raises is not None)
    if waiting is not None:
        command = record_command(vendor, operation, waiting)
        return Gap(dimension, operation, names, command, None)
    cassette = _free(vendor, operation, wanted)
    add = _case(vendor.manifest, operation, cassette, raises, pages=dimension == "pages")
    return Gap(dimension, operation, names, record_command(vendor, operation, cassette), add)


def _wanted(
    manifest: Manifest, operation: str, dimension: Dimension, names: tuple[str, ...]
) -> tuple[str, str | None]:
    """What the case is best called, and what it raises."""
    if dimension == "statuses":
        declared = manifest.operations[operation].responses
        # What is left to `default` where refusals have a class of their own.
        rest = "5xx" if any(key.startswith("4") for key in declared) else "4xx"
        wanted = rest if names[0] == "default" else names[0]
        name, status = _STATUSES.get(wanted, ("other", 200))
        return name, class_of(status)
    by_dimension = {"operations": "ok", "pages": "two_pages", "fields": "all_fields"}
    return by_dimension.get(dimension, "other_branch"), None


def _waiting(vendor: Vendor, operation: str, *, raises: bool) -> str | None:
    """The cassette of a case that is in the spec and was not recorded yet."""
    for case in vendor.cases():
        if case.op != operation or not case.cassette or case.faults:
            continue
        there = vendor.cassette(operation, case.cassette).is_file()
        if not there and (case.raises is not None) is raises:
            return case.cassette
    return None


def _free(vendor: Vendor, operation: str, wanted: str) -> str:
    """A name that no case and no cassette has."""
    taken = {case.cassette for case in vendor.cases() if case.op == operation}
    names = [wanted, *(f"{wanted}_{number}" for number in range(2, 1000))]
    free = (n for n in names if n not in taken and not vendor.cassette(operation, n).exists())
    return next(free, wanted)


def _case(
    manifest: Manifest, operation: str, cassette: str, raises: str | None, *, pages: bool
) -> str:
    """A case as a line of YAML; inputs are those of a case that there is, for a person to change,
    else `...` for each required argument."""
    known = next((c for c in manifest.cases if c.op == operation and c.inputs), None)
    entry: dict[str, object] = {
        "op": operation,
        "cassette": cassette,
        **_inputs(manifest, operation, known),
    }
    if raises:
        entry["raises"] = raises
    if pages and "wire" in entry:  # The port's own lists go from page to page by themselves.
        entry["pages"] = 2
    return f"- {json.dumps(entry, ensure_ascii=False)}"


def _inputs(manifest: Manifest, operation: str, known: Case | None) -> dict[str, object]:
    if known is not None:
        return {"with" if known.is_of_port else "wire": known.inputs}
    arguments = manifest.operations[operation].arguments
    return {"wire": {item.name: "..." for item in arguments if item.required}}
