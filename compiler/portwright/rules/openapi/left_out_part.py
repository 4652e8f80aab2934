"""**What**

A path, an operation, a parameter or another part of the document is malformed, or its reference
leads nowhere. It is left out, and everything else of the document can be used.

**Why**

Most published documents have such places, nearly all of them far from what a spec calls. One bad
part must not cost the document, and must not vanish in silence either. Where a spec calls an
operation that is left out, or that lacks a part, it is an error there (E0102, E0103, E0104).

**Example**

```yaml
paths:
  /pets:
    get: list all pets      # an operation is an object
```

**Fix**

Nothing needs to be done unless you want what is left out. Correct that place in the document and
tell its publisher, or state the part in the additions file beside the document.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule

RULE = Rule(code="W0115", slug="left-out-part", title="part left out", doc=__doc__ or "")


def report(why: Diagnostic) -> Diagnostic:
    """`why` is what is said where the part is needed."""
    return RULE.at(why.span, why.message, label=why.label, help=why.help)
