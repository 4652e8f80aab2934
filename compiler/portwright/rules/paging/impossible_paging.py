"""
**What** A paging rule holds a value that no listing can work with, or two that exclude each
other: no page at most, a total said twice, a page that is the last when it is not full while
nothing says how many a full one holds.

**Why** The runtime refuses such a listing when the generated package is imported; the mistake is
cheaper to see here.

**Example** `paginate: {page: {param: page}, items: data, max_pages: 0}`

**Fix** Change or leave out what is pointed at.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span

RULE = Rule("E0704", "impossible-paging", "paging cannot work", __doc__ or "")


def report(span: Span | None, operation: str, keys: tuple[str, ...], reason: str) -> Diagnostic:
    named = " and ".join(f"`{key}`" for key in keys)
    return RULE.at(span, f"`{operation}` cannot be paged: {named} {reason}", label="cannot work")
