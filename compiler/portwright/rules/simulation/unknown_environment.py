"""**What**

A scenario names an environment that the spec's connection does not have.

**Why**

Limits hold in environments (`env: live`); with a misspelt one none of them would be simulated.

**Example**

```yaml
environment: lve        # live
```

**Fix**

Use a name of `connection.environments`, or leave it out for the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(
    code="E1004",
    slug="unknown-environment",
    title="scenario names an unknown environment",
    doc=__doc__ or "",
)


def report(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """`known` are the environments of the spec."""
    names = list(known)
    return RULE.at(
        span,
        f"no environment `{name}` in the spec",
        label="not known",
        help=did_you_mean(name, names) or _listed(names),
    )


def _listed(names: list[str]) -> str:
    if not names:
        return "the spec has no environments: leave it out"
    return "environments: " + ", ".join(f"`{name}`" for name in names)
