"""
**What** The port lets callers give an idempotency key, and this vendor's operation has no place
for it.

**Why** A caller who repeats a call under one key relies on its being done once.

**Example**

    create_label: {..., key: true}      # in the port
    create_label: {call: createLabel, safety: unsafe}

**Fix** Declare `safety: {keyed: ...}` or `{natural_key: ...}` if the vendor has one; else
callers of this vendor must look before they repeat.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0327", "idle-key", "idempotency key that goes nowhere", __doc__ or "")


def report(span: Span | None, operation: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes a key in the port, and this vendor has no place for one",
        label="the key goes nowhere",
        help="declare `safety: {keyed: ...}` or `{natural_key: ...}` if the vendor has one",
    )
