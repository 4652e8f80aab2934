"""
**What** A constant is not of the type of the field that it fills.

**Why** The vendor would refuse it, or the port could not hold it.

**Example**

    confirm: {const: yes}

**Fix** Write a value of the type that the message names.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0329", "bad-constant", "constant of another type", __doc__ or "")


def report(span: Span | None, text: str, wanted: str) -> Diagnostic:
    return RULE.at(
        span, f"`{text}` is no `{wanted}`", label="does not fit", help=f"write a `{wanted}`"
    )


def report_null(span: Span | None, title: str) -> Diagnostic:
    """A null in a request, where null leaves a field out."""
    return RULE.at(
        span,
        f"null would leave `{title}` out",
        label="nothing is sent",
        help="leave the field out; {clear: <input>} sends null where an input is null",
    )
