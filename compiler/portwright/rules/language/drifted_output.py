"""
**What** `compile --check` found that a generated package is not what its spec compiles to.

**Why** Generated code is committed and reviewed. When spec and code disagree, one of them was
changed alone: reviewers read something that is not what runs.

**Example** A field was added to `read:` and the package was not compiled again; or somebody
edited `generated/stripe/client.py` by hand.

**Fix** Run `portwright compile` and commit the result; with `--force` also where the compiler
or its templates changed, and the spec did not. When the help names tools, the same
spec compiles to other bytes because those tools are of other versions than the ones recorded
in the manifest: install the pinned versions, or compile again with the new ones.
"""

from __future__ import annotations

from typing import Protocol

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule

RULE = Rule("E0012", "drifted-output", "generated package out of date", __doc__ or "")
_SHOWN = 4


class DriftLike(Protocol):
    """How a package on disk differs from what its spec compiles to."""

    @property
    def missing(self) -> tuple[str, ...]: ...
    @property
    def changed(self) -> tuple[str, ...]: ...
    @property
    def extra(self) -> tuple[str, ...]: ...
    @property
    def tools(self) -> tuple[str, ...]: ...


def report(folder: str, drift: DriftLike) -> Diagnostic:
    named = [
        *(f"{name} is missing" for name in drift.missing),
        *(f"{name} differs" for name in drift.changed),
        *(f"{name} is not generated" for name in drift.extra),
    ]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    tools = f" (tools changed: {', '.join(drift.tools)})" if drift.tools else ""
    return RULE.at(
        None,
        f"{folder} is not what its spec compiles to: {', '.join(named[:_SHOWN])}{more}",
        help=f"run `portwright compile --force` and commit the result{tools}",
    )
