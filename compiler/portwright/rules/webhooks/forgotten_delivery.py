"""
**What** The ids of deliveries are kept for a shorter time than a signature is accepted.

**Why** A signature is good from `tolerance` before its timestamp to `tolerance` after it. A
delivery whose id is forgotten within that time can be sent once more by whoever recorded it.

**Example** `tolerance: 300s` with `dedupe: {key: id, keep: 5m}`: the signature is good for 10
minutes.

**Fix** Keep ids for longer than twice the tolerance, and than the vendor goes on repeating:
`keep: 7d`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0806", "forgotten-delivery", "delivery forgotten too soon", __doc__ or "")


def report(span: Span | None, keep: str, good_for: str) -> Diagnostic:
    return RULE.at(
        span,
        "a delivery is forgotten while its signature is still good",
        label=f"{keep} < {good_for}, twice the tolerance",
        help=f"write {good_for} or more",
    )
