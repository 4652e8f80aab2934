"""**What**

The `$ref` of a parameter, a request body or another part points at something that does not
exist, that cannot stand there, or that is itself nothing but a reference in a circle.

**Why**

What it stands for is unknown, and left out; the operation may not work without it. (Where no spec
calls the operation, it is a warning: W0115. A schema or a response that cannot be found costs a
type only: W0103.)

**Example**

```yaml
parameters: [{$ref: "#/components/parameters/Pgae"}]
```

**Fix**

Correct the reference, or define what is missing in the additions file beside the document.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0103",
    slug="unresolved-reference",
    title="reference that leads nowhere",
    doc=__doc__ or "",
)


def report(
    span: Span | None, reference: str, problem: str, *, help: str | None = None
) -> Diagnostic:
    """`problem` says why it leads nowhere."""
    return RULE.at(
        span,
        f"`{reference}` leads nowhere",
        label=problem,
        help=help or "define it in the additions, or correct the reference",
    )
