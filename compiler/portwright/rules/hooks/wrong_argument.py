"""
**What** `with:` names an argument that the hook does not take, or leaves out one that it needs.

**Why** The call would fail each time.

**Example**

    name: {call: shop.stripe_hooks.full_name, with: {first_name: first_name}}

**Fix** The keys of `with:` are the names of the hook's parameters, the values are paths.
"""

from __future__ import annotations

from collections.abc import Iterable

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.diagnostics.suggest import meant_or_known
from portwright.source.span import Span

RULE = Rule("E0903", "wrong-argument", "arguments that do not fit the hook", __doc__ or "")


def unknown(
    span: Span | None, hook: str, name: str, place: str, known: Iterable[str]
) -> Diagnostic:
    help = meant_or_known(name, known) or f"it takes none: see {place}"
    return RULE.at(span, f"`{hook}` takes no `{name}`", label="no such parameter", help=help)


def missing(span: Span | None, hook: str, name: str, place: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{hook}` needs `{name}`",
        label=f"see {place}",
        help=f"add `{name}` to `with`, with a path",
    )
