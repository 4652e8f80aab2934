"""
**What** The signature of a webhook does not cover the body as received.

**Why** Whoever has seen one delivery can send its signature with a body of their own, and the
handler acts on it. A body that was parsed and written again never verifies, so that only the raw
bytes count.

**Example** `signed: [timestamp, {const: "."}]`

**Fix** Add `raw_body` where the vendor puts it. A vendor that leaves the body out by its own
design (Mailgun signs a timestamp and a token) is declared: `body: not_covered`; what is signed
must then be what `dedupe` goes by.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import closest
from portwright.source.span import Span, Text

RULE = Rule("E0801", "unsigned-body", "signature does not cover the body", __doc__ or "")

RAW_BODY = "raw_body"
_NEVER = "parsed or re-serialised JSON never verifies"


def report(span: Span | None, parts: Iterable[Text]) -> Diagnostic:
    """`span` is that of `signed`; a part that is nearly the right word is pointed at instead."""
    meant = next((part for part in parts if closest(part, (RAW_BODY,)) or part == "body"), None)
    if meant is not None:
        return RULE.at(
            meant.span,
            "signature does not cover the body",
            label="not the body as received",
            help=f"did you mean `{RAW_BODY}`? {_NEVER}",
        )
    return RULE.at(
        span,
        "signature does not cover the body",
        label=f"`{RAW_BODY}` is not signed",
        help=f"add `{RAW_BODY}`; {_NEVER}",
    )


def report_covered(span: Span | None) -> Diagnostic:
    return RULE.at(
        span,
        "the body is signed, and said not to be covered",
        label=f"`signed` has `{RAW_BODY}`",
        help="leave `body: not_covered` out",
    )
