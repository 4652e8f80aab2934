"""
**What** A hook takes or gives another type than the mapping has at that place.

**Why** The generated code would not pass the type checker, or fail on a value that is null.

**Example** A hook `def decline(code: str) -> str` that is given a path which may be null, or that
fills a field of type `int`.

**Fix** Change the hook's annotation (`code: str | None`), or its code so that it gives what the
field takes.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0904", "hook-type", "hook of another type", __doc__ or "")


def returns(span: Span | None, hook: str, found: str, wanted: str, place: str) -> Diagnostic:
    return RULE.at(span, f"`{hook}` gives {found}, here {wanted} is wanted", label=f"see {place}")


def takes(
    span: Span | None, hook: str, name: str, wanted: str, found: str, place: str
) -> Diagnostic:
    return RULE.at(
        span,
        f"`{hook}` takes {wanted} as `{name}`, and gets {found}",
        label="does not fit",
        help=f"see {place}",
    )
