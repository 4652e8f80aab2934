"""**What**

openapi-spec-validator finds the document invalid, or could not finish with it.

**Why**

Its verdict is taken once, when a document is pinned, and kept with the document's hash. An
invalid document is still compiled when the damage is local; but a document that its own publisher
never validated deserves a second look.

**Example**

```yaml
responses:
  "200": {}                 # a response needs a description
```

**Fix**

Nothing needs to be done unless a finding touches what you use. Report it to the publisher.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="W0105", slug="invalid-document", title="invalid document", doc=__doc__ or "")


def report(span: Span | None, pointer: str, message: str) -> Diagnostic:
    """One finding of the validator."""
    return RULE.at(span, f"invalid at `#{pointer}`: {message}", label="the validator's finding")


def crashed(span: Span | None, reason: str) -> Diagnostic:
    """The validator gave up; whether the document is valid is not known."""
    return RULE.at(span, f"the validator could not judge this document: {reason}")
