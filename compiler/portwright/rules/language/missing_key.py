"""**What**

A map lacks a key that it must have.

**Why**

Where no default is right for everybody, the language asks rather than guesses.

**Example**

```yaml
operations:
  refund: {policy: money_write}       # `operations.refund` needs `call`
```

**Fix**

Add the key. The help shows what it may look like.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0004", slug="missing-key", title="missing key", doc=__doc__ or "")


def report(span: Span | None, key: str, *, owner: str = "", example: str = "") -> Diagnostic:
    """`span` is the key of the map, or the map; `example` a value as it may be written."""
    message = f"`{owner}` needs `{key}`" if owner else f"missing key `{key}`"
    written = f"{key}: {example}" if example else f"{key}: ..."
    return RULE.at(span, message, label=f"no `{key}`", help=f"add `{written}`")
