"""
**What** `policy:` or `extends:` names a policy that is not declared, or policies extend each
other in a circle.

**Why** The operation would run under other bounds than its author meant.

**Example** `policy: money_wirte` where `policies:` declares `money_write`.

**Fix** Use a declared name; without `policy:` an operation has `default`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Text

RULE = Rule("E0402", "unknown-policy", "unknown policy", __doc__ or "")


def report(name: Text, known: Iterable[str]) -> Diagnostic:
    return RULE.at(
        name.span,
        f"no policy `{name}`",
        label="not declared in policies",
        help=meant_or_known(name, known),
    )


def report_cycle(name: Text) -> Diagnostic:
    return RULE.at(
        name.span,
        f"policy `{name}` extends itself",
        label="closes the circle",
        help="let one of them stand on its own",
    )
