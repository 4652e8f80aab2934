"""**What**

A `$ref` points at another computer, or at a file outside the folder of the document.

**Why**

A document is somebody else's text. Fetching what it names would let it choose what your build
depends on today, and let it read files that it has no business with.

**Example**

```yaml
schema: {$ref: "https://example.com/schemas/pet.json"}
```

**Fix**

Put a copy of the file into the document's folder, change the reference to its name there, and
note its origin in `source.lock`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0104",
    slug="outside-reference",
    title="reference out of the document's folder",
    doc=__doc__ or "",
)


def report(span: Span | None, reference: str, problem: str) -> Diagnostic:
    """`problem` is "another computer" or "outside the folder of the document"."""
    return RULE.at(
        span,
        f"`{reference}` is not followed",
        label=problem,
        help="put a copy into the document's folder and refer to that",
    )
