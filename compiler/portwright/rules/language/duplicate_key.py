"""**What**

A key stands twice in one map.

**Why**

YAML parsers keep one of the two and say nothing. Which one differs between parsers.

**Example**

```yaml
policies:
  default: {deadline: 20s}
  default: {deadline: 30s}      # written twice
```

**Fix**

Remove or rename one of them. Keys are compared as texts, so that `200` and `"200"` are the same.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0008", slug="duplicate-key", title="duplicate key", doc=__doc__ or "")


def report(
    span: Span | None, message: str, *, label: str = "again here", help: str | None = None
) -> Diagnostic:
    """`span` is that of the second key; `help` says where the first is."""
    return RULE.at(span, message, label=label, help=help)
