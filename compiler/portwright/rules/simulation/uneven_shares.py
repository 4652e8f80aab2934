"""**What**

The shares of the operations in one entry of `traffic` do not add up to 100 %.

**Why**

Each caller calls one operation; what the rest of the callers would do is not said.

**Example**

```yaml
operations: {get_customer: 70%, create_refund: 20%}     # and 10 %?
```

**Fix**

Make the shares add up to 100 %.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1002",
    slug="uneven-shares",
    title="shares that are not the whole",
    doc=__doc__ or "",
)


def report(span: Span | None, total: float) -> Diagnostic:
    """`total` is what they add up to; 1 is the whole."""
    return RULE.at(
        span,
        f"the shares add up to {total:.6g} of 1, not to 100%",
        help="each caller calls one operation: make the shares add up to 100%",
    )
