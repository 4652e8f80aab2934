"""**What**

Traffic or a fault begins after the run ends, or ends before it begins.

**Why**

It would never happen, and the run would prove less than its scenario says.

**Example**

```yaml
duration: 60s
faults:
  - {outage: refused, from: 90s, until: 120s}
```

**Fix**

Make the run longer, or move `from` and `until` into it.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1003",
    slug="impossible-time",
    title="time outside the run",
    doc=__doc__ or "",
)


def report(span: Span | None, why: str) -> Diagnostic:
    """`why` says which of the two it is."""
    return RULE.at(span, f"this never happens: {why}", label="outside the run")
