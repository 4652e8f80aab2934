"""**What**

A file is not well-formed YAML or JSON, so nothing in it can be read.

**Why**

Specs and ports are one YAML document without tags. OpenAPI documents are JSON or YAML; JSON is
read strictly, since numbers such as `NaN` have no meaning that others would share.

**Example**

```yaml
operations:
  refund:
    description: note: money back     # a second `: ` in an unquoted text
```

**Fix**

Correct the text at the place shown. What an editor calls valid may still be refused when it is
a tag, a second document, or a key that is not a scalar.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0002", slug="broken-syntax", title="not YAML or JSON", doc=__doc__ or "")


def report(
    span: Span | None, message: str, *, label: str = "", help: str | None = None
) -> Diagnostic:
    """`message` is what the parser met; `label` what it was doing."""
    return RULE.at(span, message, label=label, help=help)
