"""**What**

A scenario names an operation that its spec does not have.

**Why**

Nothing would call it, or the fault would meet nobody, and the run would look better than it is.

**Example**

```yaml
traffic:
  - {poisson: 50/s, operations: {get_custmer: 100%}}    # get_customer
```

**Fix**

Use the name of the operation in the spec, which is also the generated method's.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(
    code="E1001",
    slug="unknown-simulated-operation",
    title="scenario names an operation that the spec does not have",
    doc=__doc__ or "",
)


def report(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """`known` are the operations of the spec."""
    return RULE.at(
        span,
        f"no operation `{name}` in the spec",
        label="not known",
        help=did_you_mean(name, list(known)),
    )
