"""**What**

The additions say something else than the document about the same thing.

**Why**

Additions complete a document: paths, operations, schemas and fields that it lacks. Where both
speak and differ, the document may have been corrected since, or the addition may be wrong;
neither is decided in silence. The document's word is kept.

**Example**

```yaml
# additions.yaml; the document says `type: string`
components: {schemas: {Refund: {properties: {amount: {type: integer}}}}}
```

**Fix**

Remove the addition if the document is right. If the vendor's service does not do what its
document says, note that in `deviations.yaml`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0107", slug="clashing-addition", title="addition against the document", doc=__doc__ or ""
)


def report(span: Span | None, pointer: str, document: str) -> Diagnostic:
    """`document` is the name of the file that the addition differs from."""
    return RULE.at(
        span,
        f"`#{pointer}` differs from what {document} says",
        label="the document's word is kept",
        help="remove it, or note in deviations.yaml what the vendor's service really does",
    )
