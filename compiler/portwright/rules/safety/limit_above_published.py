"""
**What** A limit lets more calls start than the vendor publishes for it.

**Why** The calls above the vendor's limit are answered with 429, and each is paid for with a wait
and a retry. Many vendors count refused calls too, or block who goes on sending them.

`published` is the vendor's own number, beside the one that is kept here; it changes nothing else.
Both hold in every window, so that a rate must fit into the published window wherever that begins:
`100/m` lets 100 calls start within one second, which is above a published `10/s`.

**Example** `limits: [{per: connection, rate: 120/s, published: 100/s}]`

**Fix** Lower the rate, or write what the vendor publishes now. A rate over a long window may be
smoothed by `burst`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0409", "limit-above-published", "limit above the vendor's own", __doc__ or "")


def report(span: Span | None, calls: int, window: str, published: str) -> Diagnostic:
    return RULE.at(
        span,
        f"more calls than the vendor's {published}",
        label=f"lets {calls} start within {window}",
        help=f"write {published} or less",
    )
