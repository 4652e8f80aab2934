"""**What**

Operations of the document have no `operationId`, or one that others have too. They get one from
their method and path: `GET /pets/{id}` becomes `getPetsId`.

**Why**

A spec names operations by their id. A derived id stays the same as long as the method and the
path do. None of those that share an id keeps it: which one would, could only depend on the order
of the document, and a spec would call another operation when the publisher reorders it.

**Example**

```yaml
paths:
  /pets:
    get: {responses: {}}    # `getPets`
```

**Fix**

Nothing needs to be done. To choose a name yourself, give the operation an `operationId` in the
additions file beside the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="W0106", slug="derived-operation-id", title="derived operation id", doc=__doc__ or ""
)

_NAMED = 3


def missing(span: Span | None, derived: Sequence[str]) -> Diagnostic:
    """Reported once for a document, at the first such operation."""
    named = ", ".join(f"`{name}`" for name in derived[:_NAMED])
    more = ", ..." if len(derived) > _NAMED else ""
    count = "1 operation has" if len(derived) == 1 else f"{len(derived)} operations have"
    return RULE.at(
        span, f"{count} no operationId and can be called as {named}{more}", label="no operationId"
    )


def repeated(span: Span | None, declared: str, derived: str) -> Diagnostic:
    """Reported at each operation of a shared id."""
    return RULE.at(
        span,
        f"operationId `{declared}` belongs to other operations too; this one is `{derived}`",
        label="not unique",
    )
