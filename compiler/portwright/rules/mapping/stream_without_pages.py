"""
**What** The port's operation gives `stream<T>`, and the spec's does not say where the items are
or how the next page is asked for; or it pages, and the port gives no stream.

**Why** A stream is read page by page. A list that stopped at the first page would lack items
without a word.

**Example**

    list_payments: {call: List, response: {use: payment}}

**Fix** Add `paginate:` and `response: {each: PATH, ...}`; or make the port's `out` a `list<T>`,
or a `stream<T>`.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule(
    "E0324",
    "stream-without-pages",
    "stream that is not paged, or pages that are no stream",
    __doc__ or "",
)


def report(span: Span | None, operation: str, no_each: bool) -> Diagnostic:
    """`no_each`: nothing says where the items are; else nothing says how pages are asked for."""
    lacking = "`each` in its `response`" if no_each else "`paginate`"
    add = "`each: <path to the list>`" if no_each else "`paginate: ...`"
    return RULE.at(
        span,
        f"`{operation}` gives a stream in the port, but has no {lacking}",
        label="no items here" if no_each else "the first page alone would be read",
        help=f"add {add}, or make it no stream in the port",
    )


def report_pages(span: Span | None, operation: str) -> Diagnostic:
    return RULE.at(
        span,
        f"`{operation}` is paged, but gives no stream in the port",
        label="the first page alone would be read",
        help="make it `stream<T>` in the port, or leave out `paginate`",
    )
