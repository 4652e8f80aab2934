"""
**What** The document describes a parameter in a style that parameters of its place do not have:
`matrix` in the query, `form` in the path. It is sent in the style that its place has by default.

**Why** OpenAPI does not say what such a style would look like there, so the vendor most likely
reads the default.

**Example** `{name: ids, in: query, style: simple, schema: {type: array, items: {type: string}}}`

**Fix** If the vendor reads another style, describe the parameter in the additions.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("W0222", "foreign-style", "style of another place", __doc__ or "")


def report(span: Span | None, operation: str, name: str, style: str, instead: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` takes `{name}` as `{style}`, which its place does not have",
        label=f"sent as `{instead}`",
        help="describe it in the additions if the vendor reads another style",
    )
