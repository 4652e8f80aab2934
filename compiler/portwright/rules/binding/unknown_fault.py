"""
**What** A step under `faults` of a test case is none that the harness can play.

**Why** The case would stop at it, so that what it should prove stays unproved.

**Example** `faults: [time_out, 999, ok]`

**Fix** Write `ok`, `connect`, `reset`, `timeout`, a status such as `503`, or a map with a `status`:
`{status: 429, headers: {Retry-After: "2"}}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule("E0213", "unknown-fault", "unknown fault", __doc__ or "")


def report(span: Span, fault: str, known: Iterable[str]) -> Diagnostic:
    words = list(known)
    listed = ", ".join(f"`{word}`" for word in words)
    return RULE.at(
        span,
        f"no fault is called `{fault}`",
        label="cannot be played",
        help=did_you_mean(fault, words) or f"write one of {listed}, a status, or a map with one",
    )


def report_map(span: Span) -> Diagnostic:
    return RULE.at(
        span,
        "this fault has no status",
        label="nothing to answer with",
        help="add `status: 503`, or another from 100 to 599",
    )
