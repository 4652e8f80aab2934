"""**What**

A scenario lasts longer than a day, the time through which the machine sleeps included.

**Why**

A report has every second of a run. A year of them fills the memory and shows nothing that an hour
does not, and most often a slip in a unit asked for it.

**Example**

```yaml
duration: 20d
```

**Fix**

Make it shorter. What a day-long quota does shows within minutes, when calls come fast enough.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    code="E1007",
    slug="too-long-run",
    title="scenario that is too long",
    doc=__doc__ or "",
)


def report(span: Span, seconds: float, most: float) -> Diagnostic:
    """`seconds` are those of the run, `most` is how many there may be."""
    return RULE.at(
        span, f"a run of {seconds:.6g} s, and {most:g} s is the most", help="make it shorter"
    )
