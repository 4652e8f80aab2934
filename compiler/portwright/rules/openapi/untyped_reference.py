"""**What**

The `$ref` of a schema or of a response points at something that does not exist, is of another
kind, or may not be followed. The schema accepts anything; the response has no body.

**Why**

Published documents have such references, most of them far from what anybody uses. One type is
lost, not the document; but it is lost, and a misspelt name is the usual reason.

**Example**

```yaml
shipped_at: {$ref: "#/components/schemas/Timestmap"}
```

**Fix**

If the field matters to you, define what is missing in the additions file beside the document, or
correct the reference. A file from elsewhere can be copied into the document's folder.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="W0103",
    slug="untyped-reference",
    title="type reference that leads nowhere",
    doc=__doc__ or "",
)


def report(span: Span | None, why: Diagnostic, instead: str) -> Diagnostic:
    """`why` is what would be said of a reference that costs more than a type."""
    return RULE.at(span, f"{why.message}: read as {instead}", label=why.label, help=why.help)
