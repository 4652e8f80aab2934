"""
**What** Fields, arguments or answers of the package are typed `Any`, although the document says
something of their type.

**Why** Part of their schema is damaged (a type that does not exist, a reference to nothing), or it
says its type in words that are not read (`not`, constants that are objects). Type checkers are
blind there. What the document itself leaves open, `{}` say, is `Json` instead and is not counted.

**Example**

```
warning[W0129]: 2 of 81 values are `Any`: Weight.unit, get_weight(scale)
```

**Fix** `--report FILE` lists each with its place and the reason. Correct the document there.
"""

from __future__ import annotations

from collections.abc import Sequence

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0129", "untyped-values", "values without a type", __doc__ or "")

_SHOWN = 3


def report(span: Span, holders: Sequence[str], values: int) -> Diagnostic:
    """`holders` are the fields, arguments and answers; `values` is how many there are in all."""
    told = ", ".join(holders[:_SHOWN]) + (", ..." if len(holders) > _SHOWN else "")
    return RULE.at(
        span,
        f"{len(holders)} of {values} values {'is' if len(holders) == 1 else 'are'} `Any`: {told}",
        help="`--report FILE` lists the places and the reasons",
    )
