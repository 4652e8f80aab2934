"""
**What** A webhook whose signature leaves the body out takes the same signature more than once.

**Why** With `body: not_covered` a signature proves nothing about the body. What was signed, such
as Mailgun's token, may then be taken once only: a second delivery with the same token may carry
any body. An id within the body is no protection, for whoever forges the body chooses it.

**Example** `signed: [timestamp, token]`, `body: not_covered`, and no `dedupe`.

**Fix** `dedupe: {key: signature.token, keep: 7d}`, the key being a part that is signed.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0803", "replayable-delivery", "signature that can be used again", __doc__ or "")


def report(span: Span | None, label: str, signed: Iterable[str]) -> Diagnostic:
    parts = ", ".join(f"`{part}`" for part in signed)
    return RULE.at(
        span,
        "a signature that leaves the body out can be sent again with another body",
        label=label,
        help="add `dedupe: {key: ...}` with what is signed: " + (parts or "add it to `signed`"),
    )
