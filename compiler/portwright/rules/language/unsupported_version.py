"""**What**

The file is written in a version of the language that this compiler does not know.

**Why**

A later version may give an old key a new meaning. Reading it by the old rules would make code
that its author did not ask for.

**Example**

```yaml
spec: 2       # this compiler knows version 1
```

**Fix**

Install a compiler that knows the version, or write the version that this one knows.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E0010",
    slug="unsupported-version",
    title="unsupported version of the language",
    doc=__doc__ or "",
)


def report(span: Span | None, version: str, supported: Iterable[str] = ("1",)) -> Diagnostic:
    """`version` as written after `spec:`."""
    known = ", ".join(supported)
    return RULE.at(
        span,
        f"version `{version}` of the spec language is not supported",
        label=f"known: {known}",
        help=f"write `spec: {known}`, or use a compiler that knows `{version}`",
    )
