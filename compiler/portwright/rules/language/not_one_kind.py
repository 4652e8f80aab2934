"""**What**

A choice names no kind, an unknown kind, or more than one.

**Why**

A choice is a map in which exactly one key names the kind, and the value of that key holds its
options. With two kinds, nobody could say which one was meant.

**Example**

```yaml
auth:
  bearer: {secret: api_key}
  basic: {username: {secret: user}, password: {secret: password}}    # which one?
```

**Fix**

Keep one of the kinds that the help lists. A kind without options may be written as a bare word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import did_you_mean
from portwright.source.span import Span

RULE = Rule(
    code="E0007", slug="not-one-kind", title="a choice needs exactly one kind", doc=__doc__ or ""
)


def report(
    span: Span | None, found: Sequence[str], kinds: Iterable[str], *, name: str = ""
) -> Diagnostic:
    """`found` are the kinds written, none or one unknown or several; `kinds` those that exist."""
    known = list(kinds)
    subject = f"`{name}`" if name else "this choice"
    listed = "one of " + ", ".join(f"`{kind}`" for kind in known)
    if not found:
        return RULE.at(span, f"{subject} names no kind", label="empty", help=f"write {listed}")
    if len(found) == 1:
        hint = did_you_mean(found[0], known) or f"write {listed}"
        message = f"{subject} has no kind `{found[0]}`"
        return RULE.at(span, message, label="unknown kind", help=hint)
    both = ", ".join(f"`{kind}`" for kind in found)
    return RULE.at(
        span, f"{subject} names {len(found)} kinds: {both}", label="which one?", help="keep one"
    )
