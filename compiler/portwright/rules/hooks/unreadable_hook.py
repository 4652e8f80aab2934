"""
**What** The signature of a hook does not say what it takes or gives: an annotation is missing, it
takes `*args` or `**kwargs`, it returns nothing, it is overloaded, or it is async.

**Why** The compiler reads the annotations to check the mapping, and generates a direct call by
name. A mapping only reshapes data, so its hooks do not wait for anything.

**Example**

    def full_name(first, last):
        return f"{first} {last}"

**Fix** Annotate every parameter and the result:
`def full_name(first: str, last: str | None) -> str:`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0902", "unreadable-hook", "hook whose signature says too little", __doc__ or "")


def report(
    span: Span | None, hook: str, place: str, reason: str, help: str | None = None
) -> Diagnostic:
    return RULE.at(span, f"`{hook}` {reason}", label=f"see {place}", help=help)
