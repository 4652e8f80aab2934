"""**What**

A value is none of the words that its place allows.

**Why**

Closed sets are closed: a misspelled `jitter: ful` must not silently become the default.

**Example**

```yaml
retry: {attempts: 4, jitter: fulll}   # full, equal or none
```

**Fix**

Use one of the words that the help lists.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(code="E0006", slug="value-not-allowed", title="value not allowed", doc=__doc__ or "")

_MOST_LISTED = 20


def report(span: Span | None, value: str, allowed: Iterable[str], *, name: str = "") -> Diagnostic:
    """`allowed` in the order in which the help shall list it; `name` the dotted path."""
    words = list(allowed)
    listed = ", ".join(f"`{word}`" for word in words[:_MOST_LISTED])
    more = ", ..." if len(words) > _MOST_LISTED else ""
    subject = f"`{name}` cannot be `{value}`" if name else f"`{value}` is not allowed here"
    return RULE.at(
        span,
        subject,
        label="not one of the allowed values",
        help=did_you_mean(value, words) or f"write one of {listed}{more}",
    )
