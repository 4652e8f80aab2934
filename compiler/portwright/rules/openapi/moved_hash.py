"""**What**

The document's bytes are not those that `source.lock` pins.

**Why**

A pinned document is what was reviewed, validated and tested. A client made from other bytes may
differ from the one that everybody believes to be in use.

**Example**

`openapi.json` was replaced by hand, and `source.lock` still has the old `document_sha256`.

**Fix**

Bring the pinned document back; or, if the new one is meant, look at what it changes and pin it
with its version and date in `source.lock`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0108", slug="moved-hash", title="document is not as pinned", doc=__doc__ or "")

_SHOWN = 12


def check(span: Span | None, file: str, pinned: str, actual: str) -> Diagnostic | None:
    """Compare the hex digests; `span` is where the pin stands."""
    if pinned.lower() == actual.lower():
        return None
    return RULE.at(
        span,
        f"{file} is not the document that is pinned",
        label=f"its sha256 begins with {actual[:_SHOWN]}",
        help="bring the pinned document back, or pin this one with its version and date",
    )
