"""The line of the spec on which a case stands, for the person who reads its failure.

The manifest has no lines, else each edit of a spec would change all those below. So the spec is
read when something failed, and only if it is the one that the package was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from portwright_harness.manifest import Case
from portwright_harness.vendor import Vendor
from portwright_harness.yaml_tree import Mapping, Scalar, Sequence, Tree, YamlError, read_tree

SPECS = "specs"


def case_place(vendor: Vendor, case: Case) -> str:
    """`specs/acme/integration.yaml:84`; empty where that cannot be said for sure."""
    return _place(vendor, lambda tree: _line(tree, vendor.cases().index(case)))


def policy_place(vendor: Vendor, name: str) -> str:
    """The place of a policy by its name, as that of a case."""
    return _place(vendor, lambda tree: _line_of(_below(_below(tree, "policies"), name)))


def _place(vendor: Vendor, line_in: Callable[[Tree], int | None]) -> str:
    source = vendor.manifest.sources.get("spec")
    if source is None:
        return ""
    path = vendor.config.root / SPECS / vendor.name / source.name
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != source.sha256:
            return ""
        line = line_in(read_tree(data.decode("utf-8")))
    except (OSError, ValueError, YamlError):
        return ""
    place = path.relative_to(vendor.config.root).as_posix()
    return f"{place}:{line}" if line else ""


def _line_of(tree: Tree | None) -> int | None:
    return tree.line if tree is not None else None


def _line(tree: Tree, index: int) -> int | None:
    """The line of the case by its number among those that name an operation."""
    cases = _below(_below(tree, "tests"), "cases")
    items = cases.items if isinstance(cases, Sequence) else []
    named = [item for item in items if isinstance(_below(item, "op"), Scalar)]
    return named[index].line if index < len(named) else None


def _below(tree: Tree | None, key: str) -> Tree | None:
    return tree.entries.get(key) if isinstance(tree, Mapping) else None
