"""
**What** Nothing uses a declared name, and a name much like it is used and not declared.

**Why** An operation, an environment or a webhook need not be named again in its spec. When its
name is misspelt, the places that name it rightly are reported, and this says where the slip
probably is.

**Example** `environments: {tets: …}` with `limits: [{env: test, …}]`.

**Fix** Give it the name that is used.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0220", "misspelt-declaration", "declared under another name", __doc__ or "")


def report(span: Span | None, kind: str, name: str, meant: str) -> Diagnostic:
    return RULE.at(
        span,
        f"nothing uses {kind} `{name}`, but `{meant}` is used and not declared",
        label="declared here",
        help=f"did you mean `{meant}`?",
    )
