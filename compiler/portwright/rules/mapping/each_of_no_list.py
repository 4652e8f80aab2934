"""
**What** `each` names something in the answer that is no list.

**Why** There are no items to map.

**Example**

    response: {each: data.first, use: payment}

**Fix** Name the list; leave out `each` if the answer is the thing itself.
"""

from __future__ import annotations

from portwright.diagnostics.model import Diagnostic
from portwright.diagnostics.rule import Rule
from portwright.source.span import Span, Text

RULE = Rule("E0332", "each-of-no-list", "`each` of what is no list", __doc__ or "")


def report(path: Text, found: str) -> Diagnostic:
    return RULE.at(
        path.span,
        f"`{path}` is `{found}`, not a list",
        label="no items here",
        help="name a list, or leave out `each`",
    )


def report_where(span: Span | None) -> Diagnostic:
    """A condition on items where there is no list of them."""
    return RULE.at(
        span,
        "`where` chooses among items, and there is no `each`",
        label="no items here",
        help="add `each: <path to a list>`, or leave out `where`",
    )
