"""
**What** Two classes of a port would have one name: a type and an error, an event and a type, a
type of the port and an imported one, or a class that every port has (`PaymentsPort`,
`SyncPaymentsPort`, `PaymentsError`).

**Why** They stand in one Python package, where the second would hide the first.

**Example** A type `Address` in a port that imports `Address` from `common.port.yaml`.

**Fix** Rename one of them, or use the imported one.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Text

RULE = Rule("E0351", "clashing-port-name", "two things of a port with one name", __doc__ or "")


def report(name: Text, other: str) -> Diagnostic:
    """`other` says what has the name already."""
    return RULE.at(
        name.span,
        f"`{name}` is {other} already",
        label="the same name again",
        help="rename one of the two",
    )


def report_import(name: Text, file: str, inner: str, other: str) -> Diagnostic:
    """An imported type brings along a type `inner`, which means another one here."""
    return RULE.at(
        name.span,
        f"`{name}` of {file} uses a type `{inner}`, which is {other} here",
        label=f"two types `{inner}`",
        help="rename one of the two",
    )
