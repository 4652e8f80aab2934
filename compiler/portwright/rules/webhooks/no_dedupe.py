"""
**What** A webhook does not say by what a delivery is known that came before.

**Why** Every vendor delivers at least once: when an acknowledgement is late or lost, the same
event comes again. Without `dedupe` each delivery is a new event, and what it leads to is done
twice.

**Example** `webhooks: {stripe: {path: /hooks/stripe, verify: …, type: type, events: …}}`

**Fix** `dedupe: {key: id, keep: 7d}`: the path to the event's id, and how long ids are kept, which
is longer than the vendor goes on repeating.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0804", "no-dedupe", "repeated deliveries are not known", __doc__ or "")


def report(span: Span | None, webhook: str) -> Diagnostic:
    return RULE.at(
        span,
        f"a repeated delivery to `{webhook}` is taken for a new event",
        label="no `dedupe`",
        help="add `dedupe: {key: id, keep: 7d}` with the path to the event's id",
    )
