"""
**What** An operation of the document is not in the package that `compile --openapi` made of it.

**Why** Something that the operation needs cannot be compiled yet, or is malformed in the document.
All other operations are compiled and written; that one is missing is told by the exit code 1, so
that nobody takes the package for all of the document. The code in brackets is that of the reason,
which `portwright explain` tells more of.

**Example**

```
error[E0221]: `addPhoto` is left out: its body has no media type that can be compiled [E0202]
```

**Fix** Correct that place of the document. If you can do without the operation, name those that
you need with `--operation`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0221", "operation-left-out", "operation left out", __doc__ or "")


def report(span: Span | None, operation: str, reason: str, code: str) -> Diagnostic:
    """`code` is the reason's own; empty if it has none."""
    told = f" [{code}]" if code else ""
    return RULE.at(span, f"`{operation}` is left out: {reason}{told}", label="not in the package")
