"""**What**

Traffic or a fault begins after the run ends, or ends before it begins; or a rate or a latency is
one that cannot be.

**Why**

It would never happen, and the run would prove less than its scenario says.

**Example**

```yaml
duration: 60s
faults:
  - {outage: refused, from: 90s, until: 120s}
```

**Fix**

Make the run longer, or move `from` and `until` into it; give a rate over 0, and a `p99` that is not
below the median.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1003",
    slug="impossible-time",
    title="time or rate that cannot be",
    doc=__doc__ or "",
)


def report(span: Span | None, why: str) -> Diagnostic:
    """`why` says what is wrong."""
    return RULE.at(span, f"this cannot be: {why}", label="impossible")
