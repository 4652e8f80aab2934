"""
**What** A PUT sends some of its fields only.

**Why** A full replace clears what is left out: fields that nobody here looked at are wiped at
the vendor.

**Example** `send: [id, name]` for a PUT whose body also has `notes` and `address`.

**Fix** Send everything (`send: ["**"]`), or declare `sparse: true` when the vendor documents
that fields left out are kept.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0407", "pruned-replace", "full replace with fields left out", __doc__ or "")


def report(span: Span | None, operation: str, left_out: list[str]) -> Diagnostic:
    some = ", ".join(f"`{name}`" for name in left_out[:3])
    more = f" and {len(left_out) - 3} more" if len(left_out) > 3 else ""
    return RULE.at(
        span,
        f"`{operation}` replaces the whole resource but leaves out {some}{more}",
        label="what is left out is cleared",
        help="send `**`, or declare `sparse: true` if the vendor keeps what is not sent",
    )
