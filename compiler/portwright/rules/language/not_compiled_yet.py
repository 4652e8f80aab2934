"""**What**

The language has this feature, and this version of the compiler checks it, but generates no code
for it.

**Why**

A spec may be written in full today. What is not compiled is said aloud, so that nobody relies
on a limit or a breaker that is not there.

**Example**

```yaml
limits:
  - {per: connection, rate: 25/s}     # parsed and checked, not enforced
```

**Fix**

Nothing is wrong with the spec. Until the feature is compiled, provide it around the generated
client, or take the key out.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="W0001", slug="not-compiled-yet", title="not compiled yet", doc=__doc__ or "")


def report(span: Span | None, feature: str, *, help: str | None = None) -> Diagnostic:
    """`feature` is the dotted path of the key, `span` the key's place."""
    return RULE.at(
        span, f"`{feature}` is not compiled yet", label="has no effect in this version", help=help
    )
