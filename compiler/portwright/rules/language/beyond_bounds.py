"""**What**

A file is larger, nested deeper, or grows larger through aliases than the compiler accepts.

**Why**

A document is input from somebody else. A few hundred bytes of nested aliases can stand for
billions of nodes, and deep nesting can end a process. The bounds (256 MB, 500 levels, ten
million nodes after expansion) are far beyond every real document.

**Example**

```yaml
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]      # and so on
```

An alias that stands inside what it refers to would expand forever, and is reported here too.

**Fix**

Split the document, write the repeated part once, or use `$ref` in place of aliases.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(code="E0011", slug="beyond-bounds", title="too large or too deep", doc=__doc__ or "")


def report(
    span: Span | None, message: str, *, label: str = "", help: str | None = None
) -> Diagnostic:
    """`message` names the bound."""
    return RULE.at(span, message, label=label, help=help)
