"""**What**

A scenario has no entry under `traffic`, or what it has lets nobody come while it lasts.

**Why**

Nobody calls, so nothing is simulated, and every property holds of nothing.

**Example**

```yaml
traffic: []
```

**Fix**

Add callers: `{poisson: 50/s, operations: {get_customer: 100%}}`; let more of them come, or for
longer.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1006",
    slug="idle-scenario",
    title="scenario without callers",
    doc=__doc__ or "",
)


def report(span: Span | None) -> Diagnostic:
    """`span` is that of the empty list."""
    return RULE.at(span, "nobody calls: `traffic` is empty", label="empty")


def nobody_came(span: Span | None, seed: int) -> Diagnostic:
    """`span` is that of the traffic, which is random."""
    return RULE.at(
        span,
        f"nobody calls: with seed {seed} no caller comes before the end",
        label="too few for so short a run",
    )
