"""**What**

A scenario asks for more calls than a simulation may have.

**Why**

Every call is driven through the real pipeline and remembered for the checks: millions of them
take minutes and gigabytes, and most often a slip in a unit asked for them.

**Example**

```yaml
traffic:
  - {constant: 1000000/s, operations: {get_customer: 100%}}
```

**Fix**

Lower the rate or the duration: policies do not depend on the absolute number of calls.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1005",
    slug="too-many-calls",
    title="scenario of too many calls",
    doc=__doc__ or "",
)


def report(span: Span | None, calls: float, most: int) -> Diagnostic:
    """`calls` are those that are expected, `most` is how many there may be."""
    return RULE.at(
        span,
        f"about {calls:.3g} calls, and {most} is the most",
        help="lower the rate or the duration",
    )
