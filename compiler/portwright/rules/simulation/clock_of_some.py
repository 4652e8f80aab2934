"""**What**

A `clock` fault names a share of the requests, or operations.

**Why**

All callers of a run share one machine, and its clock is right or wrong for all of them. The key
would have no effect, and the run would not be what its scenario says.

**Example**

```yaml
faults:
  - {clock: ahead, by: 10s, share: 10%, from: 10s, until: 20s}
```

**Fix**

Leave the key out.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1009",
    slug="clock-of-some",
    title="clock that is wrong for some",
    doc=__doc__ or "",
)


def report(span: Span, name: str) -> Diagnostic:
    """`span` is that of the key."""
    return RULE.at(
        span,
        f"`{name}` has no effect on a clock: it is the same for all callers",
        label="has no effect",
        help="leave it out",
    )
