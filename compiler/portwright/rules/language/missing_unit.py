"""**What**

A duration, rate, size or ratio has no unit, or one that does not exist.

**Why**

`timeout: 5` is five seconds to one reader and five milliseconds to the next. So every quantity
carries its unit.

**Example**

```yaml
deadline: 20              # 20s, or 20ms?
```

**Fix**

Write the unit: `500ms`, `20s`, `10m`, `24h`, `7d` for durations; `25/s`, `100000/24h` for rates;
`64kB`, `1MB` for sizes; `10%` for ratios.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0009", slug="missing-unit", title="quantity without its unit", doc=__doc__ or "")

Quantity: TypeAlias = Literal["duration", "rate", "size", "ratio"]

_EXAMPLES: dict[Quantity, str] = {
    "duration": "`500ms`, `20s`, `10m`, `24h` or `7d`",
    "rate": "`25/s` or `100000/24h`",
    "size": "`64kB` or `1MB`",
    "ratio": "`10%`",
}


def report(span: Span | None, text: str, quantity: Quantity) -> Diagnostic:
    """`text` is the value as written."""
    bare = text.strip().lstrip("+-").replace(".", "", 1).isdigit()
    return RULE.at(
        span,
        f"`{text}` is not a {quantity}",
        label="no unit" if bare else f"not a {quantity}",
        help=f"write it like {_EXAMPLES[quantity]}",
    )
